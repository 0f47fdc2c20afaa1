"""Everything together: the real application, the shipped content and a real database; only the network is recorded."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from bot.dialogue.model import ARTICLE_TOPICS
from bot.telegram.render import DATA_LIMIT, TEXT_LIMIT, units
from tests.telegram.conftest import GROUP, Phone

if TYPE_CHECKING:
    from pathlib import Path

    from bot.dialogue.model import Content
    from tests.telegram.conftest import Raw

STICKER = {
    "file_id": "f",
    "file_unique_id": "u",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
    "type": "regular",
}


async def say(phone: Phone, text: str | None = None, **given: Any) -> list[str]:
    """Send something now; give what came back."""
    return await receive(phone, phone.updates.message(text, **given))


async def receive(phone: Phone, raw: Raw) -> list[str]:
    """Let an update in; give the texts it brought, each of which Telegram would take."""
    if "message" in raw:
        raw["message"]["date"] = int(time.time())
    before = len(phone.sent)
    await phone.receive(raw)
    sent = phone.sent[before:]
    assert all(0 < units(one["text"]) <= TEXT_LIMIT for one in sent)
    assert all("{he" not in one["text"].lower() for one in sent)
    for button in buttons(phone):
        assert 1 <= len(button["callback_data"].encode()) <= DATA_LIMIT
    return [one["text"] for one in sent]


def buttons(phone: Phone) -> list[Raw]:
    """List the buttons below the last message."""
    markup = phone.sent[-1].get("reply_markup") if phone.sent else None
    return [button for row in markup["inline_keyboard"] for button in row] if markup else []


def replaced(phone: Phone) -> list[Raw]:
    """List the buttons of the message changed last."""
    markup = phone.transport.of("editMessageText")[-1]["reply_markup"]
    return [button for row in markup["inline_keyboard"] for button in row]


def labels(phone: Phone) -> list[str]:
    """List what the buttons say."""
    return [button["text"] for button in buttons(phone)]


async def press(phone: Phone, label: str) -> list[str]:
    """Press a button below the last message."""
    data = next(button["callback_data"] for button in buttons(phone) if button["text"] == label)
    return await receive(phone, phone.updates.tap(data))


async def test_start_says_what_it_is_and_where_to_begin(real: Phone, shipped: Content) -> None:
    """A bot, no therapy, no emergency service, and topics to tap."""
    said = " ".join(await say(real, "/start"))
    assert all(part in said for part in ("bot", "not therapy", "/privacy"))
    assert labels(real)[-1] == shipped.lines["topics_label"][0]


async def test_a_deep_link_goes_straight_to_its_answer(real: Phone, shipped: Content) -> None:
    """As if its button had been tapped."""
    said = await say(real, "/start is_it_my_fault")
    assert shipped.responses["is_it_my_fault"].answer[:40] in said[0]
    assert (await real.session()).last == "is_it_my_fault"


async def test_a_message_is_answered_and_asked_again_goes_deeper(real: Phone, shipped: Content) -> None:
    """Text, tap, second tap: another layer each time and never the same text twice."""
    said = await say(real, "is it my fault")
    more = shipped.lines["more_label"][0]
    for _ in shipped.responses["is_it_my_fault"].more:
        said += await press(real, more)
    assert more not in labels(real)
    said += await say(real, "more")
    assert len(set(said)) == len(said)
    assert said[-1] in shipped.lines["said_all"]


async def test_the_same_tap_twice_brings_another_text(real: Phone) -> None:
    """A thumb that taps twice does not read the same twice."""
    await say(real, "is it my fault")
    data = buttons(real)[0]["callback_data"]
    first = await receive(real, real.updates.tap(data))
    assert first != await receive(real, real.updates.tap(data))


async def test_every_topic_can_be_tapped_from_the_menu(real: Phone) -> None:
    """Group by group, each button leads to an answer."""
    await say(real, "/topics")
    seen: set[str] = set()
    for first in buttons(real):
        if first["callback_data"].startswith("menu:"):
            await receive(real, real.updates.tap(first["callback_data"]))
            for topic in replaced(real):
                await receive(real, real.updates.tap(topic["callback_data"]))
                seen.add((await real.session()).last)
        elif first["callback_data"].startswith("i:"):
            await receive(real, real.updates.tap(first["callback_data"]))
            seen.add((await real.session()).last)
    assert seen - {""} == {*ARTICLE_TOPICS}


async def test_a_long_story_is_read_to_its_end(real: Phone, shipped: Content) -> None:
    """A message of Telegram's greatest length is answered like any other."""
    story = ("we were so close and then he pulled away and i do not know why. " * 70)[:4095] + "?"
    assert units(story) == 4096
    said = await say(real, story)
    met = (*shipped.lines["long_story"], *(one.story for one in shipped.responses.values() if one.story))
    assert said[0].startswith(met)


