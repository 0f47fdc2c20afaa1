"""Replies on their way: stored before they are sent, and forgotten once they have arrived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.telegram.delivery import Address, send

if TYPE_CHECKING:
    from telegram import Bot

    from bot.dialogue.exchange import Reply
    from bot.storage.store import Store


class Outbox:
    """Sends replies and tells the store what has arrived."""

    def __init__(self, bot: Bot, store: Store) -> None:
        self._bot = bot
        self._store = store

    async def send(self, line: Line, reply: Reply) -> None:
        """Send the reply to one update."""
        await send(self._bot, line.address, reply)
        await self._store.sent(line.chat, line.update_id)


@dataclass(frozen=True, slots=True)
class Line:
    """The ``Channel`` of one update."""

    outbox: Outbox
    chat: str
    """The chat's key."""
    update_id: int
    address: Address

    @property
    def to(self) -> str:
        """Where replies go, as text."""
        return str(self.address)

    async def show(self, reply: Reply) -> None:
        """Send a reply."""
        await self.outbox.send(self, reply)
