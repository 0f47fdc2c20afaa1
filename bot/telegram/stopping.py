"""Being told to stop: by a signal or by whoever runs the bot, heard in the middle of any waiting."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

_T = TypeVar("_T")

logger = logging.getLogger(__name__)


class Stopping:
    """Whether it is time to stop."""

    def __init__(self) -> None:
        self._asked = asyncio.Event()

    @property
    def is_asked(self) -> bool:
        """Whether somebody has asked."""
        return self._asked.is_set()

    def ask(self) -> None:
        """Ask to stop."""
        if not self._asked.is_set():
            logger.info("Stopping, once what is at hand is finished.")
        self._asked.set()

    async def wait(self) -> None:
        """Wait until somebody asks."""
        await self._asked.wait()

    def ask_on_signals(self) -> None:
        """Let SIGTERM and SIGINT ask."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with suppress(NotImplementedError):  # Windows has no such handlers; there Ctrl-C ends the loop by itself
                loop.add_signal_handler(number, self.ask)

    async def interrupting(self, work: Coroutine[Any, Any, _T], grace: float = 0.0) -> _T | None:
        """Await the work; when asked to stop, give it that many seconds and then drop it."""
        doing = asyncio.ensure_future(work)
        stopping = asyncio.ensure_future(self._asked.wait())
        await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if grace and not doing.done():
            await asyncio.wait({doing}, timeout=grace)
        if doing.done():
            return doing.result()
        doing.cancel()
        await asyncio.wait({doing})
        return None
