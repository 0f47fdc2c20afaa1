"""One turn with its memory: what is loaded, shown and saved, in which order, and who wins a race."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from bot.conversation import ATTEMPTS, Conversation
from bot.dialogue.model import Action, Content, Decision, Message, Reply, Session, Turn
from bot.storage.memory import MemoryStore
from bot.storage.store import NOTHING_SAVED, StoreError

if TYPE_CHECKING:
    from bot.storage.store import Saved

HELLO = Message("hello", at=1.0)


def content(version: str = "1") -> Content:
    """Make a content of a certain version."""
    lines = {"privacy": ("What I keep.", "Another wording.")}
    return cast("Content", SimpleNamespace(version=version, intents={"help": None}, lines=lines))


def count(_: Content, session: Session, message: Message) -> Turn:
    """Answer with the number of the turn."""
    after = replace(session, turns=session.turns + 1)
    return Turn(Reply((f"{message.text} {after.turns}",)), after, Decision(Action.ANSWER, "It counts."))


class RacingStore(MemoryStore):
    """A store in which somebody else saves first, some times."""

    def __init__(self, races: int, update_id: int | None = None) -> None:
        super().__init__()
        self.races = races
        self._theirs = update_id

    async def load(self, chat: str) -> Saved:
        """Load; then let the other one be faster."""
        saved = await super().load(chat)
        if self.races:
            self.races -= 1
            await self.save(chat, replace(saved.session, turns=saved.session.turns + 10), saved.version, self._theirs)
        return saved


async def test_turns_build_on_each_other() -> None:
    """Each turn starts from the session the last one left."""
    conversation = Conversation(content, MemoryStore(), count)
    turns = [await conversation.take("a", HELLO) for _ in range(3)]
    assert [turn and turn.reply.bubbles for turn in turns] == [("hello 1",), ("hello 2",), ("hello 3",)]


async def test_an_update_is_taken_once() -> None:
    """The second delivery of an update is no turn and shows nothing."""
    conversation, shown = Conversation(content, MemoryStore(), count), list[Reply]()

    async def show(reply: Reply) -> None:
        shown.append(reply)

    assert await conversation.take("a", HELLO, 7, show)
    assert await conversation.take("a", HELLO, 7, show) is None
    assert shown == [Reply(("hello 1",))]


async def test_what_could_not_be_shown_is_not_saved() -> None:
    """A failed delivery leaves the update unhandled and the session as it was."""
    store = MemoryStore()

    async def fail(_: Reply) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await Conversation(content, store, count).take("a", HELLO, 7, fail)
    assert not await store.handled(7)
    assert (await store.load("a")).version == NOTHING_SAVED


async def test_a_lost_race_is_taken_again_on_top_of_the_winner() -> None:
    """Both turns count, and the person sees one answer."""
    store, shown = RacingStore(races=2), list[Reply]()

    async def show(reply: Reply) -> None:
        shown.append(reply)

    turn = await Conversation(content, store, count).take("a", HELLO, 7, show)
    assert turn
    assert turn.session.turns == 21
    assert len(shown) == 1


async def test_a_race_lost_to_the_same_update_ends_there() -> None:
    """Where another copy of the bot handled this very update, nothing is added to it."""
    store = RacingStore(races=1, update_id=7)
    assert await Conversation(content, store, count).take("a", HELLO, 7) is None
    assert (await store.load("a")).session.turns == 10


async def test_racing_without_end_is_an_error() -> None:
    """A store that never accepts does not hang the bot."""
    with pytest.raises(StoreError, match=f"{ATTEMPTS} times"):
        await Conversation(content, RacingStore(races=100), count).take("a", HELLO)


async def test_a_turn_uses_one_content_from_start_to_end() -> None:
    """New content that arrives in between waits for the next turn, even when this one is taken again."""
    versions, used = iter("123456789"), list[str]()

    def note(current: Content, session: Session, message: Message) -> Turn:
        used.append(current.version)
        return count(current, session, message)

    conversation = Conversation(lambda: content(next(versions)), RacingStore(races=1), note)
    await conversation.take("a", HELLO)
    await conversation.take("a", HELLO)
    assert used == ["1", "1", "2"]


async def test_a_forgotten_chat_begins_anew() -> None:
    """After forgetting, the first turn is the first again."""
    conversation = Conversation(content, MemoryStore(), count)
    await conversation.take("a", HELLO)
    await conversation.forget("a")
    turn = await conversation.take("a", HELLO)
    assert turn
    assert turn.session.turns == 1


def test_lines_and_intents_come_from_the_current_content() -> None:
    """The small lines and the names of intents are looked up in the content."""
    conversation = Conversation(content, MemoryStore(), count)
    assert conversation.line("privacy") == "What I keep."
    assert (conversation.knows("help"), conversation.knows("nonsense")) == (True, False)
