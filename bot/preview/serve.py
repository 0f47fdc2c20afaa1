"""The real bot against the local Telegram, in one process, with the chat page in front."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import webbrowser
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.conversation import Conversation
from bot.garbage import leave_out_what_is_there
from bot.preview.preview import Preview
from bot.storage.memory import MemoryStore
from bot.telegram.application import build_application
from bot.telegram.polling import Polling
from bot.telegram.server import serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.content.live import LiveContent, Reload
    from bot.conversation import Channel, TakeTurn
    from bot.dialogue.exchange import Message, Turn
    from bot.dialogue.model import Content
    from bot.preview.workshop import Workshop
    from bot.telegram.editors import Editors

HOST = "127.0.0.1"
PORT = 8080
PATIENCE = 60.0


class WatchedConversation(Conversation):
    """A conversation that shows each turn in the page's panel; its chat keys are the plain ids."""

    def __init__(
        self, preview: Preview, content: Callable[[], Content], take_turn: TakeTurn, store: MemoryStore | None = None
    ) -> None:
        super().__init__(content, store or MemoryStore(), take_turn)
        self._preview = preview

    async def take(self, chat: str, message: Message, channel: Channel | None = None) -> Turn | None:
        """Take one message, then show why it was answered so."""
        turn = await super().take(chat, message, channel)
        if turn:
            self._preview.on_turn(int(chat), turn)
        return turn


async def serve(  # noqa: PLR0913 - what a start may choose
    live: LiveContent,
    take_turn: TakeTurn,
    port: int = PORT,
    *,
    store: MemoryStore | None = None,
    workshop: Workshop | None = None,
    editors: Editors | None = None,
    announce: Callable[[str], None] = print,
) -> None:
    """Talk to whoever opens the page, until Ctrl-C; where the port is taken, another one is used."""
    preview = Preview(workshop=workshop)
    async with running(preview, port=port) as address:
        announce(f"The bot answers at {address} (Ctrl-C ends it).")
        if _has_screen():
            await asyncio.to_thread(webbrowser.open, address)
        conversation = WatchedConversation(preview, lambda: live.content, take_turn, store)
        await _answer(preview, address, live, conversation, editors)


@asynccontextmanager
async def running(preview: Preview, host: str = HOST, port: int = 0) -> AsyncIterator[str]:
    """Serve the local Telegram; yields its address."""
    with _listen(host, port) as listening:
        async with serving(preview.app, listening):
            try:
                yield f"http://{host}:{listening.getsockname()[1]}"
            finally:
                preview.close()


async def _answer(
    preview: Preview, address: str, live: LiveContent, conversation: Conversation, editors: Editors | None
) -> None:
    """Wire the bot to the server and the panel; runs until a signal."""
    application = build_application(preview.token, address, conversation, key=str)
    if editors:
        editors.join(application)
    application.outbox.patience = PATIENCE  # the panel shows a turn beside the message that has arrived
    preview.on_content(_loaded(live.content), live.problems)

    async with asyncio.TaskGroup() as tasks:

        def show(reload: Reload) -> None:
            preview.on_content(reload.summary, reload.problems)
            leave_out_what_is_there()
            if editors:
                tasks.create_task(editors.on_reload(reload))

        beside = [tasks.create_task(live.watch(show))]
        if editors:
            beside.append(tasks.create_task(editors.digest_daily()))
        await _until_stopped(Polling(application))
        for task in beside:
            task.cancel()


async def _until_stopped(polling: Polling) -> None:
    """Run the intake; where Ctrl-C comes as a cancellation, as on Windows, it finishes its batch all the same."""
    answering = asyncio.create_task(polling.run())
    try:
        await asyncio.shield(answering)
    finally:
        polling.stop()
        await answering


def _loaded(content: Content) -> str:
    phrases = sum(len(intent.phrases) for intent in content.intents.values())
    return f"{len(content.intents)} intents with {phrases:,} phrases loaded."


def _has_screen() -> bool:
    """Tell whether a browser's window could be seen; in a bare terminal a text browser would take it over."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError:
        return socket.create_server((host, 0))
