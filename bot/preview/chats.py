"""The people, their chats and the messages in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from bot.preview.entities import find_entities
from bot.preview.protocol import Json, bad_request, forbidden

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.preview.feed import Feed

QUERY_SECONDS = 150
"""How long a tap may be answered."""
FIRST_PERSON = 1001
FIRST_GROUP = -1_000_000_001
NAMES = ("Ada", "Ben", "Cleo", "Dara", "Eli", "Fern", "Gus", "Hana")


@dataclass(slots=True)
class Chat:
    """One chat, as the server keeps it."""

    about: Json
    """The Bot API's ``Chat``."""
    person: Json
    """Who writes here: a ``User``."""
    messages: dict[int, Json] = field(default_factory=dict)
    """The Bot API's ``Message`` by id, in order."""
    turns: dict[int, Json] = field(default_factory=dict)
    """What the bot decided, by the id of the last message it sent for it."""
    is_started: bool = False
    is_blocked: bool = False

    @property
    def id(self) -> int:
        """The chat's id."""
        return int(self.about["id"])

    @property
    def last_id(self) -> int:
        """The id of the last message, 0 in an empty chat."""
        return next(reversed(self.messages), 0)


@dataclass(slots=True)
class Tap:
    """A button's tap that waits for its answer."""

    chat_id: int
    at: float
    is_answered: bool = False


class Chats:
    """All chats with the bot."""

    def __init__(self, bot: Json, feed: Feed, clock: Callable[[], float]) -> None:
        self.bot = bot
        self.feed = feed
        self.clock = clock
        self.taps: dict[str, Tap] = {}
        self._chats: dict[int, Chat] = {}
        self._people = count(FIRST_PERSON)
        self._groups = count(FIRST_GROUP, -1)
        self._message_ids = count(1)

    def open(self, language: str = "en") -> Chat:
        """Open a private chat with somebody new."""
        number = next(self._people)
        name = NAMES[(number - FIRST_PERSON) % len(NAMES)]
        person = {"id": number, "is_bot": False, "first_name": name, "language_code": language}
        return self._keep(Chat({"id": number, "type": "private", "first_name": name}, person))

    def open_group(self, title: str, person: Json) -> Chat:
        """Open a group that holds the bot and a person."""
        about = {"id": next(self._groups), "type": "group", "title": title}
        return self._keep(Chat(about, person, is_started=True))

    def find(self, chat_id: object) -> Chat:
        """Find a chat by what a bot may call it."""
        number = str(chat_id).strip()
        chat = self._chats.get(int(number)) if number.removeprefix("-").isdecimal() else None
        if chat is None:
            raise bad_request("chat not found" if number else "chat_id is empty")
        return chat

    def writable(self, chat_id: object) -> Chat:
        """Find a chat the bot may write to."""
        chat = self.find(chat_id)
        if chat.is_blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.is_started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def add(self, chat: Chat, sender: Json, content: Json) -> Json:
        """Put a message into a chat and tell its pages."""
        number = next(self._message_ids)
        stamp = {"message_id": number, "from": sender, "chat": chat.about, "date": int(self.clock())}
        message = stamp | content
        chat.messages[number] = message
        self.feed.tell(chat.id, "message", message)
        return message

    def say(self, chat: Chat, text: str, reply_to: int | None = None) -> Json:
        """Put a person's words into a chat."""
        content: Json = {"text": text}
        if entities := find_entities(text, []):
            content["entities"] = entities
        if reply_to is not None:
            content["reply_to_message"] = chat.messages[reply_to]
        chat.is_started = True
        return self.add(chat, chat.person, content)

    def tap(self, chat: Chat, message_id: int, data: str) -> Json:
        """Tap a button of a message; returns the Bot API's ``CallbackQuery``."""
        message = chat.messages[message_id]
        query_id = str(4_000_000_000 + len(self.taps))
        self.taps[query_id] = Tap(chat.id, self.clock())
        query = {"id": query_id, "from": chat.person, "chat_instance": str(chat.id), "data": data}
        return query | {"message": message}

    def _keep(self, chat: Chat) -> Chat:
        self._chats[chat.id] = chat
        return chat


def buttons_of(message: Json) -> list[Json]:
    """List a message's buttons."""
    rows: list[list[Json]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
