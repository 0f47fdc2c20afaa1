"""The updates a bot has not confirmed yet, and handing them out by long polling."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING

from bot.preview.protocol import OTHER_POLL, Json, conflict

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_POLL = 50
LARGEST_BATCH = 100
FIRST_UPDATE = 7001
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
"""Kinds that a bot gets only when it asks for them."""


class Updates:
    """A bot's queue of updates."""

    def __init__(self) -> None:
        self.pending: dict[int, Json] = {}
        self.webhook = ""
        """Where updates are delivered instead, empty while they are asked for."""
        self.duplicates = 0
        """How many updates are still to be handed out again although they were confirmed."""
        self.on_new: Callable[[], None] = lambda: None
        self.allowed: list[str] = []
        self._ids = count(FIRST_UPDATE)
        self._news = asyncio.Event()
        self._poll = 0
        self._is_closed = False

    def add(self, kind: str, content: Json) -> Json:
        """Queue an update, unless the bot has asked for other kinds only."""
        number = next(self._ids)
        update = {"update_id": number, kind: content}
        if kind in self.allowed or (not self.allowed and kind not in NOT_BY_DEFAULT):
            self.pending[number] = update
            self.wake()
        return update

    def settle(self, update_id: int) -> None:
        """Forget an update the bot has confirmed."""
        if self.duplicates:
            self.duplicates -= 1
        else:
            self.pending.pop(update_id, None)

    def clear(self) -> None:
        """Forget all of them."""
        self.pending.clear()

    def allow(self, kinds: list[str] | None) -> None:
        """Remember which kinds the bot wants; it keeps them until it says otherwise."""
        if kinds is not None:
            self.allowed = kinds

    def close(self) -> None:
        """End the poll that waits."""
        self._is_closed = True
        self.wake()

    async def get(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Confirm what lies below the offset; return what is left as soon as there is something."""
        self._refuse_beside_webhook()
        self._confirm(offset)
        self._poll += 1
        mine = self._poll
        self.wake()  # an older poll ends, for there may be only one
        deadline = asyncio.get_running_loop().time() + min(max(seconds, 0), LONGEST_POLL)
        while not self.pending and not self._is_closed:
            if not await self._news_before(deadline):
                break
            self._refuse_beside_webhook()
            if mine != self._poll:
                raise conflict(OTHER_POLL)
        return list(self.pending.values())[: limit if 0 < limit <= LARGEST_BATCH else LARGEST_BATCH]

    def _confirm(self, offset: int) -> None:
        numbers = list(self.pending)
        below = [number for number in numbers if number < offset] if offset >= 0 else numbers[:offset]
        for number in below:
            self.settle(number)

    def _refuse_beside_webhook(self) -> None:
        if self.webhook:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )

    async def _news_before(self, deadline: float) -> bool:
        left = deadline - asyncio.get_running_loop().time()
        try:
            await asyncio.wait_for(self._news.wait(), max(left, 0))
        except TimeoutError:
            return False
        return True

    def wake(self) -> None:
        """Let whoever waits look again."""
        self._news.set()
        self._news = asyncio.Event()
        self.on_new()
