"""In groups the bot hears only what is said to it, and answers there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.telegram.conftest import GROUP, MEMBER, PHOTO

if TYPE_CHECKING:
    from tests.telegram.conftest import Phone


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        pytest.param("what do you think?", None, id="talk among people"),
        pytest.param("@breathing_bot is it my fault", "is it my fault", id="mention first"),
        pytest.param("so, @Breathing_Bot: is it my fault", "so, : is it my fault", id="mention in the middle"),
        pytest.param("😭 help @breathing_bot", "😭 help", id="mention behind an emoji"),
        pytest.param("@breathing_bot", "/start", id="nothing but the mention"),
        pytest.param("@breathing_bot2 hello", None, id="another bot with a longer name"),
        pytest.param("mail me at me@breathing_bot", None, id="an address that only looks like it"),
        pytest.param("/help", "/help", id="command"),
        pytest.param("/help@breathing_bot", "/help@breathing_bot", id="command with the bot's name"),
        pytest.param("/help@other_bot", None, id="another bot's command"),
        pytest.param("/unknown", None, id="unknown command"),
    ],
)
async def test_in_a_group_only_what_is_said_to_the_bot_is_heard(phone: Phone, typed: str, heard: str | None) -> None:
    """Commands and mentions count, without the bot's own name; the rest is none of its business."""
    await phone.receive(phone.updates.message(typed, GROUP))
    assert [message.text for message in phone.heard] == ([heard] if heard else [])


async def test_in_a_group_a_reply_to_the_bot_is_heard(phone: Phone) -> None:
    """Replying to one of its messages is talking to it."""
    await phone.receive(phone.updates.message("and then?", GROUP, reply_to_message=phone.updates.from_bot()))
    assert [message.text for message in phone.heard] == ["and then?"]


async def test_in_a_group_a_reply_to_somebody_else_is_not_heard(phone: Phone) -> None:
    """Replying to a friend is not."""
    friend = phone.updates.from_bot() | {"from": MEMBER}
    await phone.receive(phone.updates.message("and then?", GROUP, reply_to_message=friend))
    assert phone.transport.calls == []


async def test_in_a_group_a_mention_without_a_username_is_heard(phone: Phone) -> None:
    """Apps may mention by user instead of by name."""
    update = phone.updates.message("Breathing Room, is it over", GROUP)
    user = {"id": 123456789, "is_bot": True, "first_name": "Breathing Room"}
    update["message"]["entities"] = [{"type": "text_mention", "offset": 0, "length": 14, "user": user}]
    await phone.receive(update)
    assert [message.text for message in phone.heard] == ["is it over"]


@pytest.mark.parametrize(("caption", "heard"), [("@breathing_bot look", ["look"]), ("look", [])])
async def test_in_a_group_a_caption_needs_a_mention_too(phone: Phone, caption: str, heard: list[str]) -> None:
    """Pictures among people stay among people."""
    await phone.receive(phone.updates.message(chat=GROUP, photo=PHOTO, caption=caption))
    assert [message.text for message in phone.heard] == heard


async def test_in_a_group_a_sticker_is_ignored(phone: Phone) -> None:
    """No kind line for what was not meant for the bot."""
    await phone.receive(phone.updates.message(chat=GROUP, photo=PHOTO))
    assert phone.transport.calls == []


async def test_in_a_group_the_answer_replies_to_the_question(phone: Phone) -> None:
    """Among many voices it is clear who is answered, in the forum topic where it was asked."""
    update = phone.updates.message("/help", GROUP, message_thread_id=77, is_topic_message=True)
    await phone.receive(update)
    reply = phone.sent[0]["reply_parameters"]
    assert (reply["message_id"], reply["allow_sending_without_reply"]) == (update["message"]["message_id"], True)
    assert phone.sent[0]["message_thread_id"] == 77
