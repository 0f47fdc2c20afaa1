"""Who a message is for: everything in private, in groups only what is said to the bot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from telegram import MessageEntity
from telegram.constants import ChatType
from telegram.ext import filters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from telegram import Message

_MENTIONS: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]


class Addressed(filters.MessageFilter):
    """Private messages; in groups mentions of the bot and replies to it, but no other bot's commands."""

    def filter(self, message: Message) -> bool:
        """Tell whether the message is for the bot."""
        if message.chat.type == ChatType.PRIVATE:
            return True
        if (message.text or "").startswith("/"):
            return False
        return _replies(message) or any(_mentions(message))


class TellsDanger(filters.MessageFilter):
    """Messages whose words, or some of them, as the dialogue reads them by themselves may be about danger."""

    def __init__(self, tells_danger: Callable[[str], bool], of: Callable[[Message], str]) -> None:
        super().__init__()
        self._tells_danger = tells_danger
        self._of = of

    def filter(self, message: Message) -> bool:
        """Look at the words in question."""
        said = self._of(message)
        return bool(said.strip()) and self._tells_danger(said)


def behind_command(message: Message) -> str:
    """Return what stands behind a command."""
    return (message.text or "").partition(" ")[2]


def words(message: Message) -> str:
    """Return what was said, in a group without the bot's own name."""
    text = message.text or message.caption or ""
    for mention in _mentions(message):
        text = re.sub(rf"{re.escape(mention)}(?!\w)", " ", text, count=1)
    return " ".join(text.split()).strip(" ,:") if any(_mentions(message)) else text


def _replies(message: Message) -> bool:
    answered = message.reply_to_message
    return bool(answered and answered.from_user and answered.from_user.id == message.get_bot().id)


def _mentions(message: Message) -> Iterator[str]:
    """Yield the bot's name as it was written, once for each mention."""
    bot = message.get_bot()
    for entity, text in _entities(message).items():
        if entity.user.id == bot.id if entity.user else text.lower() == f"@{bot.username}".lower():
            yield text


def _entities(message: Message) -> dict[MessageEntity, str]:
    if message.text:
        return message.parse_entities(_MENTIONS)
    return message.parse_caption_entities(_MENTIONS) if message.caption else {}
