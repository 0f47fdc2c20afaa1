"""How many messages a chat may have answered in a minute; beyond that, nobody is talking."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from limits import RateLimitItemPerMinute
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter

from bot.storage.keys import PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable

PER_MINUTE = 120
"""Somebody who types line by line stays far below; so does what gathered while the bot was away."""
REMEMBERED = 10_000
"""Chats whose buckets are remembered, those heard of last; any other's is full."""

logger = logging.getLogger(__name__)


class FloodControl:
    """Counts messages by chat, here or in the Redis that the copies of the bot share."""

    def __init__(self, per_minute: int = PER_MINUTE, redis_url: str = "") -> None:
        self._messages = _Shared("messages", per_minute, redis_url) if redis_url else Buckets(per_minute)
        self._notices = _Shared("notices", 1, redis_url) if redis_url else Buckets(1)

    async def allows(self, chat: str) -> bool:
        """Count a message; tell whether it may be answered."""
        return await self._messages.take(chat)

    async def notice_is_due(self, chat: str) -> bool:
        """Tell whether the chat has not been told for a minute that it is too fast."""
        return await self._notices.take(chat)

    async def close(self) -> None:
        """Let go of connections."""
        await self._messages.close()
        await self._notices.close()


class Buckets:
    """Token buckets: a message takes a token out of its chat's, and a minute fills it again.

    The memory of the ``limits`` library looks through all chats with every message, each in another thread.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = float(per_minute)
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def take(self, chat: str) -> bool:
        """Take a token; tell whether there was one."""
        now = self._clock()
        left, at = self._left.pop(chat, (self._size, now))
        left = min(left + (now - at) * self._size / 60, self._size)
        self._left[chat] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return left >= 1

    async def close(self) -> None:
        """Nothing to let go of."""


class _Shared:
    """So many in any minute, counted under keys that go with everything else of the bot's when that is wiped."""

    def __init__(self, kind: str, per_minute: int, redis_url: str) -> None:
        self._storage: Any = RedisStorage(f"async+{redis_url}", implementation="redispy", key_prefix=f"{PREFIX}flood")
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._limit = RateLimitItemPerMinute(per_minute, namespace=kind)

    async def take(self, chat: str) -> bool:
        try:
            return await self._limiter.hit(self._limit, chat)
        except Exception as error:  # noqa: BLE001 - the storage's own errors are many
            logger.warning("Messages are not counted just now (%s), so all are answered.", type(error).__name__)
            return True

    async def close(self) -> None:
        await self._storage.bridge.storage.aclose()
