"""Long polling: what is handed out, confirmed and refused."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from bot.preview.chats import Chat
    from bot.preview.preview import Preview
    from tests.preview.conftest import Client


def texts(updates: list[dict[str, Any]]) -> list[str]:
    """List what was said."""
    return [update["message"]["text"] for update in updates]


async def test_updates_stay_until_a_higher_offset_confirms_them(api: Client, preview: Preview, chat: Chat) -> None:
    """The same updates come again until the next one is asked for."""
    for text in "abc":
        preview.say(chat.id, text)
    first = await api.ok("getUpdates")
    assert texts(first) == ["a", "b", "c"]
    assert await api.ok("getUpdates") == first
    assert texts(await api.ok("getUpdates", offset=first[1]["update_id"])) == ["b", "c"]
    assert await api.ok("getUpdates", offset=first[2]["update_id"] + 1) == []


async def test_a_negative_offset_counts_from_the_end(api: Client, preview: Preview, chat: Chat) -> None:
    """All but the last few are forgotten."""
    for text in "abc":
        preview.say(chat.id, text)
    assert texts(await api.ok("getUpdates", offset=-1)) == ["c"]
    assert texts(await api.ok("getUpdates")) == ["c"]


@pytest.mark.parametrize(("limit", "count"), [(1, 1), (100, 100), (0, 100), (500, 100)])
async def test_a_batch_has_a_limit(api: Client, preview: Preview, chat: Chat, limit: int, count: int) -> None:
    """At most what was asked for, and never more than a hundred."""
    for number in range(101):
        preview.say(chat.id, str(number))
    assert len(await api.ok("getUpdates", limit=limit)) == count


async def test_a_poll_waits_for_the_next_update(api: Client, preview: Preview, chat: Chat) -> None:
    """A long poll ends as soon as there is something."""
    poll = asyncio.create_task(api.ok("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    assert not poll.done()
    preview.say(chat.id, "at last")
    assert texts(await poll) == ["at last"]


async def test_a_second_poller_ends_the_first(api: Client, preview: Preview, chat: Chat) -> None:
    """There is only one poller: the older one is told, the newer one gets the updates."""
    older = asyncio.create_task(api.refused("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    newer = asyncio.create_task(api.ok("getUpdates", timeout=20))
    assert (await older).startswith("Conflict: terminated by other getUpdates request")
    preview.say(chat.id, "hello")
    assert texts(await newer) == ["hello"]


async def test_a_webhook_ends_polling(api: Client) -> None:
    """While a webhook is set, a waiting poll and every new one is refused."""
    poll = asyncio.create_task(api.refused("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    await api.ok("setWebhook", url="http://127.0.0.1:1/")
    for refusal in (await poll, await api.refused("getUpdates")):
        assert refusal.startswith("Conflict: can't use getUpdates method while webhook is active")
    await api.ok("deleteWebhook")
    assert await api.ok("getUpdates") == []


async def test_only_the_kinds_asked_for_come(api: Client, preview: Preview, chat: Chat) -> None:
    """The choice of kinds is remembered until another is made."""
    await api.ok("getUpdates", allowed_updates=["callback_query"])
    preview.say(chat.id, "unseen")
    assert await api.ok("getUpdates") == []
    await api.ok("getUpdates", allowed_updates=[])
    preview.say(chat.id, "seen")
    assert texts(await api.ok("getUpdates")) == ["seen"]


async def test_closing_ends_a_poll(api: Client, preview: Preview) -> None:
    """A server that stops does not wait for the poll's time."""
    poll = asyncio.create_task(api.ok("getUpdates", timeout=50))
    await asyncio.sleep(0.1)
    preview.close()
    assert await asyncio.wait_for(poll, 1) == []


async def test_a_group_message_is_marked_as_such(api: Client, preview: Preview, chat: Chat) -> None:
    """In a group the chat and the sender are two things."""
    group = preview.chats.open_group("Friends", chat.person)
    preview.say(group.id, "@breathing_room_bot hello")
    (update,) = await api.ok("getUpdates")
    assert update["message"]["chat"]["type"] == "group"
    assert update["message"]["from"] == chat.person
    assert update["message"]["entities"] == [{"type": "mention", "offset": 0, "length": 19}]
