"""Which messages are kept for the editors, and of whom."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from bot.dialogue.exchange import Message, Preferences, Reply, Session, Turn
from bot.dialogue.model import Action, Content, Decision, Intent, Phrase, Place
from bot.storage import keeping
from bot.storage.keeping import Keeping
from bot.storage.memory import MemoryStore

INTENT = Intent("x", "X", "x", Place("x", 1), phrases=(Phrase("is it breadcrumbing", Place("x", 2)),))
CONTENT = cast("Content", SimpleNamespace(version="1", intents={"x": INTENT}))


async def look(keeper: Keeping, text: str, action: Action, *, agreed: bool = True, tapped: bool = False) -> None:
    """Take a turn of chat "a"."""
    turn = Turn(Reply(()), Session(preferences=Preferences(improve=agreed)), Decision(action, ""))
    await keeper.look_at("a", CONTENT, Message(text, 0.0, tapped=tapped), turn)


@pytest.mark.parametrize(
    ("action", "agreed", "kept"),
    [
        (Action.FALLBACK, True, [("is [name] breadcrumbing", "unanswered")]),
        (Action.FALLBACK, False, []),
        (Action.ANSWER, True, []),
        (Action.CARE, True, []),
        (Action.CHECK, True, []),
    ],
)
async def test_what_found_no_answer_is_kept_of_those_who_agreed(
    action: Action, agreed: bool, kept: list[tuple[str, str]]
) -> None:
    """Without names; a word from our own phrases stays."""
    store = MemoryStore()
    await look(Keeping(store), "is daniel breadcrumbing", action, agreed=agreed)
    assert [(one.text, one.why) for one in await store.kept()] == kept


async def test_a_thumb_down_keeps_the_message_it_answers_once() -> None:
    """The one before it; a thumb up, another button and a second thumb keep nothing."""
    store = MemoryStore()
    keeper = Keeping(store)
    await look(keeper, "does daniel mean it", Action.ANSWER)
    await look(keeper, "up:x", Action.ANSWER, tapped=True)
    await look(keeper, "m:x", Action.ANSWER, tapped=True)
    assert await store.kept() == ()
    for _ in range(2):
        await look(keeper, "down:x", Action.FALLBACK, tapped=True)
    assert [(one.text, one.why) for one in await store.kept()] == [("does [name] mean it", "thumb")]


@pytest.mark.parametrize(("action", "agreed"), [(Action.CARE, True), (Action.ANSWER, False)], ids=["danger", "no more"])
async def test_a_thumb_after_danger_or_a_withdrawal_keeps_nothing(action: Action, agreed: bool) -> None:
    """What was said before is forgotten then."""
    store = MemoryStore()
    keeper = Keeping(store)
    await look(keeper, "does he mean it", Action.ANSWER)
    await look(keeper, "he hit me", action, agreed=agreed)
    await look(keeper, "down:x", Action.FALLBACK, tapped=True)
    assert await store.kept() == ()


async def test_only_so_many_chats_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory is bounded."""
    monkeypatch.setattr(keeping, "REMEMBERED", 2)
    keeper = Keeping(MemoryStore())
    turn = Turn(Reply(()), Session(preferences=Preferences(improve=True)), Decision(Action.ANSWER, ""))
    for chat in "abc":
        await keeper.look_at(chat, CONTENT, Message("hello", 0.0), turn)
    assert list(keeper._last) == ["b", "c"]
