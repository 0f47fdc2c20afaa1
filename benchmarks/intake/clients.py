"""The bots that are compared, each of which answers every message; one runs as a process of its own.

``python -m benchmarks.intake.clients NAME ADDRESS FOLDER`` runs one against the Bot API at an address, with a folder
for its database.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from benchmarks.intake.script import CACHE
from bot.conversation import Conversation
from bot.dialogue.exchange import Message, Reply, Session, Turn
from bot.dialogue.model import Action, Content, Decision
from bot.dialogue.turn import take_turn
from bot.garbage import leave_out_what_is_there
from bot.storage.flood import FloodControl
from bot.storage.keys import chat_key
from bot.storage.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiogram import Bot, Dispatcher
    from aiogram.types import Message as Received
    from telegram import Update
    from telegram.request import BaseRequest

    from bot.telegram.application import BotApplication

TOKEN = os.environ.get("BENCH_TOKEN", "")
SECRET = os.environ.get("BENCH_SECRET", "")
KEY = b"a secret of 32 bytes, or nearly."


def echo_turn(_: Content, session: Session, message: Message) -> Turn:
    """Repeat what was heard: the least a dialogue can do."""
    return Turn(Reply((message.text,)), replace(session, turns=session.turns + 1), Decision(Action.ANSWER, "An echo."))


def ours(address: str, folder: Path, *, whole: bool, request: BaseRequest | None = None) -> BotApplication:
    """Build our application, with an echo or with the whole dialogue and the shipped content."""
    from bot.content.cache import Cache
    from bot.content.load import load
    from bot.settings import shipped_content
    from bot.telegram.application import build_application

    content = load(shipped_content(), Cache(CACHE)).content if whole else cast("Content", None)
    assert content or not whole, "the shipped content has no errors"
    store = SqliteStore(folder / "bot.sqlite", KEY)
    dialogue = Conversation(
        lambda: cast("Content", content), store, take_turn if whole else echo_turn, FloodControl(600)
    )
    leave_out_what_is_there()  # as the bot itself does
    return build_application(TOKEN, address, dialogue, partial(chat_key, KEY), request)


def polling(address: str, folder: Path, *, whole: bool = False) -> None:
    """Ours, asking for updates."""
    from bot.telegram.polling import Polling

    asyncio.run(Polling(ours(address, folder, whole=whole)).run())


def webhook(address: str, folder: Path, *, whole: bool = False) -> None:
    """Ours, having updates brought."""
    from bot.telegram.webhook import Webhook

    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/telegram"
        asyncio.run(Webhook(ours(address, folder, whole=whole), url, SECRET).run(listening))


def stock(address: str, _: Path, *, concurrent: bool) -> None:
    """python-telegram-bot as its manual starts it."""
    from telegram.ext import ApplicationBuilder, MessageHandler, filters

    async def echo(update: Update, _: Any) -> None:  # noqa: ANN401 - the library's context has five parameters
        assert update.message, "only messages are sent"
        assert update.message.text, "with a text"
        await update.message.reply_text(update.message.text)

    builder = ApplicationBuilder().token(TOKEN).base_url(f"{address}/bot").concurrent_updates(concurrent)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


def aiogram_polling(address: str, _: Path) -> None:
    """The aiogram library as its manual starts it."""
    dispatcher, bot = _aiogram(address)
    asyncio.run(dispatcher.start_polling(bot))


def aiogram_webhook(address: str, _: Path, *, at_once: bool) -> None:
    """The aiogram library having updates brought: its manual's way says 200 at once, the other way after its answer."""
    from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
    from aiohttp import web

    dispatcher, bot = _aiogram(address)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        async def tell_address() -> None:
            await bot.me()
            url = f"http://127.0.0.1:{listening.getsockname()[1]}/telegram"
            await bot.set_webhook(url, secret_token=SECRET, max_connections=100)  # as many as ours

        dispatcher.startup.register(tell_address)
        app = web.Application()
        SimpleRequestHandler(dispatcher, bot, at_once, SECRET).register(app, "/telegram")
        setup_application(app, dispatcher, bot=bot)
        web.run_app(app, sock=listening, print=None)


def _aiogram(address: str) -> tuple[Dispatcher, Bot]:
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    async def echo(message: Received) -> None:
        await message.answer(message.text or "")

    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    return dispatcher, Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(address)))


CLIENTS: dict[str, Callable[[str, Path], None]] = {
    "ours, polling": polling,
    "ours, webhook": webhook,
    "ours, polling, whole bot": partial(polling, whole=True),
    "ours, webhook, whole bot": partial(webhook, whole=True),
    "python-telegram-bot, sequential": partial(stock, concurrent=False),
    "python-telegram-bot, concurrent": partial(stock, concurrent=True),
    "aiogram, polling": aiogram_polling,
    "aiogram, webhook, 200 at once": partial(aiogram_webhook, at_once=True),
    "aiogram, webhook, 200 after": partial(aiogram_webhook, at_once=False),
}

if __name__ == "__main__":
    logging.disable()
    name, address, folder = sys.argv[1:]
    CLIENTS[name](address, Path(folder))
