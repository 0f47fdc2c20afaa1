"""What is counted of a turn: what was decided and asked for, never who asked or in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.cards import KINDS
from bot.storage.store import Count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.dialogue.exchange import Message, Turn
    from bot.dialogue.model import Content

ACTION, TOPIC, INTENT, BUTTON, LIMITED = "action", "topic", "intent", "button", "limited"
BUTTONS = frozenset("i m care safe not none menu up down".split())
"""The kinds of data that ``dialogue/respond.py`` gives to buttons."""
UNKNOWN = "unknown"
"""Stands for a button's data that names nothing in the content: a client may send anything."""


def counts_of(content: Content, message: Message, turn: Turn) -> tuple[Count, ...]:
    """List what to count of a turn: its action, the topics and intents answered, and the button tapped."""
    return tuple(_counts(content, message, turn))


def _counts(content: Content, message: Message, turn: Turn) -> Iterator[Count]:
    yield Count(ACTION, turn.decision.action)
    intents = [intent for intent in turn.decision.intents if intent in content.intents]
    for intent in intents:
        yield Count(INTENT, intent)
    for topic in dict.fromkeys(content.topic_of(intent) for intent in intents):
        yield Count(TOPIC, topic)
    if message.tapped:
        kind, _, name = message.text.partition(":")
        known = kind in BUTTONS and (not name or name.isdecimal() or name in content.intents)
        yield Count(BUTTON, message.text if known else kind if kind in KINDS else UNKNOWN)
