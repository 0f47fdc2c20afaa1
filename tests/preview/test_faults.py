"""Everything that can be made to go wrong, over real connections."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import aiohttp
import pytest
from telegram import Update

from bot.preview.faults import Fault, Kind
from bot.preview.protocol import OTHER_POLL

if TYPE_CHECKING:
    from bot.preview.chats import Chat
    from bot.preview.preview import Preview
    from tests.preview.conftest import Client


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [
        (Kind.FLOOD, (429, "Too Many Requests: retry after 3", {"retry_after": 3})),
        (Kind.SERVER_ERROR, (500, "Internal Server Error", None)),
        (Kind.UNAUTHORIZED, (401, "Unauthorized", None)),
        (Kind.CONFLICT, (409, f"Conflict: {OTHER_POLL}", None)),
    ],
    ids=["flood", "server error", "unauthorized", "conflict"],
)
async def test_a_call_is_refused(
    api: Client, preview: Preview, chat: Chat, kind: Kind, refusal: tuple[int, str, object]
) -> None:
    """The call has no effect, and the next one goes well."""
    preview.fail(Fault(kind, "sendMessage", seconds=3))
    await api.ok("getMe")
    body = await api.call("sendMessage", chat_id=chat.id, text="x")
    assert (body["error_code"], body["description"], body.get("parameters")) == refusal
    assert not chat.messages
    await api.ok("sendMessage", chat_id=chat.id, text="x")


async def test_a_gateway_answers_with_a_page(server: str, preview: Preview) -> None:
    """502 comes from something in between, which knows no JSON."""
    preview.fail(Fault(Kind.BAD_GATEWAY))
    async with aiohttp.ClientSession() as session, session.get(f"{server}/bot{preview.token}/getMe") as response:
        assert response.status == 502
        assert "<html>" in await response.text()


async def test_a_call_hangs(api: Client, preview: Preview, chat: Chat) -> None:
    """The answer comes late, and is the right one."""
    preview.fail(Fault(Kind.HANG, seconds=1))
    began = time.monotonic()
    await api.ok("sendMessage", chat_id=chat.id, text="x")
    assert time.monotonic() - began >= 1


@pytest.mark.parametrize(("kind", "sent"), [(Kind.DROP_BEFORE, 0), (Kind.DROP_AFTER, 1)], ids=["before", "after"])
async def test_a_connection_is_lost(api: Client, preview: Preview, chat: Chat, kind: Kind, sent: int) -> None:
    """The client sees the connection end; whether the message was sent it cannot know."""
    preview.fail(Fault(kind, "sendMessage"))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await api.call("sendMessage", chat_id=chat.id, text="x")
    assert len(chat.messages) == sent
    await api.ok("getMe")


async def test_an_update_comes_twice(api: Client, preview: Preview, chat: Chat) -> None:
    """A confirmed update is handed out once more, then it is gone."""
    preview.fail(Fault(Kind.DUPLICATE))
    preview.say(chat.id, "hello")
    (update,) = await api.ok("getUpdates")
    assert await api.ok("getUpdates", offset=update["update_id"] + 1) == [update]
    assert await api.ok("getUpdates", offset=update["update_id"] + 1) == []


async def test_an_update_cannot_be_read(api: Client, preview: Preview, chat: Chat) -> None:
    """An update comes that no library can read, among others that are well."""
    preview.fail(Fault(Kind.UNPARSABLE))
    preview.say(chat.id, "hello")
    bad, good = await api.ok("getUpdates")
    with pytest.raises(KeyError):
        Update.de_json(bad)
    assert Update.de_json(good)


async def test_a_blocked_bot_is_refused(api: Client, preview: Preview, chat: Chat) -> None:
    """Who has blocked the bot is not reached, and is once that is taken back."""
    preview.block(chat.id, blocked=True)
    for method, more in {"sendMessage": {"text": "x"}, "sendChatAction": {"action": "typing"}}.items():
        assert await api.refused(method, chat_id=chat.id, **more) == "Forbidden: bot was blocked by the user"
    preview.block(chat.id, blocked=False)
    await api.ok("sendMessage", chat_id=chat.id, text="x")


async def test_faults_can_be_asked_for_over_http(server: str, api: Client, preview: Preview) -> None:
    """A test in another language asks for faults and takes them back."""
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{server}/faults", json={"kind": "server_error", "times": 2}) as response:
            assert response.status == 204
        assert await api.refused("getMe") == "Internal Server Error"
        async with session.delete(f"{server}/faults") as response:
            assert response.status == 204
        await api.ok("getMe")
        async with session.post(f"{server}/faults", json={"kind": "earthquake"}) as response:
            assert response.status == 422


async def test_faults_wait_their_turn(api: Client, preview: Preview) -> None:
    """Two calls at once share one fault between them."""
    preview.fail(Fault(Kind.SERVER_ERROR))
    bodies = await asyncio.gather(api.call("getMe"), api.call("getMe"))
    assert sorted(body["ok"] for body in bodies) == [False, True]
