"""A local Telegram over real HTTP, and clients for it."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
import uvicorn

from bot.preview.preview import Preview

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from bot.preview.chats import Chat


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


class Client:
    """Calls methods as plain HTTP."""

    def __init__(self, session: aiohttp.ClientSession, server: str, token: str) -> None:
        self._session = session
        self.server = server
        self.url = f"{server}/bot{token}"

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call with a JSON body; returns the envelope."""
        async with self._session.post(f"{self.url}/{method}", json=parameters) as response:
            body: dict[str, Any] = await response.json()
            assert response.status == (200 if body["ok"] else body["error_code"])
            return body

    async def ok(self, method: str, **parameters: Any) -> Any:
        """Call what must succeed; returns the result."""
        body = await self.call(method, **parameters)
        assert body["ok"], body
        return body["result"]

    async def refused(self, method: str, **parameters: Any) -> str:
        """Call what must be refused; returns the words."""
        body = await self.call(method, **parameters)
        assert not body["ok"], body
        return str(body["description"])


@asynccontextmanager
async def serving(app: Any) -> AsyncIterator[str]:
    """Serve an application on a free port of loopback; yields its address."""
    taken = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
    task = asyncio.create_task(server._serve([taken]))
    while not server.started:  # noqa: ASYNC110 - uvicorn offers no event for it
        await asyncio.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task


@pytest.fixture
def clock() -> Clock:
    """Make a clock that stands still until moved."""
    return Clock()


@pytest.fixture
def preview(clock: Clock) -> Preview:
    """Make a local Telegram that loses no time before it tries again."""
    return Preview(clock=clock, first_wait=0.02)


@pytest.fixture
def serve() -> Callable[[Any], AbstractAsyncContextManager[str]]:
    """Offer to serve any other application, too."""
    return serving


@pytest.fixture
async def server(preview: Preview) -> AsyncIterator[str]:
    """Serve it; yields its address."""
    async with serving(preview.app) as address:
        yield address
        preview.close()


@pytest.fixture
async def api(server: str, preview: Preview) -> AsyncIterator[Client]:
    """Connect a plain client."""
    async with aiohttp.ClientSession() as session:
        yield Client(session, server, preview.token)


@pytest.fixture
def chat(preview: Preview) -> Chat:
    """Open a private chat and start the bot in it."""
    chat = preview.chats.open()
    chat.is_started = True
    return chat
