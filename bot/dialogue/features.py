"""Words → weighted features: stems, pairs of stems and letter groups, as sparse rows of length one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
import Stemmer

from bot.dialogue.spelling import zipf

if TYPE_CHECKING:
    from collections.abc import Sequence

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

START, END = 0, 1
"""Stems that stand for the beginning and the end of a text."""
NEXT_WEIGHT = 0.77
"""A pair of neighbours against a single stem."""
SKIP_WEIGHT = 0.63
"""A pair with one word between against a single stem."""
GROUP_WEIGHT = 0.55
"""A letter group against a single stem."""
EVERYDAY = 6.0
"""Zipf frequency (log10 per billion words) from which a word is too common for its letters to tell anything."""
MEMORY = 1 << 15
"""How many words' letter groups are remembered before the memory starts anew."""
RARE = 2
"""Pairs and letter groups need to stand in so many phrases: those of one phrase teach nothing about another."""


def letter_groups(word: str) -> list[str]:
    """The groups of three and four letters of a word, its ends marked."""
    if zipf(word) >= EVERYDAY:
        return []
    marked = f"<{word}>"
    return [marked[at : at + size] for size in (3, 4) for at in range(len(marked) - size + 1)]


@dataclass(frozen=True, slots=True)
class Vector:
    """One message as features of the vocabulary."""

    ids: Ints
    values: Floats
    """Of length one, or empty where nothing is known."""
    known: tuple[bool, ...]
    """For each word of the message whether a form of it stands in the phrases."""


