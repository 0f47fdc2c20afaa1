"""What deploy/compose.yaml runs, as processes: two replicas on one Redis, behind nginx as it is shipped."""

from __future__ import annotations

import asyncio
import socket
import subprocess
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

import aiohttp

from tests.chaos.telegram import PATIENCE
from tests.deploy.nginx import localised
from tests.programs import program

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.chaos.herd import Copy, Herd
    from tests.chaos.telegram import Telegram
    from tests.storage.conftest import RedisServer

REPLICAS = 2
SECRET = "the same for all replicas"


class Replicas:
    """The replicas, each of which can die and be started again."""

    def __init__(self, herd: Herd, telegram: Telegram, redis: RedisServer, url: str) -> None:
        self.copies: list[Copy] = []
        self.ports = [(free_port(), free_port()) for _ in range(REPLICAS)]
        """Of each replica: where messages are brought, where its health is told."""
        self._herd = herd
        self._settings = telegram.settings() | {
            "BOT_STORE": redis.url,
            "BOT_SECRET": SECRET,
            "BOT_WEBHOOK_URL": url,
        }

    async def start(self, number: int) -> Copy:
        """Start one, or start it again."""
        listen, health = (f"127.0.0.1:{port}" for port in self.ports[number])
        copy = await self._herd.start(
            self._settings | {"BOT_LISTEN": listen, "BOT_HEALTH": health}, f"replica-{number}"
        )
        self.copies[number : number + 1] = [copy]
        return copy

    async def until_ready(self, number: int, *, ready: bool = True) -> None:
        """Wait until one says that it can work, or that it cannot."""
        address = f"http://127.0.0.1:{self.ports[number][1]}/readyz"
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
            while await _status(session, address) != (200 if ready else 503):  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.05)


@asynccontextmanager
async def replicas(herd: Herd, telegram: Telegram, redis: RedisServer, folder: Path) -> AsyncIterator[Replicas]:
    """Run the whole of it, until both replicas can work."""
    port = free_port()
    running = Replicas(herd, telegram, redis, f"http://127.0.0.1:{port}/telegram")
    addresses = [f"127.0.0.1:{listen}" for listen, _ in running.ports]
    (folder / "nginx.conf").write_text(localised(addresses, f"127.0.0.1:{port}", folder), "utf-8")
    with _nginx(folder):
        for number in range(REPLICAS):
            await running.start(number)
        for number in range(REPLICAS):
            await running.until_ready(number)
        yield running


@contextmanager
def _nginx(folder: Path) -> Iterator[None]:
    command = [str(program("nginx")), "-c", f"{folder}/nginx.conf", "-g", "daemon off; master_process off;"]
    with (folder / "nginx.log").open("wb") as log, subprocess.Popen(command, stderr=log) as process:
        try:
            yield
        finally:
            process.kill()


def free_port() -> int:
    """Find a port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


async def _status(session: aiohttp.ClientSession, address: str) -> int:
    try:
        async with session.get(address) as response:
            return response.status
    except aiohttp.ClientError:
        return 0