@pytest.mark.parametrize("text", ["😭" * 2048, "<b>&amp;" * 512, "\u202e" + "x" * 4095, "почему он молчит?"])
async def test_odd_messages_get_a_kind_answer(real: Phone, text: str) -> None:
    """Nothing is too odd for a reply with a way on."""
    assert await say(real, text)
    assert buttons(real)


async def test_a_sticker_gets_a_kind_line(real: Phone, shipped: Content) -> None:
    """Only words can be read."""
    assert await say(real, sticker=STICKER) == [shipped.lines["unsupported"][0]]


async def test_in_a_group_it_answers_when_it_is_meant(real: Phone) -> None:
    """A mention is answered there; talk among people is not."""
    assert await say(real, "is it my fault", chat=GROUP) == []
    assert await say(real, "@breathing_bot is it my fault", chat=GROUP)
    assert real.sent[-1]["chat_id"] == -100
    assert (await real.session(-100)).last == "is_it_my_fault"


async def test_privacy_is_true(real: Phone, shipped: Content, tmp_path: Path) -> None:
    """What is said not to be kept is not in the database: no words, no name, no chat id."""
    said = await say(real, "/privacy")
    assert said[0].split("\n")[0] in shipped.lines["privacy"][0]
    await say(real, "is it my fault")
    await say(real, "is it my fault that he went cold in Wolverhampton")
    stored = b"".join(file.read_bytes() for file in (tmp_path / "data").iterdir())
    assert b"is_it_my_fault" in stored
    assert not any(secret in stored for secret in (b"Wolverhampton", b"Ann", b"went cold"))


async def test_delete_forgets_at_once(real: Phone, shipped: Content) -> None:
    """Afterwards the first answer is the first again."""
    await say(real, "is it my fault")
    assert (await say(real, "/delete"))[0] == shipped.lines["deleted"][0]
    assert (await real.session()).turns == 0
    assert shipped.responses["is_it_my_fault"].answer[:40] in (await say(real, "is it my fault"))[0]


async def test_care_brings_help_and_no_advice_about_love(real: Phone, shipped: Content) -> None:
    """The British client sees British lines, and no button leads to a topic."""
    said = " ".join(await say(real, "i want to kill myself"))
    assert "116 123" in said
    assert "999" in said
    assert all(button["callback_data"].startswith("care:") for button in buttons(real))
    await say(real, "how do i set a boundary")
    assert labels(real) == [shipped.lines["care_again_label"][0]]
    assert "116 123" in " ".join(await press(real, labels(real)[0]))


async def test_what_may_mean_either_is_asked_about(real: Phone, shipped: Content) -> None:
    """One gentle question; a tap on one of its answers goes where it says."""
    asked = await say(real, "i want to end it")
    assert asked == [shipped.responses["crisis_self_harm"].check]
    harmless, danger = buttons(real)
    assert "116 123" in " ".join(await receive(real, real.updates.tap(danger["callback_data"])))
    assert await receive(real, real.updates.tap(harmless["callback_data"]))


async def test_an_old_button_is_answered(real: Phone, shipped: Content) -> None:
    """An intent may have been renamed since."""
    assert await receive(real, real.updates.tap("i:renamed_since")) == [shipped.lines["old_button"][0]]
    assert buttons(real)


async def test_an_update_that_comes_twice_is_answered_once(real: Phone) -> None:
    """The database remembers it."""
    update = real.updates.message("is it my fault")
    assert await receive(real, update)
    assert await receive(real, update) == []
