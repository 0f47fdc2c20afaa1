"""The local Telegram with the slowness of a network, which keeps book of what it was asked to send."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.preview.preview import Preview
from bot.preview.serve import running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATIENCE = 60
"""Seconds a busy machine may take over anything."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One message the bot sent."""

    chat: int
    text: str


class Network:
    """Half of a call's time passes before it takes effect, half before the bot learns of it."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self.sent: list[Sent] = []
        self.seconds = seconds
        self._app = app
        self._news = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request through."""
        if scope["type"] != "http" or not scope["path"].endswith("/sendMessage"):
            await self._app(scope, receive, send)
            return
        await asyncio.sleep(self.seconds / 2)
        answer: list[Message] = []

        async def hold(message: Message) -> None:
            answer.append(message)
            await asyncio.sleep(0)

        await self._app(scope, receive, hold)
        self._note(answer)
        await asyncio.sleep(self.seconds / 2)
        for message in answer:
            await send(message)

    async def until_sent(self, count: int) -> None:
        """Wait until so many messages were sent."""
        async with asyncio.timeout(PATIENCE):
            while len(self.sent) < count:
                await self._news.wait()

    def _note(self, answer: list[Message]) -> None:
        body = b"".join(message.get("body", b"") for message in answer)
        result: Any = json.loads(body).get("result") if body.startswith(b"{") else None
        if result:
            self.sent.append(Sent(result["chat"]["id"], result["text"]))
            self._news.set()
            self._news = asyncio.Event()


@dataclass(frozen=True, slots=True)
class Telegram:
    """A running local Telegram."""

    preview: Preview
    network: Network
    address: str

    @property
    def waiting(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(self.preview.updates.pending)

    def settings(self) -> dict[str, str]:
        """What a bot must be told to work with it."""
        return {"BOT_TOKEN": self.preview.token, "BOT_API_URL": self.address, "BOT_HEALTH": "off"}


@asynccontextmanager
async def telegram(seconds: float = 0.0) -> AsyncIterator[Telegram]:
    """Run a local Telegram that takes that long over each message the bot sends."""
    preview = Preview(first_wait=0.05)
    network = Network(preview.app, seconds)
    preview.app = network  # type: ignore[assignment]  # whoever serves it needs an application, no more
    async with running(preview) as address:
        yield Telegram(preview, network, address)
