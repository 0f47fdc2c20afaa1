"""What one YAML file holds: texts, lists and keys, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.dialogue.model import Phrase, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.content.problem import Problem


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing stands where a value could."""

    place: Place


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    place: Place
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """Keys with their values."""

    place: Place
    entries: Mapping[str, Value]
    keys: Mapping[str, Place]
    """Where each key stands."""


Value = Phrase | Blank | Items | Fields


@dataclass(frozen=True, slots=True)
class Source:
    """One file as read."""

    file: str
    """Path relative to the content folder."""
    data: bytes
    top: Fields | None = None
    """None where the file could not be read."""
    problems: tuple[Problem, ...] = ()
    lines: tuple[str, ...] = field(default=(), repr=False)

    def line(self, number: int) -> str:
        """Give the text of a line, counted from 1."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""
