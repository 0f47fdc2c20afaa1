"""Updates that Telegram brings to an address of ours: 200 is said only once the reply has arrived.

Telegram keeps each chat's updates in order, one at a time, and brings again what was not answered with 200. So it is
the queue, and any copy of the bot may take any update.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import math
import time
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from telegram.error import EndPointNotFound, InvalidToken, TelegramError

from bot.storage.store import StoreError
from bot.telegram.connection import Connection
from bot.telegram.intake import ALLOWED, Intake
from bot.telegram.outbox import UndeliveredError
from bot.telegram.redact import TokenRejectedError
from bot.telegram.server import serving
from bot.telegram.stopping import Stopping

if TYPE_CHECKING:
    import socket
    from collections.abc import Awaitable, Callable

    from starlette.types import Receive, Scope, Send

    from bot.telegram.application import BotApplication

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
CONNECTIONS = 100
"""How many updates Telegram may bring at once."""
REQUESTS = 4 * CONNECTIONS
"""How many requests are taken at once, from whomever; further ones are told to come again."""
LARGEST_UPDATE = 1_000_000
"""Bytes; Telegram's own stay far below."""
HANDLING_SECONDS = 25
"""Telegram waits about a minute."""
PATIENCE = 2.0
STORE_SECONDS = 5
"""After which Telegram is asked to come again where the store is away."""
GRACE_SECONDS = 6
"""For updates at hand when told to stop; Telegram brings again what is not done by then."""
WATCH_SECONDS = 60
"""How often Telegram is asked whether it still brings messages here: of a token taken back, or an address set by
somebody else, nothing else would tell."""
READY_SECONDS = 2.5 * WATCH_SECONDS
"""How old the last good answer to that may be while the bot counts as ready."""

logger = logging.getLogger(__name__)


class Webhook:
    """Takes updates at an address, until stopped."""

    def __init__(self, application: BotApplication, url: str, secret: str, first_wait: float = 1.0) -> None:
        application.outbox.patience = PATIENCE
        self.connection = Connection(application, first_wait)
        self._application = application
        self._intake = Intake(application, HANDLING_SECONDS, first_wait)
        self._stopping = Stopping()
        self._url = url
        self._path = urlsplit(url).path or "/"
        self._secret = secret
        self._at_hand: set[asyncio.Task[Any]] = set()

    @property
    def is_ready(self) -> bool:
        """Whether Telegram has lately said that it brings updates here, and the bot is not about to stop."""
        last_good = self.connection.last_good
        return not self._stopping.is_asked and last_good > 0 and time.monotonic() - last_good < READY_SECONDS

    async def run(self, listening: socket.socket) -> None:
        """Connect, tell Telegram the address, take updates until stopped, finish those under way."""
        self._stopping.ask_on_signals()
        try:
            await self._stopping.interrupting(self._start())
            async with serving(self.app, listening, limit=REQUESTS):
                await self._stopping.interrupting(self._watch())
                await self._finish()
        finally:
            await self.connection.close()

    def stop(self) -> None:
        """Ask ``run`` to finish."""
        self._stopping.ask()

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer Telegram (ASGI); it has one address only, for which a router and its layers would be a detour."""
        if scope["path"] != self._path:
            response = Response(status_code=404)
        elif scope["method"] != "POST":
            response = Response(status_code=405, headers={"Allow": "POST"})
        else:
            response = await self._take(Request(scope, receive))
        await response(scope, receive, send)

    async def _start(self) -> None:
        await self.connection.open()
        await self._stubbornly(self._set_where_needed)

    async def _watch(self) -> NoReturn:
        """Look now and then whether messages are still brought here."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            await self._stubbornly(self._look)

    async def _stubbornly(self, ask: Callable[[], Awaitable[None]]) -> None:
        """Ask Telegram until it answers; only a refused token is final."""
        while True:
            try:
                return await ask()
            except (EndPointNotFound, InvalidToken):
                raise TokenRejectedError from None
            except TelegramError as error:
                await self.connection.trouble(error)

    async def _set_where_needed(self) -> None:
        """Set the webhook where it is not as it should be; copies that start together do not set it each."""
        info = await self._application.bot.get_webhook_info()
        refused = "403" in (info.last_error_message or "")  # as after a change of the secret, which cannot be asked for
        if info.url != self._url or set(info.allowed_updates or ()) != set(ALLOWED) or refused:
            await self._set()
        self.connection.good()

    async def _look(self) -> None:
        """Set the webhook again where it is gone; one that leads elsewhere is left, for two would fight over it."""
        info = await self._application.bot.get_webhook_info()
        if info.url not in {"", self._url}:
            rival = urlsplit(info.url).hostname
            logger.warning("Telegram brings this bot's messages to %s. Stop what runs there, then start this.", rival)
            return
        if not info.url:
            await self._set()
        self.connection.good()

    async def _set(self) -> None:
        await self._application.bot.set_webhook(
            self._url, secret_token=self._secret, allowed_updates=ALLOWED, max_connections=CONNECTIONS
        )
        logger.info("Telegram brings messages to %s.", self._url)

    async def _finish(self) -> None:
        """Give the updates at hand some time, then have Telegram bring them again."""
        if self._at_hand:
            await asyncio.wait(self._at_hand, timeout=GRACE_SECONDS)
        for task in self._at_hand:
            task.cancel()

    async def _take(self, request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return Response(status_code=403)
        raw = _update(await _body(request))
        if raw is None:
            return Response(status_code=400)
        return await self._handle(raw)

    async def _handle(self, raw: dict[str, Any]) -> Response:
        """Handle an update; answer whether Telegram is to bring it again, and when."""
        task = asyncio.current_task()
        assert task, "a coroutine runs in one"
        self._at_hand.add(task)
        try:
            if update := await self._intake.read(raw):
                await self._intake.handle(update)
        except UndeliveredError as error:
            return _later(math.ceil(error.seconds))
        except StoreError as error:
            logger.error("A message must come again. %s", error)  # noqa: TRY400 - the text says it all
            return _later(STORE_SECONDS)
        except asyncio.CancelledError:  # by ``_finish``
            return _later(1)
        finally:
            self._at_hand.discard(task)
        return Response()


async def _body(request: Request) -> bytes:
    """Read the body; of one that is too large, only so much that this shows."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_UPDATE:
            break
    return body


def _update(body: bytes) -> dict[str, Any] | None:
    """Read an update as far as its number; ``None`` for what cannot have come from Telegram."""
    if len(body) > LARGEST_UPDATE:
        return None
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return raw if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**63 else None


def _later(seconds: int) -> Response:
    return Response(status_code=503, headers={"Retry-After": str(seconds)})
