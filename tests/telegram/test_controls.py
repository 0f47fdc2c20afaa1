"""What is worked by tapping and by commands, through the real application with the shipped content."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.conversation import Conversation
from bot.telegram.application import build_application
from tests.telegram.conftest import KEY, TOKEN
from tests.telegram.test_end_to_end import STICKER, buttons, receive, replaced, say

if TYPE_CHECKING:
    from bot.dialogue.model import Content
    from tests.telegram.conftest import Phone


async def test_the_menu_takes_the_place_of_the_message_tapped(real: Phone) -> None:
    """Going through it leaves one message in the chat; where that cannot be changed, a new one is sent."""
    await say(real, "/topics")
    assert await receive(real, real.updates.tap("menu:0")) == []
    assert replaced(real)
    real.transport.refuse("editMessageText", 400, "Bad Request: message can't be edited")
    assert await receive(real, real.updates.tap("menu:0"))


async def test_a_checklist_is_ticked_in_place_and_hands_over_to_care(real: Phone, shipped: Content) -> None:
    """The ticks stand in the buttons; a sign of danger brings the numbers."""
    await say(real, "/checklist")
    await receive(real, real.updates.tap(buttons(real)[0]["callback_data"]))
    await receive(real, real.updates.tap(replaced(real)[7]["callback_data"]))
    done = replaced(real)[-1]
    assert [button["text"][0] for button in replaced(real)[:-1]].count("☑") == 2
    assert "999" in " ".join(await receive(real, real.updates.tap(done["callback_data"])))


async def test_a_thumb_is_thanked_for_in_passing_and_counted(real: Phone, shipped: Content) -> None:
    """No message is sent for it; the count names the answer, not the person."""
    await say(real, "should i text him again")
    name = (await real.session()).last
    assert await receive(real, real.updates.tap(f"up:{name}")) == []
    assert real.transport.of("answerCallbackQuery")[-1]["text"] == shipped.lines["thumb"][0]


async def test_clear_deletes_both_sides_messages(real: Phone, shipped: Content) -> None:
    """Those of the last two days, and says what it cannot delete."""
    await say(real, "should i text him again")
    typed = real.updates.message("/clear")
    assert await receive(real, typed) == shipped.lines["cleared"][0].split("\n\n")
    (deleted,) = real.transport.of("deleteMessages")
    assert {900, typed["message"]["message_id"], typed["message"]["message_id"] - 1} <= {*deleted["message_ids"]}


async def test_clear_knows_the_last_messages_after_a_restart_too(real: Phone, shipped: Content) -> None:
    """What was sent last, and what was sent without being read, by another process on the same store."""
    await say(real, "should i text him again")
    picture = real.updates.message(sticker=STICKER)
    await receive(real, picture)
    application = build_application(
        TOKEN, "http://127.0.0.1:9", Conversation(lambda: shipped, real.store), KEY, real.transport
    )
    application.outbox.patience = 0.0
    await application.initialize()
    again = replace(real, application=application)
    await receive(again, real.updates.message("/clear"))
    (deleted,) = real.transport.of("deleteMessages")
    assert {900, picture["message"]["message_id"], picture["message"]["message_id"] - 1} <= {*deleted["message_ids"]}
    await application.shutdown()


async def test_nothing_is_remembered_of_a_chat_that_was_deleted(real: Phone) -> None:
    """Not even the number of the message that says so."""
    await say(real, "should i text him again")
    await say(real, "/delete")
    assert await real.store.numbers(KEY(7)) == ()


async def test_export_shows_what_is_stored(real: Phone) -> None:
    """As JSON, without a word of what was said."""
    await say(real, "should i text him again, zebra")
    shown = " ".join(await say(real, "/export"))
    assert '"last": "should_i_text"' in shown
    assert "zebra" not in shown


@pytest.mark.parametrize("command", ["/delete", "/privacy", "/export", "/clear"])
async def test_danger_behind_a_command_comes_before_it(real: Phone, command: str) -> None:
    """Nobody who writes it there is told about data; and harmless words do not keep a command from its work."""
    said = " ".join(await say(real, f"{command} everything, he hit me and i'm scared to go home"))
    assert "999" in said
    assert (await real.session()).care == "abuse"


async def test_harmless_words_behind_a_command_leave_it_as_it_is(real: Phone, shipped: Content) -> None:
    """It is carried out as if it stood alone."""
    await say(real, "is it my fault")
    assert (await say(real, "/delete please, thank you"))[0] == shipped.lines["deleted"][0]
    assert (await real.session()).turns == 0
