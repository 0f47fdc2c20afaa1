"""Two replicas behind nginx on one Redis; replicas die, Redis dies, and nobody's message is lost."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

from tests.chaos.people import People, until_quiet
from tests.chaos.replicas import REPLICAS, replicas
from tests.chaos.scale import CHATS, KILLS, MESSAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.dialogue.model import Content
    from tests.chaos.herd import Herd
    from tests.chaos.telegram import Telegram
    from tests.storage.conftest import RedisServer

SEED = 20261128


async def test_replicas_die_and_nothing_is_lost(  # noqa: PLR0917 - fixtures
    herd: Herd,
    slow_telegram: Telegram,
    redis_server: RedisServer,
    shipped: Content,
    tmp_path: Path,
    report: Callable[[str], None],
) -> None:
    """Now one, now the other, sometimes both: nothing lost, nothing out of order."""
    chance = random.Random(SEED)
    async with replicas(herd, slow_telegram, redis_server, tmp_path) as running:
        people = People(slow_telegram, shipped, SEED)
        people.join(CHATS)
        people.write_all(MESSAGES)
        for threshold in sorted(chance.sample(range(int(people.bubbles * 0.9)), KILLS)):
            await slow_telegram.network.until_sent(threshold)
            number = chance.randrange(REPLICAS)
            running.copies[number].kill()
            await running.copies[number].ended
            await running.start(number)
        await until_quiet(slow_telegram, people)
    verdict = people.judge(slow_telegram.network.sent)
    report(f"{KILLS} times kill -9 of one of {REPLICAS} replicas over {CHATS * MESSAGES} messages: {verdict}")
    assert verdict.is_well, verdict
    assert verdict.stale == 0, "only what is on its way when a bot dies may come twice"


async def test_redis_dies_and_comes_back(
    herd: Herd, slow_telegram: Telegram, redis_server: RedisServer, shipped: Content, tmp_path: Path
) -> None:
    """Meanwhile the replicas say that they cannot work, and Telegram keeps the messages; then it goes on by itself."""
    async with replicas(herd, slow_telegram, redis_server, tmp_path) as running:
        people = People(slow_telegram, shipped, SEED)
        people.join(CHATS)
        people.write_all(3)
        await slow_telegram.network.until_sent(20)
        redis_server.kill()
        for number in range(REPLICAS):
            await running.until_ready(number, ready=False)
        people.write_all(1)
        await asyncio.sleep(0.5)
        assert slow_telegram.waiting >= CHATS
        redis_server.start()
        for number in range(REPLICAS):
            await running.until_ready(number)
        await until_quiet(slow_telegram, people)
        logs = [copy.output() for copy in running.copies]
    verdict = people.judge(slow_telegram.network.sent)
    assert verdict.is_well, verdict
    assert not any(text in log for log in logs for text in ("Traceback", *people.said))
