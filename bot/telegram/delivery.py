"""Sending a reply to where it was asked for, and what Telegram may refuse without anything being wrong."""

from __future__ import annotations

import html
import json
import logging
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from telegram import CallbackQuery, Message
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, TimedOut

from bot.telegram.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram import Bot

    from bot.dialogue.exchange import Reply
    from bot.telegram.render import Outgoing

_HARMLESS = ("message is not modified", "query is too old", "query id is invalid")
_UNREADABLE = "can't parse entities"
# Spelt so that the library does not advise Bot.send_message, which makes a Message of an answer nobody looks at: that
# alone costs as much as reading the update.
_SEND_MESSAGE = "send_Message"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a reply goes."""

    chat_id: int
    thread_id: int | None = None
    """The topic of a forum."""
    answers: int | None = None
    """The message replied to, in groups."""

    def __str__(self) -> str:
        return json.dumps([self.chat_id, self.thread_id, self.answers])

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
    return Address(message.chat.id, thread, message.message_id if quote else None)


async def send_bubble(bot: Bot, address: Address, reply: Reply) -> None:
    """Send the first bubble of a reply, with the buttons if it is the last one too."""
    first = replace(reply, bubbles=reply.bubbles[:1], buttons=() if len(reply.bubbles) > 1 else reply.buttons)
    for outgoing in render(first):
        with tolerated():
            try:
                await _send(bot, address, outgoing)
            except BadRequest as error:
                if _UNREADABLE not in error.message.lower():
                    raise
                await _send(bot, address, outgoing, plain=True)


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


async def _send(bot: Bot, address: Address, outgoing: Outgoing, *, plain: bool = False) -> None:
    answers, keyboard = address.answers, outgoing.keyboard
    asked = {
        "chat_id": address.chat_id,
        "text": html.unescape(outgoing.html) if plain else outgoing.html,
        "parse_mode": None if plain else ParseMode.HTML,
        "reply_markup": keyboard.to_dict() if keyboard else None,
        "link_preview_options": {"is_disabled": True},
        "message_thread_id": address.thread_id,
        "reply_parameters": {"message_id": answers, "allow_sending_without_reply": True} if answers else None,
    }
    await bot.do_api_request(_SEND_MESSAGE, asked)
