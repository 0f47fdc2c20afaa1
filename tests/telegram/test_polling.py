"""Polling: what is acknowledged when, in which order, and what becomes of failures."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
from typing import TYPE_CHECKING

import pytest
from telegram.error import NetworkError

from bot.dialogue.exchange import Reply
from bot.storage.store import Parcel, StoreError
from bot.telegram import polling as polling_module
from tests.telegram.conftest import KEY, PRIVATE, offsets, run_until

if TYPE_CHECKING:
    from bot.storage.store import Saved
    from bot.telegram.polling import Polling
    from tests.telegram.conftest import Phone, Raw

POISON: Raw = {"update_id": 102, "message": {"message_id": "not even a chat"}}


def _chat(number: int) -> Raw:
    return PRIVATE | {"id": number}


async def test_a_batch_is_answered_and_then_acknowledged(phone: Phone, polling: Polling) -> None:
    """The next offset is asked for; what is not sent by the end is sent before it."""
    phone.transport.answer("getUpdates", [phone.updates.message("one"), phone.updates.message("two")])
    await run_until(polling, lambda: len(offsets(phone)) == 2)
    assert [message.text for message in phone.heard] == ["one", "two"]
    assert len(phone.sent) == 4
    assert offsets(phone)[:2] == [0, 103]


async def test_only_what_the_bot_handles_is_asked_for(phone: Phone, polling: Polling) -> None:
    """Edits and the like are not even fetched."""
    await run_until(polling, lambda: bool(offsets(phone)))
    assert phone.transport.of("getUpdates")[0]["allowed_updates"] == ["message", "edited_message", "callback_query"]


async def test_an_update_that_cannot_be_read_is_set_aside(
    phone: Phone, polling: Polling, caplog: pytest.LogCaptureFixture
) -> None:
    """One bad update neither stops its batch nor comes back; neither log nor dead letter quotes it."""
    good = [phone.updates.message("before"), POISON, phone.updates.message("after") | {"update_id": 103}]
    await polling.handle(good)
    assert [message.text for message in phone.heard] == ["before", "after"]
    assert polling._offset == 104
    assert "Update 102 cannot be read" in caplog.text
    assert "not even a chat" not in caplog.text
    assert [(one.update_id, one.reason[:10]) for one in await phone.store.dead_letters()] == [(102, "unreadable")]


@pytest.mark.parametrize("nonsense", [{"chat": 7}, {"from": 7}, {"chat": PRIVATE | {"type": 7}, "from": 7}], ids=str)
async def test_an_update_without_sense_stops_nothing(phone: Phone, polling: Polling, nonsense: Raw) -> None:
    """The library reads it all the same; whatever comes of that, it is given up and the next one answered."""
    odd = phone.updates.message("odd")
    odd["message"] |= nonsense
    await polling.handle([odd, phone.updates.message("good")])
    assert phone.heard[-1].text == "good"
    assert [one.update_id for one in await phone.store.dead_letters()] in ([odd["update_id"]], [])


async def test_what_keeps_failing_is_given_up_with_a_word(
    phone: Phone, polling: Polling, caplog: pytest.LogCaptureFixture
) -> None:
    """After three tries its person hears of it, and the chat goes on; log and dead letter quote nobody."""
    said = "he left " + "me"  # in two halves, since a log may show lines of source
    process, tried = phone.application.process_update, list[str]()

    async def stumble(update: object) -> None:
        tried.append(update.message.text)  # type: ignore[attr-defined]  # an Update, typed as any object by the library
        if tried[-1] == said:
            raise KeyError(said)
        await process(update)

    phone.application.process_update = stumble  # type: ignore[method-assign]  # the failure in question
    batch = [phone.updates.message(said), phone.updates.message("next")]
    await polling.handle(batch)
    await phone.application.outbox.finish(1)
    assert tried == [said] * 3 + ["next"]
    assert phone.texts[:2] == ["Sorry.", "Heard &lt;next&gt;"]
    assert polling._offset == batch[1]["update_id"] + 1
    (dead,) = await phone.store.dead_letters()
    assert re.search("KeyError in .* > stumble", dead.reason)
    assert dead.reason in caplog.text
    assert said not in caplog.text + dead.reason


async def test_a_handler_that_hangs_does_not_hold_the_others(
    phone: Phone, polling: Polling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past its time an update counts as failed; the other chats were answered long before."""
    polling._intake._seconds = 0.01
    process = phone.application.process_update

    async def hang(update: object) -> None:
        if update.message.text == "hangs":  # type: ignore[attr-defined]  # an Update, typed as any object by the library
            await asyncio.Event().wait()
        await process(update)

    phone.application.process_update = hang  # type: ignore[method-assign]  # one update hangs
    await polling.handle([phone.updates.message("hangs", _chat(7)), phone.updates.message("fine", _chat(8))])
    await phone.application.outbox.finish(1)
    assert phone.texts == ["Heard &lt;fine&gt;", "And?", "Sorry."]
    assert "TimeoutError" in (await phone.store.dead_letters())[0].reason


