"""The methods that set how a bot presents itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.preview.protocol import Json, bad_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.preview.chats import Chats

MOST_COMMANDS = 100
LIMITS = {"description": 512, "short_description": 120}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_DEFAULT_BUTTON: Json = {"type": "commands"}


class Profile:
    """Commands, descriptions and the menu button."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats
        self._commands: dict[tuple[str, str], list[Json]] = {}
        self._texts: dict[tuple[str, str], str] = {}
        self._buttons: dict[int | None, Json] = {}

    def methods(self) -> dict[str, Callable[[Json], object]]:
        """List the methods by name."""
        return {
            "getMe": self.me,
            "setMyCommands": self.set_commands,
            "getMyCommands": self.commands,
            "setMyDescription": lambda asked: self._set_text("description", asked),
            "getMyDescription": lambda asked: self._text("description", asked),
            "setMyShortDescription": lambda asked: self._set_text("short_description", asked),
            "getMyShortDescription": lambda asked: self._text("short_description", asked),
            "setChatMenuButton": self.set_button,
            "getChatMenuButton": self.button,
        }

    def shown(self) -> Json:
        """Return what a page shows of the bot."""
        description = self._text("description", {})["description"]
        return {"bot": self._chats.bot, "commands": self.commands({}), "description": description}

    def me(self, _: Json) -> Json:
        """Introduce the bot."""
        return self._chats.bot | {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def set_commands(self, asked: Json) -> bool:
        """Set the commands of a scope and language."""
        if len(asked["commands"]) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in asked["commands"]:
            if not _COMMAND.fullmatch(command["command"].removeprefix("/")):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        self._commands[_scope(asked), _language(asked)] = [
            command | {"command": command["command"].removeprefix("/")} for command in asked["commands"]
        ]
        self._tell()
        return True

    def commands(self, asked: Json) -> list[Json]:
        """Return the commands of a scope and language."""
        return self._commands.get((_scope(asked), _language(asked)), [])

    def set_button(self, asked: Json) -> bool:
        """Set the menu button of one chat or of all."""
        if (chat_id := asked.get("chat_id")) is not None:
            self._chats.find(chat_id)
        button = asked.get("menu_button", _DEFAULT_BUTTON)
        self._buttons[chat_id] = _DEFAULT_BUTTON if button["type"] == "default" else button
        return True

    def button(self, asked: Json) -> Json:
        """Return the menu button of one chat or of all."""
        general = self._buttons.get(None, _DEFAULT_BUTTON)
        return self._buttons.get(asked.get("chat_id"), general)

    def _set_text(self, name: str, asked: Json) -> bool:
        text = asked.get(name, "")
        if len(text) > LIMITS[name]:
            raise bad_request(f"{name.replace('_', ' ')} is too long")
        self._texts[name, _language(asked)] = text
        self._tell()
        return True

    def _text(self, name: str, asked: Json) -> Json:
        general = self._texts.get((name, ""), "")
        return {name: self._texts.get((name, _language(asked)), general)}

    def _tell(self) -> None:
        self._chats.feed.tell_all("profile", self.shown())


def _scope(asked: Json) -> str:
    scope = asked.get("scope", {"type": "default"})
    return " ".join(str(value) for value in scope.values())


def _language(asked: Json) -> str:
    language = str(asked.get("language_code", ""))
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("language code is invalid")
    return language
