"""An index after a small change of phrases, in a fraction of the time that building takes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from bot.dialogue import text
from bot.dialogue.index import Lines, danger, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.dialogue.corpus import Ints
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
    changed = changed_intents(lines, index.lines)
    if not changed:
        return replace(index, lines=lines)
    places, added = _places(index, lines, changed)
    if added.shape[0] > SMALL * len(lines.phrases) + 1:
        return None
    rows = _put_in(index.rows, added, places)
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
        postings=index.postings.revised(_moved(places, len(index.lines.phrases) + added.shape[0]), added),
        exact=_exact(index, lines, changed),
        is_revised=True,
    )


def relined(index: Index, intents: Mapping[str, Intent]) -> Index | None:
    """The same index for intents whose phrases say the same, wherever they stand; None for others."""
    lines = Lines(intents)
    return (
        None if lines.shape != index.lines.shape or changed_intents(lines, index.lines) else replace(index, lines=lines)
    )


def changed_intents(lines: Lines, before: Lines) -> list[int]:
    """The intents whose lines say something else than before, by number."""
    return [at for at in range(len(lines.intents)) if _differs(lines, before, at)]


def _differs(lines: Lines, before: Lines, intent: int) -> bool:
    """Whether an intent's lines say something else than before, wherever they stand."""
    return lines.own[intent] != before.own[intent] and lines.texts_of(intent) != before.texts_of(intent)


def changed_lines(lines: Lines, before: Lines) -> set[str]:
    """The texts of the lines that came, went or stand in another order."""
    found: set[str] = set()
    for intent in changed_intents(lines, before):
        old, new = _told_apart(before.texts_of(intent)), _told_apart(lines.texts_of(intent))
        both = set(old).intersection(new)
        if [line for line in old if line in both] != [line for line in new if line in both]:
            both = set()
        found.update(line for line, _ in {*old, *new} - both)
    return found


def _places(index: Index, lines: Lines, changed: list[int]) -> tuple[Ints, sp.csr_array]:
    """Where each line stood before; and, as if they had stood after those, the new ones in terms of the vocabulary."""
    number, begin = len(index.lines.phrases), 0
    places: list[int] = []
    added: list[sp.csr_array] = [index.rows[:0]]
    for intent, before in enumerate(index.lines.own):
        stood = range(begin, begin + len(before))
        begin = stood.stop
        if intent not in changed:
            places += stood
            continue
        known = dict(zip(_told_apart(index.lines.texts_of(intent)), stood, strict=True))
        wanted = _told_apart(lines.texts_of(intent))
        new = [line for line in wanted if line not in known]
        known |= {line: number + len(added) - 1 + at for at, line in enumerate(new)}
        added += [index.vocabulary.row(index.read(line)[0]) for line, _ in new]
        places += [known[line] for line in wanted]
    return np.array(places), sp.vstack(added, format="csr")


def _put_in(rows: sp.csr_array, added: sp.csr_array, places: Ints) -> sp.csr_array:
    """The rows at these places, those added counted after the others; where none went or moved, copied only once."""
    number = rows.shape[0]
    stayed = np.flatnonzero(places < number)
    if not np.array_equal(places[stayed], np.arange(number)):
        both: sp.csr_array = sp.vstack([rows, added], format="csr")[places]
        return both
    before = np.flatnonzero(places >= number) - np.arange(added.shape[0])
    lengths = np.diff(added.indptr)
    begins = rows.indptr[before].repeat(lengths)
    data, indices = np.insert(rows.data, begins, added.data), np.insert(rows.indices, begins, added.indices)
    sizes = np.insert(np.diff(rows.indptr), before, lengths)
    indptr = np.concatenate(([0], sizes.cumsum())).astype(rows.indptr.dtype)
    return sp.csr_array((data, indices, indptr), shape=(len(places), rows.shape[1]))


def _told_apart(lines: list[str]) -> list[tuple[str, int]]:
    """Each line and how often it stood above: the same may be a phrase and a keyword."""
    seen: Counter[str] = Counter()
    told = []
    for line in lines:
        told.append((line, seen[line]))
        seen[line] += 1
    return told


def _moved(places: Ints, number: int) -> Ints:
    """Where each of so many lines stands now, from where each stood before; -1 where it is gone."""
    moved = np.full(number, -1, np.int32)
    moved[places] = np.arange(len(places))
    return moved


def _exact(index: Index, lines: Lines, changed: list[int]) -> dict[str, int]:
    """The intents by their very phrases, those of the changed ones worked out anew."""
    found = dict(index.exact)
    for intent in changed:
        for line in map(text.plain, index.lines.texts_of(intent)):
            if found.get(line) == intent:
                del found[line]
        found |= {text.plain(line): intent for line in lines.texts_of(intent)}
    return found
