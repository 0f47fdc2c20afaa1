"""The python-telegram-bot application: which handler takes which update."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, NoReturn, cast

from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.dialogue import commands
from bot.telegram.addressing import Addressed, TellsDanger, behind_command, words
from bot.telegram.handlers import Handlers
from bot.telegram.metrics import Metrics
from bot.telegram.outbox import Outbox
from bot.telegram.redact import GuardedBot, hide_token
from bot.telegram.transport import Transport

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram.request import BaseRequest

    from bot.conversation import Conversation


class BotApplication(Application[Any, Any, Any, Any, Any, Any]):
    """An application whose ``process_update`` raises what a handler raised."""

    __slots__ = ("conversation", "editor_chats", "metrics", "outbox")

    def __init__(self, *, conversation: Conversation, outbox: Outbox, **given: Any) -> None:  # noqa: ANN401 - what the builder passes on
        super().__init__(**given)
        self.conversation = conversation
        self.outbox = outbox
        self.editor_chats: tuple[int, ...] = ()
        self.metrics = Metrics()
        self.metrics.watch_backlog(lambda: outbox.waiting)
        conversation.observe = self.metrics.turn_taken

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
    request = request or Transport()
    bot = GuardedBot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=request,
        get_updates_request=request,
    )
    parts = {"conversation": conversation, "outbox": Outbox(bot, conversation.store, key)}
    builder = ApplicationBuilder().application_class(BotApplication, parts).bot(bot).updater(None).job_queue(None)
    application = cast("BotApplication", builder.build())
    add_handlers(application, Handlers(conversation, application.outbox))
    return application


def _quieten_libraries() -> None:
    """Leave only warnings of the libraries: below, they log what people write, and each file that is saved."""
    for name in ("telegram", "uvicorn", "watchfiles"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # It writes down whole answers that are no JSON; one that was cut short is full of people's messages.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)


OWN_COMMANDS = ("delete", "privacy", "export", "clear")
"""The commands that Telegram's edge carries out; the others are the dialogue's."""


def add_handlers(application: BotApplication, handlers: Handlers) -> None:
    """List every handler; the first that fits takes the update: no service notes, edits only where they tell danger."""
    new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    addressed = new & Addressed()
    application.add_handlers(
        [
            # Taps come first: the other handlers look for a message, which an old button no longer has.
            CallbackQueryHandler(handlers.tap),
            # Danger told behind a command comes before the command.
            CommandHandler(OWN_COMMANDS, handlers.command, new & TellsDanger(handlers.tells_danger, behind_command)),
            CommandHandler("delete", handlers.delete, new),
            CommandHandler("privacy", handlers.privacy, new),
            CommandHandler("export", handlers.export, new),
            CommandHandler("clear", handlers.clear, new),
            CommandHandler(commands.NAMES, handlers.command, new),
            MessageHandler(addressed & (filters.TEXT | filters.CAPTION), handlers.text),
            MessageHandler(addressed & ~filters.StatusUpdate.ALL, handlers.unreadable),
            MessageHandler(edited & Addressed() & TellsDanger(handlers.tells_danger, words), handlers.text),
        ]
    )
