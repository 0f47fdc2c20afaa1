"""The line to Telegram: opened however long that takes, with one log line when it breaks and one when it is back."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.telegram.profile import set_profile
from bot.telegram.redact import reason

if TYPE_CHECKING:
    from bot.telegram.application import BotApplication

LONGEST_WAIT = 30.0

logger = logging.getLogger(__name__)


class Connection:
    """An application's connection, with what went wrong with it lately."""

    def __init__(self, application: BotApplication, first_wait: float = 1.0) -> None:
        self.last_good = 0.0
        """When Telegram last answered as it should, by the monotonic clock; 0 where it never has."""
        self._application = application
        self._first_wait = first_wait
        self._failures = 0

    async def open(self) -> None:
        """Connect; only a refused token is final and raises ``TokenRejectedError``."""
        while True:
            try:
                await self._application.initialize()
                break
            except InvalidToken:
                raise
            except TelegramError as error:
                await self.trouble(error)
        self.good()
        await set_profile(self._application.bot, self._application.editor_chats)
        logger.info("Connected to Telegram as @%s.", self._application.bot.username)

    async def close(self) -> None:
        """Disconnect, also where the connection never came about."""
        await self._application.shutdown()
        await self._application.bot.shutdown()
        await self._application.bot.request.shutdown()  # the library forgets it where it was interrupted in between

    async def trouble(self, error: Exception) -> None:
        """Wait a while: as long as Telegram asks, else longer each time."""
        self._failures += 1
        if self._failures == 1:
            logger.warning("Telegram cannot be reached (%s). Trying again until it can.", reason(error))
        wait = error.retry_after if isinstance(error, RetryAfter) else self.wait(self._failures)
        await asyncio.sleep(wait.total_seconds() if isinstance(wait, timedelta) else wait)

    def good(self) -> None:
        """Note that Telegram has answered."""
        if self._failures:
            logger.info("Telegram can be reached again.")
        self._failures = 0
        self.last_good = time.monotonic()

    def wait(self, times: int) -> float:
        """Double the wait each time, up to a limit; in seconds."""
        return float(min(self._first_wait * 2 ** min(times - 1, 10), LONGEST_WAIT))
