"""How statements share a transaction and the event loop: who waits for whom, and who hears of a failure."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.dialogue.exchange import Session
from bot.storage.database import LOCK_WAIT, SLOW, Database
from bot.storage.sqlite import SqliteStore
from bot.storage.store import NOTHING_SAVED, Outcome, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECRET = b"a secret for the tests"
TELLING = Session(turns=1, last="when_to_walk_away")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database will be."""
    return tmp_path / "bot.sqlite"


async def test_a_failure_is_told_to_everybody_in_its_transaction_and_to_nobody_later(path: Path) -> None:
    """What is committed together fails together, and the next ones are tried anew."""
    store = SqliteStore(path, SECRET, lock_wait=0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        saves = [store.save(str(number), TELLING, NOTHING_SAVED, Outcome(number)) for number in range(20)]
        failed = await asyncio.gather(*saves, return_exceptions=True)
        other.execute("ROLLBACK")
    assert all(isinstance(one, StoreError) for one in failed)
    again = [store.save(str(number), TELLING, NOTHING_SAVED, Outcome(number)) for number in range(20)]
    assert all(await asyncio.gather(*again))
    await store.close()


async def test_who_gives_up_waiting_harms_nobody(path: Path) -> None:
    """A turn that ran out of time leaves the others of its transaction alone."""
    store = SqliteStore(path, SECRET)
    saves = [asyncio.ensure_future(store.save(str(number), TELLING, NOTHING_SAVED)) for number in range(3)]
    await asyncio.sleep(0)
    saves[1].cancel()
    assert await saves[0]
    assert await saves[2]
    await store.close()


async def test_a_lock_is_waited_for_while_the_loop_goes_on(path: Path) -> None:
    """Whatever else the bot does is not held up by another program that has the file open for a moment."""
    store = SqliteStore(path, SECRET)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        saving = asyncio.create_task(store.save("a", TELLING, NOTHING_SAVED))
        for _ in range(5):
            await asyncio.sleep(0.01)
        assert not saving.done()
        other.execute("ROLLBACK")
    assert await saving
    await store.close()


async def test_the_log_does_not_grow_for_ever(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written comes into the file itself every so often, and the log begins anew."""
    monkeypatch.setattr("bot.storage.database.CHECKPOINT_EVERY", 10)
    store = SqliteStore(path, SECRET)
    log = path.with_name(f"{path.name}-wal")
    for number in range(20):
        await store.settle("a", number)
    size = log.stat().st_size
    for number in range(20, 200):
        await store.settle("a", number)
    assert log.stat().st_size <= 2 * size
    await store.close()


async def test_giving_up_a_removal_leaves_the_store_usable(path: Path) -> None:
    """Whoever waited may be gone while the thread still has the connection."""
    store = SqliteStore(path, SECRET)
    await store.save("a", TELLING, NOTHING_SAVED)
    removing = asyncio.create_task(store.delete("a"))
    await asyncio.sleep(0)
    removing.cancel()
    assert await store.save("b", TELLING, NOTHING_SAVED)
    assert (await store.load("b")).session == TELLING
    await store.close()


@pytest.mark.parametrize("asked", ["flush", "delete"])
async def test_what_came_before_is_done_before_the_thread_has_its_turn(path: Path, asked: str) -> None:
    """Also where it has to wait for another program; a removal finds what was saved just before it."""
    store = SqliteStore(path, SECRET)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        saving = asyncio.create_task(store.save("a", TELLING, NOTHING_SAVED))
        await asyncio.sleep(0.03)
        after = asyncio.create_task(store.flush() if asked == "flush" else store.delete("a"))
        await asyncio.sleep(0.03)
        other.execute("ROLLBACK")
    assert await saving
    await after
    assert (await store.load("a")).session == (TELLING if asked == "flush" else Session())
    await store.close()


async def test_a_slow_disk_holds_the_loop_up_once_and_then_the_thread(path: Path) -> None:
    """Whatever else the bot does, such as telling that it is alive, goes on while statements wait for the disk."""
    database = Database(path, lambda _: None, LOCK_WAIT)
    threads = [await database.write(slowly(seconds)) for seconds in (0.0, SLOW * 1.5, SLOW, 0.0)]
    assert [name.startswith("sqlite") for name in threads] == [False, False, True, True]
    await database.close()


async def test_after_a_while_the_loop_looks_whether_the_disk_is_fast_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread costs more with every statement, so it has them only as long as it must."""
    monkeypatch.setattr("bot.storage.database.SLOW_FOR", 0.0)
    database = Database(path, lambda _: None, LOCK_WAIT)
    threads = [await database.write(slowly(seconds)) for seconds in (SLOW * 1.5, 0.0)]
    assert not any(name.startswith("sqlite") for name in threads)
    await database.close()


async def test_on_a_slow_disk_a_lock_is_waited_for_as_well(path: Path) -> None:
    """What the thread found locked is tried again, before what was asked for later and before a flush."""
    database = Database(path, prepare, LOCK_WAIT)
    await database.write(slowly(SLOW * 1.5))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        asked = [database.write(partial(insert, word=word)) for word in ("first", "second")]
        asking = [asyncio.ensure_future(asked[0])]
        await asyncio.sleep(0.03)
        asking += [asyncio.ensure_future(asked[1]), asyncio.ensure_future(database.flush())]
        await asyncio.sleep(0.03)
        assert not any(one.done() for one in asking)
        other.execute("ROLLBACK")
    await asyncio.gather(*asking)
    said = await database.read(lambda db: db.execute("SELECT word FROM said ORDER BY rowid").fetchall())
    assert said == [("first",), ("second",)]
    await database.close()


def slowly(seconds: float) -> Callable[[sqlite3.Connection], str]:
    """Make a job that waits as for a disk, and tells which thread did."""

    def work(_: sqlite3.Connection) -> str:
        time.sleep(seconds)
        return threading.current_thread().name

    return work


def prepare(db: sqlite3.Connection) -> None:
    """Make a table."""
    db.execute("CREATE TABLE said (word)")


def insert(db: sqlite3.Connection, word: str) -> None:
    """Add a word."""
    db.execute("INSERT INTO said VALUES (?)", (word,))
