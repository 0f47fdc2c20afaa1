"""One SQLite file and the one thread that works on it; what comes together is committed together."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from bot.storage.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

LOCK_WAIT = 5.0
"""Seconds to wait for another program's lock on the file."""
_ADVICE = {
    sqlite3.SQLITE_BUSY: "is locked by another program. Close what else has it open, then try again.",
    sqlite3.SQLITE_LOCKED: "is locked by another program. Close what else has it open, then try again.",
    sqlite3.SQLITE_CORRUPT: "is damaged. Put a backup in its place, or move it away to begin with an empty one.",
    sqlite3.SQLITE_NOTADB: "is not a database. Put a backup in its place, or move it away to begin with an empty one.",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full. Make room, then try again.",
    sqlite3.SQLITE_READONLY: "cannot be written. Give the bot's user the right to write to it and to its folder.",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened. Give the bot's user the right to read and write it.",
}
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Job:
    """Some statements somebody waits for."""

    work: Callable[[sqlite3.Connection], Any]
    writes: bool
    done: asyncio.Future[Any]


class Database:
    """A connection whose statements all run on one worker thread, so none meets another of this process.

    Jobs that arrive while others run wait and then share one transaction. Nobody is told that a job is done before
    that transaction is committed, so grouping takes nothing from what a caller may rely on; a failure is everybody's.
    """

    def __init__(self, path: Path, prepare: Callable[[sqlite3.Connection], None], lock_wait: float) -> None:
        self._path = path
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite")
        self._waiting: list[_Job] = []
        self._is_working = False
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

    async def flush(self) -> None:
        """Wait until the disk holds every commit so far: one wait for many, where one for each would be slow."""
        await self._alone(lambda _: _sync(self._path.with_name(f"{self._path.name}-wal")))

    async def empty_log(self) -> None:
        """Empty the write-ahead log, which still holds what was deleted since."""
        await self._alone(_truncate)

    async def close(self) -> None:
        """Write everything into the one file and close it."""
        await self._alone(sqlite3.Connection.close)
        self._worker.shutdown()

    async def _do(self, work: Callable[[sqlite3.Connection], _T], *, writes: bool) -> _T:
        loop = asyncio.get_running_loop()
        job = _Job(work, writes, loop.create_future())
        self._waiting.append(job)
        if not self._is_working:
            self._start(loop)
        result: _T = await job.done
        return result

    def _start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hand everything that waits to the worker; what arrives meanwhile is handed over when it returns."""
        jobs, self._waiting = self._waiting, []
        self._is_working = bool(jobs)
        if jobs:
            working = loop.run_in_executor(self._worker, _in_one_transaction, self._db, jobs)
            working.add_done_callback(lambda finished: self._tell(loop, jobs, finished))

    def _tell(self, loop: asyncio.AbstractEventLoop, jobs: Sequence[_Job], finished: asyncio.Future[list[Any]]) -> None:
        error = finished.exception()
        for place, job in enumerate(jobs):
            if job.done.done():
                continue  # whoever asked has given up
            if error is None:
                job.done.set_result(finished.result()[place])
            else:
                job.done.set_exception(_explained(self._path, error) if isinstance(error, sqlite3.Error) else error)
        self._start(loop)

    async def _alone(self, work: Callable[[sqlite3.Connection], None]) -> None:
        try:
            await asyncio.get_running_loop().run_in_executor(self._worker, work, self._db)
        except sqlite3.Error as error:
            raise _explained(self._path, error) from error
        except OSError as error:
            raise StoreError(f"The database {self._path} cannot be written: {error.strerror}.") from error


def _in_one_transaction(db: sqlite3.Connection, jobs: Sequence[_Job]) -> list[Any]:
    with db:  # commits, or rolls back and raises
        db.execute("BEGIN IMMEDIATE" if any(job.writes for job in jobs) else "BEGIN")
        return [job.work(db) for job in jobs]


def _sync(log: Path) -> None:
    """Bring the write-ahead log to the disk."""
    with log.open("r+b") as file:
        os.fsync(file.fileno())


def _truncate(db: sqlite3.Connection) -> None:
    with closing(db.execute("PRAGMA wal_checkpoint(TRUNCATE)")) as cursor:
        cursor.fetchone()


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
        prepare(db)
    except BaseException:
        db.close()
        raise
    return db


def _explained(path: Path, error: sqlite3.Error) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte: the kind of failure without its details
    return StoreError(f"The database {path} {_ADVICE.get(code, f'cannot be used: {error}.')}")
