"""Polling that acknowledges only what was handled: a crash or a restart loses nobody's message.

Telegram forgets an update once a higher offset is asked for, so the next offset is named only when every update
below it is settled: answered, found unreadable, or given up after several tries.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import traceback
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from telegram import Update
from telegram.error import BadRequest, Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.storage.store import StoreError
from bot.telegram.profile import set_profile
from bot.telegram.redact import TokenRejectedError

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable, Sequence

    from bot.telegram.application import BotApplication

POLL_SECONDS = 30
HANDLING_SECONDS = 10
CONCURRENT_CHATS = 16
TRIES = 3
CONFLICTS = 10
LONGEST_WAIT = 30.0
# Spelt so that the library does not advise Bot.get_updates, which fails a whole batch for one update it cannot read.
_GET_UPDATES = "get_Updates"
_ALLOWED = ["message", "callback_query"]
_T = TypeVar("_T")

logger = logging.getLogger(__name__)


class ConflictError(RuntimeError):
    """Something else takes this bot's messages."""


def run_polling(application: BotApplication) -> None:
    """Answer Telegram until SIGTERM or SIGINT."""
    asyncio.run(Polling(application).run())


class Polling:
    """Takes batch after batch: chats side by side, each chat in order."""

    def __init__(self, application: BotApplication, first_wait: float = 1.0) -> None:
        self._application = application
        self._first_wait = first_wait
        self._stopping = asyncio.Event()
        self._offset = 0
        self._settled: set[int] = set()
        self._tries: Counter[int] = Counter()
        self._failures = 0
        self._conflicts = 0
        self._pause = 0.0

    async def run(self) -> None:
        """Connect, answer until stopped, finish the batch at hand, disconnect."""
        self._stop_on_signals()
        try:
            await self._unless_stopped(self._connect())
            while not self._stopping.is_set():
                await self.handle(await self._unless_stopped(self._get_updates()) or [])
                await self._unless_stopped(asyncio.sleep(self._pause))
            await self._acknowledge()
        finally:
            await self._application.shutdown()
            await self._application.bot.shutdown()  # where the connection never came about

    def stop(self) -> None:
        """Ask ``run`` to finish."""
        self._stopping.set()

    async def handle(self, batch: Sequence[dict[str, Any]]) -> None:
        """Handle a batch of raw updates and move the offset to the first that must be asked for again."""
        self._pause = 0.0
        room = asyncio.Semaphore(CONCURRENT_CHATS)
        updates = [update for raw in batch if (update := self._read(raw))]
        await asyncio.gather(*(self._in_order(chain, room) for chain in _by_chat(updates)))
        self._advance([raw["update_id"] for raw in batch])

    def _read(self, raw: dict[str, Any]) -> Update | None:
        """Parse one update by itself; one that cannot be read is set aside, and the others go on."""
        number: int = raw["update_id"]
        if number in self._settled:
            return None
        try:
            return Update.de_json(raw, self._application.bot)
        except Exception as error:  # noqa: BLE001 - the library raises whatever a field's absence leads to
            logger.error("Update %d could not be read (%s) and is left out.", number, type(error).__name__)  # noqa: TRY400 - the traceback would say no more
            self._settled.add(number)
            return None

    async def _in_order(self, chain: Iterable[Update], room: asyncio.Semaphore) -> None:
        """Handle one chat's updates; what comes after a failed one waits for its next try."""
        async with room:
            for update in chain:
                if not await self._handle_one(update):
                    return

    async def _handle_one(self, update: Update) -> bool:
        """Handle an update; tell whether it is settled."""
        try:
            async with asyncio.timeout(HANDLING_SECONDS):
                await self._application.process_update(update)
        except Exception as error:  # noqa: BLE001 - no failure of one update may stop the others
            if not self._give_up(update.update_id, error):
                return False
        self._settled.add(update.update_id)
        self._tries.pop(update.update_id, None)
        return True

    def _give_up(self, number: int, error: Exception) -> bool:
        """Count a failure; tell whether another try is useless."""
        self._tries[number] += 1
        if isinstance(error, BadRequest) or self._tries[number] >= TRIES:
            logger.error("Update %d could not be handled and is given up: %s", number, _described(error))
            return True
        wait = error.retry_after if isinstance(error, RetryAfter) else self._first_wait
        self._pause = max(self._pause, wait.total_seconds() if isinstance(wait, timedelta) else wait)
        logger.warning("Update %d could not be handled and is tried again: %s", number, _described(error))
        return False

    def _advance(self, numbers: Sequence[int]) -> None:
        unsettled = [number for number in numbers if number not in self._settled]
        self._offset = min(unsettled) if unsettled else max((number + 1 for number in numbers), default=self._offset)
        self._settled = {number for number in self._settled if number > self._offset}

    async def _get_updates(self) -> list[dict[str, Any]]:
        """Wait for the next batch; after trouble wait a while instead."""
        try:
            batch = await self._ask(POLL_SECONDS)
        except (EndPointNotFound, InvalidToken):  # once connected, the library takes a refused token for the first
            raise TokenRejectedError from None
        except Conflict as error:
            await self._conflict(error)
        except TelegramError as error:
            await self._trouble(error)
        else:
            self._recovered()
            return batch
        return []

    async def _ask(self, seconds: int, limit: int = 100) -> list[dict[str, Any]]:
        asked = {"offset": self._offset, "timeout": seconds, "limit": limit, "allowed_updates": _ALLOWED}
        answer: list[dict[str, Any]] = await self._application.bot.do_api_request(
            _GET_UPDATES, asked, read_timeout=seconds + 5
        )
        return answer

    async def _connect(self) -> None:
        """Connect however long it takes; only a refused token is final."""
        while True:
            try:
                await self._application.initialize()
                break
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._trouble(error)
        self._recovered()
        await set_profile(self._application.bot)
        logger.info("Connected to Telegram as @%s.", self._application.bot.username)

    async def _acknowledge(self) -> None:
        """Tell Telegram what is settled, so that the next start does not see it again."""
        if self._offset:
            with suppress(TelegramError):
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

    async def _trouble(self, error: TelegramError) -> None:
        self._failures += 1
        if self._failures == 1:
            logger.warning("Telegram cannot be reached (%s). Trying again until it can.", error)
        wait = error.retry_after if isinstance(error, RetryAfter) else self._wait(self._failures)
        await asyncio.sleep(wait.total_seconds() if isinstance(wait, timedelta) else wait)

    def _recovered(self) -> None:
        if self._failures or self._conflicts:
            logger.info("Telegram can be reached again.")
        self._failures = self._conflicts = 0

    def _wait(self, times: int) -> float:
        """Double the wait each time, up to a limit."""
        return float(min(self._first_wait * 2 ** min(times - 1, 10), LONGEST_WAIT))

    def _stop_on_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with suppress(NotImplementedError):  # Windows has no such handlers; there Ctrl-C ends the loop by itself
                loop.add_signal_handler(number, self.stop)

    async def _unless_stopped(self, work: Coroutine[Any, Any, _T]) -> _T | None:
        """Await the work; drop it when asked to stop."""
        doing = asyncio.ensure_future(work)
        stopping = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
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


def _described(error: Exception) -> str:
    """Name an error and where it happened; only our own and Telegram's texts are sure to quote nobody's message."""
    text = f": {error}" if isinstance(error, (TelegramError, StoreError)) else ""
    frames = "".join(traceback.format_tb(error.__traceback__)[-3:])
    return f"{type(error).__name__}{text}\n{frames}".rstrip()
