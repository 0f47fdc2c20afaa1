"""What every store promises, tried on each of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.dialogue.model import Session
from bot.storage.memory import MemoryStore
from bot.storage.sqlite import SqliteStore
from bot.storage.store import NOTHING_SAVED, Saved

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.storage.store import Store

FULL = Session(
    turns=3,
    asked={"is_it_my_fault": 2},
    last="is_it_my_fault",
    offered=("what_to_do", "help"),
    misses=1,
    care="abuse",
    asking="crisis_self_harm",
    at=1_700_000_000.25,
    partner="she",
)


@pytest.fixture(params=["memory", "sqlite"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """Each store in turn, new and empty."""
    opened: Store = MemoryStore() if request.param == "memory" else SqliteStore(tmp_path / "bot.sqlite")
    yield opened
    await opened.close()


async def test_an_unknown_chat_has_a_fresh_session(store: Store) -> None:
    """A chat that was never saved loads as new."""
    assert await store.load("a") == Saved(Session(), NOTHING_SAVED)


async def test_every_field_of_a_session_comes_back(store: Store) -> None:
    """Nothing of a session is lost by saving it; each field differs from a fresh session's, so none is overlooked."""
    assert all(getattr(FULL, name) != getattr(Session(), name) for name in Session.__dataclass_fields__)
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


async def test_a_refused_save_does_not_mark_its_update(store: Store) -> None:
    """An update counts as handled only together with its session."""
    await store.save("a", FULL, NOTHING_SAVED)
    await store.save("a", Session(), NOTHING_SAVED, update_id=7)
    assert not await store.handled(7)


async def test_a_saved_update_is_handled(store: Store) -> None:
    """The update id is stored with the session, and no other with it."""
    await store.save("a", FULL, NOTHING_SAVED, update_id=7)
    assert await store.handled(7)
    assert not await store.handled(8)


async def test_the_same_update_may_be_saved_twice(store: Store) -> None:
    """A repeated update id is no error of the store."""
    await store.save("a", FULL, NOTHING_SAVED, update_id=7)
    assert await store.save("b", FULL, NOTHING_SAVED, update_id=7)


async def test_a_deleted_chat_is_new_again(store: Store) -> None:
    """Nothing of a deleted session is left."""
    await store.save("a", FULL, NOTHING_SAVED)
    await store.delete("a")
    assert await store.load("a") == Saved(Session(), NOTHING_SAVED)


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


async def test_of_many_saves_at_once_one_wins(store: Store) -> None:
    """The comparison and the swap are one step."""
    won = await asyncio.gather(*(store.save("a", Session(turns=n), NOTHING_SAVED, n) for n in range(20)))
    assert sum(won) == 1
    assert await store.handled(won.index(True))
