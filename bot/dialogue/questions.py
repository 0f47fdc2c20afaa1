"""One message → the questions in it, in the order asked."""

from __future__ import annotations

import re

from bot.dialogue import text

SHORTEST = 3
"""Words a question has at least."""
_ASKING = (
    "why|how|what|when|where|who|which|should|shall|can|could|will|would|do|does|did|is|are|was|am|were|has|have|may"
)
_JOINT = re.compile(
    rf"(?:(?<!\s)|(?=,)),?\s+(?:and|also|plus|&)(?:\s+(?:also|then|if so|if not))?[,\s]+(?=(?:{_ASKING})\b)",
    re.IGNORECASE,
)
"""What joins two questions; begun nowhere within a run of spaces, which would be read once for each of them."""
_BEGINS = re.compile(rf"(?:(?:and|so|but|ok|also|then|plus|or|oh|hi|hey|hello)[,\s]+)*(?:{_ASKING})\b", re.IGNORECASE)
_TURNED = (
    r"(?:(?:should|shall|can|could|will|would|do|does|did|is|are|am|was) (?:i|he|she|it|they|we|this|that)"
    r"|(?:how|how long|how much|how often|why|what|when) (?:do|does|did|should|can|could|is|am|would|will))"
)
_LAST_CLAUSE = re.compile(rf".*[,;]\s+(?:(?:and|so|but|now)\s+)?({_TURNED}\b[^,;]*)", re.IGNORECASE | re.DOTALL)
"""A sentence that runs on and ends on a question: "…, i don't know if it's me, should i wait"."""


def questions(message: str) -> list[str]:
    """The parts of a message that ask: sentences with a question mark, or that begin like a question."""
    parts = [part for sentence in text.sentences(message) for part in _parts(sentence)]
    return [part for part in parts if len(part.split()) >= SHORTEST]


def asks(message: str) -> bool:
    """Whether a message asks something, rather than telling it."""
    return message.rstrip().endswith("?") or bool(_BEGINS.match(message))


def ending(message: str) -> str:
    """The question a message ends on; empty where it ends on none."""
    last = text.sentences(message)[-1:]
    found = questions(last[0]) if last else []
    clause = _LAST_CLAUSE.fullmatch(last[0]) if last else None
    if clause and len(clause[1].split()) >= SHORTEST:
        return clause[1]
    return found[-1] if found and asks(last[0]) else ""


def _parts(sentence: str) -> list[str]:
    if not asks(sentence):
        return []
    parts = _JOINT.split(sentence)
    return parts if all(_BEGINS.match(part) for part in parts[1:]) else [sentence]
