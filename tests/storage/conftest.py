"""Each store in turn under a clock that is moved by hand; a real Redis, started once."""

from __future__ import annotations

import socket
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from bot.storage.memory import MemoryStore
from bot.storage.redis import RedisStore
from bot.storage.sqlite import SqliteStore
from tests.programs import program

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from bot.storage.store import Store


SECRET = b"a secret for the tests"


class RedisServer:
    """A server of the test's own, which it may stop and start again."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it and wait until it answers, having read what it had."""
        options = [
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "yes",
            "--appendfsync",
            "always",
            "--dir",
            str(self._folder),
        ]
        command = ["redis-server", "--port", str(self.port), *options]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _ in range(500):
            if self._answers():
                return
            time.sleep(0.01)
        pytest.fail("redis-server did not start")

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 5) as line:
                line.sendall(b"PING\r\n")
                return line.recv(100).startswith(b"+PONG")
        except OSError:
            return False

    def kill(self) -> None:
        """End it without warning."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """Run a server, where it is installed."""
    program("redis-server")
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.kill()


class Clock:
    """A clock that is moved by hand."""

    now = 1_798_761_600.0  # the first second of 2027, UTC

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Give the stores' clock."""
    return Clock()


@pytest.fixture(params=["memory", "sqlite", "redis"])
async def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    """Each store in turn, new and empty."""
    opened: Store
    if request.param == "memory":
        opened = MemoryStore(clock)
    elif request.param == "sqlite":
        opened = SqliteStore(tmp_path / "bot.sqlite", SECRET, clock=clock)
    else:
        opened = RedisStore(request.getfixturevalue("redis_server").url, SECRET, clock)
        await opened.wipe()
    yield opened
    await opened.close()
