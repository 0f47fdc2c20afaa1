"""The tables of the SQLite file, and bringing an older file up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.storage.store import StoreError

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from bot.dialogue.exchange import Session
    from bot.storage.seal import Record

VERSION = 3
TABLES = ("sessions", "handled", "dead_letters", "counts", "kept", "numbers")
_UNSEALED, _WITHOUT_NUMBERS = 1, 2
"""The version that kept sessions as plain JSON, and handled updates without their replies; and the one after it."""
_NUMBERS = """
CREATE TABLE numbers (
    chat TEXT, number INTEGER, at INTEGER NOT NULL, PRIMARY KEY (chat, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX numbers_by_age ON numbers (at);
"""
_CREATE = """
CREATE TABLE sessions (
    chat TEXT PRIMARY KEY, session BLOB NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE TABLE handled (update_id INTEGER PRIMARY KEY, chat TEXT NOT NULL, unsent BLOB, at INTEGER NOT NULL) STRICT;
CREATE TABLE dead_letters (update_id INTEGER PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL) STRICT;
CREATE TABLE counts (
    day TEXT, kind TEXT, name TEXT, number INTEGER NOT NULL, PRIMARY KEY (day, kind, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE kept (id TEXT PRIMARY KEY, chat TEXT NOT NULL, said BLOB NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX sessions_by_age ON sessions (at);
CREATE INDEX handled_by_age ON handled (at);
CREATE INDEX handled_unsent ON handled (chat) WHERE unsent NOT NULL;
CREATE INDEX kept_by_chat ON kept (chat);
"""


def prepare(db: sqlite3.Connection, path: Path, sessions: Record[Session]) -> None:
    """Create the tables, or bring them up to date; raise ``StoreError`` for a file of a newer program."""
    found = db.execute("PRAGMA user_version").fetchone()[0]
    if found > VERSION:
        raise StoreError(
            f"The database {path} was written by a newer version of the bot. Run that version, or move the file away."
        )
    if found < VERSION:
        with db:
            db.execute("BEGIN IMMEDIATE")
            if db.execute("PRAGMA user_version").fetchone()[0] == found:  # else another process was faster
                _upgrade(db, found, sessions)


def _upgrade(db: sqlite3.Connection, found: int, sessions: Record[Session]) -> None:
    old = found == _UNSEALED
    if old:
        for name in ("sessions", "handled"):
            db.execute(f"DROP INDEX {name}_by_age")
            db.execute(f"ALTER TABLE {name} RENAME TO old_{name}")
    for statement in (_NUMBERS if found == _WITHOUT_NUMBERS else _CREATE + _NUMBERS).split(";"):
        db.execute(statement)  # executescript() would commit first
    if old:
        for chat, text, version, at in db.execute("SELECT chat, session, version, at FROM old_sessions").fetchall():
            sealed = sessions.seal(text.encode(), chat)
            db.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (chat, sealed, version, at))
        db.execute("INSERT INTO handled SELECT update_id, '', NULL, at FROM old_handled")
        db.execute("DROP TABLE old_sessions")
        db.execute("DROP TABLE old_handled")
    db.execute(f"PRAGMA user_version = {VERSION}")
