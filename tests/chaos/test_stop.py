"""The bot is told to stop while many wait, as every deployment does it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.chaos.people import People, until_quiet
from tests.chaos.scale import CHATS, STOPS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.dialogue.model import Content
    from tests.chaos.herd import Herd
    from tests.chaos.telegram import Telegram

MESSAGES = 3
"""Of each chat, before each start."""
STOP_SECONDS = 10
"""What a container's stop grants before it kills."""


async def test_stopping_under_load_loses_and_repeats_nothing(
    herd: Herd, slow_telegram: Telegram, shipped: Content, tmp_path: Path, report: Callable[[str], None]
) -> None:
    """It ends by itself, in time and without complaint; the next start goes on where it stopped."""
    people = People(slow_telegram, shipped, seed=5)
    people.join(CHATS)
    settings = slow_telegram.settings() | {"BOT_DATA": str(tmp_path / "data")}
    for _ in range(STOPS):
        people.write_all(MESSAGES)
        bot = await herd.start(settings)
        await slow_telegram.network.until_sent(len(slow_telegram.network.sent) + 30)
        bot.stop()
        async with asyncio.timeout(STOP_SECONDS):
            assert await bot.ended == 0
        assert "Traceback" not in bot.output()
    await herd.start(settings)
    await until_quiet(slow_telegram, people)
    verdict = people.judge(slow_telegram.network.sent)
    report(f"{STOPS} times SIGTERM over {len(people.said)} messages: {verdict}")
    assert verdict.is_well, verdict
    assert verdict.repeated == ()
