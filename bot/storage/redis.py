"""Everything in Redis or Valkey, which several copies of the bot share; what belongs to a chat is sealed."""

from __future__ import annotations

import secrets
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import redis.asyncio
from redis.exceptions import RedisError

from bot.dialogue.exchange import Session
from bot.storage.keys import PREFIX
from bot.storage.seal import Record, Seal
from bot.storage.store import (
    COUNTS_KEPT,
    DAY,
    DEAD_LETTERS_KEPT,
    MESSAGES_KEPT,
    NO_OUTCOME,
    NOTHING_SAVED,
    NUMBERS_KEPT,
    SESSIONS_KEPT,
    Count,
    DeadLetter,
    Kept,
    Known,
    Outcome,
    Parcel,
    Said,
    Saved,
    StoreError,
    Tally,
    new_version,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping
    from datetime import date

UPDATES_KEPT = 25 * 60 * 60
"""Seconds for which a handled update's id is known: Telegram hands none out after 24 hours."""
SECONDS = 2.0
"""For a connection, and for an answer."""
_SAVE = """
local session, done, unsent, counts = unpack(KEYS)
local version, new, sealed, kept, id, parcel, updates_kept, counts_kept = unpack(ARGV)
if (redis.call('HGET', session, 'version') or '0') ~= version then return 0 end
redis.call('HSET', session, 'session', sealed, 'version', new)
redis.call('EXPIRE', session, kept)
if id ~= '' then
    redis.call('SET', done, 1, 'EX', updates_kept)
    if parcel ~= '' then
        redis.call('HSET', unsent, id, parcel)
        redis.call('EXPIRE', unsent, updates_kept)
    end
end
for place = 9, #ARGV do redis.call('HINCRBY', counts, ARGV[place], 1) end
if #ARGV > 8 then redis.call('EXPIRE', counts, counts_kept) end
return 1
"""
"""Compare and swap: a script runs whole, and nothing of anybody else in between."""
_SENT = """
local session, unsent, numbers = unpack(KEYS)
redis.call('HDEL', unsent, ARGV[1])
if #ARGV > 3 and redis.call('EXISTS', session) == 1 then
    for place = 4, #ARGV do redis.call('ZADD', numbers, ARGV[2], ARGV[place]) end
    redis.call('ZREMRANGEBYSCORE', numbers, '-inf', ARGV[2] - ARGV[3])
    redis.call('EXPIRE', numbers, ARGV[3])
end
"""


class RedisStore:
    """A ``Store`` on a server; old things go by their time to live."""

    def __init__(self, url: str, secret: bytes, clock: Callable[[], float] = time.time, prefix: str = PREFIX) -> None:
        seal = Seal(secret)
        self._sessions = Record(Session, seal)
        self._parcels = Record(Parcel, seal)
        self._said = Record(Said, seal)
        self._clock = clock
        self._prefix = prefix
        self._place = urlsplit(url).hostname or url.partition("@")[2]
        self._redis: Any = redis.asyncio.from_url(url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS)
        self._save = self._redis.register_script(_SAVE)
        self._sent = self._redis.register_script(_SENT)

    async def load(self, chat: str, update_id: int | None = None) -> Saved:
        """Return the chat's session, a fresh one where none is saved, and what is known of the update."""
        number = "" if update_id is None else update_id
        with self._explained():
            asking = self._redis.pipeline(transaction=False)
            asking.hmget(self._key("session", chat), "session", "version")
            asking.exists(self._key("done", number))
            asking.hget(self._key("unsent", chat), number)
            (sealed, version), handled, unsent = await asking.execute()
        session = self._sessions.read(sealed, chat) if sealed else None
        parcel = self._parcels.read(unsent, chat) if unsent else None
        return Saved(session or Session(), int(version) if version else NOTHING_SAVED, bool(handled), parcel)

    async def save(self, chat: str, session: Session, version: int, outcome: Outcome = NO_OUTCOME) -> bool:
        """Replace that version and note the outcome, in one step; ``False``, and nothing noted, if it is gone."""
        number = "" if outcome.update_id is None else outcome.update_id
        parcel = self._parcels.write(outcome.parcel, chat) if outcome.parcel else b""
        keys = (self._key("session", chat), self._key("done", number), self._key("unsent", chat), self._today())
        sealed = self._sessions.write(session, chat)
        given = (version, new_version(), sealed, SESSIONS_KEPT, number, parcel, UPDATES_KEPT, COUNTS_KEPT)
        with self._explained():
            return bool(await self._save(keys, (*given, *map(_field, outcome.counts))))

    async def settle(self, chat: str, update_id: int, parcel: Parcel | None = None) -> None:
        """Note an update as handled that leaves no session behind, and what of its reply is still to be shown."""
        key = self._key("unsent", chat)
        with self._explained():
            telling = self._redis.pipeline()
            telling.set(self._key("done", update_id), 1, ex=UPDATES_KEPT)
            if parcel:
                telling.hset(key, update_id, self._parcels.write(parcel, chat))
                telling.expire(key, UPDATES_KEPT)
            else:
                telling.hdel(key, update_id)
            await telling.execute()

    async def sent(self, chat: str, update_id: int, numbers: tuple[int, ...] = ()) -> None:
        """Forget the update's reply: it was shown; of a chat that is known keep the numbers of its messages."""
        keys = [self._key(kind, chat) for kind in ("session", "unsent", "numbers")]
        with self._explained():
            await self._sent(keys, (update_id, self._now(), NUMBERS_KEPT, *numbers))

    async def numbers(self, chat: str) -> tuple[int, ...]:
        """Return the numbers of a chat's messages of the last two days, in order."""
        with self._explained():
            found = await self._redis.zrangebyscore(self._key("numbers", chat), self._now() - NUMBERS_KEPT, "+inf")
        return tuple(sorted(map(int, found)))

    async def unsent(self) -> Mapping[int, tuple[str, Parcel]]:
        """Return the replies not shown yet, with their chats, by update and in order."""
        found: dict[int, tuple[str, Parcel]] = {}
        with self._explained():
            async for key in self._keys("unsent"):
                chat = key.rpartition(":")[2]
                for number, sealed in (await self._redis.hgetall(key)).items():
                    if parcel := self._parcels.read(sealed, chat):
                        found[int(number)] = (chat, parcel)
        return dict(sorted(found.items()))

    async def bury(self, update_id: int, reason: str) -> None:
        """Note an update as given up, and so as handled, though a reply to it may wait; the reason quotes nobody."""
        with self._explained():
            telling = self._redis.pipeline()
            telling.hset(self._key("dead"), update_id, f"{self._now()} {reason}")
            telling.set(self._key("done", update_id), 1, ex=UPDATES_KEPT)
            await telling.execute()

    async def dead_letters(self) -> tuple[DeadLetter, ...]:
        """Return what was given up, the oldest first."""
        with self._explained():
            found = await self._redis.hgetall(self._key("dead"))
        split = ((int(number), *line.decode().split(" ", 1)) for number, line in found.items())
        return tuple(sorted((DeadLetter(number, int(at), why) for number, at, why in split), key=lambda one: one.at))

    async def count(self, *counts: Count) -> None:
        """Count what happened outside a turn."""
        with self._explained():
            telling = self._redis.pipeline()
            for one in counts:
                telling.hincrby(self._today(), _field(one), 1)
            telling.expire(self._today(), COUNTS_KEPT)
            await telling.execute()

    async def tallies(self, since: date) -> tuple[Tally, ...]:
        """Return what was counted since a day, sorted."""
        found: list[Tally] = []
        with self._explained():
            async for key in self._keys("counts"):
                day = key.rpartition(":")[2]
                if day >= since.isoformat():
                    counted = await self._redis.hgetall(key)
                    found += [_tally(day, field, number) for field, number in counted.items()]
        return tuple(sorted(found))

    async def keep(self, chat: str, text: str, why: str) -> None:
        """Keep a message of a chat that agreed to it; names and the like are taken out before."""
        kept = {"chat": chat, "said": self._said.write(Said(text, why), chat), "at": self._now()}
        key = self._key("kept", secrets.token_hex(8))
        with self._explained():
            telling = self._redis.pipeline()
            telling.hset(key, mapping=kept)
            telling.expire(key, MESSAGES_KEPT)
            await telling.execute()

    async def kept(self) -> tuple[Kept, ...]:
        """Return the messages kept, the oldest first."""
        return tuple(kept for _, kept in await self._all_kept())

    async def drop(self, message_id: str) -> None:
        """Remove one kept message."""
        with self._explained():
            await self._redis.delete(self._key("kept", message_id))

    async def export(self, chat: str) -> Known:
        """Return everything stored about a chat."""
        with self._explained():
            sealed = await self._redis.hget(self._key("session", chat), "session")
            unsent = await self._redis.hvals(self._key("unsent", chat))
        parcels = (self._parcels.read(one, chat) for one in unsent)
        return Known(
            self._sessions.read(sealed, chat) if sealed else None,
            tuple(kept for owner, kept in await self._all_kept() if owner == chat),
            tuple(parcel.reply for parcel in parcels if parcel),
            await self.numbers(chat),
        )

    async def delete(self, chat: str) -> None:
        """Remove everything stored about a chat, at once."""
        theirs = [self._key("kept", kept.id) for owner, kept in await self._all_kept() if owner == chat]
        with self._explained():
            await self._redis.delete(*(self._key(kind, chat) for kind in ("session", "unsent", "numbers")), *theirs)

    async def wipe(self) -> None:
        """Remove everything of this bot; what else is on the server stays."""
        with self._explained():
            async for key in self._redis.scan_iter(f"{self._prefix}*", count=1000):
                await self._redis.delete(key)

    async def tidy(self) -> None:
        """Remove dead letters kept for long enough; everything else goes by itself."""
        old = [one.update_id for one in await self.dead_letters() if one.at < self._now() - DEAD_LETTERS_KEPT]
        if old:
            with self._explained():
                await self._redis.hdel(self._key("dead"), *old)

    async def flush(self) -> None:
        """The server's own ``appendfsync`` decides."""

    async def ping(self) -> None:
        """Return if the server takes a key, which a full one does not, though it answers."""
        with self._explained():
            await self._redis.set(self._key("ping"), 1, ex=DAY)

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()

    async def _all_kept(self) -> list[tuple[str, Kept]]:
        found: list[tuple[str, Kept]] = []
        with self._explained():
            async for key in self._keys("kept"):
                chat, sealed, at = await self._redis.hmget(key, "chat", "said", "at")
                if chat and (said := self._said.read(sealed, chat.decode())):
                    found.append((chat.decode(), Kept(key.rpartition(":")[2], int(at), said.text, said.why)))
        return sorted(found, key=lambda one: (one[1].at, one[1].id))

    async def _keys(self, kind: str) -> AsyncIterator[str]:
        async for key in self._redis.scan_iter(f"{self._key(kind)}:*", count=1000):
            yield key.decode()

    def _key(self, *parts: object) -> str:
        return self._prefix + ":".join(map(str, parts))

    def _today(self) -> str:
        return self._key("counts", time.strftime("%Y-%m-%d", time.gmtime(self._clock())))

    def _now(self) -> int:
        return int(self._clock())

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (RedisError, OSError) as error:  # the text of neither names the password
            said = str(error).rstrip(".")
            raise StoreError(f"Redis at {self._place} cannot be used: {said}. It is tried again by itself.") from None


def _field(count: Count) -> str:
    return f"{count.kind} {count.name}"


def _tally(day: str, field: bytes, number: bytes) -> Tally:
    kind, _, name = field.decode().partition(" ")
    return Tally(day, kind, name, int(number))
