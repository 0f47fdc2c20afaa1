"""Each kind of update, through the real application: what the dialogue hears, and what the person gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import TimedOut

from tests.telegram.conftest import GROUP, KEY, MEMBER, NOON, PHOTO

if TYPE_CHECKING:
    from tests.telegram.conftest import Phone, Raw

FILE = {"file_id": "f", "file_unique_id": "u"}
TAPPED_AWAY = {"message_id": 5, "date": 0, "chat": {"id": 7, "type": "private"}}


@pytest.mark.parametrize(
    ("typed", "heard", "tapped"),
    [
        pytest.param("/start", "/start", False, id="start"),
        pytest.param("/start is_it_my_fault", "/start is_it_my_fault", False, id="deep link"),
        pytest.param("/wrong i meant his job", "/wrong i meant his job", False, id="a command with words behind it"),
        pytest.param("/start@breathing_bot", "/start@breathing_bot", False, id="start with the bot's name"),
        pytest.param("/topics", "/topics", False, id="topics"),
        pytest.param("/help i want to die", "/help i want to die", False, id="help with words behind it"),
        pytest.param("/unknown", "/unknown", False, id="unknown command"),
        pytest.param("he's gone  cold\non me", "he's gone  cold\non me", False, id="text as typed"),
    ],
)
async def test_what_is_typed_reaches_the_dialogue(phone: Phone, typed: str, heard: str, tapped: bool) -> None:
    """Commands go as themselves, a link as the tap it stands for, text as it is."""
    await phone.receive(phone.updates.message(typed))
    assert [(message.text, message.tapped) for message in phone.heard] == [(heard, tapped)]


async def test_a_message_carries_its_time_and_language(phone: Phone) -> None:
    """The dialogue learns when a message was sent, not when it was fetched, and the client's language."""
    await phone.receive(phone.updates.message("hello"))
    assert (phone.heard[0].at, phone.heard[0].language) == (NOON, "en-GB")


async def test_a_reply_is_sent_escaped_and_in_order(phone: Phone) -> None:
    """Every bubble is a message; the buttons stand below the last; nothing is read as markup."""
    await phone.receive(phone.updates.message("love <3 & you"))
    assert phone.texts == ["Heard &lt;love &lt;3 &amp; you&gt;", "And?"]
    assert [one["parse_mode"] for one in phone.sent] == ["HTML", "HTML"]
    assert "reply_markup" not in phone.sent[0]
    keyboard = phone.sent[1]["reply_markup"]["inline_keyboard"]
    assert keyboard == [[{"text": "Tell me more", "callback_data": "more"}]]


async def test_a_long_text_is_answered_in_parts(phone: Phone) -> None:
    """An answer beyond Telegram's limit arrives whole, in several messages; more than the limit is not read."""
    await phone.receive(phone.updates.message("word " * 1500))
    assert len(phone.texts) == 3
    assert "".join(phone.texts).count("word") == 4096 // len("word ")


async def test_a_tap_is_confirmed_first_and_answered_anew(phone: Phone) -> None:
    """The button stops spinning before anything else; the answer is a new message and the old one stays."""
    await phone.receive(phone.updates.tap("more"))
    assert [call.method for call in phone.transport.calls] == ["answerCallbackQuery", "sendMessage", "sendMessage"]
    assert [(message.text, message.tapped) for message in phone.heard] == [("more", True)]


async def test_a_second_tap_is_another_turn(phone: Phone) -> None:
    """Tapping the same button twice asks twice; the dialogue decides what that means."""
    await phone.receive(phone.updates.tap("more"))
    await phone.receive(phone.updates.tap("more"))
    assert (await phone.session()).turns == 2


async def test_a_tap_below_a_message_telegram_no_longer_shows_is_answered(phone: Phone) -> None:
    """Old messages come without their content; their buttons still work."""
    await phone.receive(phone.updates.tap("more", message=TAPPED_AWAY))
    assert [message.text for message in phone.heard] == ["more"]
    assert phone.sent[0]["chat_id"] == 7


async def test_a_tap_outside_any_chat_is_only_confirmed(phone: Phone) -> None:
    """A button of an inline message leads nowhere, but does not spin for ever."""
    await phone.receive(phone.updates.tap("more", message=None, inline_message_id="x"))
    assert [call.method for call in phone.transport.calls] == ["answerCallbackQuery"]


async def test_the_same_update_is_answered_once(phone: Phone) -> None:
    """What Telegram delivers twice is answered once."""
    update = phone.updates.message("hello")
    await phone.receive(update)
    await phone.receive(update)
    assert len(phone.heard) == 1
    assert (await phone.store.load("", update["update_id"])).handled


