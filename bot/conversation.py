"""One turn for any channel: load the session, take the turn, show the reply, save."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.dialogue import turn
from bot.storage.store import StoreError

if TYPE_CHECKING:
    from bot.dialogue.model import Content, Message, Reply, Session, Turn
    from bot.storage.store import Store

TakeTurn = Callable[["Content", "Session", "Message"], "Turn"]
Deliver = Callable[["Reply"], Awaitable[None]]
ATTEMPTS = 5


class Conversation:
    """The dialogue with a memory: the current content, a store, and the pure turn between them."""

    def __init__(self, content: Callable[[], Content], store: Store, take_turn: TakeTurn = turn.take_turn) -> None:
        self._content = content
        self._store = store
        self._take_turn = take_turn

    async def take(
        self, chat: str, message: Message, update_id: int | None = None, deliver: Deliver | None = None
    ) -> Turn | None:
        """Take one message and save what it changed; ``None`` where this update was handled before.

        ``deliver`` shows the reply before anything is saved, so that a crash in between repeats an answer
        instead of losing it. Where another turn of the same chat was faster to save, this one is taken again
        on top of it, without showing anything twice.
        """
        content = self._content()
        for attempt in range(ATTEMPTS):
            if await self._was_handled(update_id):
                return None
            saved = await self._store.load(chat)
            taken = self._take_turn(content, saved.session, message)
            if deliver and attempt == 0:
                await deliver(taken.reply)
            if await self._store.save(chat, taken.session, saved.version, update_id):
                return taken
        raise StoreError(f"A session changed under the bot's hands {ATTEMPTS} times in a row.")

    def knows(self, intent: str) -> bool:
        """Tell whether the content has this intent."""
        return intent in self._content().intents

    def line(self, key: str) -> str:
        """Return one of the bot's own small lines."""
        return self._content().lines[key][0]

    async def forget(self, chat: str) -> None:
        """Remove everything remembered of a chat."""
        await self._store.delete(chat)

    async def _was_handled(self, update_id: int | None) -> bool:
        return update_id is not None and await self._store.handled(update_id)
