"""One turn with its memory: what is loaded, shown and saved, in which order, and who wins a race."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from bot.conversation import ATTEMPTS, Conversation
from bot.dialogue.exchange import Message, Reply, Session, Turn
from bot.dialogue.model import Action, Content, Decision
from bot.storage.flood import FloodControl
from bot.storage.memory import MemoryStore
from bot.storage.store import Outcome, Parcel, StoreError

if TYPE_CHECKING:
    from bot.storage.store import Saved, Store

HELLO = Message("hello", at=1.0)


def content(version: str = "1") -> Content:
    """Make a content of a certain version."""
    lines = {
        "privacy": ("What I keep.", "Another wording."),
        "deleted": ("All gone.",),
        "slow_down": ("Too fast.",),
    }
    return cast("Content", SimpleNamespace(version=version, intents={"help": None}, lines=lines))


def count(_: Content, session: Session, message: Message) -> Turn:
    """Answer with the number of the turn."""
    after = replace(session, turns=session.turns + 1)
    return Turn(Reply((f"{message.text} {after.turns}",)), after, Decision(Action.ANSWER, "It counts."))


@dataclass
class Screen:
    """A channel that shows replies to nobody, or fails."""

    store: Store
    update_id: int = 7
    to: str = "here"
    fails: bool = False
    shown: list[tuple[str, ...]] = field(default_factory=list)

    async def show(self, reply: Reply) -> None:
        """Show a reply, which the store holds until now."""
        if self.fails:
            raise ConnectionError
        assert await self.store.unsent() == {self.update_id: ("a", Parcel(self.to, reply))}
        self.shown.append(reply.bubbles)
        await self.store.sent("a", self.update_id)


class RacingStore(MemoryStore):
    """A store in which somebody else saves first, some times."""

    def __init__(self, races: int, update_id: int | None = None) -> None:
        super().__init__()
        self.races = races
        self._theirs = update_id

    async def load(self, chat: str, update_id: int | None = None) -> Saved:
        """Load; then let the other one be faster."""
        saved = await super().load(chat, update_id)
        if self.races:
            self.races -= 1
            theirs = replace(saved.session, turns=saved.session.turns + 10)
            await self.save(chat, theirs, saved.version, Outcome(self._theirs))
        return saved


async def test_turns_build_on_each_other() -> None:
    """Each turn starts from the session the last one left."""
    conversation = Conversation(content, MemoryStore(), count)
    turns = [await conversation.take("a", HELLO) for _ in range(3)]
    assert [turn and turn.reply.bubbles for turn in turns] == [("hello 1",), ("hello 2",), ("hello 3",)]


async def test_an_update_is_taken_once() -> None:
    """The second delivery of an update is no turn and shows nothing."""
    store = MemoryStore()
    conversation, screen = Conversation(content, store, count), Screen(store)
    assert await conversation.take("a", HELLO, screen)
    assert await conversation.take("a", HELLO, screen) is None
    assert screen.shown == [("hello 1",)]
    assert await store.unsent() == {}


async def test_what_could_not_be_shown_is_shown_when_the_update_comes_again() -> None:
    """The turn was taken once and counts once; its very reply waits in the store."""
    store = MemoryStore()
    conversation, screen = Conversation(content, store, count), Screen(store, fails=True)
    with pytest.raises(ConnectionError):
        await conversation.take("a", HELLO, screen)
    screen.fails = False
    assert await conversation.take("a", HELLO, screen) is None
    assert screen.shown == [("hello 1",)]
    assert (await store.load("a")).session.turns == 1


async def test_nothing_is_shown_that_could_not_be_saved() -> None:
    """Else a full disk would repeat an answer with every try."""
    store = RacingStore(races=100)
    screen = Screen(store)
    with pytest.raises(StoreError):
        await Conversation(content, store, count).take("a", HELLO, screen)
    assert screen.shown == []


async def test_a_lost_race_is_taken_again_on_top_of_the_winner() -> None:
    """Both turns count, and the person sees one answer: the one that was saved."""
    store = RacingStore(races=2)
    screen = Screen(store)
    turn = await Conversation(content, store, count).take("a", HELLO, screen)
    assert turn
    assert turn.session.turns == 21
    assert screen.shown == [("hello 21",)]


async def test_a_race_lost_to_the_same_update_ends_there() -> None:
    """Where another copy of the bot handled this very update, nothing is added to it."""
    store = RacingStore(races=1, update_id=7)
    assert await Conversation(content, store, count).take("a", HELLO, Screen(store)) is None
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


async def test_a_line_of_its_own_is_said_once() -> None:
    """An update that is no turn is settled as well, and comes back where it could not be shown."""
    store = MemoryStore()
    conversation, screen = Conversation(content, store, count), Screen(store, fails=True)
    with pytest.raises(ConnectionError):
        await conversation.say("a", "privacy", screen)
    screen.fails = False
    for _ in range(2):
        await conversation.say("a", "privacy", screen)
    assert screen.shown == [("What I keep.",)]


async def test_a_forgotten_chat_begins_anew() -> None:
    """After forgetting, which is confirmed once, the first turn is the first again."""
    store = MemoryStore()
    conversation, screen = Conversation(content, store, count), Screen(store)
    await conversation.take("a", HELLO)
    for _ in range(2):
        await conversation.forget("a", screen)
    turn = await conversation.take("a", HELLO)
    assert turn
    assert turn.session.turns == 1
    assert screen.shown == [("All gone.",)]


async def test_forgetting_again_for_the_same_update_keeps_what_came_after() -> None:
    """Telegram may deliver the request twice; the chat may have begun anew in between."""
    store = MemoryStore()
    conversation = Conversation(content, store, count)
    await conversation.forget("a", Screen(store))
    await conversation.take("a", HELLO)
    await conversation.forget("a", Screen(store))
    assert (await store.load("a")).session.turns == 1


async def test_turns_are_counted() -> None:
    """By what was decided; a race counts once."""
    store = RacingStore(races=1)
    await Conversation(content, store, count).take("a", HELLO)
    assert [(one.kind, one.name, one.number) for one in await store.tallies(date(2020, 1, 1))] == [
        ("action", "answer", 1)
    ]


async def test_a_flood_is_told_once_and_then_goes_unanswered() -> None:
    """What is beyond the limit is handled all the same, and comes to nothing; other chats are not touched."""
    store, shown = MemoryStore(), list[tuple[str, ...]]()
    conversation = Conversation(content, store, count, FloodControl(2))
    for number in range(5):
        await conversation.take("a", HELLO, screen := Screen(store, number))
        shown += screen.shown
    assert shown == [("hello 1",), ("hello 2",), ("Too fast.",)]
    assert all([(await store.load("a", number)).handled for number in range(5)])
    assert (await store.load("a")).session.turns == 2
    assert await conversation.take("b", HELLO)


@pytest.mark.parametrize(
    ("action", "before"),
    [(Action.CARE, ""), (Action.CHECK, ""), (Action.ANSWER, "abuse")],
    ids=["danger", "perhaps danger", "danger before"],
)
async def test_danger_is_never_too_much(action: Action, before: str) -> None:
    """However fast somebody writes who may be in danger, or has been in this chat."""

    def answer(_: Content, session: Session, __: Message) -> Turn:
        return Turn(Reply(("Help.",)), replace(session, care=before), Decision(action, ""))

    store, shown = MemoryStore(), list[tuple[str, ...]]()
    conversation = Conversation(content, store, answer, FloodControl(1))
    for number in range(5):
        await conversation.take("a", HELLO, screen := Screen(store, number))
        shown += screen.shown
    assert shown == [("Help.",)] * 5


async def test_only_so_much_of_a_message_is_read() -> None:
    """As long as Telegram's longest; whatever else comes in."""
    turn = await Conversation(content, MemoryStore(), count).take("a", Message("x" * 100_000, at=1.0))
    assert turn
    assert len(turn.reply.bubbles[0]) < 5000


async def test_a_person_may_have_what_is_stored() -> None:
    """As the store knows it."""
    conversation = Conversation(content, MemoryStore(), count)
    await conversation.take("a", HELLO)
    assert (await conversation.export("a")).session == Session(turns=1)


def test_lines_come_from_the_current_content() -> None:
    """The small lines are looked up in the content."""
    conversation = Conversation(content, MemoryStore(), count)
    assert conversation.line("privacy") == "What I keep."
