"""What every store promises, tried on each of them."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bot.dialogue.exchange import Button, Preferences, Reply, Session
from bot.storage.store import (
    DAY,
    NOTHING_SAVED,
    NUMBERS_KEPT,
    Count,
    Known,
    Outcome,
    Parcel,
    Saved,
    Tally,
)

if TYPE_CHECKING:
    from bot.storage.store import Store
    from tests.storage.conftest import Clock

UNLIKE: dict[type, Any] = {
    int: 3,
    float: 1_700_000_000.25,
    bool: True,
    str: "abuse",
    tuple: ("what_to_do", "help"),
    dict: {"help": 2},
    Preferences: Preferences("GB", "she", improve=True),
}
FULL = Session(**{name: UNLIKE[type(getattr(Session(), name))] for name in Session.__dataclass_fields__})
"""A session of which each field differs from a fresh one's, so that none is overlooked."""
REPLY = Reply(("It isn't.", "Really."), (Button("More", "m:is_it_my_fault"),))
PARCEL = Parcel("[7, null, null]", REPLY)
ASKED = Count("topic", "is_it_my_fault")
MISSED = Count("action", "fallback")
NEW_YEAR = date(2027, 1, 1)


async def test_an_unknown_chat_has_a_fresh_session(store: Store) -> None:
    """A chat that was never saved loads as new, and the store says that it works."""
    await store.ping()
    assert await store.load("a") == Saved(Session(), NOTHING_SAVED)


async def test_every_field_of_a_session_comes_back(store: Store) -> None:
    """Nothing of a session is lost by saving it."""
    assert await store.save("a", FULL, NOTHING_SAVED)
    assert (await store.load("a")).session == FULL


async def test_chats_do_not_mix(store: Store) -> None:
    """Saving one chat leaves another alone."""
    await store.save("a", FULL, NOTHING_SAVED)
    assert (await store.load("b")).session == Session()


async def test_a_save_replaces_the_version_it_names(store: Store) -> None:
    """Load and save follow each other for ever."""
    for turns in range(1, 4):
        version = (await store.load("a")).version
        assert await store.save("a", Session(turns=turns), version)
    assert (await store.load("a")).session.turns == 3


@pytest.mark.parametrize("late", [NOTHING_SAVED, 1], ids=["as if new", "wrong version"])
async def test_a_late_save_is_refused(store: Store, late: int) -> None:
    """A session somebody else replaced in between is not overwritten."""
    await store.save("a", FULL, NOTHING_SAVED)
    assert not await store.save("a", Session(turns=9), late)
    assert (await store.load("a")).session == FULL


async def test_a_refused_save_leaves_nothing_behind(store: Store) -> None:
    """An update counts as handled, and its reply as owed, only together with its session."""
    await store.save("a", FULL, NOTHING_SAVED)
    await store.save("a", Session(), NOTHING_SAVED, Outcome(7, PARCEL, (ASKED,)))
    saved = await store.load("a", 7)
    assert (saved.handled, saved.unsent) == (False, None)
    assert await store.tallies(NEW_YEAR) == ()


async def test_of_many_saves_at_once_exactly_one_wins(store: Store) -> None:
    """Whatever runs side by side, nothing is overwritten unseen."""
    saves = [store.save("a", Session(turns=number), NOTHING_SAVED, Outcome(number)) for number in range(1, 30)]
    won = await asyncio.gather(*saves)
    turns = (await store.load("a")).session.turns
    assert won == [number == turns for number in range(1, 30)]


async def test_a_saved_update_is_handled(store: Store) -> None:
    """The update id is stored with the session, and no other with it."""
    await store.save("a", FULL, NOTHING_SAVED, Outcome(7))
    assert (await store.load("a", 7)).handled
    assert not (await store.load("a", 8)).handled


async def test_a_handled_update_is_so_for_any_chat(store: Store) -> None:
    """Ids count for the whole bot."""
    await store.save("a", FULL, NOTHING_SAVED, Outcome(7))
    assert (await store.load("b", 7)).handled


async def test_the_same_update_may_be_saved_twice(store: Store) -> None:
    """A repeated update id is no error of the store."""
    await store.save("a", FULL, NOTHING_SAVED, Outcome(7))
    assert await store.save("b", FULL, NOTHING_SAVED, Outcome(7))


async def test_a_reply_waits_until_it_was_sent(store: Store) -> None:
    """It comes back whole with its update, and is forgotten once it was shown."""
    await store.save("a", FULL, NOTHING_SAVED, Outcome(7, PARCEL))
    assert (await store.load("a", 7)).unsent == PARCEL
    await store.sent("a", 7)
    saved = await store.load("a", 7)
    assert (saved.handled, saved.unsent) == (True, None)


