"""How many messages of a chat are answered: as many as a full bucket holds, then as many as it fills by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.storage import flood
from bot.storage.flood import Buckets

if TYPE_CHECKING:
    from tests.storage.conftest import Clock


async def _taken(buckets: Buckets, chat: str, times: int) -> list[bool]:
    return [await buckets.take(chat) for _ in range(times)]


@pytest.mark.parametrize(
    ("seconds", "allowed"),
    [(0, 0), (19, 0), (20, 1), (40, 2), (60, 3), (3600, 3)],
    ids=["at once", "too early", "one", "two", "a minute", "never more than full"],
)
async def test_a_bucket_fills_again_in_a_minute(clock: Clock, seconds: int, allowed: int) -> None:
    """Evenly, so that whoever has written too fast need not wait a whole minute."""
    buckets = Buckets(3, clock)
    assert await _taken(buckets, "a", 4) == [True, True, True, False]
    clock.now += seconds
    assert sum(await _taken(buckets, "a", 4)) == allowed


async def test_each_chat_has_a_bucket_of_its_own(clock: Clock) -> None:
    """Whoever floods takes nothing from others."""
    buckets = Buckets(1, clock)
    assert await _taken(buckets, "a", 2) == [True, False]
    assert await buckets.take("b")


async def test_only_so_many_buckets_are_remembered(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those used last, so that the memory stays bounded and a flood of one chat stays known."""
    monkeypatch.setattr(flood, "REMEMBERED", 2)
    buckets = Buckets(1, clock)
    for chat in ("a", "flood", "b", "flood", "c", "flood"):
        await buckets.take(chat)
    assert not await buckets.take("flood")
    assert await buckets.take("a")
