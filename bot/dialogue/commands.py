"""The commands that the dialogue itself answers; a channel adds those that need what is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.model import Act, Action, Decision

if TYPE_CHECKING:
    from bot.dialogue.model import Content

COMMANDS = {
    "start": Decision(Action.ANSWER, "", ("greeting",), line="start"),
    "help": Decision(Action.ANSWER, "", ("help",), line="help"),
    "privacy": Decision(Action.ANSWER, "", line="privacy"),
    "safety": Decision(Action.ANSWER, "", line="safety"),
    "topics": Decision(Action.ANSWER, "", act=Act.MENU),
    "checklist": Decision(Action.ANSWER, "", card="sign:0"),
    "reflect": Decision(Action.ANSWER, "", card="grow:"),
    "source": Decision(Action.ANSWER, "", card="source"),
    "settings": Decision(Action.ANSWER, "", card="set"),
    "clear": Decision(Action.ANSWER, "", line="cleared"),
}
"""What each does; ``/wrong`` is read as "not what I meant"."""
WRONG = "wrong"
NAMES = (*COMMANDS, WRONG)


def read(content: Content, message: str) -> Decision | None:
    """What a message that begins with a command comes to; ``/start <intent>`` goes straight to that intent."""
    name, rest = split(message)
    if name == "start" and rest in content.intents:
        return Decision(Action.ANSWER, f"A link to {rest}.", (rest,))
    found = COMMANDS.get(name)
    return replace(found, reason=f"The command /{name}.") if found else None


def split(message: str) -> tuple[str, str]:
    """A command's name without the bot's, and what stands behind it; no name where the message is none."""
    first, _, rest = message.strip().partition(" ")
    return (first[1:].partition("@")[0].lower(), rest.strip()) if first.startswith("/") else ("", message)
