"""Polling that acknowledges only what is safely stored: a crash or a restart loses nobody's message.

Telegram forgets an update once a higher offset is asked for. So the next offset is named only when every update of
the batch is handled: its session and its reply are stored together, or it is given up with a reason.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.storage.store import StoreError
from bot.telegram.intake import ALLOWED, Intake
from bot.telegram.profile import set_profile
from bot.telegram.redact import TokenRejectedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence

    from telegram import Update

    from bot.telegram.application import BotApplication

POLL_SECONDS = 30
SILENT_SECONDS = POLL_SECONDS + 15
"""When a poll counts as dead, whatever the connection pretends."""
HANDLING_SECONDS = 10
CONFLICTS = 10
LONGEST_WAIT = 30.0
FINISH_SECONDS = 3.0
"""For the batch at hand when told to stop; what is not done by then comes again at the next start …"""
SENDING_SECONDS = 4.0
"""… and for the replies on their way, which wait in the store otherwise."""
# Spelt so that the library does not advise Bot.get_updates, which fails a whole batch for one update it cannot read.
_GET_UPDATES = "get_Updates"
_T = TypeVar("_T")

logger = logging.getLogger(__name__)


class ConflictError(RuntimeError):
    """Something else takes this bot's messages."""


class Polling:
    """Takes batch after batch: chats side by side, each chat in order."""

    def __init__(self, application: BotApplication, first_wait: float = 1.0) -> None:
        self.last_poll = 0.0
        """When Telegram last answered a poll, by the monotonic clock."""
        self._application = application
        self._intake = Intake(application, HANDLING_SECONDS, first_wait)
        self._first_wait = first_wait
        self._stopping = asyncio.Event()
        self._offset = 0
        self._failures = 0
        self._conflicts = 0

    async def run(self) -> None:
        """Connect, answer until stopped, finish what is at hand, disconnect."""
        self._stop_on_signals()
        outbox = self._application.outbox
        try:
            await self._unless_stopped(self._start())
            while not self._stopping.is_set():
                batch = await self._unless_stopped(self._get_updates()) or []
                await self._unless_stopped(self.handle(batch), FINISH_SECONDS)
                await self._unless_stopped(outbox.room())
            await outbox.finish(SENDING_SECONDS)
            await self._acknowledge()
        finally:
            await outbox.finish(0)
            await self._application.shutdown()
            await self._application.bot.shutdown()  # where the connection never came about

    def stop(self) -> None:
        """Ask ``run`` to finish."""
        self._stopping.set()

    async def handle(self, batch: Sequence[dict[str, Any]]) -> None:
        """Handle a batch of raw updates, all chats at once, and move the offset behind it."""
        updates = [await self._stubbornly(partial(self._intake.read, raw)) for raw in batch]
        chains = _by_chat(update for update in updates if update)
        await asyncio.gather(*(self._in_order(chain) for chain in chains))
        self._offset = max((raw["update_id"] + 1 for raw in batch), default=self._offset)

    async def _in_order(self, chain: Iterable[Update]) -> None:
        for update in chain:
            await self._stubbornly(partial(self._intake.handle, update))

    async def _stubbornly(self, work: Callable[[], Awaitable[_T]]) -> _T:
        """Try again until the store can be used; without it nothing may count as handled."""
        failures = 0
        while True:
            try:
                return await work()
            except StoreError as error:
                failures += 1
                if failures == 1:
                    logger.error("Messages wait until the store can be used again. %s", error)  # noqa: TRY400 - the text says it all
                await asyncio.sleep(self._wait(failures))

    async def _get_updates(self) -> list[dict[str, Any]]:
        """Wait for the next batch; after trouble wait a while instead."""
        try:
            async with asyncio.timeout(SILENT_SECONDS):
                batch = await self._ask(POLL_SECONDS)
        except (EndPointNotFound, InvalidToken):  # once connected, the library takes a refused token for the first
            raise TokenRejectedError from None
        except Conflict as error:
            await self._conflict(error)
        except (TelegramError, TimeoutError) as error:
            await self._trouble(error)
        else:
            self._recovered()
            return batch
        return []

    async def _ask(self, seconds: int, limit: int = 100) -> list[dict[str, Any]]:
        asked = {"offset": self._offset, "timeout": seconds, "limit": limit, "allowed_updates": ALLOWED}
        answer: list[dict[str, Any]] = await self._application.bot.do_api_request(
            _GET_UPDATES, asked, read_timeout=seconds + 5
        )
        return answer

    async def _start(self) -> None:
        """Connect however long it takes, only a refused token is final; then send what an earlier run could not."""
        while True:
            try:
                await self._application.initialize()
                break
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._trouble(error)
        self._recovered()
        await self._stubbornly(self._application.outbox.resume)
        await set_profile(self._application.bot)
        logger.info("Connected to Telegram as @%s.", self._application.bot.username)

    async def _acknowledge(self) -> None:
        """Tell Telegram what is handled, so that the next start does not see it again."""
        if self._offset:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(2):
                    await self._ask(0, limit=1)

    async def _conflict(self, error: Conflict) -> None:
        self._conflicts += 1
        reason = (
            "a webhook is set for this token, so Telegram hands out no messages here"
            if "webhook" in error.message.lower()
            else "another copy of the bot runs with this token, and Telegram serves only one"
        )
        if self._conflicts >= CONFLICTS:
            raise ConflictError(f"Stopped: {reason}.") from None
        if self._conflicts == 1:
            logger.warning("Waiting: %s.", reason)
        await asyncio.sleep(self._wait(self._conflicts))

    async def _trouble(self, error: Exception) -> None:
        self._failures += 1
        if self._failures == 1:
            said = str(error) or "it stays silent"
            logger.warning("Telegram cannot be reached (%s). Trying again until it can.", said)
        wait = error.retry_after if isinstance(error, RetryAfter) else self._wait(self._failures)
        await asyncio.sleep(wait.total_seconds() if isinstance(wait, timedelta) else wait)

    def _recovered(self) -> None:
        if self._failures or self._conflicts:
            logger.info("Telegram can be reached again.")
        self._failures = self._conflicts = 0
        self.last_poll = time.monotonic()

    def _wait(self, times: int) -> float:
        """Double the wait each time, up to a limit."""
        return float(min(self._first_wait * 2 ** min(times - 1, 10), LONGEST_WAIT))

    def _stop_on_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with suppress(NotImplementedError):  # Windows has no such handlers; there Ctrl-C ends the loop by itself
                loop.add_signal_handler(number, self.stop)

    async def _unless_stopped(self, work: Coroutine[Any, Any, _T], grace: float = 0.0) -> _T | None:
        """Await the work; when asked to stop, give it that many seconds and then drop it."""
        doing = asyncio.ensure_future(work)
        stopping = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if grace and not doing.done():
            await asyncio.wait({doing}, timeout=grace)
        if doing.done():
            return doing.result()
        doing.cancel()
        await asyncio.wait({doing})
        return None


def _by_chat(updates: Iterable[Update]) -> list[list[Update]]:
    """Group updates by chat, keeping their order."""
    chats: dict[object, list[Update]] = {}
    for update in updates:
        chat = update.effective_chat
        chats.setdefault(chat.id if chat else f"update {update.update_id}", []).append(update)
    return list(chats.values())