async def test_an_edited_message_is_ignored(phone: Phone) -> None:
    """Correcting a typo, even in a command, brings no second answer; danger in one does (``test_care_edge.py``)."""
    await phone.receive(phone.updates.edited("hello there"))
    await phone.receive(phone.updates.edited("/start"))
    assert phone.transport.calls == []


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"voice": FILE | {"duration": 3}}, id="voice"),
        pytest.param({"photo": PHOTO}, id="photo"),
        pytest.param({"video_note": FILE | {"length": 1, "duration": 1}}, id="video note"),
        pytest.param({"document": FILE}, id="document"),
        pytest.param({"location": {"latitude": 1, "longitude": 1}}, id="location"),
        pytest.param({"contact": {"phone_number": "1", "first_name": "Bob"}}, id="contact"),
        pytest.param({"dice": {"emoji": "🎲", "value": 3}}, id="dice"),
        pytest.param({"invented_next_year": {"some": "thing"}}, id="a kind of message yet unknown"),
        pytest.param(
            {
                "sticker": FILE
                | {"width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular", "emoji": "😭"}
            },
            id="sticker",
        ),
    ],
)
async def test_what_cannot_be_read_gets_a_kind_line(phone: Phone, content: dict[str, Any]) -> None:
    """Silence would look like a broken bot."""
    await phone.receive(phone.updates.message(**content))
    assert phone.texts == ["Words only, please."]
    assert phone.heard == []


async def test_a_caption_is_read_as_text(phone: Phone) -> None:
    """What stands under a picture is what the person says."""
    await phone.receive(phone.updates.message(photo=PHOTO, caption="he sent this, then nothing"))
    assert [message.text for message in phone.heard] == ["he sent this, then nothing"]


@pytest.mark.parametrize(("caption", "answers"), [(None, 1), ("look", 2)], ids=["without words", "with a caption"])
async def test_an_album_is_answered_once(phone: Phone, caption: str | None, answers: int) -> None:
    """Ten pictures at once do not bring ten lines."""
    first: Raw = {"caption": caption} if caption else {}
    for extra in (first, {}, {}):
        await phone.receive(phone.updates.message(photo=PHOTO, media_group_id="album", **extra))
    assert len(phone.texts) == answers


@pytest.mark.parametrize(
    "content",
    [{"new_chat_members": [MEMBER]}, {"pinned_message": TAPPED_AWAY}, {"group_chat_created": True}],
    ids=["somebody joined", "pinned", "created"],
)
async def test_service_notes_are_ignored(phone: Phone, content: dict[str, Any]) -> None:
    """What Telegram itself writes into a chat is no message to the bot."""
    await phone.receive(phone.updates.message(**content))
    assert phone.transport.calls == []


async def test_privacy_is_answered_from_the_content(phone: Phone) -> None:
    """/privacy is the editors' line, and nothing is stored for asking."""
    await phone.receive(phone.updates.message("/privacy"))
    assert phone.texts == ["What I keep."]
    assert (await phone.session()).turns == 0


async def test_delete_forgets_the_chat_and_says_so(phone: Phone) -> None:
    """/delete removes this chat's session at once, and no other's."""
    for chat in ("ours", "theirs"):
        await phone.receive(phone.updates.message(chat, GROUP | {"type": "private", "id": 7 if chat == "ours" else 9}))
    await phone.receive(phone.updates.message("/delete"))
    assert phone.texts[-1] == "All gone."
    assert ((await phone.session(7)).turns, (await phone.session(9)).turns) == (0, 1)


async def test_what_is_stored_does_not_show_the_chat(phone: Phone) -> None:
    """Sessions are found by a hash only."""
    await phone.receive(phone.updates.message("hello"))
    assert list(phone.store._sessions) == [KEY(7)]


async def test_a_person_who_blocked_the_bot_is_no_error(phone: Phone) -> None:
    """The rest of the answer is not tried, and the update is done."""
    phone.transport.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user")
    update = phone.updates.message("hello")
    await phone.receive(update)
    assert len(phone.sent) == 1
    assert (await phone.store.load("", update["update_id"])).handled


@pytest.mark.parametrize(
    ("method", "description"),
    [
        (
            "answerCallbackQuery",
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        ),
        (
            "sendMessage",
            "Bad Request: message is not modified: specified new message content and reply markup are the same",
        ),
    ],
    ids=["query too old", "not modified"],
)
async def test_a_person_who_was_faster_is_no_error(phone: Phone, method: str, description: str) -> None:
    """A late confirmation or a needless change is passed over; the turn is taken and saved."""
    phone.transport.refuse(method, 400, description)
    await phone.receive(phone.updates.tap("more"))
    assert (await phone.session()).turns == 1
    assert len(phone.sent) == 2


async def test_an_unconfirmed_message_is_not_sent_again(phone: Phone) -> None:
    """A time-out says nothing about arrival; showing it twice would be worse than going on."""
    phone.transport.answer("sendMessage", TimedOut())
    await phone.receive(phone.updates.message("hello"))
    assert len(phone.sent) == 2
    assert (await phone.session()).turns == 1