async def test_numbers_of_messages_are_kept_for_two_days(store: Store, clock: Clock) -> None:
    """In order, each once, and of chats that are known only; the person may see them."""
    await store.save("a", FULL, NOTHING_SAVED, Outcome(7, PARCEL))
    await store.sent("a", 7, (41, 42))
    await store.sent("b", 8, (43,))
    clock.now += NUMBERS_KEPT - 60
    await store.tidy()
    await store.sent("a", 9, (40, 42))
    assert await store.numbers("a") == (await store.export("a")).numbers == (40, 41, 42)
    assert await store.numbers("b") == ()
    clock.now += 120
    await store.tidy()
    assert await store.numbers("a") == (40, 42)


async def test_replies_that_wait_are_listed_in_order(store: Store) -> None:
    """As the updates came, whoever was handled first; what was sent is not among them."""
    await store.settle("b", 9, PARCEL)
    await store.save("a", FULL, NOTHING_SAVED, Outcome(7, PARCEL))
    await store.settle("a", 8, PARCEL)
    await store.sent("a", 8)
    assert list((await store.unsent()).items()) == [(7, ("a", PARCEL)), (9, ("b", PARCEL))]


async def test_an_update_without_a_session_is_settled(store: Store) -> None:
    """What leaves no session behind is not done twice either; what is left of its reply may change."""
    await store.settle("a", 7, PARCEL)
    rest = Parcel(PARCEL.to, Reply(("Really.",)))
    await store.settle("a", 7, rest)
    assert (await store.load("a", 7)).unsent == rest
    await store.settle("a", 8)
    assert (await store.load("a", 8)) == Saved(Session(), NOTHING_SAVED, handled=True)


async def test_a_dead_letter_is_handled_and_says_why(store: Store, clock: Clock) -> None:
    """What was given up does not come back; a word of regret may still be on its way."""
    await store.settle("a", 8, PARCEL)
    await store.bury(8, "KeyError")
    clock.now += 1
    await store.bury(7, "unreadable")
    dead = await store.dead_letters()
    assert [(one.update_id, one.reason) for one in dead] == [(8, "KeyError"), (7, "unreadable")]
    assert dead[1].at == clock.now
    assert (await store.load("a", 8)).unsent == PARCEL
    assert (await store.load("a", 7)).handled


async def test_what_happens_is_counted_by_the_day(store: Store, clock: Clock) -> None:
    """With a turn or without one; days are UTC and begin at midnight."""
    await store.save("a", FULL, NOTHING_SAVED, Outcome(7, counts=(ASKED, MISSED)))
    await store.count(ASKED)
    clock.now += DAY
    await store.count(ASKED, ASKED)
    assert await store.tallies(NEW_YEAR) == (
        Tally("2027-01-01", "action", "fallback", 1),
        Tally("2027-01-01", "topic", "is_it_my_fault", 2),
        Tally("2027-01-02", "topic", "is_it_my_fault", 2),
    )
    assert await store.tallies(date(2027, 1, 3)) == ()


async def test_kept_messages_can_be_read_and_dropped(store: Store, clock: Clock) -> None:
    """The oldest comes first; each can be taken out."""
    await store.keep("a", "he collects stamps", "unanswered")
    clock.now += 60
    await store.keep("b", "is that so", "thumb")
    first, second = await store.kept()
    assert (first.text, first.why, second.text, second.why) == (
        "he collects stamps",
        "unanswered",
        "is that so",
        "thumb",
    )
    assert (first.at, second.at) == (clock.now - 60, clock.now)
    await store.drop(first.id)
    await store.drop("no such id")
    assert await store.kept() == (second,)


async def test_a_chat_may_have_everything_stored_about_it(store: Store) -> None:
    """Its session, its kept messages and the replies on their way; nothing of anybody else."""
    assert await store.export("a") == Known()
    await store.save("a", FULL, NOTHING_SAVED, Outcome(7, PARCEL))
    await store.keep("a", "he collects stamps", "unanswered")
    await store.save("b", Session(turns=9), NOTHING_SAVED, Outcome(8, PARCEL))
    await store.keep("b", "is that so", "thumb")
    known = await store.export("a")
    assert known.session == FULL
    assert [kept.text for kept in known.kept] == ["he collects stamps"]
    assert known.unsent == (REPLY,)
