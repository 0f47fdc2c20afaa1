"""Polling that acknowledges only what is safely stored: a crash or a restart loses nobody's message.

Telegram forgets an update once a higher offset is asked for. So the next offset is named only when every update of
the batch is handled: its session and its reply are stored together, or it is given up with a reason.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from telegram.error import Conflict, EndPointNotFound, InvalidToken, TelegramError

from bot.storage.store import StoreError
from bot.telegram.connection import Connection
from bot.telegram.intake import ALLOWED, Intake, chat_of
from bot.telegram.redact import TokenRejectedError
from bot.telegram.stopping import Stopping

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from telegram import Update

    from bot.telegram.application import BotApplication

POLL_SECONDS = 30
SILENT_SECONDS = POLL_SECONDS + 15
"""When a poll counts as dead, whatever the connection pretends."""
READY_SECONDS = POLL_SECONDS + 30
"""How old the last good poll may be while the bot counts as ready."""
HANDLING_SECONDS = 10
CONFLICTS = 10
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
        self.connection = Connection(application, first_wait)
        self._application = application
        self._intake = Intake(application, HANDLING_SECONDS, first_wait)
        self._stopping = Stopping()
        self._offset = 0
        self._conflicts = 0
        self._rival = ""
        self._store_is_away = False

    @property
    def is_ready(self) -> bool:
        """Whether Telegram has answered a poll lately, and the bot is not about to stop."""
        return not self._stopping.is_asked and time.monotonic() - self.connection.last_good < READY_SECONDS

    async def run(self) -> None:
        """Connect, answer until stopped, finish what is at hand, disconnect."""
        self._stopping.ask_on_signals()
        outbox, stopping = self._application.outbox, self._stopping
        try:
            await stopping.interrupting(self._start())
            while not stopping.is_asked:
                batch = await stopping.interrupting(self._get_updates()) or []
                await stopping.interrupting(self.handle(batch), FINISH_SECONDS)
                await stopping.interrupting(outbox.room())
            await outbox.finish(SENDING_SECONDS)
            await self._acknowledge()
        finally:
            await outbox.finish(0)
            await self.connection.close()

    def stop(self) -> None:
        """Ask ``run`` to finish."""
        self._stopping.ask()

    async def handle(self, batch: Sequence[dict[str, Any]]) -> None:
        """Handle a batch of raw updates, all chats at once, and move the offset behind it."""
        updates = [await self._stubbornly(partial(self._intake.read, raw)) for raw in batch]
        chains = _by_chat(update for update in updates if update)
        await asyncio.gather(*(self._in_order(chain) for chain in chains))
        if batch:
            await self._stubbornly(self._application.conversation.store.flush)
        self._offset = max((raw["update_id"] + 1 for raw in batch), default=self._offset)

    async def _in_order(self, chain: Iterable[Update]) -> None:
        for update in chain:
            await self._stubbornly(partial(self._intake.handle, update))

    async def _stubbornly(self, work: Callable[[], Awaitable[_T]]) -> _T:
        """Try again until the store can be used; without it nothing may count as handled."""
        failures = 0
        while True:
            try:
                result = await work()
            except StoreError as error:
                failures += 1
                if not self._store_is_away:
                    logger.error("Messages wait until the store can be used again. %s", error)  # noqa: TRY400 - the text says it all
                self._store_is_away = True
                await asyncio.sleep(self.connection.wait(failures))
            else:
                if self._store_is_away:
                    logger.info("The store can be used again.")
                self._store_is_away = False
                return result

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
            await self.connection.trouble(error)
        else:
            self._conflicts, self._rival = 0, ""
            self.connection.good()
            return batch
        return []

    async def _ask(self, seconds: int, limit: int = 100) -> list[dict[str, Any]]:
        asked = {"offset": self._offset, "timeout": seconds, "limit": limit, "allowed_updates": ALLOWED}
        answer: list[dict[str, Any]] = await self._application.bot.do_api_request(
            _GET_UPDATES, asked, read_timeout=seconds + 5
        )
        return answer

    async def _start(self) -> None:
        """Connect, then send what an earlier run could not."""
        await self.connection.open()
        await self._stubbornly(self._application.outbox.resume)

    async def _acknowledge(self) -> None:
        """Tell Telegram what is handled, so that the next start does not see it again."""
        if self._offset:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(2):
                    await self._ask(0, limit=1)

    async def _conflict(self, error: Conflict) -> None:
        self._conflicts += 1
        rival = (
            "a webhook is set for this token, so Telegram hands out no messages here"
            if "webhook" in error.message.lower()
            else "another copy of the bot runs with this token, and Telegram serves only one"
        )
        if self._conflicts >= CONFLICTS:
            raise ConflictError(f"Stopped: {rival}.") from None
        if rival != self._rival:
            logger.warning("Waiting: %s.", rival)
        self._rival = rival
        await asyncio.sleep(self.connection.wait(self._conflicts))


def _by_chat(updates: Iterable[Update]) -> list[list[Update]]:
    """Group updates by chat, keeping their order."""
    chats: dict[object, list[Update]] = {}
    for update in updates:
        chat = chat_of(update)
        chats.setdefault(f"update {update.update_id}" if chat is None else chat, []).append(update)
    return list(chats.values())
