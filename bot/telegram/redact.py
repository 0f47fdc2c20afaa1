"""The token stays out of log lines, tracebacks, ``repr`` and error texts."""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from typing import TYPE_CHECKING, Any

from telegram.error import EndPointNotFound, InvalidToken
from telegram.ext import ExtBot

if TYPE_CHECKING:
    from types import TracebackType

HIDDEN = "[token]"
_BODY = ". Parsing the server response"
"""Behind it the library quotes what came instead of JSON, as from a proxy: pages of it, and whatever they hold."""


class TokenRejectedError(InvalidToken):
    """Telegram does not know the token."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram does not accept BOT_TOKEN. Ask @BotFather for the bot's current token (/mybots, API Token) "
            "and write that one."
        )


class GuardedBot(ExtBot[None]):
    """A bot that names its token neither in its ``repr`` nor when it is refused."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}[token={HIDDEN}]"

    async def initialize(self) -> None:
        """Connect; raise ``TokenRejectedError`` where the library's own error would spell the token out."""
        try:
            await super().initialize()
        except InvalidToken:
            rejected = True
        else:
            rejected = False
        if rejected:  # raised out here, so that the library's error is not chained to it
            raise TokenRejectedError


class TokenFilter(logging.Filter):
    """Replaces the token in the message, the arguments and the traceback of a record."""

    def __init__(self, token: str) -> None:
        super().__init__()
        # The half behind the colon is the secret one, alone or behind the bot's id, plain or as part of an address.
        secret = token.partition(":")[2] or token
        self._token = re.compile(rf"(?:\d+(?::|%3[Aa]))?{re.escape(secret)}")

    def clean(self, text: str) -> str:
        """Return the text without the token."""
        return self._token.sub(HIDDEN, text)

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean the record; let every one pass."""
        message = _message(record)
        if self._token.search(message):
            record.msg, record.args = self.clean(message), ()
        if record.exc_info and self._token.search(trace := "".join(traceback.format_exception(*record.exc_info))):
            record.exc_text, record.exc_info = self.clean(trace).rstrip(), None
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        return True


def reason(error: Exception) -> str:
    """Say what Telegram, or the way to it, has against a request, without the token and without quoting pages."""
    if isinstance(error, EndPointNotFound | InvalidToken):  # once connected, the library takes the one for the other
        return "it does not accept the token"
    return str(error).partition(_BODY)[0].rstrip(".") or "it stays silent"


def hide_token(token: str) -> None:
    """Keep the token out of every log record and every last traceback of this process, from here on."""
    token_filter = TokenFilter(token)
    _clean_records(token_filter)
    _clean_tracebacks(token_filter)


def _clean_records(token_filter: TokenFilter) -> None:
    """Clean records where they are made: a filter on a handler would not see the handlers added later."""
    make = logging.getLogRecordFactory()

    def make_clean(*args: Any, **kwargs: Any) -> logging.LogRecord:  # noqa: ANN401 - whatever logging passes
        record = make(*args, **kwargs)
        token_filter.filter(record)
        return record

    logging.setLogRecordFactory(make_clean)


def _clean_tracebacks(token_filter: TokenFilter) -> None:
    """Print plain tracebacks only: the hooks before these may show local variables."""

    def show(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        sys.stderr.write(token_filter.clean("".join(traceback.format_exception(kind, error, trace))))

    sys.excepthook = show
    threading.excepthook = lambda args: show(args.exc_type, args.exc_value, args.exc_traceback)


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):  # arguments that do not fit; logging would print them to stderr later
        record.msg, record.args = f"{record.msg} {record.args}", ()
        return str(record.msg)
