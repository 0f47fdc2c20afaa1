"""Another library as a client, with stricter models: whatever the server answers, it understands."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest

from bot.preview.faults import Fault, Kind
from bot.preview.preview import BOT_USERNAME

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import ModuleType

    from aiogram import Bot
    from aiogram.types import InlineKeyboardMarkup

    from bot.preview.chats import Chat
    from bot.preview.preview import Preview


@pytest.fixture(scope="session")
def library() -> ModuleType:
    """Import it where it is used: it takes seconds, and each process that runs tests reads every file of them."""
    return importlib.import_module("aiogram")


@pytest.fixture
async def bot(library: ModuleType, server: str, preview: Preview) -> AsyncIterator[Bot]:
    """Connect it."""
    api = library.client.telegram.TelegramAPIServer.from_base(server)
    bot = library.Bot(preview.token, session=library.client.session.aiohttp.AiohttpSession(api=api))
    async with bot.context():
        yield bot


@pytest.fixture
def keyboard(library: ModuleType) -> InlineKeyboardMarkup:
    """Make a keyboard of one button."""
    button = library.types.InlineKeyboardButton(text="More", callback_data="more")
    made: InlineKeyboardMarkup = library.types.InlineKeyboardMarkup(inline_keyboard=[[button]])
    return made


async def test_it_sends_and_edits(bot: Bot, keyboard: InlineKeyboardMarkup, chat: Chat) -> None:
    """A stricter reader understands every message, too."""
    assert (await bot.get_me()).username == BOT_USERNAME
    sent = await bot.send_message(chat.id, "<b>Hello</b>", parse_mode="HTML", reply_markup=keyboard)
    assert sent.html_text == "<b>Hello</b>"
    assert sent.reply_markup
    assert sent.reply_markup.inline_keyboard[0][0].callback_data == "more"
    edited = await bot.edit_message_text("Changed", chat_id=chat.id, message_id=sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.text == "Changed"
    assert await bot.delete_message(chat.id, sent.message_id)


async def test_it_takes_updates(
    library: ModuleType, bot: Bot, keyboard: InlineKeyboardMarkup, preview: Preview, chat: Chat
) -> None:
    """Every kind of update passes a strict model; a tap can be answered."""
    sent = await bot.send_message(chat.id, "Hello", reply_markup=keyboard)
    preview.say(chat.id, "hello", reply_to=sent.message_id)
    preview.tap(chat.id, sent.message_id, "more")
    preview.block(chat.id, blocked=True)
    said, tapped, blocked = await bot.get_updates(allowed_updates=["message", "callback_query", "my_chat_member"])
    assert said.message
    assert said.message.reply_to_message
    assert said.message.reply_to_message.message_id == sent.message_id
    assert tapped.callback_query
    assert await bot.answer_callback_query(tapped.callback_query.id, text="Yes", show_alert=False)
    assert blocked.my_chat_member
    with pytest.raises(library.exceptions.TelegramForbiddenError):
        await bot.send_message(chat.id, "Still there?")


async def test_it_sets_its_profile(library: ModuleType, bot: Bot) -> None:
    """Commands, menu button and webhook in the form another library sends them."""
    assert await bot.set_my_commands([library.types.BotCommand(command="start", description="Begin")])
    assert [command.command for command in await bot.get_my_commands()] == ["start"]
    assert await bot.set_chat_menu_button(menu_button=library.types.MenuButtonCommands())
    assert isinstance(await bot.get_chat_menu_button(), library.types.MenuButtonCommands)
    assert await bot.set_webhook("http://127.0.0.1:1/hook", max_connections=3)
    assert (await bot.get_webhook_info()).max_connections == 3


@pytest.mark.parametrize(
    ("kind", "error"),
    [(Kind.FLOOD, "TelegramRetryAfter"), (Kind.UNAUTHORIZED, "TelegramUnauthorizedError")],
    ids=["flood", "unauthorized"],
)
async def test_it_understands_faults(
    library: ModuleType, bot: Bot, preview: Preview, chat: Chat, *, kind: Kind, error: str
) -> None:
    """A refusal arrives as the right error."""
    preview.fail(Fault(kind))
    with pytest.raises(getattr(library.exceptions, error)):
        await bot.send_message(chat.id, "Hello")


async def test_it_is_told_what_is_wrong(library: ModuleType, bot: Bot, chat: Chat) -> None:
    """Telegram's wording arrives."""
    with pytest.raises(library.exceptions.TelegramBadRequest, match="can't parse entities: Unsupported start tag"):
        await bot.send_message(chat.id, "I <3 you", parse_mode="HTML")
