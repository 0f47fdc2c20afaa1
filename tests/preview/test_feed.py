"""The stream of events a page listens to."""

from __future__ import annotations

import asyncio

from bot.preview.feed import Feed


async def test_a_stream_asked_for_while_stopping_ends() -> None:
    """A page that connects in the server's last moment does not hold it up."""
    feed = Feed()
    feed.close()
    async with asyncio.timeout(60):
        assert [line async for line in feed.stream(1, {"id": 1})] == ['event: state\ndata: {"id": 1}\n\n']


async def test_a_stream_passes_on_what_happens_until_the_end() -> None:
    """Whoever listens gets what happens, and the end when it comes."""
    feed = Feed()
    stream = feed.stream(1, {})
    await anext(stream)
    feed.tell(1, "action", {"action": "typing"})
    assert await anext(stream) == 'event: action\ndata: {"action": "typing"}\n\n'
    feed.close()
    assert [line async for line in stream] == []
