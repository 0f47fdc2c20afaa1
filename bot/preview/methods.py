"""The methods that send, change and answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.preview.chats import QUERY_SECONDS, Chat, Chats
from bot.preview.entities import find_entities, parse_html, trimmed
from bot.preview.keyboards import checked_keyboard
from bot.preview.protocol import Json, bad_request, utf16_length

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT_LIMIT = 4096
TOAST_LIMIT = 200
DELETABLE_SECONDS = 48 * 3600
MOST_DELETED = 100
_FILES = ("photo", "video", "voice", "document", "video_note")
ACTIONS = {"typing", "choose_sticker", "find_location"} | {
    f"{verb}_{kind}" for verb in ("upload", "record") for kind in _FILES
} - {"record_photo", "record_document"}
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Messages:
    """What a bot may do in its chats."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    def methods(self) -> dict[str, Callable[[Json], object]]:
        """List the methods by name."""
        return {
            "sendMessage": self.send,
            "editMessageText": self.edit_text,
            "editMessageReplyMarkup": self.edit_markup,
            "deleteMessage": self.delete,
            "deleteMessages": self.delete_several,
            "sendChatAction": self.act,
            "answerCallbackQuery": self.answer,
        }

    def send(self, asked: Json) -> Json:
        """Send a text."""
        chat = self._chats.writable(asked["chat_id"])
        content = _content(asked)
        if asked.get("message_thread_id"):
            raise bad_request("message thread not found")
        if replied := self._replied(chat, asked.get("reply_parameters")):
            content["reply_to_message"] = replied
        return self._chats.add(chat, self._chats.bot, content)

    def edit_text(self, asked: Json) -> Json:
        """Replace a message's text and buttons."""
        chat, message = self._editable(asked)
        if "rich_message" in asked:
            raise bad_request("rich messages are not shown by the local Telegram")
        if "text" not in asked:
            raise bad_request("message text is empty")
        return self._change(chat, message, _content(asked))

    def edit_markup(self, asked: Json) -> Json:
        """Replace a message's buttons; without new ones, take them away."""
        chat, message = self._editable(asked)
        kept = {name: message[name] for name in ("text", "entities") if name in message}
        return self._change(chat, message, kept | _markup(asked))

    def delete(self, asked: Json) -> bool:
        """Delete a message."""
        chat = self._chats.find(asked["chat_id"])
        message = chat.messages.get(asked["message_id"])
        if message is None:
            raise bad_request("message to delete not found")
        if self._chats.clock() - message["date"] > DELETABLE_SECONDS:
            raise bad_request("message can't be deleted for everyone")
        del chat.messages[message["message_id"]]
        self._chats.feed.tell(chat.id, "deleted", {"message_id": message["message_id"]})
        return True

    def delete_several(self, asked: Json) -> bool:
        """Delete those of up to a hundred messages that are there."""
        chat = self._chats.find(asked["chat_id"])
        if not 1 <= len(asked["message_ids"]) <= MOST_DELETED:
            raise bad_request("message identifiers are not specified")
        for number in {*asked["message_ids"]} & chat.messages.keys():
            self.delete({"chat_id": chat.id, "message_id": number})
        return True

    def act(self, asked: Json) -> bool:
        """Show what the bot is doing."""
        chat = self._chats.writable(asked["chat_id"])
        if asked["action"] not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        self._chats.feed.tell(chat.id, "action", {"action": asked["action"]})
        return True

    def answer(self, asked: Json) -> bool:
        """Answer a tap: once, and in time."""
        tap = self._chats.taps.get(asked["callback_query_id"])
        if tap is None or tap.is_answered or self._chats.clock() - tap.at > QUERY_SECONDS:
            raise bad_request(TOO_OLD)
        if utf16_length(asked.get("text", "")) > TOAST_LIMIT:
            raise bad_request("MESSAGE_TOO_LONG")
        tap.is_answered = True
        told = {"text": asked.get("text", ""), "show_alert": asked.get("show_alert", False)}
        self._chats.feed.tell(tap.chat_id, "answered", told)
        return True

    def _replied(self, chat: Chat, asked: Json | None) -> Json | None:
        if asked is None:
            return None
        found = chat.messages.get(asked["message_id"])
        if found is None and not asked.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
        return found and {name: value for name, value in found.items() if name != "reply_to_message"}

    def _editable(self, asked: Json) -> tuple[Chat, Json]:
        if "inline_message_id" in asked:
            raise bad_request("MESSAGE_ID_INVALID")
        if "chat_id" not in asked:
            raise bad_request("chat_id is empty")
        chat = self._chats.writable(asked["chat_id"])
        if "message_id" not in asked:
            raise bad_request("message identifier is not specified")
        message = chat.messages.get(asked["message_id"])
        if message is None:
            raise bad_request("message to edit not found")
        if message["from"] != self._chats.bot:
            raise bad_request("message can't be edited")
        return chat, message

    def _change(self, chat: Chat, message: Json, content: Json) -> Json:
        names = ("text", "entities", "reply_markup")
        if all(message.get(name) == content.get(name) for name in names):
            raise bad_request(NOT_MODIFIED)
        kept = {name: value for name, value in message.items() if name not in names}
        changed = kept | content | {"edit_date": int(self._chats.clock())}
        chat.messages[message["message_id"]] = changed
        self._chats.feed.tell(chat.id, "edited", changed)
        return changed


def _content(asked: Json) -> Json:
    """Read text, entities and buttons of a message."""
    text, entities = _parsed(asked)
    text, entities = trimmed(text, entities)
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    content: Json = {"text": text}
    if entities := find_entities(text, entities):
        content["entities"] = entities
    if preview := asked.get("link_preview_options"):
        content["link_preview_options"] = preview
    return content | _markup(asked)


def _parsed(asked: Json) -> tuple[str, list[Json]]:
    mode = asked.get("parse_mode", "")
    if not mode:
        return asked["text"], asked.get("entities", [])
    if mode.lower() != "html":
        raise bad_request(f'unsupported parse_mode: the local Telegram reads HTML only, not "{mode}"')
    return parse_html(asked["text"])


def _markup(asked: Json) -> Json:
    keyboard = checked_keyboard(asked.get("reply_markup"))
    return {"reply_markup": keyboard} if keyboard else {}
