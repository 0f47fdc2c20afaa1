"""Polling: what is acknowledged when, in which order, and what becomes of failures."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from typing import TYPE_CHECKING

import pytest
from telegram.error import NetworkError

from bot.telegram import intake
from bot.telegram.intake import ConflictError, Polling
from bot.telegram.redact import TokenRejectedError
from tests.telegram.conftest import ANN, PRIVATE, TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.telegram.conftest import Phone, Raw

POISON: Raw = {"update_id": 102, "message": {"message_id": "not even a chat"}}


@pytest.fixture
def polling(phone: Phone) -> Polling:
    """Poll for the phone's bot, without real waiting."""
    return Polling(phone.application, first_wait=0.001)


async def _until(polling: Polling, done: Callable[[], bool]) -> None:
    """Run until something has come about, then stop."""
    running = asyncio.ensure_future(polling.run())
    while not done() and not running.done():  # noqa: ASYNC110 - any condition, set by nobody
        await asyncio.sleep(0.001)
    polling.stop()
    await running


def _chat(number: int) -> Raw:
    return PRIVATE | {"id": number}


def _offsets(phone: Phone) -> list[int]:
    return [asked["offset"] for asked in phone.transport.of("getUpdates")]


async def test_a_batch_is_answered_and_then_acknowledged(phone: Phone, polling: Polling) -> None:
    """The next offset is asked for after the answers went out."""
    phone.transport.answer("getUpdates", [phone.updates.message("one"), phone.updates.message("two")])
    await _until(polling, lambda: len(_offsets(phone)) == 2)
    methods = [call.method for call in phone.transport.calls]
    assert [message.text for message in phone.heard] == ["one", "two"]
    assert _offsets(phone)[:2] == [0, 103]
    assert methods.index("getUpdates", methods.index("getUpdates") + 1) > methods.index("sendMessage")


async def test_only_what_the_bot_handles_is_asked_for(phone: Phone, polling: Polling) -> None:
    """Edits and the like are not even fetched."""
    await _until(polling, lambda: bool(_offsets(phone)))
    assert phone.transport.of("getUpdates")[0]["allowed_updates"] == ["message", "callback_query"]


async def test_an_update_that_cannot_be_read_is_left_out(
    phone: Phone, polling: Polling, caplog: pytest.LogCaptureFixture
) -> None:
    """One bad update neither stops its batch nor comes back; the log does not quote it."""
    good = [phone.updates.message("before"), POISON, phone.updates.message("after") | {"update_id": 103}]
    await polling.handle(good)
    assert [message.text for message in phone.heard] == ["before", "after"]
    assert polling._offset == 104
    assert "Update 102 could not be read" in caplog.text
    assert "not even a chat" not in caplog.text


async def test_a_chat_keeps_its_order_and_does_not_wait_for_others(phone: Phone, polling: Polling) -> None:
    """While one chat's answer is slow, another chat is answered; within the slow one nothing overtakes."""
    release, order = asyncio.Event(), list[str]()
    process = phone.application.process_update

    async def slow_first(update: object) -> None:
        text = update.message.text  # type: ignore[attr-defined]  # an Update, typed as any object by the library
        if text == "a1":
            await release.wait()
        order.append(text)
        await process(update)
        if text == "b2":
            release.set()

    phone.application.process_update = slow_first  # type: ignore[method-assign]  # watched, not replaced
    texts = {"a1": 7, "b1": 8, "a2": 7, "b2": 8}
    await polling.handle([phone.updates.message(text, _chat(chat)) for text, chat in texts.items()])
    assert order == ["b1", "b2", "a1", "a2"]


async def test_a_tap_and_a_message_of_a_chat_keep_their_order(phone: Phone, polling: Polling) -> None:
    """Both kinds belong to one chat."""
    await polling.handle([phone.updates.tap("more"), phone.updates.message("two"), phone.updates.tap("three")])
    assert [message.text for message in phone.heard] == ["more", "two", "three"]