async def test_while_the_store_is_away_messages_wait(
    phone: Phone, polling: Polling, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is answered, given up or acknowledged; when it is back everything is answered, once."""
    caplog.set_level(logging.INFO)
    load, calls = phone.store.load, 0

    async def away(*given: object) -> Saved:
        nonlocal calls
        calls += 1
        if calls < 6:
            raise StoreError("The database is locked.")
        return await load(*given)  # type: ignore[arg-type]  # passed on as given

    phone.store.load = away  # type: ignore[method-assign, assignment]  # the failure in question
    await polling.handle([phone.updates.message("hello")])
    await phone.application.outbox.finish(1)
    assert phone.texts == ["Heard &lt;hello&gt;", "And?"]
    assert await phone.store.dead_letters() == ()
    assert caplog.text.count("The database is locked.") == 1
    assert caplog.text.count("The store can be used again.") == 1
    taken_in = phone.application.metrics.registry.get_sample_value("bot_updates_total")
    assert taken_in == 1, "a message that waited counts once"


async def test_what_an_earlier_run_left_unsent_is_sent_first(phone: Phone, polling: Polling) -> None:
    """Before anything new, in order, and once though Telegram hands its update out again."""
    earlier, later = phone.updates.message("hello"), phone.updates.message("new")
    parcel = Parcel("[7, null, null]", Reply(("From before.",)))
    await phone.store.settle(KEY(7), earlier["update_id"], parcel)
    phone.transport.answer("getUpdates", [earlier, later])
    await run_until(polling, lambda: len(phone.sent) == 3)
    assert phone.texts == ["From before.", "Heard &lt;new&gt;", "And?"]
    assert await phone.store.unsent() == {}


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
    await phone.application.outbox.finish(1)
    assert [message.text for message in phone.heard] == ["more", "two", "three"]
    assert phone.texts == [f"Heard &lt;{text}&gt;" if text else "And?" for text in ("more", "", "two", "", "three", "")]


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
    assert len(phone.sent) == 4
    assert offsets(phone) == [0, 103]


async def test_a_stop_does_not_wait_for_what_takes_too_long(
    phone: Phone, polling: Polling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be handled in time is not acknowledged; what cannot be sent in time waits in the store."""
    monkeypatch.setattr(polling_module, "FINISH_SECONDS", 0.01)
    monkeypatch.setattr(polling_module, "SENDING_SECONDS", 0.01)
    phone.transport.refuse("sendMessage", 429, "Too Many Requests: retry after 30", retry_after=30)
    process = phone.application.process_update

    async def hang(update: object) -> None:
        if update.message.text == "hangs":  # type: ignore[attr-defined]  # an Update, typed as any object by the library
            polling.stop()
            await asyncio.Event().wait()
        await process(update)

    phone.application.process_update = hang  # type: ignore[method-assign]  # one update hangs
    one = phone.updates.message("flooded", _chat(8))
    phone.transport.answer("getUpdates", [one], [phone.updates.message("hangs", _chat(7))])
    await asyncio.wait_for(polling.run(), 2)
    assert list(await phone.store.unsent()) == [one["update_id"]]
    assert max(offsets(phone)) == one["update_id"] + 1


async def test_stopping_while_nothing_happens_takes_no_poll_to_end(phone: Phone, polling: Polling) -> None:
    """The open long poll is dropped."""
    running = asyncio.ensure_future(polling.run())
    while not offsets(phone):  # noqa: ASYNC110 - the transport only records
        await asyncio.sleep(0.001)
    polling.stop()
    await asyncio.wait_for(running, 5)


async def test_stopping_before_the_connection_came_about(phone: Phone, polling: Polling) -> None:
    """A bot that waits for the network can be stopped too."""
    await phone.application.shutdown()
    phone.transport.answer("getMe", *[NetworkError("no such host")] * 50)
    await run_until(polling, lambda: len(phone.transport.of("getMe")) > 2)
    assert offsets(phone) == []
