"""Replies on their way: what is tried again, what is given up, who waits, and what is sent twice: nothing at ease."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram.error import NetworkError, TimedOut

from bot.dialogue.exchange import Reply
from bot.storage.store import Parcel, StoreError
from bot.telegram.delivery import Address
from bot.telegram.outbox import Line, UndeliveredError
from tests.telegram.conftest import KEY, PRIVATE, TOKEN

if TYPE_CHECKING:
    from bot.telegram.outbox import Outbox
    from tests.telegram.conftest import Phone, Raw

FLOOD = (429, "Too Many Requests: retry after 1")


@pytest.fixture
def outbox(phone: Phone) -> Outbox:
    """Send in the background, as polling does, without real waiting."""
    phone.application.outbox.patience = None
    phone.application.outbox.first_wait = 0.001
    return phone.application.outbox


def _chat(number: int) -> Raw:
    return PRIVATE | {"id": number}


async def _receive(phone: Phone, *updates: Raw) -> None:
    for update in updates:
        await phone.receive(update)
    await phone.application.outbox.finish(5)


@pytest.mark.parametrize("trouble", [NetworkError("reset"), "502"], ids=["connection", "bad gateway"])
async def test_what_does_not_get_through_is_tried_until_it_does(
    phone: Phone, outbox: Outbox, trouble: Exception | str
) -> None:
    """However often; the rest of the reply and of the chat waits its turn."""
    if isinstance(trouble, Exception):
        phone.transport.answer("sendMessage", *[trouble] * 8)
    else:
        phone.transport.refuse("sendMessage", 502, "Bad Gateway", times=8)
    await _receive(phone, phone.updates.message("one"), phone.updates.message("two"))
    assert phone.texts == ["Heard &lt;one&gt;"] * 9 + ["And?", "Heard &lt;two&gt;", "And?"]
    assert await phone.store.unsent() == {}


async def test_an_answer_that_waits_is_said_to_wait(
    phone: Phone, outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    """By webhook nothing else would tell that Telegram cannot be reached, or has taken the token back."""
    phone.transport.refuse("sendMessage", 502, "Bad Gateway")
    phone.transport.refuse("sendMessage", 401, "Unauthorized")
    await _receive(phone, phone.updates.message("one"))
    assert "Bad Gateway" in caplog.text
    assert "it does not accept the token" in caplog.text
    assert TOKEN not in caplog.text


async def test_a_flood_limit_holds_its_own_chat_only(phone: Phone, outbox: Outbox) -> None:
    """The others are answered meanwhile; within the chat nothing overtakes."""
    phone.transport.refuse("sendMessage", *FLOOD, retry_after=1)
    updates = [phone.updates.message(text, _chat(chat)) for text, chat in (("a1", 7), ("b1", 8), ("a2", 7))]
    for update in updates:
        await phone.receive(update)
    async with asyncio.timeout(0.9):
        while len(await phone.store.unsent()) > 2:  # noqa: ASYNC110 - the store has no event
            await asyncio.sleep(0.01)
    assert list(await phone.store.unsent()) == [updates[0]["update_id"], updates[2]["update_id"]]
    await outbox.finish(5)
    assert [one["text"] for one in phone.sent if one["chat_id"] == 7][1:] == [
        "Heard &lt;a1&gt;",
        "And?",
        "Heard &lt;a2&gt;",
        "And?",
    ]


async def test_somebody_who_waits_is_told_how_long(phone: Phone) -> None:
    """What has arrived is not sent again when the update comes back; the rest is."""
    phone.transport.answer("sendMessage", {"message_id": 1, "date": 0, "chat": PRIVATE})
    phone.transport.refuse("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7)
    update = phone.updates.message("hello")
    with pytest.raises(UndeliveredError) as caught:
        await phone.receive(update)
    assert caught.value.seconds == 7
    await phone.receive(update)
    assert phone.texts == ["Heard &lt;hello&gt;", "And?", "And?"]
    assert len(phone.heard) == 1
    assert await phone.store.unsent() == {}


async def test_after_a_crash_only_what_is_missing_of_a_reply_comes(phone: Phone, outbox: Outbox) -> None:
    """The store knows after every bubble what is still to come."""
    phone.transport.answer("sendMessage", {"message_id": 1, "date": 0, "chat": PRIVATE}, *[NetworkError("reset")] * 99)
    outbox.first_wait = 1
    await phone.receive(phone.updates.message("hello"))
    await outbox.finish(0.2)
    assert [parcel.reply.bubbles for _, parcel in (await phone.store.unsent()).values()] == [("And?",)]


async def test_a_group_that_became_a_supergroup_is_answered_there(phone: Phone, outbox: Outbox) -> None:
    """Under its new id, which Telegram tells; the message answered has another number there."""
    phone.transport.refuse("sendMessage", 400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1007)
    await outbox.send(Line(outbox, KEY(-7), 5, Address(-7, answers=44)), Reply(("For all of you.",)))
    await outbox.finish(5)
    assert [one["chat_id"] for one in phone.sent] == [-7, -1007]
    assert "reply_parameters" not in phone.sent[-1]


async def test_what_telegram_refuses_for_good_is_a_dead_letter(
    phone: Phone, outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    """A chat that does not exist will not exist in a second either; the next reply is tried anew."""
    phone.transport.refuse("sendMessage", 400, "Bad Request: chat not found")
    gone = phone.updates.message("hello")
    await _receive(phone, gone, phone.updates.message("again"))
    assert phone.texts == ["Heard &lt;hello&gt;", "Heard &lt;again&gt;", "And?"]
    dead = await phone.store.dead_letters()
    assert [(one.update_id, one.reason) for one in dead] == [(gone["update_id"], "Chat not found")]
    assert "hello" not in caplog.text


async def test_markup_that_telegram_cannot_read_is_sent_as_plain_text(phone: Phone, outbox: Outbox) -> None:
    """An answer without its markup is better than none."""
    phone.transport.refuse("sendMessage", 400, "Bad Request: can't parse entities: unsupported start tag")
    await _receive(phone, phone.updates.message("hello"))
    assert phone.texts == ["Heard &lt;hello&gt;", "Heard <hello>", "And?"]
    assert [one.get("parse_mode") for one in phone.sent] == ["HTML", None, "HTML"]


async def test_an_unconfirmed_bubble_is_not_sent_again(phone: Phone, outbox: Outbox) -> None:
    """A time-out says nothing about arrival."""
    phone.transport.answer("sendMessage", TimedOut())
    await _receive(phone, phone.updates.message("hello"))
    assert phone.texts == ["Heard &lt;hello&gt;", "And?"]


async def test_the_same_update_is_sent_once_even_while_it_waits(phone: Phone, outbox: Outbox) -> None:
    """Telegram may hand it out again while its reply is still on its way."""
    phone.transport.answer("sendMessage", *[NetworkError("reset")] * 3)
    update = phone.updates.message("hello")
    await _receive(phone, update, update)
    assert phone.texts == ["Heard &lt;hello&gt;"] * 4 + ["And?"]


async def test_a_store_that_fails_after_the_sending_is_told_until_it_listens(
    phone: Phone, outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    """Else the next start would send the reply again."""
    sent, failures = phone.store.sent, 3

    async def fail(chat: str, update_id: int, numbers: tuple[int, ...] = ()) -> None:
        nonlocal failures
        failures -= 1
        if failures >= 0:
            raise StoreError("The disk is full.")
        await sent(chat, update_id, numbers)

    phone.store.sent = fail  # type: ignore[method-assign]  # the failure in question
    await _receive(phone, phone.updates.message("hello"))
    assert phone.texts == ["Heard &lt;hello&gt;", "And?"]
    assert await phone.store.unsent() == {}
    assert "The disk is full." in caplog.text


async def test_what_was_left_is_sent_where_it_belongs(phone: Phone, outbox: Outbox) -> None:
    """In a forum's topic, and as an answer to the message it answers."""
    await phone.store.settle(KEY(-100), 5, Parcel("[-100, 3, 44]", Reply(("From before.",))))
    await outbox.resume()
    await outbox.finish(5)
    (one,) = phone.sent
    assert (one["chat_id"], one["message_thread_id"], one["reply_parameters"]["message_id"]) == (-100, 3, 44)
    assert await phone.store.unsent() == {}