async def test_a_failed_update_is_asked_for_again(phone: Phone, polling: Polling) -> None:
    """The offset stays at the failed one; what came after it in its chat waits, other chats go on."""
    batch = [
        phone.updates.message("fine", _chat(8)),
        phone.updates.message("fails", _chat(7)),
        phone.updates.message("waits", _chat(7)),
    ]
    phone.transport.answer("sendMessage", _sent(), _sent())
    phone.transport.refuse("sendMessage", 502, "Bad Gateway")
    await polling.handle(batch)
    assert [message.text for message in phone.heard] == ["fine", "fails"]
    assert polling._offset == batch[1]["update_id"]
    await polling.handle(batch[1:])
    assert [message.text for message in phone.heard] == ["fine", "fails", "waits"]
    assert [text for text in phone.texts if "fails" in text] == ["Heard &lt;fails&gt;"] * 2
    assert polling._offset == batch[2]["update_id"] + 1


async def test_what_is_settled_is_not_repeated_when_fetched_again(phone: Phone, polling: Polling) -> None:
    """Even an answer that leaves no session behind is not given twice for its neighbour's failure."""
    batch = [phone.updates.message("fails", _chat(7)), phone.updates.message("/privacy", _chat(8))]
    phone.transport.refuse("sendMessage", 502, "Bad Gateway")
    await polling.handle(batch)
    await polling.handle(batch)
    assert phone.texts.count("What I keep.") == 1
    assert polling._offset == batch[-1]["update_id"] + 1


async def test_an_update_that_keeps_failing_is_given_up(
    phone: Phone, polling: Polling, caplog: pytest.LogCaptureFixture
) -> None:
    """After three tries the chat goes on; the log names the error and quotes nobody."""
    batch = [phone.updates.message("a secret of mine"), phone.updates.message("next")]
    phone.transport.refuse("sendMessage", 502, "Bad Gateway", times=3)
    for _ in range(3):
        await polling.handle(batch)
    assert [message.text for message in phone.heard] == ["a secret of mine", "next"]
    assert f"Update {batch[0]['update_id']} could not be handled and is given up: NetworkError" in caplog.text
    assert "a secret of mine" not in caplog.text
    assert polling._offset == batch[1]["update_id"] + 1


async def test_what_telegram_refuses_for_good_is_tried_once(phone: Phone, polling: Polling) -> None:
    """A chat that does not exist will not exist in a second either."""
    batch = [phone.updates.message("hello")]
    phone.transport.refuse("sendMessage", 400, "Bad Request: chat not found")
    await polling.handle(batch)
    assert len(phone.heard) == 1
    assert polling._offset == batch[0]["update_id"] + 1


async def test_an_error_of_our_own_is_logged_without_its_text(
    phone: Phone, polling: Polling, caplog: pytest.LogCaptureFixture
) -> None:
    """An error may quote what a person wrote; the log keeps its kind and its place."""
    said = "he left " + "me"  # in two halves, since the log shows lines of source

    async def stumble(update: object) -> None:
        raise KeyError(said)

    phone.application.process_update = stumble  # type: ignore[method-assign]  # the failure in question
    await polling.handle([phone.updates.message(said)])
    assert "KeyError" in caplog.text
    assert "in stumble" in caplog.text
    assert said not in caplog.text


async def test_a_flood_limit_is_waited_for(phone: Phone, polling: Polling) -> None:
    """As long as Telegram asks."""
    phone.transport.refuse("sendMessage", 429, "Too Many Requests: retry after 12", retry_after=12)
    await polling.handle([phone.updates.message("hello")])
    assert polling._pause == 12


