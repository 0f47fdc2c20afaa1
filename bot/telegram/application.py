"""The python-telegram-bot application: which handler takes which update."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, CommandHandler, MessageHandler, filters
from telegram.request import HTTPXRequest

from bot.telegram.addressing import Addressed
from bot.telegram.handlers import Handlers
from bot.telegram.outbox import Outbox
from bot.telegram.redact import GuardedBot, hide_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram.request import BaseRequest

    from bot.conversation import Conversation

BotApplication: TypeAlias = "Application[Any, Any, Any, Any, Any, Any]"


class _Application(Application[Any, Any, Any, Any, Any, Any]):
    """An application whose ``process_update`` raises what a handler raised."""

    async def process_error(self, update: object, error: Exception, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 - not looked at
        """Hand a failure to the intake, which decides what becomes of the update; stock swallows it."""
        del update
        raise error


def build_application(
    token: str,
    api_url: str,
    conversation: Conversation,
    key: Callable[[int], str],
    request: BaseRequest | None = None,
) -> BotApplication:
    """Build the bot for a Bot API server; the intake feeds it, so it has no updater of its own."""
    hide_token(token)
    _quieten_libraries()
    bot = GuardedBot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=request or HTTPXRequest(connect_timeout=5, read_timeout=8, pool_timeout=8),
        get_updates_request=request,
    )
    builder = ApplicationBuilder().application_class(_Application).bot(bot).updater(None).job_queue(None)
    application = builder.build()
    add_handlers(application, Handlers(conversation, Outbox(bot, conversation.store), key))
    return application


def _quieten_libraries() -> None:
    """Leave only warnings of the libraries: below, they log what people write."""
    for name in ("telegram", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


def add_handlers(application: BotApplication, handlers: Handlers) -> None:
    """List every handler; the first that fits takes the update, and edits and service notes fit none."""
    new = filters.UpdateType.MESSAGE
    addressed = new & Addressed()
    application.add_handlers(
        [
            # Taps come first: the other handlers look for a message, which an old button no longer has.
            CallbackQueryHandler(handlers.tap),
            CommandHandler("start", handlers.start, new),
            CommandHandler("topics", handlers.topics, new),
            CommandHandler("help", handlers.help, new),
            CommandHandler("privacy", handlers.privacy, new),
            CommandHandler("delete", handlers.delete, new),
            MessageHandler(addressed & (filters.TEXT | filters.CAPTION), handlers.text),
            MessageHandler(addressed & ~filters.StatusUpdate.ALL, handlers.unreadable),
        ]
    )
