"""What a change does to a file, line by line, for whoever reads it before or after."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.editing.change import Edit

_ITEM = re.compile(r"( *)- ")
_KEY = re.compile(r"( *)([a-z_]+):")


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line that comes or goes."""

    file: str
    line: int
    """Counted from 1: in the new file where it comes, in the old one where it goes."""
    is_new: bool
    text: str
    below: str = ""
    """The keys that it stands below, such as ``tests.hit``."""

    def __str__(self) -> str:
        below = f"  ({self.below})" if self.below else ""
        return f"{self.file}:{self.line}  {'+' if self.is_new else '-'} {self.text.strip()}{below}"


def line_changes(edit: Edit) -> Iterator[LineChange]:
    """List the lines an edit takes away and adds, in order."""
    before, after = _lines(edit.before), _lines(edit.after)
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (_change(edit.file, before, at, is_new=False) for at in range(start, end))
            yield from (_change(edit.file, after, at, is_new=True) for at in range(new_start, new_end))


def _change(file: str, lines: list[str], at: int, *, is_new: bool) -> LineChange:
    return LineChange(file, at + 1, is_new, lines[at], _below(lines, at))


def _below(lines: list[str], at: int) -> str:
    """The keys above an item, from the outermost; empty for what is no item of a list."""
    item = _ITEM.match(lines[at])
    if not item:
        return ""
    keys: list[str] = []
    column = len(item[1]) + 1  # a list may begin in the column of its key
    for line in reversed(lines[:at]):
        key = _KEY.match(line)
        if key and len(key[1]) < column:
            keys.insert(0, key[2])
            column = len(key[1])
    return ".".join(keys)


def _lines(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8", "replace").splitlines()
