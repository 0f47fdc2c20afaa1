"""The log: one line an event, for people or as JSON, with the update's number on every line about it."""

from __future__ import annotations

import logging
import sys
import time
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 60.0
"""For which a complaint is not said again …"""
REMEMBERED = 1000
"""… and how many different ones are remembered."""


class Repeated(logging.Filter):
    """Lets a complaint through once a minute: all messages wait for one store, and a full disk needs no longer log."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._said: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is to be written, with how often it was not since the last time."""
        if record.levelno < logging.WARNING:
            return True
        what, now = (record.name, record.getMessage()), self._clock()
        at, withheld = self._said.get(what, (-SECONDS, 0))
        if now - at < SECONDS:
            self._said[what] = (at, withheld + 1)
            return False
        if len(self._said) >= REMEMBERED:
            self._said.clear()
        self._said[what] = (now, 0)
        if withheld:
            record.msg, record.args = f"{what[1]} (And {withheld} times before.)", ()
        return True


def set_up_logs(level: str, *, as_json: bool) -> None:
    """Send every library's records and our own through one formatter to standard error."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    # Tracebacks without local variables: those may hold what somebody wrote.
    plain = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
    )
    shown: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()] if as_json else [plain]
    )
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler = logging.StreamHandler()
    handler.addFilter(Repeated())
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=[remove, *shown], foreign_pre_chain=shared))
    logging.basicConfig(level=level, handlers=[handler], force=True)
