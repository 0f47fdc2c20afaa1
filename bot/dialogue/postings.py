"""Which phrases share something rare with a message."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import scipy.sparse as sp

    from bot.dialogue.corpus import Ints
    from bot.dialogue.features import Floats, Reading, Vocabulary

COMMON = 300
"""A feature of more phrases than this finds no near phrases: it costs time and tells little …"""
ENOUGH = 150
"""… and no more are asked once those of the rarest features come to so many."""
NEVER = 1 << 30
"""Stands for the number of phrases of a feature that finds none."""
FIRST = np.ones(1, np.bool_)
"""The first of several runs begins."""
NEAR_SHARE = 0.5
"""Phrases below this share of the nearest one's likeness are not near."""


class Postings:
    """For each stem and pair, the phrases it stands in, and what it adds to the likeness of each."""

    def __init__(self, vocabulary: Vocabulary, rows: sp.csr_array) -> None:
        by_word = rows[:, : vocabulary.letters]
        by_word.data = np.ones_like(by_word.data)
        self._squares: Floats = vocabulary.scale[: vocabulary.letters] ** 2
        lengths = np.sqrt(np.maximum(by_word @ self._squares, 1e-9))
        columns = by_word.tocsc()
        sizes = np.diff(columns.indptr)
        self._phrases, self._begins = columns.indices, columns.indptr
        self._shares = (self._squares.repeat(sizes) / lengths[self._phrases]).astype(np.float32)
        self._sizes = np.where((sizes == 0) | (sizes > COMMON), NEVER, sizes)

    def near(self, reading: Reading, most: int) -> list[tuple[int, float]]:
        """The phrases most like the message, best first, with their likeness (cosine, common words as unlike)."""
        places = self._asked(reading.features)
        if not len(places):
            return []
        phrases = self._phrases[places]
        by_phrase = phrases.argsort(kind="stable")
        phrases = phrases.take(by_phrase)
        firsts = np.concatenate((FIRST, phrases[1:] != phrases[:-1])).nonzero()[0]
        alike = np.add.reduceat(self._shares.take(places.take(by_phrase)), firsts)
        best = (-alike).argsort(kind="stable")[:most]
        length = math.sqrt(self._squares.take(reading.features).sum())
        likeness: list[float] = (alike.take(best) / length).tolist()
        near = zip(phrases.take(firsts.take(best)).tolist(), likeness, strict=True)
        return [(phrase, like) for phrase, like in near if like >= NEAR_SHARE * likeness[0]]

    def _asked(self, features: Ints) -> Ints:
        """The places of the phrases of the rarest features, as many as are enough."""
        sizes = self._sizes.take(features)
        rarest = sizes.argsort(kind="stable")
        ends = sizes.take(rarest).cumsum()
        if not len(sizes) or ends[0] == NEVER:
            return rarest[:0]
        rarest = rarest[: max(1, int(ends.searchsorted(ENOUGH, "right")))]
        sizes, ends = sizes.take(rarest), ends[: len(rarest)]
        places: Ints = np.arange(ends[-1])
        places += (self._begins.take(features.take(rarest)) + sizes - ends).repeat(sizes)
        return places
