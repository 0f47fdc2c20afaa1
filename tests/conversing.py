"""Conversations as editors write them down: ``tests/conversations/*.yaml``, see the README beside them."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from bot.dialogue.exchange import Button, Reply  # noqa: TC001 - read back by its annotations
from bot.dialogue.model import Content, Decision  # noqa: TC001 - the same

FOLDER = Path(__file__).parent / "conversations"


class Said(BaseModel):
    """One turn, and what must be true of the reply to it."""

    model_config = ConfigDict(extra="forbid")

    user: str = ""
    tap: str = ""
    wait: float = 0
    """Minutes before it."""
    topic: str = ""
    action: str = ""
    act: str = ""
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()

    def check(self, content: Content, decision: Decision, reply: Reply) -> None:
        """Hold a decision and its reply against what was written down."""
        text = " ".join(reply.bubbles)
        first = decision.intents[:1]
        names = {*first, *(content.topic_of(name) for name in first if name in content.intents)}
        assert not self.topic or self.topic in names, (self, decision.reason)
        assert self.action in ("", decision.action), (self, decision.reason)
        assert self.act in ("", decision.act or ""), (self, decision.reason)
        assert [part for part in self.says if part not in text] == [], (self, text)
        assert [part for part in self.never if part in f" {text} "] == [], (self, text)
        assert [part for part in self.buttons if not found(reply.buttons, part)] == [], (self, reply.buttons)


class Conversation(BaseModel):
    """One file."""

    model_config = ConfigDict(extra="forbid")

    about: str
    turns: tuple[Said, ...]
    telegram: bool = False
    language: str = ""


def found(buttons: tuple[Button, ...], part: str) -> Button | None:
    """Give the first button whose label holds these words."""
    return next((button for button in buttons if part in button.label), None)


def conversations() -> dict[str, Conversation]:
    """Read all files."""
    read = TypeAdapter(Conversation).validate_python
    return {path.stem: read(yaml.load(path.read_bytes(), yaml.CSafeLoader)) for path in sorted(FOLDER.glob("*.yaml"))}
