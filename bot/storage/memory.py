"""Sessions in memory, for the terminal and for tests: gone when the process ends."""

from __future__ import annotations

from collections import OrderedDict

from bot.dialogue.model import Session
from bot.storage.store import NOTHING_SAVED, Saved, new_version

REMEMBERED_UPDATES = 10_000
_FRESH = Saved(Session(), NOTHING_SAVED)


class MemoryStore:
    """A ``Store`` without a file."""

    def __init__(self) -> None:
        self._saved: dict[str, Saved] = {}
        self._handled: OrderedDict[int, None] = OrderedDict()

    async def load(self, chat: str) -> Saved:
        """Return the chat's session; a fresh one where none is saved."""
        return self._saved.get(chat, _FRESH)

    async def save(self, chat: str, session: Session, version: int, update_id: int | None = None) -> bool:
        """Replace that version, noting the update as handled; ``False`` if it is no longer there."""
        if self._saved.get(chat, _FRESH).version != version:
            return False
        self._saved[chat] = Saved(session, new_version())
        if update_id is not None:
            self._remember(update_id)
        return True

    async def handled(self, update_id: int) -> bool:
        """Tell whether a session was saved for this update before."""
        return update_id in self._handled

    async def delete(self, chat: str) -> None:
        """Remove the chat's session at once."""
        self._saved.pop(chat, None)

    async def close(self) -> None:
        """Nothing to let go of."""

    def _remember(self, update_id: int) -> None:
        self._handled[update_id] = None
        if len(self._handled) > REMEMBERED_UPDATES:
            self._handled.popitem(last=False)
