"""Sessions in one SQLite file, readable by its owner only."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

from bot.dialogue.model import Session
from bot.storage.store import NOTHING_SAVED, Saved, StoreError, new_version, session_from_text, session_to_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SCHEMA_VERSION = 1
LOCK_WAIT = 5.0
DAY = 24 * 60 * 60
SESSIONS_KEPT = 30 * DAY
"""Seconds after which a chat that has gone silent is forgotten, as /privacy says."""
UPDATES_KEPT = 2 * DAY
"""Seconds after which a handled update's id is forgotten; Telegram hands none out again after one day."""
TIDY_EVERY = 60 * 60
"""Seconds between two looks at what has grown too old."""
_SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS sessions (
    chat TEXT PRIMARY KEY, session TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS handled (update_id INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS sessions_by_age ON sessions (at);
CREATE INDEX IF NOT EXISTS handled_by_age ON handled (at);
PRAGMA user_version = {SCHEMA_VERSION};
COMMIT;
"""
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


class SqliteStore:
    """A ``Store`` in a file; every statement runs on one worker thread, so none meets another of this process."""

    def __init__(self, path: Path, lock_wait: float = LOCK_WAIT) -> None:
        self._path = path
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite")
        self._tidied = 0.0
        try:
            self._db = _open(path, lock_wait)
        except sqlite3.Error as error:
            raise _explained(path, error) from error
        except OSError as error:
            raise StoreError(f"The database {path} cannot be used: {error.strerror}.") from error

    async def load(self, chat: str) -> Saved:
        """Return the chat's session; a fresh one where none is saved."""
        row = await self._run(
            lambda db: db.execute("SELECT session, version FROM sessions WHERE chat = ?", (chat,)).fetchone()
        )
        return Saved(session_from_text(row[0]), row[1]) if row else Saved(Session(), NOTHING_SAVED)

    async def save(self, chat: str, session: Session, version: int, update_id: int | None = None) -> bool:
        """Replace that version, noting the update as handled in the same transaction; ``False`` if it is gone."""
        text, now = session_to_text(session), time.time()
        saved = await self._run(lambda db: _save(db, (chat, text, version, int(now)), update_id))
        if now - self._tidied > TIDY_EVERY:
            self._tidied = now
            await self._run(lambda db: _forget_old(db, int(now)))
        return saved

    async def handled(self, update_id: int) -> bool:
        """Tell whether a session was saved for this update before."""
        query = "SELECT 1 FROM handled WHERE update_id = ?"
        return await self._run(lambda db: db.execute(query, (update_id,)).fetchone()) is not None

    async def delete(self, chat: str) -> None:
        """Remove the chat's session at once, its bytes in the files included."""
        await self._run(lambda db: _delete(db, chat))

    async def close(self) -> None:
        """Write everything into the one file and close it."""
        await self._run(sqlite3.Connection.close)
        self._worker.shutdown()

    async def _run(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._worker, work, self._db)
        except sqlite3.Error as error:
            raise _explained(self._path, error) from error


def _open(path: Path, lock_wait: float) -> sqlite3.Connection:
    """Open or create the file, owner-only from its first moment; SQLite gives its side files the same mode."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    db = sqlite3.connect(path, timeout=lock_wait, isolation_level=None, check_same_thread=False)
    try:
        _prepare(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    found = db.execute("PRAGMA user_version").fetchone()[0]
    if found > SCHEMA_VERSION:
        raise StoreError(
            f"The database {path} was written by a newer version of the bot. Run that version, or move the file away."
        )
    db.execute("PRAGMA journal_mode = WAL")
    # A power cut may cost the last moments, which Telegram hands out again; it cannot damage the file.
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA secure_delete = ON")
    if found < SCHEMA_VERSION:
        db.executescript(_SCHEMA)
    _forget_old(db, int(time.time()))


def _save(db: sqlite3.Connection, row: tuple[str, str, int, int], update_id: int | None) -> bool:
    with db:
        db.execute("BEGIN IMMEDIATE")
        if not _replace(db, *row):
            return False
        if update_id is not None:
            db.execute("INSERT OR IGNORE INTO handled VALUES (?, ?)", (update_id, row[-1]))
        return True


def _replace(db: sqlite3.Connection, chat: str, text: str, version: int, now: int) -> bool:
    if version == NOTHING_SAVED:
        done = db.execute("INSERT OR IGNORE INTO sessions VALUES (?, ?, ?, ?)", (chat, text, new_version(), now))
    else:
        done = db.execute(
            "UPDATE sessions SET session = ?, version = ?, at = ? WHERE chat = ? AND version = ?",
            (text, new_version(), now, chat, version),
        )
    return done.rowcount == 1


def _forget_old(db: sqlite3.Connection, now: int) -> None:
    db.execute("DELETE FROM sessions WHERE at < ?", (now - SESSIONS_KEPT,))
    db.execute("DELETE FROM handled WHERE at < ?", (now - UPDATES_KEPT,))


def _delete(db: sqlite3.Connection, chat: str) -> None:
    db.execute("DELETE FROM sessions WHERE chat = ?", (chat,))
    # The write-ahead log still holds what was saved before; empty it too.
    with closing(db.execute("PRAGMA wal_checkpoint(TRUNCATE)")) as cursor:
        cursor.fetchone()


def _explained(path: Path, error: sqlite3.Error) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte: the kind of failure without its details
    return StoreError(f"The database {path} {_ADVICE.get(code, f'cannot be used: {error}.')}")
