"""Everything in memory, for the terminal, the preview and tests: gone when the process ends."""

from __future__ import annotations

import secrets
import time
from collections import Counter, OrderedDict
from typing import TYPE_CHECKING

from bot.dialogue.exchange import Session
from bot.storage.store import (
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
    Saved,
    Tally,
    new_version,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

REMEMBERED = 10_000
"""How many handled updates and dead letters are remembered: running for months does not fill the memory."""
_FRESH = (Session(), NOTHING_SAVED, 0.0)


class MemoryStore:
    """A ``Store`` without a file."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._sessions: dict[str, tuple[Session, int, float]] = {}
        self._handled: OrderedDict[int, tuple[str, Parcel | None]] = OrderedDict()
        self._dead: OrderedDict[int, DeadLetter] = OrderedDict()
        self._counts: Counter[tuple[str, Count]] = Counter()
        self._kept: dict[str, tuple[str, Kept]] = {}
        self._numbers: dict[str, dict[int, float]] = {}

    async def load(self, chat: str, update_id: int | None = None) -> Saved:
        """Return the chat's session, a fresh one where none is saved, and what is known of the update."""
        session, version, _ = self._sessions.get(chat, _FRESH)
        handled = self._handled.get(update_id) if update_id is not None else None
        return Saved(session, version, handled is not None, handled[1] if handled else None)

    async def save(self, chat: str, session: Session, version: int, outcome: Outcome = NO_OUTCOME) -> bool:
        """Replace that version and note the outcome, in one step; ``False``, and nothing noted, if it is gone."""
        if self._sessions.get(chat, _FRESH)[1] != version:
            return False
        self._sessions[chat] = (session, new_version(), self._clock())
        if outcome.update_id is not None:
            self._note(outcome.update_id, chat, outcome.parcel)
        await self.count(*outcome.counts)
        return True

    async def settle(self, chat: str, update_id: int, parcel: Parcel | None = None) -> None:
        """Note an update as handled that leaves no session behind, and what of its reply is still to be shown."""
        self._note(update_id, chat, parcel)

    async def sent(self, chat: str, update_id: int, numbers: tuple[int, ...] = ()) -> None:
        """Forget the update's reply: it was shown; of a chat that is known keep the numbers of its messages."""
        if self._handled.get(update_id, ("",))[0] == chat:
            self._note(update_id, chat, None)
        if chat in self._sessions:
            self._numbers.setdefault(chat, {}).update(dict.fromkeys(numbers, self._clock()))

    async def numbers(self, chat: str) -> tuple[int, ...]:
        """Return the numbers of a chat's messages of the last two days, in order."""
        oldest = self._clock() - NUMBERS_KEPT
        return tuple(sorted(number for number, at in self._numbers.get(chat, {}).items() if at >= oldest))

    async def unsent(self) -> Mapping[int, tuple[str, Parcel]]:
        """Return the replies not shown yet, with their chats, by update and in order."""
        return {number: (chat, parcel) for number, (chat, parcel) in sorted(self._handled.items()) if parcel}

    async def bury(self, update_id: int, reason: str) -> None:
        """Note an update as given up, and so as handled; the reason quotes nobody."""
        self._dead[update_id] = DeadLetter(update_id, int(self._clock()), reason)
        self._handled.setdefault(update_id, ("", None))
        if len(self._dead) > REMEMBERED:
            self._dead.popitem(last=False)

    async def dead_letters(self) -> tuple[DeadLetter, ...]:
        """Return what was given up, the oldest first."""
        return tuple(self._dead.values())

    async def count(self, *counts: Count) -> None:
        """Count what happened outside a turn."""
        day = time.strftime("%Y-%m-%d", time.gmtime(self._clock()))
        self._counts.update((day, count) for count in counts)

    async def tallies(self, since: date) -> tuple[Tally, ...]:
        """Return what was counted since a day, sorted."""
        found = (Tally(day, count.kind, count.name, number) for (day, count), number in self._counts.items())
        return tuple(sorted(tally for tally in found if tally.day >= since.isoformat()))

    async def keep(self, chat: str, text: str, why: str) -> None:
        """Keep a message of a chat that agreed to it; names and the like are taken out before."""
        kept = Kept(secrets.token_hex(8), int(self._clock()), text, why)
        self._kept[kept.id] = (chat, kept)

    async def kept(self) -> tuple[Kept, ...]:
        """Return the messages kept, the oldest first."""
        return tuple(kept for _, kept in self._kept.values())

    async def drop(self, message_id: str) -> None:
        """Remove one kept message."""
        self._kept.pop(message_id, None)

    async def export(self, chat: str) -> Known:
        """Return everything stored about a chat."""
        saved = self._sessions.get(chat)
        kept = tuple(one for owner, one in self._kept.values() if owner == chat)
        parcels = (parcel for owner, parcel in self._handled.values() if owner == chat)
        unsent = tuple(parcel.reply for parcel in parcels if parcel)
        return Known(saved[0] if saved else None, kept, unsent, await self.numbers(chat))

    async def delete(self, chat: str) -> None:
        """Remove everything stored about a chat, at once."""
        self._sessions.pop(chat, None)
        self._numbers.pop(chat, None)
        self._kept = {number: one for number, one in self._kept.items() if one[0] != chat}
        for number in [number for number, (owner, _) in self._handled.items() if owner == chat]:
            self._handled[number] = ("", None)

    async def wipe(self) -> None:
        """Remove everything."""
        for one in (self._sessions, self._handled, self._dead, self._counts, self._kept, self._numbers):
            one.clear()

    async def tidy(self) -> None:
        """Remove what has been kept for long enough."""
        now = self._clock()
        self._sessions = {chat: one for chat, one in self._sessions.items() if one[2] >= now - SESSIONS_KEPT}
        self._kept = {number: one for number, one in self._kept.items() if one[1].at >= now - MESSAGES_KEPT}
        for chat, numbers in list(self._numbers.items()):
            kept = await self.numbers(chat)
            self._numbers[chat] = {number: numbers[number] for number in kept}
        self._numbers = {chat: numbers for chat, numbers in self._numbers.items() if numbers}

    async def flush(self) -> None:
        """Nothing survives a power cut here."""

    async def ping(self) -> None:
        """Return at once."""

    async def close(self) -> None:
        """Nothing to let go of."""

    def _note(self, update_id: int, chat: str, parcel: Parcel | None) -> None:
        self._handled[update_id] = (chat if parcel else "", parcel)
        if len(self._handled) > REMEMBERED:
            self._handled.popitem(last=False)
