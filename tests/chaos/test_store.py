"""The store fails while people write; they wait, and nothing is lost."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.chaos.people import People, until_quiet
from tests.chaos.scale import LONG

if TYPE_CHECKING:
    from pathlib import Path

    from bot.dialogue.model import Content
    from tests.chaos.herd import Herd
    from tests.chaos.telegram import Telegram

LOCKED_SECONDS = 8.0 if LONG else 6.0
"""Longer than SQLite waits by itself."""


async def test_a_locked_database_keeps_messages_waiting(
    herd: Herd, slow_telegram: Telegram, shipped: Content, tmp_path: Path
) -> None:
    """Somebody opened the file with another program; when they are done, everything goes on."""
    people = People(slow_telegram, shipped, seed=7)
    people.join(10)
    people.write_all(1)
    bot = await herd.start(slow_telegram.settings() | {"BOT_DATA": str(tmp_path / "data")})
    await until_quiet(slow_telegram, people)
    with closing(sqlite3.connect(tmp_path / "data/bot.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        people.write_all(3)
        await asyncio.sleep(LOCKED_SECONDS)
        assert slow_telegram.waiting
        other.execute("ROLLBACK")
    await until_quiet(slow_telegram, people)
    verdict = people.judge(slow_telegram.network.sent)
    assert verdict.is_well, verdict
    assert verdict.repeated == ()
    assert "locked by another program" in bot.output()


async def test_a_full_disk_keeps_messages_waiting(
    herd: Herd, slow_telegram: Telegram, shipped: Content, tmp_path: Path
) -> None:
    """No file may grow any more; when there is room again, everything goes on."""
    people = People(slow_telegram, shipped, seed=8)
    people.join(10)
    people.write_all(1)
    bot = await herd.start(slow_telegram.settings() | {"BOT_DATA": str(tmp_path / "data")})
    await until_quiet(slow_telegram, people)
    size = max(path.stat().st_size for path in (tmp_path / "data").iterdir())
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    people.write_all(6)
    await asyncio.sleep(1)
    assert slow_telegram.waiting
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    await until_quiet(slow_telegram, people)
    verdict = people.judge(slow_telegram.network.sent)
    assert verdict.is_well, verdict
    assert verdict.repeated == ()
