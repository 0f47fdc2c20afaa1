"""Lists of plain phrases, which are nearly all of the content: what needs no YAML to be told is not left to it.

Of a row of items such as ``- is he busy``, one below the other, the first is left for YAML to read and the lines of the
others are emptied, so that everything else stands where it stood. Where YAML finds that first item as it stands here,
the others are items of the same list, for nothing in them has a meaning of its own.
"""

from __future__ import annotations

import re
from itertools import repeat
from typing import NamedTuple

from bot.dialogue.model import Phrase, Place

_PLAIN = r"- [A-Za-z][!-\"$-9;-~]*(?: [!-\"$-9;-~]+)+"
"""An item of two words or more, a letter first: no number, date or yes; no ``:`` or ``#`` anywhere."""
_NEW = tuple.__new__
"""Makes tens of thousands of places and phrases in a third of the time that calling their classes takes."""
_ROW = re.compile(rf"^( *){_PLAIN}(?:\n\1{_PLAIN})+$", re.MULTILINE)


class Row(NamedTuple):
    """Items one below the other."""

    line: int
    """Of the first, counted from 1."""
    column: int
    """Of their texts, counted from 1."""
    texts: list[str]

    def phrases(self, file: str) -> list[Phrase]:
        """The items, each with its place."""
        lines = range(self.line, self.line + len(self.texts))
        places = map(_NEW, repeat(Place), zip(repeat(file), lines, repeat(self.column), strict=False))
        return list(map(_NEW, repeat(Phrase), zip(self.texts, places, strict=True)))


def shortened(text: str) -> tuple[str, dict[int, Row]]:
    """The text with the lines of such items left empty but for the first of each row, and the rows by their lines."""
    rows: dict[int, Row] = {}
    parts, last, line = [], 0, 1
    for found in _ROW.finditer(text):
        line += text.count("\n", last, found.start())
        dash = f"{found[1]}- "
        texts = found[0][len(dash) :].split(f"\n{dash}")
        rows[line] = Row(line, len(dash) + 1, texts)
        below = len(texts) - 1
        parts += [text[last : found.start()], dash, texts[0], "\n" * below]
        last, line = found.end(), line + below
    return "".join([*parts, text[last:]]), rows
