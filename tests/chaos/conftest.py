"""A spawner for the whole session: loading the content once is enough for every copy of the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.chaos.herd import Herd
from tests.chaos.spawner import start
from tests.chaos.telegram import telegram
from tests.programs import program
from tests.storage.conftest import RedisServer

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from bot.content.load import Loaded
    from tests.chaos.telegram import Telegram


@pytest.fixture(scope="session")
def spawner(loaded: Loaded) -> Iterator[socket.socket]:
    """Start the spawner."""
    with start(loaded) as control:
        yield control


@pytest.fixture
async def herd(spawner: socket.socket, tmp_path: Path) -> AsyncIterator[Herd]:
    """Offer copies of the bot."""
    herd = Herd(spawner, tmp_path)
    yield herd
    await herd.close()


@pytest.fixture
async def slow_telegram() -> AsyncIterator[Telegram]:
    """Run a Telegram as slow as the real one."""
    async with telegram(seconds=0.06) as running:
        yield running


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """Run a Redis of the test's own."""
    program("redis-server")
    (tmp_path / "redis").mkdir()
    server = RedisServer(tmp_path / "redis")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def report(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Write a line into the test run's own output; worker processes have none."""
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")

    def write(line: str) -> None:
        if reporter:
            with capsys.disabled():
                reporter.write_line(f"\n{line}")

    return write
