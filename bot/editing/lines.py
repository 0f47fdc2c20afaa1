"""What a change does to a file, line by line, for whoever reads it before or after."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.editing.change import Edit


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line that comes or goes."""

    file: str
    line: int
    """Counted from 1: in the new file where it comes, in the old one where it goes."""
    is_new: bool
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}  {'+' if self.is_new else '-'} {self.text.strip()}"


def line_changes(edit: Edit) -> Iterator[LineChange]:
    """List the lines an edit takes away and adds, in order."""
    before, after = _lines(edit.before), _lines(edit.after)
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (LineChange(edit.file, at + 1, False, before[at]) for at in range(start, end))
            yield from (LineChange(edit.file, at + 1, True, after[at]) for at in range(new_start, new_end))


def _lines(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8", "replace").splitlines()
