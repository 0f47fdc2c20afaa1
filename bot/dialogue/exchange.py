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
    replaces: bool = False
    """Whether it takes the place of the message whose button was tapped, where the channel can do that."""
    notice: str = ""
    """A word shown in passing, for which no bubble is needed."""


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
class Preferences:
    """What a person has chosen in the settings; kept for as long as the chat is."""

    country: str = ""
    """Whose helplines to show: an ISO 3166 code; empty for the one the client's language names."""
    partner: str = ""
    """``he``, ``she`` or ``they``, whatever the messages say; empty for the word they use."""
    improve: bool = False
    """Whether messages that found no answer may be kept for the editors."""


@dataclass(frozen=True, slots=True)
class Session:
    """What the bot remembers of a chat: names of intents; words only where its person has agreed to it."""

    turns: int = 0
    asked: Mapping[str, int] = field(default_factory=dict)
    """How often each intent was answered, the last one last."""
    last: str = ""
    """The intent answered last."""
    offered: tuple[str, ...] = ()
    """The choices of the last reply, in the order shown."""
    near: tuple[str, ...] = ()
    """What else the last message may have meant, nearest first."""
    listed: tuple[str, ...] = ()
    """What "the second one" counts in: the choices that were open before one of them was taken."""
    misses: int = 0
    """Fallbacks in a row."""
    care: str = ""
    """The care intent raised in this chat, empty where none was."""
    doubtful: bool = False
    """Whether that danger was only likely: then the person may take it back."""
    asking: str = ""
    """The care intent the bot has just asked about, empty where it has not."""
    partner: str = ""
    """How the user speaks of the partner: ``he``, ``she`` or ``they``; empty where not yet known."""
    preferences: Preferences = Preferences()
    at: float = 0.0
    """When the last turn was taken, seconds since the epoch."""
    said: str = ""
    """What was answered last, without names, until a thumb says whether that helped; always empty unless
    ``preferences.improve`` is on."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message taken: what to show, what to remember, and why."""

    reply: Reply
    session: Session
    decision: Decision
