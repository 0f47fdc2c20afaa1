"""The bot dies at random moments; nobody's message is lost and no answer comes out of its turn."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

from tests.chaos.people import People, until_quiet
from tests.chaos.scale import CHATS, KILLS, MESSAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.dialogue.model import Content
    from tests.chaos.herd import Herd
    from tests.chaos.telegram import Telegram

SEED = 20261127


async def test_deaths_lose_nothing(
    herd: Herd, slow_telegram: Telegram, shipped: Content, tmp_path: Path, report: Callable[[str], None]
) -> None:
    """Of 600 over 60 chats, where there is time: none lost, none out of order, repeated only what was on its way."""
    chance = random.Random(SEED)
    people = People(slow_telegram, shipped, SEED)
    people.join(CHATS)
    people.write_all(MESSAGES)
    settings = slow_telegram.settings() | {"BOT_DATA": str(tmp_path / "data")}
    for threshold in sorted(chance.sample(range(int(people.bubbles * 0.9)), KILLS)):
        bot = await herd.start(settings)
        await slow_telegram.network.until_sent(threshold)
        await asyncio.sleep(chance.uniform(0, 0.1))
        bot.kill()
        await bot.ended
    await herd.start(settings)
    await until_quiet(slow_telegram, people)
    verdict = people.judge(slow_telegram.network.sent)
    report(f"{KILLS} times kill -9 over {CHATS * MESSAGES} messages: {verdict}")
    assert verdict.is_well, verdict
    assert verdict.stale == 0, "only what is on its way when a bot dies may come twice"