@pytest.mark.parametrize(
    ("backlog", "chats"), [((2, 100), (7, 8, 9)), ((100, 2), (7, 7, 7))], ids=["many chats", "very many replies"]
)
async def test_too_many_replies_on_their_way_hold_the_intake(
    phone: Phone, outbox: Outbox, backlog: tuple[int, int], chats: tuple[int, ...]
) -> None:
    """So the memory stays bounded while Telegram takes nothing; it goes on as soon as there is room."""
    outbox.backlog = backlog
    phone.transport.refuse("sendMessage", *FLOOD, times=3, retry_after=1)
    for chat in chats:
        await phone.receive(phone.updates.message("hello", _chat(chat)))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(outbox.room(), 0.05)
    await asyncio.wait_for(outbox.room(), 5)
    await outbox.finish(5)
    assert len(phone.sent) == 9


async def test_one_chat_with_many_replies_keeps_nobody_else_from_being_heard(phone: Phone, outbox: Outbox) -> None:
    """However much somebody writes whom Telegram holds back."""
    outbox.backlog = (2, 100)
    phone.transport.refuse("sendMessage", *FLOOD, retry_after=1)
    for number in range(20):
        await phone.receive(phone.updates.message(f"message {number}"))
    await asyncio.wait_for(outbox.room(), 0.05)
    await outbox.finish(5)
    assert await phone.store.unsent() == {}
