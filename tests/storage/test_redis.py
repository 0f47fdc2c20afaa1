"""What is particular to Redis: what is sealed, what goes by itself, and what happens while the server is away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import redis

from bot.dialogue.exchange import Reply, Session
from bot.storage.flood import FloodControl
from bot.storage.keys import PREFIX
from bot.storage.redis import UPDATES_KEPT, RedisStore
from bot.storage.store import (
    COUNTS_KEPT,
    MESSAGES_KEPT,
    NOTHING_SAVED,
    SESSIONS_KEPT,
    Count,
    Outcome,
    Parcel,
    StoreError,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from tests.storage.conftest import RedisServer

SECRET = b"a secret for the tests"
TELLING = Session(turns=1, last="when_to_walk_away")
PARCEL = Parcel("somewhere", Reply(("Take care.",)))


@pytest.fixture
def server(redis_server: RedisServer) -> Iterator[Any]:
    """Look into an empty server."""
    with redis.Redis(port=redis_server.port) as client:
        client.flushall()
        yield client


@pytest.fixture
async def store(redis_server: RedisServer, server: object) -> AsyncIterator[RedisStore]:
    """Connect a store."""
    store = RedisStore(redis_server.url, SECRET)
    yield store
    await store.close()


async def _fill(store: RedisStore) -> None:
    await store.save("a", TELLING, NOTHING_SAVED, Outcome(7, PARCEL, (Count("action", "answer"),)))
    await store.keep("a", "he collects stamps", "unanswered")


async def test_everything_of_a_chat_goes_by_itself(store: RedisStore, server: Any) -> None:
    """Each key has its time to live."""
    await _fill(store)
    lives = {key.decode().removeprefix(PREFIX).split(":")[0]: server.ttl(key) for key in server.scan_iter()}
    assert lives == {
        "session": pytest.approx(SESSIONS_KEPT, abs=5),
        "done": pytest.approx(UPDATES_KEPT, abs=5),
        "unsent": pytest.approx(UPDATES_KEPT, abs=5),
        "counts": pytest.approx(COUNTS_KEPT, abs=5),
        "kept": pytest.approx(MESSAGES_KEPT, abs=5),
    }


async def test_what_belongs_to_a_chat_is_sealed(store: RedisStore, server: Any) -> None:
    """The server's administrator learns nothing of what somebody asked or said."""
    await _fill(store)
    held = b"".join(
        server.get(key) if server.type(key) == b"string" else b"".join(server.hgetall(key).values())
        for key in server.scan_iter()
    )
    assert not any(told in held for told in (b"when_to_walk_away", b"somewhere", b"Take care", b"stamps"))


async def test_two_copies_share_everything(store: RedisStore, redis_server: RedisServer) -> None:
    """What one has handled the other knows; of two saves one wins."""
    other = RedisStore(redis_server.url, SECRET)
    await _fill(store)
    saved = await other.load("a", 7)
    assert (saved.session, saved.handled, saved.unsent) == (TELLING, True, PARCEL)
    assert await other.save("a", Session(turns=2), saved.version)
    assert not await store.save("a", Session(turns=3), saved.version)
    await other.close()


async def test_wiping_leaves_others_alone(store: RedisStore, server: Any) -> None:
    """A server may have more to do."""
    server.set("somebody else's", 1)
    await _fill(store)
    await store.wipe()
    assert list(server.scan_iter()) == [b"somebody else's"]


async def test_a_server_that_is_away_is_told_and_used_again_when_back(
    store: RedisStore, redis_server: RedisServer
) -> None:
    """Each call says so in words; afterwards everything goes on by itself, scripts included, and nothing is lost."""
    await _fill(store)
    saved = await store.load("a")
    redis_server.kill()
    try:
        for call in (store.load("a", 7), store.save("a", TELLING, saved.version), store.ping(), store.unsent()):
            with pytest.raises(StoreError, match=r"Redis at 127\.0\.0\.1 cannot be used"):
                await call
    finally:
        redis_server.start()
    assert await store.load("a") == saved
    assert await store.save("a", Session(turns=2), saved.version)


async def test_a_full_server_is_not_ready(store: RedisStore, server: Any) -> None:
    """It answers and can be read, and takes nothing."""
    await store.ping()
    server.config_set("maxmemory", 1)
    try:
        assert await store.load("a")
        with pytest.raises(StoreError, match="maxmemory"):
            await store.ping()
    finally:
        server.config_set("maxmemory", 0)
    await store.ping()


async def test_the_password_is_never_told() -> None:
    """Not even where the address is wrong."""
    store = RedisStore("redis://bot:hunter2@127.0.0.1:9/0", SECRET)
    with pytest.raises(StoreError) as caught:
        await store.ping()
    await store.close()
    assert "hunter2" not in str(caught.value)


async def test_copies_count_a_flood_together(redis_server: RedisServer, server: object) -> None:
    """What one copy has answered counts at the other; while the server is away everybody is answered."""
    copies = [FloodControl(3, redis_server.url) for _ in range(2)]
    allowed = [await copies[number % 2].allows("a") for number in range(5)]
    assert allowed == [True, True, True, False, False]
    assert await copies[0].allows("b")
    assert [await copy.notice_is_due("a") for copy in copies] == [True, False]
    copies.append(FloodControl(1, "redis://127.0.0.1:9/0"))
    assert await copies[2].allows("a")
    for copy in copies:
        await copy.close()


async def test_wiping_takes_the_flood_counts_along(redis_server: RedisServer, server: redis.Redis) -> None:
    """They name chats as well, if only for a minute."""
    flood, store = FloodControl(3, redis_server.url), RedisStore(redis_server.url, SECRET)
    await flood.allows("a")
    await flood.notice_is_due("a")
    assert server.dbsize()
    await store.wipe()
    assert not server.dbsize()
    await flood.close()
    await store.close()
