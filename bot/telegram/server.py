"""An HTTP server beside the bot, which ends when the bot does."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Generator

    from starlette.types import ASGIApp


class _Server(uvicorn.Server):
    """A server that leaves signals to the bot, which finishes its work first."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Capture none."""
        yield


@asynccontextmanager
async def serving(
    app: ASGIApp, listening: socket.socket, *, grace: int = 1, limit: int | None = None
) -> AsyncIterator[None]:
    """Serve an application; at the end give requests under way that many seconds. ``limit`` bounds them."""
    config = uvicorn.Config(
        app,
        interface="asgi3",
        log_config=None,
        access_log=False,
        ws="none",
        lifespan="off",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=grace,
        limit_concurrency=limit,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve([listening]))
    try:
        while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn offers no event for it
            await asyncio.sleep(0.005)
        yield
    finally:
        server.should_exit = True
        await task
