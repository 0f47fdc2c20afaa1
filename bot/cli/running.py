"""The commands that talk: on Telegram, on the local one, in the terminal."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import complain, console
from bot.cli.parts import (
    content_of,
    desk_of,
    editors_of,
    has_store,
    live_content,
    read_settings,
    secret_of,
    store_of,
    waiting_of,
)

if TYPE_CHECKING:
    from bot.settings import Settings

PREVIEW_PORT = 8080


def run() -> None:
    """Answer on Telegram; where there is no `BOT_TOKEN`, on a local Telegram in the browser.

    Example: `BOT_TOKEN=123456:ABC… bot run`
    """
    settings = read_settings()
    if settings.token is None:
        console.print("There is no BOT_TOKEN yet, so here is the same bot on a Telegram of your own.")
        _preview(settings, PREVIEW_PORT)
        return
    _answer(settings)


def preview(
    port: Annotated[
        int, typer.Option(help="Where to serve the page; another port is taken if it is in use.")
    ] = PREVIEW_PORT,
) -> None:
    """Talk to the real bot on a local Telegram, in the browser, and see why it answers as it does.

    Saving a YAML file changes what the bot says at once.

    Example: `bot preview`
    """
    _preview(read_settings(), port)


def chat(*, why: Annotated[bool, typer.Option("--why", help="Show each decision with its reasons.")] = False) -> None:
    """Talk to the bot in this terminal; nothing is stored.

    Example: `bot chat --why`
    """
    _chat(read_settings(), why=why)


def _chat(settings: Settings, *, why: bool) -> None:
    import asyncio

    from bot.conversation import Conversation
    from bot.dialogue.turn import take_turn
    from bot.storage.memory import MemoryStore
    from bot.terminal.chat import talk

    content = content_of(settings)
    conversation = Conversation(lambda: content, MemoryStore(), take_turn)
    asyncio.run(talk(console, conversation, lambda: content, why=why))


def _preview(settings: Settings, port: int) -> None:
    import asyncio

    from bot.dialogue.turn import take_turn
    from bot.garbage import leave_out_what_is_there
    from bot.preview.serve import serve
    from bot.preview.workshop import Workshop
    from bot.storage.memory import MemoryStore

    live = live_content(settings)
    leave_out_what_is_there()

    async def served() -> None:
        own = MemoryStore()
        store = store_of(settings, secret_of(settings)) if has_store(settings) else own
        try:
            workshop = Workshop(desk_of(settings, live), store, waiting_of(settings))
            editors = editors_of(settings, store, live) if settings.editor_chats else None
            await serve(live, take_turn, port, store=own, workshop=workshop, editors=editors)
        finally:
            await store.close()

    asyncio.run(served())


def _answer(settings: Settings) -> None:
    """Answer Telegram until told to stop."""
    import asyncio
    import time
    from importlib.metadata import version

    from bot.cli.errors import report_errors
    from bot.cli.logs import set_up_logs
    from bot.cli.serving import answer
    from bot.dialogue.exchange import Message, Session
    from bot.dialogue.turn import take_turn
    from bot.garbage import leave_out_what_is_there
    from bot.telegram.polling import ConflictError
    from bot.telegram.redact import TokenRejectedError

    set_up_logs(settings.log, as_json=settings.log_format == "json")
    if settings.sentry_dsn:
        report_errors(settings.sentry_dsn.get_secret_value(), version("breathing-room"))
    logger = logging.getLogger(__name__)
    if not (settings.data / "cache").exists():
        logger.info("The content is loaded for the first time, which takes some ten seconds; later starts are quicker.")
    live = live_content(settings)
    content = live.content
    take_turn(content, Session(), Message("hello", time.time()))  # what is made once is made before anybody waits
    leave_out_what_is_there()
    logger.info(
        "Loaded %d intents with %d phrases, version %s.",
        len(content.intents),
        len(content.index.lines.phrases),
        content.version,
    )
    try:
        asyncio.run(answer(settings, live))
    except (TokenRejectedError, ConflictError) as error:
        complain(error)
