"""Deliveries to a bot's own address."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.preview.faults import Fault, Kind

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from starlette.requests import Request

    from bot.preview.chats import Chat
    from bot.preview.preview import Preview
    from tests.preview.conftest import Client


class Receiver:
    """A bot's address: records what comes, answers what it is told to."""

    def __init__(self) -> None:
        self.url = ""
        self.updates: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[Response] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def take(self, request: Request) -> Response:
        """Take a delivery."""
        self.updates.append(await request.json())
        self.secrets.append(request.headers.get("x-telegram-bot-api-secret-token"))
        await self.gate.wait()
        return self.answers.pop(0) if self.answers else Response()

    def texts(self) -> list[str]:
        """List what was said, in the order of its deliveries."""
        return [update["message"]["text"] for update in self.updates if "message" in update]


@pytest.fixture
async def receiver(serve: Callable[[Starlette], AbstractAsyncContextManager[str]]) -> AsyncIterator[Receiver]:
    """Serve an address for deliveries."""
    receiver = Receiver()
    async with serve(Starlette(routes=[Route("/hook", receiver.take, methods=["POST"])])) as address:
        receiver.url = f"{address}/hook"
        yield receiver
        receiver.gate.set()


async def until(condition: Callable[[], bool]) -> None:
    """Wait for something to become true."""
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - the things waited for have no events
            await asyncio.sleep(0.01)


async def test_updates_are_delivered_with_the_secret(
    api: Client, preview: Preview, chat: Chat, receiver: Receiver
) -> None:
    """What waited and what is new is delivered, and what was taken is gone."""
    preview.say(chat.id, "before")
    await api.ok("setWebhook", url=receiver.url, secret_token="quiet")
    preview.say(chat.id, "after")
    await until(lambda: not preview.updates.pending)
    assert receiver.texts() == ["before", "after"]
    assert receiver.secrets == ["quiet", "quiet"]


async def test_a_chat_waits_for_its_answer_and_others_do_not(
    api: Client, preview: Preview, chat: Chat, receiver: Receiver
) -> None:
    """One delivery in flight for each chat; a tap has a queue of its own."""
    sent = await api.ok("sendMessage", chat_id=chat.id, text="x")
    receiver.gate.clear()
    await api.ok("setWebhook", url=receiver.url)
    for text in ("one", "two"):
        preview.say(chat.id, text)
    preview.say(preview.chats.open().id, "other")
    preview.tap(chat.id, sent["message_id"], "more")
    await until(lambda: len(receiver.updates) == 3)
    await asyncio.sleep(0.1)
    assert sorted(receiver.texts()) == ["one", "other"]
    receiver.gate.set()
    await until(lambda: not preview.updates.pending)
    assert "two" in receiver.texts()


@pytest.mark.parametrize("status", [500, 302, 404, 410])
async def test_anything_but_success_is_delivered_again(
    api: Client, preview: Preview, chat: Chat, receiver: Receiver, status: int
) -> None:
    """The update comes again until it is taken, and Telegram tells of the trouble."""
    receiver.answers = [Response(status_code=status)] * 2
    await api.ok("setWebhook", url=receiver.url)
    preview.say(chat.id, "hello")
    await until(lambda: not preview.updates.pending)
    assert receiver.texts() == ["hello"] * 3
    info = await api.ok("getWebhookInfo")
    assert info["last_error_message"].startswith(f"Wrong response from the webhook: {status}")


async def test_retry_after_is_honoured(api: Client, preview: Preview, chat: Chat, receiver: Receiver) -> None:
    """A bot that asks for time gets it."""
    receiver.answers = [Response(status_code=503, headers={"Retry-After": "1"})]
    await api.ok("setWebhook", url=receiver.url)
    preview.say(chat.id, "hello")
    await until(lambda: bool(receiver.updates))
    await asyncio.sleep(0.5)
    assert receiver.texts() == ["hello"]
    await until(lambda: len(receiver.updates) == 2)


async def test_an_answer_may_call_a_method(api: Client, preview: Preview, chat: Chat, receiver: Receiver) -> None:
    """A method named in the answer is called; a wrong one harms nothing."""
    receiver.answers = [
        JSONResponse({"method": "sendMessage", "chat_id": chat.id, "text": "straight back"}),
        JSONResponse({"method": "sendMessage", "chat_id": 5, "text": "lost"}),
    ]
    await api.ok("setWebhook", url=receiver.url)
    preview.say(chat.id, "one")
    preview.say(chat.id, "two")
    await until(lambda: not preview.updates.pending)
    assert [message["text"] for message in chat.messages.values()] == ["one", "two", "straight back"]


async def test_nothing_is_lost_while_nobody_listens(
    api: Client, preview: Preview, chat: Chat, receiver: Receiver
) -> None:
    """Updates wait for an address that answers."""
    await api.ok("setWebhook", url="http://127.0.0.1:1/hook")
    preview.say(chat.id, "hello")
    await asyncio.sleep(0.1)
    info = await api.ok("getWebhookInfo")
    assert (info["pending_update_count"], info["last_error_message"]) == (1, "Connection refused")
    await api.ok("setWebhook", url=receiver.url)
    await until(lambda: receiver.texts() == ["hello"])


async def test_dropping_and_duplicating(api: Client, preview: Preview, chat: Chat, receiver: Receiver) -> None:
    """What waited can be dropped; a delivery can be made to come twice."""
    preview.say(chat.id, "dropped")
    await api.ok("setWebhook", url=receiver.url, drop_pending_updates=True)
    preview.fail(Fault(Kind.DUPLICATE))
    preview.say(chat.id, "twice")
    await until(lambda: receiver.texts() == ["twice", "twice"])
