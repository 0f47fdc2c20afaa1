"""How the bot is: ``/healthz`` and ``/readyz`` for supervisors, ``/metrics`` for Prometheus, on a port of its own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.storage.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from bot.storage.store import Store
    from bot.telegram.metrics import Metrics

STORE_SECONDS = 2.0
"""How long the store may take to answer a ping."""


class Health:
    """Answers three questions: is it alive, can it work, and what has it done."""

    def __init__(self, is_connected: Callable[[], bool], store: Store, metrics: Metrics) -> None:
        self._is_connected = is_connected
        self._store = store
        self._metrics = metrics
        self.app = Starlette(
            routes=[
                Route("/healthz", self._alive),
                Route("/readyz", self._ready),
                Route("/metrics", self._numbers),
            ]
        )
        """What answers; it asks nobody for a password, so it belongs on loopback or behind a wall."""

    async def _alive(self, _: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def _ready(self, _: Request) -> Response:
        # Without content there is no bot: it loads before anything listens, and a bad file leaves the last good one.
        state = {"telegram": self._is_connected(), "store": await self._store_answers(), "content": True}
        return JSONResponse(state, 200 if all(state.values()) else 503)

    async def _numbers(self, _: Request) -> Response:
        return Response(generate_latest(self._metrics.registry), media_type=CONTENT_TYPE_LATEST)

    async def _store_answers(self) -> bool:
        try:
            async with asyncio.timeout(STORE_SECONDS):
                await self._store.ping()
        except (StoreError, TimeoutError):
            return False
        return True
