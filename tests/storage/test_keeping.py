"""Which messages are kept for the editors, and of whom."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from bot.dialogue.exchange import Message, Preferences, Reply, Session, Turn
from bot.dialogue.model import Action, Content, Decision, Intent, Phrase, Place
from bot.storage.keeping import Keeping
from bot.storage.store import Said

INTENT = Intent("x", "X", "x", Place("x", 1), phrases=(Phrase("is it breadcrumbing", Place("x", 2)),))
CONTENT = cast("Content", SimpleNamespace(version="1", intents={"x": INTENT}))


class Chat:
    """A chat's session from turn to turn, with what was kept; each turn is looked at by a bot newly started."""

    def __init__(self) -> None:
        self.session = Session()
        self.kept: list[tuple[str, str]] = []

    def take(self, text: str, action: Action, *, agreed: bool = True) -> None:
        """Take a turn; a text with a colon is a button's."""
        after = replace(Session(), preferences=Preferences(improve=agreed))
        message = Message(text, 0.0, tapped=":" in text)
        turn, kept = Keeping().look_at(CONTENT, self.session, message, Turn(Reply(()), after, Decision(action, "")))
        self.session = turn.session
        self.kept += [(kept.text, kept.why)] if isinstance(kept, Said) else []


@pytest.mark.parametrize(
    ("action", "agreed", "kept", "said"),
    [
        (Action.FALLBACK, True, [("is [name] breadcrumbing", "unanswered")], ""),
        (Action.FALLBACK, False, [], ""),
        (Action.ANSWER, True, [], "is [name] breadcrumbing"),
        (Action.ANSWER, False, [], ""),
        (Action.CARE, True, [], ""),
        (Action.CHECK, True, [], ""),
    ],
)
def test_what_found_no_answer_is_kept_of_those_who_agreed(
    action: Action, agreed: bool, kept: list[tuple[str, str]], said: str
) -> None:
    """Without names; a word from our own phrases stays. What was answered waits for a thumb."""
    chat = Chat()
    chat.take("is daniel breadcrumbing", action, agreed=agreed)
    assert (chat.kept, chat.session.said) == (kept, said)


def test_a_thumb_down_keeps_the_message_it_answers_once() -> None:
    """The one before it, though the bot started anew; a thumb up, another button and a second thumb keep nothing."""
    chat = Chat()
    chat.take("does daniel mean it", Action.ANSWER)
    chat.take("up:x", Action.ANSWER)
    chat.take("m:x", Action.ANSWER)
    assert chat.kept == []
    for _ in range(2):
        chat.take("down:x", Action.FALLBACK)
    assert chat.kept == [("does [name] mean it", "thumb")]
    assert not chat.session.said


@pytest.mark.parametrize(("action", "agreed"), [(Action.CARE, True), (Action.ANSWER, False)], ids=["danger", "no more"])
def test_a_thumb_after_danger_or_a_withdrawal_keeps_nothing(action: Action, agreed: bool) -> None:
    """What was said before is forgotten then."""
    chat = Chat()
    chat.take("does he mean it", Action.ANSWER)
    chat.take("he hit me", action, agreed=agreed)
    chat.take("down:x", Action.FALLBACK)
    assert chat.kept == []


@pytest.mark.parametrize("text", ["🍕🍕", "...", "?!"])
def test_what_has_no_word_is_not_kept(text: str) -> None:
    """It would tell the editors nothing."""
    chat = Chat()
    chat.take(text, Action.FALLBACK)
    assert (chat.kept, chat.session.said) == ([], "")
