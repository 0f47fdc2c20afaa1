"""What every store forgets, when it is told to or when the time has come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.dialogue.exchange import Session
from bot.storage.store import MESSAGES_KEPT, NOTHING_SAVED, SESSIONS_KEPT, Known, Outcome, Saved
from tests.storage.test_store_contract import ASKED, FULL, PARCEL

if TYPE_CHECKING:
    from bot.storage.store import Store
    from tests.storage.conftest import Clock


async def test_a_deleted_chat_is_new_again(store: Store) -> None:
    """Nothing of it is left but that its updates were handled; other chats keep theirs."""
    for number, chat in enumerate(("a", "b"), start=7):
        await store.save(chat, FULL, NOTHING_SAVED, Outcome(number, PARCEL))
        await store.keep(chat, "he collects stamps", "unanswered")
        await store.sent(chat, 9, (41,))
    await store.delete("a")
    assert await store.load("a", 7) == Saved(Session(), NOTHING_SAVED, handled=True)
    assert await store.export("a") == Known()
    assert (await store.load("b", 8)).unsent == PARCEL
    assert len(await store.kept()) == 1


async def test_deleting_an_unknown_chat_does_nothing(store: Store) -> None:
    """Whoever asks twice gets no error."""
    await store.delete("a")
    assert (await store.load("a")).version == NOTHING_SAVED


async def test_a_save_from_before_a_deletion_brings_nothing_back(store: Store) -> None:
    """A turn that was under way during the deletion is refused, even when the chat has begun again."""
    await store.save("a", FULL, NOTHING_SAVED)
    before = (await store.load("a")).version
    await store.delete("a")
    assert not await store.save("a", FULL, before)
    await store.save("a", Session(turns=1), NOTHING_SAVED)
    assert not await store.save("a", FULL, before)
    assert (await store.load("a")).session == Session(turns=1)


async def test_wiping_leaves_nothing(store: Store) -> None:
    """Not even counts."""
    await store.save("a", FULL, NOTHING_SAVED, Outcome(7, PARCEL, (ASKED,)))
    await store.keep("a", "he collects stamps", "unanswered")
    await store.bury(8, "unreadable")
    await store.wipe()
    assert await store.load("a", 7) == Saved(Session(), NOTHING_SAVED)
    assert (await store.unsent(), await store.kept(), await store.dead_letters()) == ({}, (), ())
    assert await store.tallies(date(2000, 1, 1)) == ()


@pytest.mark.parametrize("store", ["memory", "sqlite"], indirect=True)
async def test_a_silent_chat_is_forgotten(store: Store, clock: Clock) -> None:
    """Thirty days after its last message; a message kept goes after as many days whatever its chat does."""
    await store.save("silent", FULL, NOTHING_SAVED)
    await store.save("talking", FULL, NOTHING_SAVED)
    await store.keep("talking", "he collects stamps", "unanswered")
    clock.now += min(SESSIONS_KEPT, MESSAGES_KEPT) - 60
    await store.tidy()
    saved = await store.load("talking")
    assert (await store.load("silent")).session == FULL
    assert len(await store.kept()) == 1
    await store.save("talking", FULL, saved.version)
    clock.now += 120
    await store.tidy()
    assert (await store.load("silent")).version == NOTHING_SAVED
    assert (await store.load("talking")).session == FULL
    assert await store.kept() == ()
