"""An answer as a phone shows it: its bubble, how long and how hard to read it is, and the buttons below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.content.links import AIM_LENGTH
from bot.dialogue.exchange import Message, Session
from bot.dialogue.turn import take_turn

if TYPE_CHECKING:
    from bot.dialogue.model import Content

PHONE_COLUMNS = 38
"""Characters of a line in a bubble on a usual phone (360 points wide, Telegram's default size)."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?…]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message of an answer."""

    text: str
    limit: int = AIM_LENGTH

    @property
    def characters(self) -> int:
        """How long it is."""
        return len(self.text)

    @property
    def grade(self) -> float:
        """The years of school it takes to read it."""
        return grade(self.text)


@dataclass(frozen=True, slots=True)
class Card:
    """An answer as it is seen."""

    intent: str
    layers: tuple[tuple[Bubble, ...], ...]
    """What is shown at first, and at each further ask."""
    buttons: tuple[str, ...]
    """The labels below the first layer."""


def card(content: Content, intent: str, partner: str = "") -> Card:
    """Show an intent's answer as a fresh chat gets it, and then each further layer."""
    session, taps = Session(partner=partner), ["i", *["m"] * len(content.responses[intent].more)]
    layers: list[tuple[Bubble, ...]] = []
    buttons: tuple[str, ...] = ()
    for tap in taps:
        turn = take_turn(content, session, Message(f"{tap}:{intent}", 0.0, tapped=True))
        session = turn.session
        layers.append(tuple(Bubble(bubble) for bubble in turn.reply.bubbles))
        buttons = buttons or tuple(button.label for button in turn.reply.buttons)
    return Card(intent, tuple(layers), buttons)


def grade(text: str) -> float:
    """Reading grade after Kincaid et al. 1975; syllables are counted as groups of vowels, a silent final e left out."""
    words = _WORD.findall(text.lower())
    if not words:
        return 0.0
    sentences = max(1, len(_SENTENCE.findall(text)))
    syllables = sum(_syllables(word) for word in words)
    return max(0.0, 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59)


def _syllables(word: str) -> int:
    silent = word.endswith("e") and not word.endswith(("le", "ee", "ye"))
    return max(1, len(_VOWELS.findall(word)) - silent)
