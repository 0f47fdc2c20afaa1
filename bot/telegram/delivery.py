"""Sending a reply to where it was asked for, and what Telegram may refuse without anything being wrong."""

from __future__ import annotations

import html
import json
import logging
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from telegram import CallbackQuery, Message
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, TimedOut

from bot.telegram.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from telegram import Bot

    from bot.dialogue.exchange import Reply
    from bot.telegram.render import Outgoing

_HARMLESS = ("message is not modified", "query is too old", "query id is invalid")
DELETED_AT_ONCE = 100
"""Messages that one request may delete."""
_UNREADABLE = "can't parse entities"
# Spelt so that the library does not advise its own methods, which make a Message of an answer nobody looks at: that
# alone costs as much as reading the update.
_SEND_MESSAGE, _EDIT_MESSAGE = "send_Message", "edit_Message_text"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a reply goes."""

    chat_id: int
    thread_id: int | None = None
    """The topic of a forum."""
    answers: int | None = None
    """The message replied to, in groups."""
    tapped: int | None = None
    """The message whose button was tapped."""
    written: int | None = None
    """The message that is answered."""

    def __str__(self) -> str:
        return json.dumps([self.chat_id, self.thread_id, self.answers, self.tapped, self.written])

    @property
    def numbers(self) -> tuple[int, ...]:
        """The messages of the person's that it is about."""
        return tuple(filter(None, (self.tapped, self.written)))

    @classmethod
    def read(cls, text: str) -> Self:
        """Read back what ``str`` wrote."""
        return cls(*json.loads(text))


def address_of(source: Message | CallbackQuery) -> Address | None:
    """Find where to answer; ``None`` for a button that stands in no chat."""
    message = source.message if isinstance(source, CallbackQuery) else source
    if message is None:
        return None
    thread = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    quote = source is message and message.chat.type != ChatType.PRIVATE
    tapped = message.message_id if source is not message else None
    written = message.message_id if source is message else None
    return Address(message.chat.id, thread, written if quote else None, tapped, written)


async def send_bubble(bot: Bot, address: Address, reply: Reply) -> tuple[int, ...]:
    """Send the first bubble of a reply, with the buttons if it is the last one too; the numbers of what was sent.

    A reply that takes the place of the message tapped is put there, or sent where that message cannot be changed.
    """
    sent: list[int] = []
    first = replace(reply, bubbles=reply.bubbles[:1], buttons=()) if len(reply.bubbles) > 1 else reply
    for outgoing in render(first):
        with tolerated():
            if reply.replaces and address.tapped and await _replaced(bot, address, outgoing):
                continue
            try:
                sent.append(await _send(bot, address, outgoing))
            except BadRequest as error:
                if _UNREADABLE not in error.message.lower():
                    raise
                sent.append(await _send(bot, address, outgoing, plain=True))
    return tuple(filter(None, sent))


async def delete_messages(bot: Bot, chat_id: int, numbers: Sequence[int]) -> None:
    """Delete what Telegram still lets be deleted: in private chats both sides' messages of the last two days."""
    for start in range(0, len(numbers), DELETED_AT_ONCE):
        try:
            await bot.delete_messages(chat_id, numbers[start : start + DELETED_AT_ONCE])
        except BadRequest as error:
            logger.info("Some messages could not be deleted: %s", error.message)


async def _replaced(bot: Bot, address: Address, outgoing: Outgoing) -> bool:
    """Change the message whose button was tapped; whether that was possible."""
    try:
        asked = {
            "chat_id": address.chat_id,
            "message_id": address.tapped,
            "text": outgoing.html,
            "parse_mode": ParseMode.HTML,
            "reply_markup": _markup(outgoing),
        }
        await bot.do_api_request(_EDIT_MESSAGE, asked)
    except BadRequest as error:
        return "not modified" in error.message.lower()
    return True


@contextmanager
def tolerated() -> Iterator[None]:
    """Let pass what Telegram refuses because a person was faster, and a confirmation that never came."""
    try:
        yield
    except TimedOut:
        # Sending again might show the same thing twice: the request may well have arrived.
        logger.warning("Telegram did not confirm a request in time; it may or may not have arrived.")
    except BadRequest as error:
        if not any(known in error.message.lower() for known in _HARMLESS):
            raise


async def _send(bot: Bot, address: Address, outgoing: Outgoing, *, plain: bool = False) -> int:
    answers = address.answers
    asked = {
        "chat_id": address.chat_id,
        "text": html.unescape(outgoing.html) if plain else outgoing.html,
        "parse_mode": None if plain else ParseMode.HTML,
        "reply_markup": _markup(outgoing),
        "link_preview_options": {"is_disabled": True},
        "message_thread_id": address.thread_id,
        "reply_parameters": {"message_id": answers, "allow_sending_without_reply": True} if answers else None,
    }
    sent = await bot.do_api_request(_SEND_MESSAGE, asked)
    return int(sent["message_id"]) if isinstance(sent, dict) else 0


def _markup(outgoing: Outgoing) -> dict[str, Any] | None:
    return {"inline_keyboard": outgoing.keyboard} if outgoing.keyboard else None
