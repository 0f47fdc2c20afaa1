"""What passes between a chat and the dialogue: messages and replies, and what is remembered from turn to turn."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a stored session is read back by its annotations
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.dialogue.model import Decision


@dataclass(frozen=True, slots=True)
class Button:
    """A labelled choice below a reply."""

    label: str
    data: str
    """What a tap sends back, 1 to 64 bytes."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What to show, free of any channel's markup."""

    bubbles: tuple[str, ...]
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One thing a person sent."""

    text: str
    """What was typed, or the data of the button that was tapped."""
    at: float
    """Seconds since the epoch."""
    tapped: bool = False
    language: str = ""
    """IETF tag of the sender's client, such as ``en-GB``; empty where unknown."""


@dataclass(frozen=True, slots=True)
class Session:
    """What the bot remembers of a chat: names of intents, never words."""

    turns: int = 0
    asked: Mapping[str, int] = field(default_factory=dict)
    """How often each intent was answered."""
    last: str = ""
    """The intent answered last."""
    offered: tuple[str, ...] = ()
    """The choices of the last reply, in the order shown."""
    listed: tuple[str, ...] = ()
    """What "the second one" counts in: the choices that were open before one of them was taken."""
    misses: int = 0
    """Fallbacks in a row."""
    care: str = ""
    """The care intent raised in this chat, empty where none was."""
    asking: str = ""
    """The care intent the bot has just asked about, empty where it has not."""
    partner: str = ""
    """How the user speaks of the partner: ``he``, ``she`` or ``they``; empty where not yet known."""
    at: float = 0.0
    """When the last turn was taken, seconds since the epoch."""
    shares: bool = False
    """Whether the person agreed that messages the bot could not answer are kept for the editors, without names."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message taken: what to show, what to remember, and why."""

    reply: Reply
    session: Session
    decision: Decision
