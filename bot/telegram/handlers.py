"""What happens with each kind of update: mostly, it becomes a message for the conversation."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, TypeAlias

from telegram import CallbackQuery, Message, Update, User
from telegram.ext import ContextTypes

from bot.dialogue import exchange
from bot.telegram.addressing import words

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.telegram.outbox import Outbox

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
ALBUMS_REMEMBERED = 200
THUMBS = ("up:", "down:")
"""How the data of buttons begins that are thanked for in passing."""


class Handlers:
    """The callbacks of the application, around one conversation."""

    def __init__(self, conversation: Conversation, outbox: Outbox) -> None:
        self._conversation = conversation
        self._outbox = outbox
        self._albums: deque[str] = deque(maxlen=ALBUMS_REMEMBERED)

    def tells_danger(self, text: str) -> bool:
        """Tell whether words may be about danger, so that they come before a command they stand behind."""
        return self._conversation.tells_danger(text)

    async def command(self, update: Update, _: Context) -> None:
        """Let the dialogue take a command, with whatever stands behind it."""
        message = _message(update)
        await self._take(update, message, message.text or "")

    async def text(self, update: Update, _: Context) -> None:
        """Answer what was typed, under a picture too."""
        message = _message(update)
        await self._take(update, message, words(message) or "/start")
        self._albums.append(message.media_group_id or "")

    async def tap(self, update: Update, _: Context) -> None:
        """Answer a button; first of all let it stop spinning."""
        query = update.callback_query
        assert query is not None, "a CallbackQueryHandler's promise"
        thumb = (query.data or "").startswith(THUMBS)
        notice = self._conversation.line("thumb") if thumb else ""
        await self._outbox.stop_spinning(update.update_id, query, notice)
        if query.data:
            await self._take(update, query, query.data, tapped=True)

    async def delete(self, update: Update, _: Context) -> None:
        """Forget the chat, then say so."""
        if line := self._outbox.line(update.update_id, _message(update)):
            await self._conversation.forget(line.chat, line)

    async def privacy(self, update: Update, _: Context) -> None:
        """Say what is stored, without storing anything for asking."""
        await self._say(update, "privacy")

    async def export(self, update: Update, _: Context) -> None:
        """Show everything stored about the chat."""
        if line := self._outbox.line(update.update_id, _message(update)):
            await self._conversation.hand_out(line.chat, line)

    async def clear(self, update: Update, _: Context) -> None:
        """Delete both sides' messages of the last two days, then say what is left."""
        message = _message(update)
        if line := self._outbox.line(update.update_id, message):
            known = await self._conversation.store.numbers(line.chat)
            await self._outbox.delete(message.chat.id, sorted({*known, message.message_id}))
            await self._take(update, message, "/clear")

    async def unreadable(self, update: Update, _: Context) -> None:
        """Say kindly that only words can be read, once for a whole album."""
        message = _message(update)
        if message.media_group_id and message.media_group_id in self._albums:
            return
        await self._say(update, "unsupported")
        self._albums.append(message.media_group_id or "")

    async def _take(self, update: Update, source: Message | CallbackQuery, text: str, *, tapped: bool = False) -> None:
        if line := self._outbox.line(update.update_id, source):
            message = exchange.Message(
                text,
                _sent_at(source),
                tapped=tapped,
                language=_language(source.from_user),
            )
            await self._conversation.take(line.chat, message, line)

    async def _say(self, update: Update, key: str) -> None:
        if line := self._outbox.line(update.update_id, _message(update)):
            await self._conversation.say(line.chat, key, line)


def _message(update: Update) -> Message:
    message = update.message or update.edited_message
    assert message is not None, "the filters let messages pass only"
    return message


def _sent_at(source: Message | CallbackQuery) -> float:
    """When it was sent or changed; taps carry no time of their own."""
    return (source.edit_date or source.date).timestamp() if isinstance(source, Message) else time.time()


def _language(user: User | None) -> str:
    return (user.language_code or "") if user else ""
