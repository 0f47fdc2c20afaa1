"""What a message without a word says, and what is made of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue import continuing, signs
from bot.dialogue.exchange import Session
from bot.dialogue.model import Act, Action
from bot.dialogue.signs import Sign
from tests.dialogue.conftest import CARE

if TYPE_CHECKING:
    from bot.dialogue.model import Content

WHY, FAULT = "why_he_pulled_back", "is_it_my_fault"
ANSWERED = Session(last=WHY, offered=(FAULT,))
IN_CARE = Session(last=CARE, care=CARE)


@pytest.mark.parametrize(
    ("typed", "sign"),
    [
        ("💔", Sign.HURT),
        ("😭😭😭", Sign.HURT),
        ("❤️😢", Sign.HURT),
        (" :( ", Sign.HURT),
        ("👍🏽", Sign.WARM),
        ("❤️", Sign.WARM),
        ("<3", Sign.WARM),
        ("👎", Sign.WRONG),
        ("???", Sign.ASKS),
        ("🤷‍♀️", Sign.ASKS),
        ("👋", Sign.HELLO),
        ("...", Sign.PAUSE),
        ("🔪", Sign.DANGER),
        ("🍕", Sign.OTHER),
        ("%%$£", Sign.OTHER),
        ("he's gone 💔", None),
        ("1️⃣", None),
        ("", None),
        ("  ", None),
    ],
)
def test_a_message_without_words_is_a_sign(typed: str, sign: Sign | None) -> None:
    """One letter or digit, and it is read as words."""
    assert signs.read(typed) is sign


@pytest.mark.parametrize(
    ("sign", "act", "line"),
    [
        (Sign.WARM, Act.THANKS, "taken"),
        (Sign.WRONG, Act.NO, "not_meant"),
        (Sign.ASKS, Act.MORE, ""),
        (Sign.HURT, Act.MORE, "sign_hurt"),
        (Sign.PAUSE, Act.MORE, "sign_pause"),
        (Sign.OTHER, Act.MORE, "sign_other"),
    ],
)
def test_a_sign_is_taken_up_by_what_came_before(content: Content, sign: Sign, act: Act, line: str) -> None:
    """A thumb after an answer is thanks, a tear is heard."""
    decision = continuing.on_sign(content, ANSWERED, sign, fresh=True)
    assert (decision.act, decision.line) == (act, line)


def test_a_sign_out_of_the_blue_is_a_beginning(content: Content) -> None:
    """However long ago the last word was."""
    for session, fresh in ((Session(), True), (ANSWERED, False)):
        assert continuing.on_sign(content, session, Sign.WARM, fresh=fresh).intents == ("greeting",)
        assert continuing.on_sign(content, session, Sign.HURT, fresh=fresh).line == "sign_hurt"


@pytest.mark.parametrize(
    ("sign", "action"),
    [(Sign.OTHER, Action.FALLBACK), (Sign.PAUSE, Action.FALLBACK), (Sign.HURT, Action.ANSWER)],
)
def test_a_sign_that_tells_nothing_is_not_answered(content: Content, sign: Sign, action: Action) -> None:
    """A pizza is met kindly, and counts as not understood."""
    assert continuing.on_sign(content, Session(), sign, fresh=False).action is action


def test_a_sign_of_danger_is_asked_about(content: Content) -> None:
    """A knife without a word may mean anything."""
    assert continuing.on_sign(content, ANSWERED, Sign.DANGER, fresh=True).action is Action.CHECK


@pytest.mark.parametrize("sign", [Sign.HURT, Sign.DANGER, Sign.PAUSE, Sign.WARM])
def test_after_danger_a_sign_stays_with_care(content: Content, sign: Sign) -> None:
    """Never a cheerful line."""
    assert continuing.on_sign(content, IN_CARE, sign, fresh=True).action is Action.CARE


def test_a_sign_answers_no_gentle_question(content: Content) -> None:
    """A thumb may mean either of two answers, so it is asked again."""
    asked = replace(ANSWERED, asking=CARE)
    decision = continuing.on_sign(content, asked, Sign.WARM, fresh=True)
    assert (decision.action, decision.line) == (Action.CHECK, "check_again")
