"""The interface every store keeps, and what passes through it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.dialogue.exchange import Reply, Session  # noqa: TC001 - stored things are read back by their annotations

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

NOTHING_SAVED = 0
DAY = 24 * 60 * 60
SESSIONS_KEPT = 30 * DAY
"""Seconds after which a chat that has gone silent is forgotten, as /privacy says."""
MESSAGES_KEPT = 30 * DAY
"""Seconds after which a message kept for the editors is gone, as /privacy says."""
UPDATES_KEPT = 2 * DAY
"""Seconds after which a handled update's id is forgotten; Telegram hands none out again after one day."""
DEAD_LETTERS_KEPT = 30 * DAY
NUMBERS_KEPT = 2 * DAY
"""Seconds for which a channel's messages can be deleted, and their numbers are remembered."""
COUNTS_KEPT = 400 * DAY


class StoreError(RuntimeError):
    """The store cannot be used, now or at all; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A reply on its way."""

    to: str
    """Where it goes, in the channel's own notation."""
    reply: Reply


@dataclass(frozen=True, slots=True)
class Saved:
    """What a store knows when an update comes in."""

    session: Session
    """As last saved."""
    version: int
    """What must be named to replace the session; ``NOTHING_SAVED`` for a chat the store does not know."""
    handled: bool = False
    """Whether this very update was handled before …"""
    unsent: Parcel | None = None
    """… and the reply it should have brought, where that has not been shown."""


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """Something that is counted by the day, never by the person."""

    kind: str
    """Such as ``action`` or ``topic``."""
    name: str
    """Which one, such as ``fallback`` or ``is_it_my_fault``."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn leaves behind besides its session."""

    update_id: int | None = None
    """The update that was handled; ``None`` for channels without any."""
    parcel: Parcel | None = None
    """The reply, until ``sent`` tells that it was shown."""
    counts: tuple[Count, ...] = ()


NO_OUTCOME = Outcome()


@dataclass(frozen=True, slots=True, order=True)
class Tally:
    """How often something happened on one day."""

    day: str
    """ISO date, UTC."""
    kind: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An update that was given up; what it said is not kept."""

    update_id: int
    at: int
    """Seconds since the epoch."""
    reason: str


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, as it is stored."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A message somebody let the editors have."""

    id: str
    at: int
    """Seconds since the epoch."""
    text: str
    """Without names, numbers, links and handles."""
    why: str
    """``unanswered``, or ``thumb`` where the answer was found unhelpful."""


@dataclass(frozen=True, slots=True)
class Known:
    """Everything stored about a chat, as its person may have it."""

    session: Session | None = None
    kept: tuple[Kept, ...] = ()
    unsent: tuple[Reply, ...] = ()
    numbers: tuple[int, ...] = ()
    """The channel's numbers of the messages of the last two days, for them to be deleted on demand."""


class Store(Protocol):
    """What outlives a turn. Any call may raise ``StoreError``; chats are named by their keys."""

    async def load(self, chat: str, update_id: int | None = None) -> Saved:
        """Return the chat's session, a fresh one where none is saved, and what is known of the update."""

    async def save(self, chat: str, session: Session, version: int, outcome: Outcome = NO_OUTCOME) -> bool:
        """Replace that version and note the outcome, in one step; ``False``, and nothing noted, if it is gone."""

    async def settle(self, chat: str, update_id: int, parcel: Parcel | None = None) -> None:
        """Note an update as handled that leaves no session behind, and what of its reply is still to be shown."""

    async def sent(self, chat: str, update_id: int, numbers: tuple[int, ...] = ()) -> None:
        """Forget the update's reply: it was shown; of a chat that is known keep the numbers of its messages."""

    async def numbers(self, chat: str) -> tuple[int, ...]:
        """Return the numbers of a chat's messages of the last two days, in order."""

    async def unsent(self) -> Mapping[int, tuple[str, Parcel]]:
        """Return the replies not shown yet, with their chats, by update and in order."""

    async def bury(self, update_id: int, reason: str) -> None:
        """Note an update as given up, and so as handled, though a reply to it may wait; the reason quotes nobody."""

    async def dead_letters(self) -> tuple[DeadLetter, ...]:
        """Return what was given up, the oldest first."""

    async def count(self, *counts: Count) -> None:
        """Count what happened outside a turn."""

    async def tallies(self, since: date) -> tuple[Tally, ...]:
        """Return what was counted since a day, sorted."""

    async def keep(self, chat: str, text: str, why: str) -> None:
        """Keep a message of a chat that agreed to it; names and the like are taken out before."""

    async def kept(self) -> tuple[Kept, ...]:
        """Return the messages kept, the oldest first."""

    async def drop(self, message_id: str) -> None:
        """Remove one kept message."""

    async def export(self, chat: str) -> Known:
        """Return everything stored about a chat."""

    async def delete(self, chat: str) -> None:
        """Remove everything stored about a chat, at once."""

    async def wipe(self) -> None:
        """Remove everything."""

    async def tidy(self) -> None:
        """Remove what has been kept for long enough."""

    async def flush(self) -> None:
        """Return once a power cut could not undo what was stored before, as far as that is in the store's hands."""

    async def ping(self) -> None:
        """Return if the store can be used."""

    async def close(self) -> None:
        """Let go of files and connections."""


def new_version() -> int:
    """Draw a version never used before: counting would let a late save bring a deleted session back to life."""
    return secrets.randbits(53) + 1  # a double holds it exactly, which is all that Lua in Redis knows
