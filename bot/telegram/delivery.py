"""Sending a reply to where it was asked for, and what Telegram may refuse without anything being wrong."""

from __future__ import annotations

import json
import logging
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from telegram import CallbackQuery, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, TimedOut

from bot.telegram.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram import Bot

    from bot.dialogue.exchange import Reply
    from bot.telegram.render import Outgoing

_HARMLESS = ("message is not modified", "query is too old", "query id is invalid")
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

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


async def send(bot: Bot, address: Address, reply: Reply) -> None:
    """Send a reply, message by message; somebody who has blocked the bot is no error."""
    try:
        for outgoing in render(reply):
            with tolerated():
                await _send(bot, address, outgoing)
    except Forbidden:
        logger.info("An answer was not sent: its person has blocked the bot, or the bot was removed from its group.")


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


async def _send(bot: Bot, address: Address, outgoing: Outgoing) -> None:
    answers = address.answers
    await bot.send_message(
        address.chat_id,
        outgoing.html,
        parse_mode=ParseMode.HTML,
        reply_markup=outgoing.keyboard,
        link_preview_options=_NO_PREVIEW,
        message_thread_id=address.thread_id,
        reply_parameters=ReplyParameters(answers, allow_sending_without_reply=True) if answers else None,
    )