async def test_a_handler_that_hangs_does_not_hold_the_others(
    phone: Phone, polling: Polling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past its time, an update counts as failed."""
    monkeypatch.setattr(intake, "HANDLING_SECONDS", 0.01)
    process = phone.application.process_update

    async def hang(update: object) -> None:
        if update.message.text == "hangs":  # type: ignore[attr-defined]  # an Update, typed as any object by the library
            await asyncio.Event().wait()
        await process(update)

    phone.application.process_update = hang  # type: ignore[method-assign]  # one update hangs
    batch = [phone.updates.message("hangs", _chat(7)), phone.updates.message("fine", _chat(8))]
    await polling.handle(batch)
    assert [message.text for message in phone.heard] == ["fine"]
    assert polling._offset == batch[0]["update_id"]


async def test_an_unreachable_telegram_is_waited_for(
    phone: Phone, polling: Polling, caplog: pytest.LogCaptureFixture
) -> None:
    """At the start and later: one line when it is gone, one when it is back, and the bot goes on."""
    caplog.set_level(logging.INFO)
    await phone.application.shutdown()
    phone.transport.answer("getMe", NetworkError("no such host"), NetworkError("no such host"))
    phone.transport.answer("getUpdates", NetworkError("reset"), NetworkError("reset"), [phone.updates.message("hi")])
    await _until(polling, lambda: bool(phone.heard))
    assert caplog.text.count("cannot be reached") == 2
    assert caplog.text.count("can be reached again") == 2


async def test_a_token_refused_at_the_start_ends_the_bot(phone: Phone, polling: Polling) -> None:
    """With a sentence that does not quote it."""
    fresh = type(phone.application.bot)(TOKEN, request=phone.transport, get_updates_request=phone.transport)
    phone.application.bot = fresh
    phone.application._initialized = False
    phone.transport.refuse("getMe", 401, "Unauthorized")
    with pytest.raises(TokenRejectedError, match="BOT_TOKEN"):
        await polling.run()


@pytest.mark.parametrize(("code", "description"), [(401, "Unauthorized"), (404, "Not Found")])
async def test_a_token_revoked_later_ends_the_bot(phone: Phone, polling: Polling, code: int, description: str) -> None:
    """Going on would be pointless."""
    phone.transport.refuse("getUpdates", code, description)
    with pytest.raises(TokenRejectedError):
        await polling.run()


@pytest.mark.parametrize(
    ("description", "reason"),
    [
        ("Conflict: terminated by other getUpdates request", "another copy of the bot runs with this token"),
        ("Conflict: can't use getUpdates method while webhook is active", "a webhook is set for this token"),
    ],
    ids=["another copy", "webhook"],
)
async def test_a_conflict_that_stays_ends_the_bot(
    phone: Phone, polling: Polling, caplog: pytest.LogCaptureFixture, description: str, reason: str
) -> None:
    """It is said once, waited for a while, and ends with the reason."""
    phone.transport.refuse("getUpdates", 409, description, times=intake.CONFLICTS)
    with pytest.raises(ConflictError, match=reason):
        await polling.run()
    assert caplog.text.count(reason) == 1


async def test_a_conflict_that_passes_is_forgotten(phone: Phone, polling: Polling) -> None:
    """During an update the old copy may still be there for a moment."""
    for _ in range(2):
        phone.transport.refuse("getUpdates", 409, "Conflict: terminated by other getUpdates request", times=6)
        phone.transport.answer("getUpdates", [phone.updates.message("hi")])
    await _until(polling, lambda: len(phone.heard) == 2)
    assert len(phone.heard) == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
async def test_a_signal_lets_the_batch_be_finished(phone: Phone, polling: Polling, number: signal.Signals) -> None:
    """What was fetched is answered and acknowledged; then the bot ends by itself."""
    process = phone.application.process_update

    async def interrupted(update: object) -> None:
        os.kill(os.getpid(), number)
        await asyncio.sleep(0.005)
        await process(update)

    phone.application.process_update = interrupted  # type: ignore[method-assign]  # a signal in mid-work
    phone.transport.answer("getUpdates", [phone.updates.message("one"), phone.updates.message("two")])
    await polling.run()
    assert [message.text for message in phone.heard] == ["one", "two"]
    assert _offsets(phone) == [0, 103]


async def test_stopping_while_nothing_happens_takes_no_poll_to_end(phone: Phone, polling: Polling) -> None:
    """The open long poll is dropped."""
    running = asyncio.ensure_future(polling.run())
    while not _offsets(phone):  # noqa: ASYNC110 - the transport only records
        await asyncio.sleep(0.001)
    polling.stop()
    await asyncio.wait_for(running, 5)


async def test_stopping_before_the_connection_came_about(phone: Phone, polling: Polling) -> None:
    """A bot that waits for the network can be stopped too."""
    await phone.application.shutdown()
    phone.transport.answer("getMe", *[NetworkError("no such host")] * 50)
    await _until(polling, lambda: len(phone.transport.of("getMe")) > 2)
    assert _offsets(phone) == []


def _sent() -> Raw:
    return {"message_id": 1, "date": 0, "chat": PRIVATE, "from": ANN}