class Vocabulary:
    """The features of a set of phrases and their weights."""

    def __init__(self, phrases: Sequence[Sequence[str]]) -> None:
        """Learn the features of these phrases; ``rows`` holds the phrases in terms of them."""
        self._stemmer = Stemmer.Stemmer("english")
        flat = [word for phrase in phrases for word in phrase]
        distinct = list(dict.fromkeys(flat))
        stems = self._stemmer.stemWords(distinct)
        self._stems = {stem: at for at, stem in enumerate(dict.fromkeys(stems), start=END + 1)}
        self._unknown = END + 1 + len(self._stems)
        self._pairs: dict[int, int] = {}
        self._groups: dict[str, int] = {}
        self._groups_of: dict[str, list[int]] = {}
        self._scale: Floats = np.zeros(self._unknown, np.float32)
        at = {word: number for number, word in enumerate(distinct)}
        tokens = np.array([at[word] for word in flat], np.int64)
        lengths = np.array([len(phrase) for phrase in phrases], np.int64)
        stem_of = np.fromiter((self._stems[stem] for stem in stems), np.int64, len(stems))
        self.rows = self._learn(tokens, lengths, stem_of, distinct)

    @property
    def size(self) -> int:
        """How many features there are."""
        return len(self._scale)

    @property
    def word_features(self) -> int:
        """How many of the features are stems and pairs; letter groups follow them."""
        return self._unknown + len(self._pairs)

    def vector(self, words: Sequence[str]) -> Vector:
        """A message's features; those the phrases never showed are left out."""
        stems = [self._stems.get(stem, self._unknown) for stem in self._stemmer.stemWords(list(words))]
        found = [stem for stem in stems if stem != self._unknown]
        marked, base, pairs = [START, *stems, END], self._unknown + 1, self._pairs
        neighbours = [first * base + second for first, second in pairwise(marked)]
        neighbours += [-first * base - second for first, second in zip(stems, stems[2:], strict=False)]
        found += [pairs[code] for code in neighbours if code in pairs]
        for word in words:
            found += self._groups_in(word)
        counts = Counter(found)
        ids = np.fromiter(counts.keys(), np.int64, len(counts))
        values = np.sqrt(np.fromiter(counts.values(), np.float32, len(counts))) * self._scale[ids]
        length = float(np.sqrt(values @ values))
        known = tuple(stem != self._unknown for stem in stems)
        return Vector(ids, values / np.float32(length) if length else values, known)

    def names(self) -> dict[int, str]:
        """What each feature stands for, to be shown to people: a stem, ``two stems``, ``two … apart`` or ``·let·``."""
        stems = {at: stem for stem, at in self._stems.items()} | {START: "^", END: "$"}
        base = self._unknown + 1
        named = {at: stem for at, stem in stems.items() if at > END}
        for code, at in self._pairs.items():
            first, second = divmod(abs(code), base)
            named[at] = f"{stems[first]}{' ' if code > 0 else ' … '}{stems[second]}"
        return named | {at: f"·{group}·" for group, at in self._groups.items()}

    def _groups_in(self, word: str) -> list[int]:
        found = self._groups_of.get(word)
        if found is None:
            if len(self._groups_of) >= MEMORY:
                self._groups_of.clear()
            found = [self._groups[group] for group in letter_groups(word) if group in self._groups]
            self._groups_of[word] = found
        return found

    def _learn(self, tokens: Ints, lengths: Ints, stem_of: Ints, distinct: list[str]) -> sp.csr_array:
        phrase_of = np.repeat(np.arange(len(lengths)), lengths)
        stems = _counted(phrase_of, stem_of[tokens], (len(lengths), self._unknown))
        pairs = self._learn_pairs(stem_of[tokens], lengths, phrase_of)
        groups = _counted(phrase_of, tokens, (len(lengths), len(distinct))) @ self._learn_groups(distinct)
        pair_kinds = np.fromiter(
            (NEXT_WEIGHT if code > 0 else SKIP_WEIGHT for code in self._pairs), float, len(self._pairs)
        )
        kept = np.flatnonzero(_held_by(groups) >= RARE)
        first_group = self._unknown + len(self._pairs)
        names = list(self._groups)
        self._groups = {names[old]: first_group + new for new, old in enumerate(kept)}
        rows = sp.hstack([stems, pairs, groups.tocsc()[:, kept]], format="csr")
        kinds = np.concatenate([np.ones(self._unknown), pair_kinds, np.full(len(kept), GROUP_WEIGHT)])
        surprise = np.log((1 + rows.shape[0]) / (1 + _held_by(rows))) + 1
        self._scale = (kinds * surprise).astype(np.float32)
        return _of_length_one(rows, self._scale)

    def _learn_pairs(self, stems: Ints, lengths: Ints, phrase_of: Ints) -> sp.csr_array:
        base = self._unknown + 1
        ends = np.cumsum(lengths)
        filled = lengths > 0
        begin, end = (ends - lengths)[filled], ends[filled]
        number = np.flatnonzero(filled)
        near, far = phrase_of[1:] == phrase_of[:-1], phrase_of[2:] == phrase_of[:-2]
        codes = [START * base + stems[begin], stems[end - 1] * base + END]
        codes += [(stems[:-1] * base + stems[1:])[near], -(stems[:-2] * base + stems[2:])[far]]
        owners = np.concatenate([number, number, phrase_of[1:][near], phrase_of[2:][far]])
        known, column = np.unique(np.concatenate(codes), return_inverse=True)
        counted = _counted(owners, column, (len(lengths), len(known)))
        kept = np.flatnonzero(_held_by(counted) >= RARE)
        self._pairs = {int(known[old]): self._unknown + new for new, old in enumerate(kept)}
        return counted.tocsc()[:, kept].tocsr()

    def _learn_groups(self, distinct: list[str]) -> sp.csr_array:
        found = [letter_groups(word) for word in distinct]
        self._groups = {
            name: at for at, name in enumerate(dict.fromkeys(group for groups in found for group in groups))
        }
        columns = np.fromiter((self._groups[group] for groups in found for group in groups), np.int64)
        rows = np.repeat(np.arange(len(distinct)), [len(groups) for groups in found])
        return _counted(rows, columns, (len(distinct), len(self._groups)))


def _counted(rows: Ints, columns: Ints, shape: tuple[int, int]) -> sp.csr_array:
    return sp.csr_array((np.ones(len(rows), np.float32), (rows, columns)), shape=shape)


def _held_by(counts: sp.csr_array) -> Ints:
    """In how many rows each column stands."""
    return np.bincount(counts.indices, minlength=counts.shape[1])


def _of_length_one(counts: sp.csr_array, scale: Floats) -> sp.csr_array:
    """Rows of square roots of counts, weighted, each of length one."""
    values = np.sqrt(counts.data) * scale[counts.indices]
    row_of = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(row_of, values * values, counts.shape[0]))
    values = values / lengths[row_of]
    return sp.csr_array((values.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)
