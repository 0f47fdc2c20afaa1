"""The interface every store keeps, and the one place where a session becomes text and back."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from typing import Protocol

from pydantic import TypeAdapter, ValidationError

from bot.dialogue.model import Session

NOTHING_SAVED = 0

logger = logging.getLogger(__name__)
_SESSION = TypeAdapter(Session)


class StoreError(RuntimeError):
    """The store cannot be used; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A session as last saved, with what must be named to replace it."""

    session: Session
    version: int
    """``NOTHING_SAVED`` for a chat the store does not know."""


class Store(Protocol):
    """Sessions by chat key, and the ids of the updates that made them what they are."""

    async def load(self, chat: str) -> Saved:
        """Return the chat's session; a fresh one where none is saved."""

    async def save(self, chat: str, session: Session, version: int, update_id: int | None = None) -> bool:
        """Replace that version, noting the update as handled in the same step; ``False`` if it is no longer there."""

    async def handled(self, update_id: int) -> bool:
        """Tell whether a session was saved for this update before."""

    async def delete(self, chat: str) -> None:
        """Remove the chat's session at once."""

    async def close(self) -> None:
        """Let go of files and connections."""


def new_version() -> int:
    """Draw a version never used before: counting would let a late save bring a deleted session back to life."""
    return secrets.randbits(62) + 1


def session_to_text(session: Session) -> str:
    """Write a session as JSON."""
    return _SESSION.dump_json(session).decode()


def session_from_text(text: str) -> Session:
    """Read a session; one that makes no sense any more becomes a fresh one, for its person is waiting."""
    try:
        return _SESSION.validate_json(text)
    except ValidationError:
        logger.warning("A saved session could not be read; its chat begins afresh.")
        return Session()
