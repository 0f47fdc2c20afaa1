"""Everything in one SQLite file, readable by its owner only, what belongs to a chat sealed."""

from __future__ import annotations

import secrets
import sqlite3
import time
from typing import TYPE_CHECKING, Any, TypeAlias

from bot.dialogue.exchange import Session
from bot.storage import schema
from bot.storage.database import LOCK_WAIT, Database
from bot.storage.seal import Record, Seal
from bot.storage.store import (
    COUNTS_KEPT,
    DEAD_LETTERS_KEPT,
    MESSAGES_KEPT,
    NO_OUTCOME,
    NOTHING_SAVED,
    NUMBERS_KEPT,
    SESSIONS_KEPT,
    UPDATES_KEPT,
    Count,
    DeadLetter,
    Kept,
    Known,
    Outcome,
    Parcel,
    Said,
    Saved,
    Tally,
    new_version,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path

_Db: TypeAlias = sqlite3.Connection
_SESSION = "SELECT session, version FROM sessions WHERE chat = ?"
_UPDATE = "SELECT unsent FROM handled WHERE update_id = ?"
_HANDLED = (
    "INSERT INTO handled VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET chat = excluded.chat, unsent = excluded.unsent"
)
_AGES = {
    "sessions": SESSIONS_KEPT,
    "handled": UPDATES_KEPT,
    "dead_letters": DEAD_LETTERS_KEPT,
    "kept": MESSAGES_KEPT,
    "numbers": NUMBERS_KEPT,
}
_NUMBER = "INSERT OR REPLACE INTO numbers SELECT chat, ?, ? FROM sessions WHERE chat = ?"


class SqliteStore:
    """A ``Store`` in a file."""

    def __init__(
        self, path: Path, secret: bytes, lock_wait: float = LOCK_WAIT, clock: Callable[[], float] = time.time
    ) -> None:
        seal = Seal(secret)
        self._sessions = Record(Session, seal)
        self._parcels = Record(Parcel, seal)
        self._said = Record(Said, seal)
        self._clock = clock
        self._db = Database(path, lambda db: schema.prepare(db, path, self._sessions), lock_wait)

    async def load(self, chat: str, update_id: int | None = None) -> Saved:
        """Return the chat's session, a fresh one where none is saved, and what is known of the update."""
        row, handled = await self._db.read(
            lambda db: (
                db.execute(_SESSION, (chat,)).fetchone(),
                update_id is not None and db.execute(_UPDATE, (update_id,)).fetchone(),
            )
        )
        session = self._sessions.read(row[0], chat) if row else None
        unsent = self._parcels.read(handled[0], chat) if handled and handled[0] else None
        return Saved(session or Session(), row[1] if row else NOTHING_SAVED, bool(handled), unsent)

    async def save(self, chat: str, session: Session, version: int, outcome: Outcome = NO_OUTCOME) -> bool:
        """Replace that version and note the outcome, in one step; ``False``, and nothing noted, if it is gone."""
        sealed, now = self._sessions.write(session, chat), self._now()
        handled = self._handled(chat, outcome.update_id, outcome.parcel, now)

        def work(db: _Db) -> bool:
            if not _replace(db, chat, sealed, version, now):
                return False
            if handled:
                db.execute(_HANDLED, handled)
            _count(db, outcome.counts, now)
            return True

        return await self._db.write(work)

    async def settle(self, chat: str, update_id: int, parcel: Parcel | None = None) -> None:
        """Note an update as handled that leaves no session behind, and what of its reply is still to be shown."""
        handled = self._handled(chat, update_id, parcel, self._now())
        await self._execute(_HANDLED, *(handled or ()))

    async def sent(self, chat: str, update_id: int, numbers: tuple[int, ...] = ()) -> None:
        """Forget the update's reply: it was shown; of a chat that is known keep the numbers of its messages."""
        now = self._now()

        def work(db: _Db) -> None:
            db.execute(
                "UPDATE handled SET chat = '', unsent = NULL WHERE update_id = ? AND chat = ?", (update_id, chat)
            )
            db.executemany(_NUMBER, [(number, now, chat) for number in numbers])

        await self._db.write(work)

    async def numbers(self, chat: str) -> tuple[int, ...]:
        """Return the numbers of a chat's messages of the last two days, in order."""
        query = "SELECT number FROM numbers WHERE chat = ? AND at >= ? ORDER BY number"
        return tuple(number for (number,) in await self._rows(query, chat, self._now() - NUMBERS_KEPT))

    async def unsent(self) -> Mapping[int, tuple[str, Parcel]]:
        """Return the replies not shown yet, with their chats, by update and in order."""
        rows = await self._rows("SELECT update_id, chat, unsent FROM handled WHERE unsent NOT NULL ORDER BY update_id")
        parcels = {number: (chat, self._parcels.read(sealed, chat)) for number, chat, sealed in rows}
        return {number: (chat, parcel) for number, (chat, parcel) in parcels.items() if parcel}

    async def bury(self, update_id: int, reason: str) -> None:
        """Note an update as given up, and so as handled; the reason quotes nobody."""
        now = self._now()

        def work(db: _Db) -> None:
            db.execute("INSERT OR REPLACE INTO dead_letters VALUES (?, ?, ?)", (update_id, now, reason))
            db.execute("INSERT OR IGNORE INTO handled VALUES (?, '', NULL, ?)", (update_id, now))

        await self._db.write(work)

    async def dead_letters(self) -> tuple[DeadLetter, ...]:
        """Return what was given up, the oldest first."""
        rows = await self._rows("SELECT update_id, at, reason FROM dead_letters ORDER BY at, update_id")
        return tuple(DeadLetter(*row) for row in rows)

    async def count(self, *counts: Count) -> None:
        """Count what happened outside a turn."""
        now = self._now()
        await self._db.write(lambda db: _count(db, counts, now))

    async def tallies(self, since: date) -> tuple[Tally, ...]:
        """Return what was counted since a day, sorted."""
        query = "SELECT day, kind, name, number FROM counts WHERE day >= ? ORDER BY day, kind, name"
        return tuple(Tally(*row) for row in await self._rows(query, since.isoformat()))

    async def keep(self, chat: str, text: str, why: str) -> None:
        """Keep a message of a chat that agreed to it; names and the like are taken out before."""
        sealed = self._said.write(Said(text, why), chat)
        await self._execute("INSERT INTO kept VALUES (?, ?, ?, ?)", secrets.token_hex(8), chat, sealed, self._now())

    async def kept(self) -> tuple[Kept, ...]:
        """Return the messages kept, the oldest first."""
        return self._opened(await self._rows("SELECT id, chat, said, at FROM kept ORDER BY at, id"))

    async def drop(self, message_id: str) -> None:
        """Remove one kept message."""
        await self._execute("DELETE FROM kept WHERE id = ?", message_id)

    async def export(self, chat: str) -> Known:
        """Return everything stored about a chat."""
        session = await self._rows(_SESSION, chat)
        kept = await self._rows("SELECT id, chat, said, at FROM kept WHERE chat = ? ORDER BY at, id", chat)
        unsent = await self._rows("SELECT unsent FROM handled WHERE chat = ? AND unsent NOT NULL", chat)
        parcels = (self._parcels.read(sealed, chat) for (sealed,) in unsent)
        return Known(
            self._sessions.read(session[0][0], chat) if session else None,
            self._opened(kept),
            tuple(parcel.reply for parcel in parcels if parcel),
            await self.numbers(chat),
        )

    async def delete(self, chat: str) -> None:
        """Remove everything stored about a chat, at once, its bytes in the files included."""

        def work(db: _Db) -> None:
            db.execute("DELETE FROM sessions WHERE chat = ?", (chat,))
            db.execute("DELETE FROM kept WHERE chat = ?", (chat,))
            db.execute("DELETE FROM numbers WHERE chat = ?", (chat,))
            db.execute("UPDATE handled SET chat = '', unsent = NULL WHERE chat = ?", (chat,))

        await self._db.remove(work)

    async def wipe(self) -> None:
        """Remove everything, its bytes in the files included."""
        await self._db.remove(lambda db: [db.execute(f"DELETE FROM {table}") for table in schema.TABLES])  # noqa: S608 - our own names

    async def tidy(self) -> None:
        """Remove what has been kept for long enough."""
        now = self._now()

        def work(db: _Db) -> None:
            for table, age in _AGES.items():
                db.execute(f"DELETE FROM {table} WHERE at < ?", (now - age,))  # noqa: S608 - our own names
            db.execute("DELETE FROM counts WHERE day < ?", (_day(now - COUNTS_KEPT),))

        await self._db.remove(work)

    async def flush(self) -> None:
        """Return once a power cut could not undo what was stored before."""
        await self._db.flush()

    async def ping(self) -> None:
        """Return if the file can be written, which on a full disk it cannot, though it can be read."""
        await self._execute(f"PRAGMA user_version = {schema.VERSION}")

    async def close(self) -> None:
        """Write everything into the one file and close it."""
        await self._db.close()

    async def _rows(self, query: str, *values: object) -> list[Any]:
        return await self._db.read(lambda db: db.execute(query, values).fetchall())

    async def _execute(self, statement: str, *values: object) -> None:
        await self._db.write(lambda db: db.execute(statement, values))

    def _handled(
        self, chat: str, update_id: int | None, parcel: Parcel | None, now: int
    ) -> tuple[int, str, bytes | None, int] | None:
        """Make the row of a handled update; it names its chat only as long as something is to be shown there."""
        if update_id is None:
            return None
        return (update_id, chat, self._parcels.write(parcel, chat), now) if parcel else (update_id, "", None, now)

    def _opened(self, rows: Iterable[tuple[str, str, bytes, int]]) -> tuple[Kept, ...]:
        said = ((number, at, self._said.read(sealed, chat)) for number, chat, sealed, at in rows)
        return tuple(Kept(number, at, one.text, one.why) for number, at, one in said if one)

    def _now(self) -> int:
        return int(self._clock())


def _replace(db: _Db, chat: str, sealed: bytes, version: int, now: int) -> bool:
    if version == NOTHING_SAVED:
        done = db.execute("INSERT OR IGNORE INTO sessions VALUES (?, ?, ?, ?)", (chat, sealed, new_version(), now))
    else:
        done = db.execute(
            "UPDATE sessions SET session = ?, version = ?, at = ? WHERE chat = ? AND version = ?",
            (sealed, new_version(), now, chat, version),
        )
    return done.rowcount == 1


def _count(db: _Db, counts: Iterable[Count], now: int) -> None:
    statement = "INSERT INTO counts VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET number = number + 1"
    db.executemany(statement, [(_day(now), count.kind, count.name) for count in counts])


def _day(at: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(at))
