"""An index after a small change of phrases, in a fraction of the time that building takes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from bot.dialogue import text
from bot.dialogue.index import Lines, danger, weigh
from bot.dialogue.postings import Postings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.dialogue.index import Index
    from bot.dialogue.model import Intent


SMALL = 0.05
"""The share of lines that may be new in a small change."""


def revise_index(index: Index, intents: Mapping[str, Intent]) -> Index | None:
    """The index after a small change of phrases; None where it is not small, or intents came, went or moved.

    Words that no phrase had before count by their letters only, and only the changed intents are told from the others
    anew: whoever revises an index replaces it by a built one as soon as there is time.
    """
    lines = Lines(intents)
    if lines.shape != index.lines.shape:
        return None
    changed = _changed(lines, index.lines)
    if not changed:
        return replace(index, lines=lines)
    rows, new = _rows(index, lines, changed)
    if new > SMALL * len(lines.phrases) + 1:
        return None
    columns, weights = changed, weigh(rows, lines, np.array(changed))
    if any(lines.is_care[at] for at in changed):
        columns = [*changed, len(lines.intents)]
        weights = np.column_stack([weights, danger(rows, lines)])
    table = index.table.revised(columns, weights)
    return replace(
        index,
        lines=lines,
        rows=rows,
        table=table,
        postings=Postings(index.vocabulary, rows),
        exact=_exact(index, lines, changed),
    )


def relined(index: Index, intents: Mapping[str, Intent]) -> Index | None:
    """The same index for intents whose phrases say the same, wherever they stand; None for others."""
    lines = Lines(intents)
    return None if lines.shape != index.lines.shape or _changed(lines, index.lines) else replace(index, lines=lines)


def _changed(lines: Lines, before: Lines) -> list[int]:
    return [at for at in range(len(lines.intents)) if _differs(lines, before, at)]


def _differs(lines: Lines, before: Lines, intent: int) -> bool:
    """Whether an intent's lines say something else than before, wherever they stand."""
    return lines.own[intent] != before.own[intent] and lines.texts_of(intent) != before.texts_of(intent)


def _rows(index: Index, lines: Lines, changed: list[int]) -> tuple[sp.csr_array, int]:
    """The rows of lines that stood before, and new ones in terms of the same vocabulary; how many are new."""
    number, begin = len(index.lines.phrases), 0
    places: list[int] = []
    added: list[sp.csr_array] = []
    for intent, before in enumerate(index.lines.own):
        stood = range(begin, begin + len(before))
        begin = stood.stop
        if intent not in changed:
            places += stood
            continue
        known = dict(zip(index.lines.texts_of(intent), stood, strict=True))
        new = [line for line in dict.fromkeys(lines.texts_of(intent)) if line not in known]
        known |= {line: number + len(added) + at for at, line in enumerate(new)}
        added += [index.vocabulary.row(index.read(line)[0]) for line in new]
        places += [known[line] for line in lines.texts_of(intent)]
    rows: sp.csr_array = sp.vstack([index.rows, *added], format="csr")[places]
    return rows, len(added)


def _exact(index: Index, lines: Lines, changed: list[int]) -> dict[str, int]:
    """The intents by their very phrases, those of the changed ones worked out anew."""
    found = dict(index.exact)
    for intent in changed:
        for line in map(text.plain, index.lines.texts_of(intent)):
            if found.get(line) == intent:
                del found[line]
        found |= {text.plain(line): intent for line in lines.texts_of(intent)}
    return found
