"""One SQLite file, worked on by one after the other; what comes together is committed together."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from bot.storage.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Future
    from pathlib import Path

LOCK_WAIT = 5.0
"""Seconds to wait for another program's lock on the file …"""
LOCK_RETRY = 0.01
"""… and between two looks whether it is gone."""
CHECKPOINT_EVERY = 500
"""Writing jobs after which the log is brought into the file: some 5 MB."""
SLOW = 0.1
"""Seconds after which a transaction shows that the disk keeps the event loop waiting: the thread waits instead …"""
SLOW_FOR = 60.0
"""… for so many seconds after each such transaction."""
_ADVICE = {
    sqlite3.SQLITE_BUSY: "is locked by another program. Close what else has it open, then try again.",
    sqlite3.SQLITE_LOCKED: "is locked by another program. Close what else has it open, then try again.",
    sqlite3.SQLITE_CORRUPT: "is damaged. Put a backup in its place, or move it away to begin with an empty one.",
    sqlite3.SQLITE_NOTADB: "is not a database. Put a backup in its place, or move it away to begin with an empty one.",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full. Make room, then try again.",
    sqlite3.SQLITE_READONLY: "cannot be written. Give the bot's user the right to write to it and to its folder.",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reports an error. Look at the system's log for it.",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened. Give the bot's user the right to read and write it.",
}
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Job:
    """Some statements somebody waits for."""

    work: Callable[[sqlite3.Connection], Any]
    writes: bool
    done: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of the jobs of one transaction."""

    results: list[Any]
    error: Exception | None
    seconds: float


class Database:
    """A connection whose statements run one after the other, so none meets another of this process.

    Jobs that come in one turn of the event loop share one transaction. Nobody is told that a job is done before that
    transaction is committed, so grouping takes nothing from what a caller may rely on; a failure is everybody's.

    They run in the event loop's own thread: a job takes some 20 µs, and another thread would wait for Python's lock
    with every statement. That one has the connection for what waits for the disk or looks through whole tables, and
    for every job once a disk has turned out to be slow.
    """

    def __init__(self, path: Path, prepare: Callable[[sqlite3.Connection], None], lock_wait: float) -> None:
        self._path = path
        self._lock_wait = lock_wait
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite")
        self._waiting: list[_Job] = []
        self._is_called = False
        self._lent = 0
        self._written = 0
        self._slow_until = 0.0
        try:
            self._db = _open(path, prepare, lock_wait)
        except sqlite3.Error as error:
            raise _explained(path, error) from error
        except OSError as error:
            raise StoreError(f"The database {path} cannot be used: {error.strerror}.") from error

    async def read(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Return what the statements find."""
        return await self._do(work, writes=False)

    async def write(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Return what the statements return, once it is committed."""
        return await self._do(work, writes=True)

    async def remove(self, work: Callable[[sqlite3.Connection], object]) -> None:
        """Run statements that remove things, however long they take; the log, which still holds those, is emptied."""
        await self._lend(partial(_removed, work, self._lock_wait))

    async def flush(self) -> None:
        """Wait until the disk holds every commit so far: one wait for many, where one for each would be slow."""
        await self._lend(lambda _: _sync(self._path.with_name(f"{self._path.name}-wal")))

    async def close(self) -> None:
        """Write everything into the one file and close it."""
        await self._lend(sqlite3.Connection.close)
        self._thread.shutdown()

    async def _do(self, work: Callable[[sqlite3.Connection], _T], *, writes: bool) -> _T:
        job = _Job(work, writes, asyncio.get_running_loop().create_future())
        self._waiting.append(job)
        self._call()
        result: _T = await job.done
        return result

    def _call(self) -> None:
        """Have what waits done once the loop has done what is at hand."""
        if self._waiting and not self._is_called and not self._lent:
            self._is_called = True
            loop = asyncio.get_running_loop()
            loop.call_soon(self._work_off, loop.time() + self._lock_wait)

    def _work_off(self, deadline: float) -> None:
        """Do all that waits, or have the thread do it where the disk is slow."""
        self._is_called = False
        if self._lent:
            return
        jobs, self._waiting = self._waiting, []
        outcomes: list[_Outcome] = []
        if asyncio.get_running_loop().time() < self._slow_until:
            self._start(
                lambda db: outcomes.append(_transacted(db, jobs)), lambda: self._tell(jobs, outcomes[0], deadline)
            )
        else:
            self._tell(jobs, _transacted(self._db, jobs), deadline)

    def _tell(self, jobs: list[_Job], outcome: _Outcome, deadline: float) -> None:
        """Tell who waits; where another program holds a lock on the file, try again until the deadline."""
        loop = asyncio.get_running_loop()
        if outcome.seconds > SLOW:
            self._slow_until = loop.time() + SLOW_FOR
        if outcome.error is None:
            for job, result in zip(jobs, outcome.results, strict=True):
                if not job.done.done():  # else whoever asked has given up
                    job.done.set_result(result)
            self._count(sum(job.writes for job in jobs))
        elif _is_locked(outcome.error) and loop.time() < deadline:
            self._waiting, self._is_called = jobs + self._waiting, True
            loop.call_later(LOCK_RETRY, self._work_off, deadline)
        else:
            self._fail(jobs, outcome.error)

    def _fail(self, jobs: Iterable[_Job], error: Exception) -> None:
        error = _explained(self._path, error) if isinstance(error, sqlite3.Error) else error
        for job in jobs:
            if not job.done.done():
                job.done.set_exception(error)

    def _count(self, written: int) -> None:
        """Bring the log into the file every so often."""
        self._written += written
        if self._written >= CHECKPOINT_EVERY:
            self._written = 0
            self._start(_checkpoint)

    async def _lend(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Let the thread have the connection once what came before is done; what comes meanwhile waits."""
        if self._waiting or self._lent:
            with suppress(StoreError):  # told to those who asked for it
                await self.read(lambda _: None)
        try:
            await asyncio.wrap_future(self._start(work))
        except sqlite3.Error as error:
            raise _explained(self._path, error) from error
        except OSError as error:
            raise StoreError(f"The database {self._path} cannot be written: {error.strerror}.") from error

    def _start(
        self, work: Callable[[sqlite3.Connection], None], after: Callable[[], None] = lambda: None
    ) -> Future[None]:
        loop = asyncio.get_running_loop()
        self._lent += 1
        working = self._thread.submit(work, self._db)
        # Not a callback of who waits, for they may give up before the thread has done.
        working.add_done_callback(lambda _: loop.call_soon_threadsafe(self._take_back, after))
        return working

    def _take_back(self, after: Callable[[], None]) -> None:
        self._lent -= 1
        after()
        self._call()


def _transacted(db: sqlite3.Connection, jobs: Sequence[_Job]) -> _Outcome:
    began = time.monotonic()
    try:
        results = _in_one_transaction(db, (job.work for job in jobs), writes=any(job.writes for job in jobs))
    except Exception as error:  # noqa: BLE001 - whatever it is, whoever waits must hear of it
        return _Outcome([], error, time.monotonic() - began)
    return _Outcome(results, None, time.monotonic() - began)


def _in_one_transaction(
    db: sqlite3.Connection, works: Iterable[Callable[[sqlite3.Connection], Any]], *, writes: bool
) -> list[Any]:
    with db:  # commits, or rolls back and raises
        db.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        return [work(db) for work in works]


def _sync(log: Path) -> None:
    """Bring the write-ahead log to the disk."""
    with log.open("r+b") as file:
        os.fsync(file.fileno())


def _removed(work: Callable[[sqlite3.Connection], object], lock_wait: float, db: sqlite3.Connection) -> None:
    db.execute(f"PRAGMA busy_timeout = {lock_wait * 1000:.0f}")
    try:
        _in_one_transaction(db, [work], writes=True)
        _checkpoint(db, "TRUNCATE")
    finally:
        db.execute("PRAGMA busy_timeout = 0")


def _checkpoint(db: sqlite3.Connection, mode: str = "PASSIVE") -> None:
    """Bring the log into the file, and so to the disk."""
    db.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()


def _is_locked(error: Exception) -> bool:
    return isinstance(error, sqlite3.Error) and _code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _open(path: Path, prepare: Callable[[sqlite3.Connection], None], lock_wait: float) -> sqlite3.Connection:
    """Open or create the file, owner-only from its first moment; SQLite gives its side files the same mode."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    db = sqlite3.connect(path, timeout=lock_wait, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        # A power cut may cost the last commits but cannot damage the file; ``flush`` is there for what it may not cost.
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA wal_autocheckpoint = 0")  # ``Database`` has a thread do it
        prepare(db)
        db.execute("PRAGMA busy_timeout = 0")  # from here on the event loop waits for locks, not the connection
    except BaseException:
        db.close()
        raise
    return db


def _explained(path: Path, error: sqlite3.Error) -> StoreError:
    return StoreError(f"The database {path} {_ADVICE.get(_code(error), f'cannot be used: {error}.')}")


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte: the kind of failure without its details
