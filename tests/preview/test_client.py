"""The library of the bot as a client: whatever the server answers, it understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MenuButtonCommands,
    MessageEntity,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter

from bot.preview.faults import Fault, Kind
from bot.preview.preview import BOT_USERNAME

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.preview.chats import Chat
    from bot.preview.preview import Preview


@pytest.fixture
async def ptb(server: str, preview: Preview) -> AsyncIterator[Bot]:
    """Connect python-telegram-bot."""
    bot = Bot(preview.token, base_url=f"{server}/bot", base_file_url=f"{server}/file/bot")
    async with bot:
        yield bot


KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])


async def test_ptb_knows_the_bot(ptb: Bot) -> None:
    """What getMe returns has all that python-telegram-bot asks of a bot."""
    assert (await ptb.get_me()).username == BOT_USERNAME


async def test_ptb_sends_and_edits(ptb: Bot, chat: Chat) -> None:
    """A message with everything in it comes back as an object, and can be changed and deleted."""
    sent = await ptb.send_message(
        chat.id,
        "<b>Hello</b> 🌿 <i>you</i>",
        parse_mode="HTML",
        reply_markup=KEYBOARD,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(999, allow_sending_without_reply=True),
        disable_notification=True,
    )
    assert (sent.text, sent.reply_markup) == ("Hello 🌿 you", KEYBOARD)
    assert [(entity.type, text) for entity, text in sent.parse_entities().items()] == [
        (MessageEntity.BOLD, "Hello"),
        (MessageEntity.ITALIC, "you"),
    ]
    edited = await ptb.edit_message_text("Changed", chat.id, sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.edit_date
    assert edited.reply_markup is None
    assert await ptb.edit_message_reply_markup(chat.id, sent.message_id, reply_markup=KEYBOARD)
    assert await ptb.delete_message(chat.id, sent.message_id)
    assert not chat.messages


async def test_ptb_takes_updates(ptb: Bot, preview: Preview, chat: Chat) -> None:
    """A message, a tap and a block arrive as updates that parse."""
    sent = await ptb.send_message(chat.id, "Hello", reply_markup=KEYBOARD)
    preview.say(chat.id, "/start here")
    preview.tap(chat.id, sent.message_id, "more")
    preview.block(chat.id, blocked=True)
    said, tapped, blocked = await ptb.get_updates()
    assert said.message
    assert said.message.parse_entities() == {said.message.entities[0]: "/start"}
    assert tapped.callback_query
    assert (tapped.callback_query.data, tapped.callback_query.message) == ("more", sent)
    assert blocked.my_chat_member
    assert blocked.my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(chat.id, "Still there?")


async def test_ptb_answers_taps(ptb: Bot, preview: Preview, chat: Chat) -> None:
    """A tap is answered once."""
    sent = await ptb.send_message(chat.id, "Hello", reply_markup=KEYBOARD)
    query = preview.tap(chat.id, sent.message_id, "more")
    assert await ptb.answer_callback_query(query["id"], "Yes", show_alert=True)
    with pytest.raises(BadRequest, match="Query is too old"):
        await ptb.answer_callback_query(query["id"])


async def test_ptb_sets_its_profile(ptb: Bot, chat: Chat) -> None:
    """Commands, descriptions and the menu button can be set and read."""
    commands = (BotCommand("start", "Begin"), BotCommand("help", "How"))
    assert await ptb.set_my_commands(commands)
    assert await ptb.get_my_commands() == commands
    assert await ptb.set_my_description("Long")
    assert (await ptb.get_my_description()).description == "Long"
    assert await ptb.set_my_short_description("Short")
    assert (await ptb.get_my_short_description()).short_description == "Short"
    assert await ptb.set_chat_menu_button(chat.id, MenuButtonCommands())
    assert await ptb.get_chat_menu_button(chat.id) == MenuButtonCommands()
    assert await ptb.send_chat_action(chat.id, "typing")


async def test_ptb_sets_a_webhook(ptb: Bot) -> None:
    """A webhook can be set, read and taken back."""
    assert await ptb.set_webhook("http://127.0.0.1:1/", secret_token="s", allowed_updates=Update.ALL_TYPES)
    info = await ptb.get_webhook_info()
    assert (info.url, info.max_connections) == ("http://127.0.0.1:1/", 40)
    assert await ptb.delete_webhook(drop_pending_updates=True)
    assert (await ptb.get_webhook_info()).url == ""


async def test_ptb_understands_a_flood_wait(
    ptb: Bot, preview: Preview, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 429 carries its seconds."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the library warns about the older form of the figure
    preview.fail(Fault(Kind.FLOOD, "sendMessage", seconds=7))
    with pytest.raises(RetryAfter) as caught:
        await ptb.send_message(chat.id, "Hello")
    assert caught.value._retry_after.total_seconds() == 7


async def test_ptb_understands_a_wrong_token(server: str) -> None:
    """A token of another bot is refused when connecting."""
    bot = Bot("123:" + "x" * 35, base_url=f"{server}/bot")
    with pytest.raises(InvalidToken):
        await bot.initialize()
    await bot.shutdown()
