"""How many messages a chat may have answered in a minute; beyond that, nobody is talking."""

from __future__ import annotations

import logging
from typing import Any

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter, RateLimiter, SlidingWindowCounterRateLimiter

from bot.storage.keys import PREFIX

PER_MINUTE = 120
"""Somebody who types line by line stays far below; so does what gathered while the bot was away."""
_NOTICES = RateLimitItemPerMinute(1, namespace="notices")

logger = logging.getLogger(__name__)


class FloodControl:
    """Counts messages by chat, here or in the Redis that the copies of the bot share.

    Messages are counted by the minute, this one's and a share of the last one's: two numbers for a chat. Noting when
    each was said (a moving window) has the library look through all chats all the time, each in another thread; for
    notices, which are few, it may.
    """

    def __init__(self, per_minute: int = PER_MINUTE, redis_url: str = "") -> None:
        self._shared: Any = _shared(redis_url) if redis_url else None
        storage = self._shared or MemoryStorage()
        self._by_minute = SlidingWindowCounterRateLimiter(storage)
        self._to_the_second = MovingWindowRateLimiter(storage)
        self._messages = RateLimitItemPerMinute(per_minute, namespace="messages")

    async def allows(self, chat: str) -> bool:
        """Count a message; tell whether it may be answered."""
        return await _hit(self._by_minute, self._messages, chat)

    async def notice_is_due(self, chat: str) -> bool:
        """Tell whether the chat has not been told for a minute that it is too fast."""
        return await _hit(self._to_the_second, _NOTICES, chat)

    async def close(self) -> None:
        """Let go of connections."""
        if self._shared:
            await self._shared.bridge.storage.aclose()


async def _hit(limiter: RateLimiter, limit: RateLimitItemPerMinute, chat: str) -> bool:
    try:
        return await limiter.hit(limit, chat)
    except Exception as error:  # noqa: BLE001 - the storage's own errors are many
        logger.warning("Messages are not counted just now (%s), so all are answered.", type(error).__name__)
        return True


def _shared(redis_url: str) -> RedisStorage:
    """Count under keys that go with everything else of the bot's when that is wiped."""
    return RedisStorage(f"async+{redis_url}", implementation="redispy", key_prefix=f"{PREFIX}flood")
