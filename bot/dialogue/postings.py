"""Which phrases share something rare with a message."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import scipy.sparse as sp

    from bot.dialogue.corpus import Ints
    from bot.dialogue.features import Bools, Floats, Reading, Vocabulary

COMMON = 300
"""A feature of more phrases than this finds no near phrases: it costs time and tells little …"""
ENOUGH = 150
"""… and no more are asked once those of the rarest features come to so many."""
NEVER = 1 << 30
"""Stands for the number of phrases of a feature that finds none."""
NEAR_SHARE = 0.5
"""Phrases below this share of the nearest one's likeness are not near."""


class Columns(NamedTuple):
    """The phrases of each stem and pair, those of one after those of the other, in any order among themselves."""

    entries: Ints
    """A phrase in the upper half, what is added to its likeness as the bits of a float in the lower one: both are
    fetched and sorted as one."""
    begins: Ints
    """Where the entries of each stem or pair begin and, at last, where they end."""


class Postings:
    """For each stem and pair, the phrases it stands in, and what it adds to the likeness of each."""

    def __init__(self, vocabulary: Vocabulary, columns: Columns) -> None:
        self.columns = columns
        self._vocabulary = vocabulary
        self._squares: Floats = vocabulary.scale[: vocabulary.letters] ** 2
        sizes = np.diff(columns.begins)
        finds = np.flatnonzero((sizes > 0) & (sizes <= COMMON))
        rarest = finds[sizes[finds].argsort(kind="stable")]
        self._rank = np.full(len(sizes), len(rarest), np.intp)
        """The place of each feature in the order of rarity; all that find none are last."""
        self._rank[rarest] = np.arange(len(rarest))
        self._entries = columns.entries
        self._begins = columns.begins.take(rarest).astype(np.intp)
        self._counts = np.append(sizes[rarest], NEVER).astype(np.intp)

    @classmethod
    def of(cls, vocabulary: Vocabulary, rows: sp.csr_array) -> Postings:
        """The postings of phrases given as rows of features."""
        return cls(vocabulary, _columns(vocabulary, rows))

    def revised(self, moved: Ints, added: sp.csr_array) -> Postings:
        """The postings after phrases came and went, in a fraction of the time.

        ``moved`` says for each phrase where it now stands, -1 where it is gone: first for those there were, then for
        the rows of ``added``.
        """
        new = _columns(self._vocabulary, added)
        came = np.diff(new.begins)
        above = len(moved) - added.shape[0]
        entries = np.insert(self._entries, self.columns.begins[1:].repeat(came), new.entries + (above << 32))
        begins = self.columns.begins + np.append(0, came.cumsum())
        phrases = entries >> 32
        entries += ((moved - np.arange(len(moved))) << 32).take(phrases)
        if (gone := moved < 0).any():
            goes = gone.take(phrases)
            begins -= np.flatnonzero(goes).searchsorted(begins)
            entries = entries[~goes]
        return Postings(self._vocabulary, Columns(entries, begins))

    @property
    def finds(self) -> Bools:
        """For each stem and pair whether phrases are found by it."""
        found: Bools = self._rank < len(self._counts) - 1
        return found

    def near(self, reading: Reading, most: int) -> list[tuple[int, float]]:
        """The phrases most like the message, best first, with their likeness (cosine, common words as unlike)."""
        entries = self._asked(reading.features)
        if not len(entries):
            return []
        entries.sort()
        phrases = entries >> 32
        begins = np.empty(len(phrases), np.bool_)
        begins[0] = True
        np.not_equal(phrases[1:], phrases[:-1], out=begins[1:])
        firsts = begins.nonzero()[0]
        alike = np.add.reduceat(entries.astype(np.int32).view(np.float32), firsts)
        best = (-alike).argsort(kind="stable")[:most]
        likeness: list[float] = alike.take(best).tolist()
        length = math.sqrt(self._squares.take(reading.features).sum())
        found = zip(phrases.take(firsts.take(best)).tolist(), likeness, strict=True)
        return [(phrase, like / length) for phrase, like in found if like >= NEAR_SHARE * likeness[0]]

    def _asked(self, features: Ints) -> Ints:
        """The entries of the rarest features, of as many as are enough."""
        ranks = self._rank.take(features)
        ranks.sort()
        counts = self._counts.take(ranks)
        ends = counts.cumsum()
        if not len(ends) or ends[0] == NEVER:
            return np.empty(0, np.int64)
        most = int(ends.searchsorted(ENOUGH, "right")) or 1
        counts, ends = counts[:most], ends[:most]
        places = np.arange(int(ends[-1]))
        places += (self._begins.take(ranks[:most]) + counts - ends).repeat(counts)
        entries: Ints = self._entries.take(places)
        return entries


def _columns(vocabulary: Vocabulary, rows: sp.csr_array) -> Columns:
    """The postings of phrases given as rows of features, not yet in the order of rarity."""
    by_word = rows[:, : vocabulary.letters]
    by_word.data = np.ones_like(by_word.data)
    squares = vocabulary.scale[: vocabulary.letters] ** 2
    lengths = np.sqrt(np.maximum(by_word @ squares, 1e-9))
    columns = by_word.tocsc()
    shares = (squares.repeat(np.diff(columns.indptr)) / lengths[columns.indices]).astype(np.float32)
    entries = columns.indices.astype(np.int64) << 32 | shares.view(np.int32)
    return Columns(entries, columns.indptr)
