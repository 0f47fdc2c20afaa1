"""Reply → Telegram messages: escaped HTML, a keyboard below the last, everything within Telegram's limits."""

from __future__ import annotations

import html
import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.dialogue.exchange import Button, Reply

TEXT_LIMIT = 4096
"""UTF-16 units of one message, counted after its HTML is read."""
DATA_LIMIT = 64
"""Bytes of one button's data."""
SHORT_LABEL = 18
"""Two labels up to this length fit beside each other on a narrow phone."""
_THUMBS = ("up:", "down:")
"""How the data of a thumb begins."""
_BREAKS = (
    re.compile(r"\n\s*\n"),
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?\u2026])[\"'\u201d\u2019)\]]*\s"),
    re.compile(r"\s"),
)

logger = logging.getLogger(__name__)


Row: TypeAlias = list[dict[str, str]]
"""Buttons beside each other as the Bot API takes them; making the library's own objects costs many times more."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One Telegram message."""

    html: str
    keyboard: list[Row] | None = None


def render(reply: Reply) -> tuple[Outgoing, ...]:
    """Turn a reply into messages, in order."""
    # Escaped after splitting, so no cut can fall inside an entity.
    texts = [html.escape(part, quote=False) for bubble in reply.bubbles for part in split(bubble)]
    last = len(texts) - 1
    keyboard = _keyboard(reply.buttons)
    return tuple(Outgoing(text, keyboard if place == last else None) for place, text in enumerate(texts))


def split(text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """Cut a text into parts that fit, between paragraphs, lines, sentences or words, whichever comes first."""
    parts = []
    rest = text.strip()
    while units(rest) > limit:
        cut = _cut(_head(rest, limit))
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest else parts


def units(text: str) -> int:
    """Count as Telegram does: in UTF-16, where an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def _head(text: str, limit: int) -> str:
    """Return as much of the text as fits, without half a surrogate pair at its end."""
    return text.encode("utf-16-le")[: limit * 2].decode("utf-16-le", "ignore")


def _cut(head: str) -> int:
    """Find the best place to end a part, not before its middle unless there is none behind it."""
    for pattern in _BREAKS:
        ends = [found.end() for found in pattern.finditer(head)]
        if ends and ends[-1] > len(head) // 2:
            return ends[-1]
    return ends[-1] if ends else len(head)


def _keyboard(buttons: Iterable[Button]) -> list[Row] | None:
    return list(_rows(button for button in buttons if _fits(button))) or None


def _rows(buttons: Iterable[Button]) -> Iterator[Row]:
    """Put two short labels in a row, any other label in one of its own; a thumb stands beside a thumb only."""
    row: Row = []
    for button in buttons:
        shown = {"text": button.label, "callback_data": button.data}
        if row and max(len(row[0]["text"]), len(button.label)) <= SHORT_LABEL and _alike(row[0], shown):
            yield [*row, shown]
            row = []
            continue
        if row:
            yield row
        row = [shown]
    if row:
        yield row


def _alike(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Tell whether two buttons may share a row: a thumb beside a topic would be tapped for it."""
    return one["callback_data"].startswith(_THUMBS) == other["callback_data"].startswith(_THUMBS)


def _fits(button: Button) -> bool:
    """Tell whether Telegram would take the button; one it refuses would cost the person the whole answer."""
    fits = bool(button.label) and 1 <= len(button.data.encode()) <= DATA_LIMIT
    if not fits:
        logger.error("A button was left out, its data is not 1 to %d bytes: %s", DATA_LIMIT, button.data)
    return fits
