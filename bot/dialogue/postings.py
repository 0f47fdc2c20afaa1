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
NEAR_SHARE = 0.5
"""Phrases below this share of the nearest one's likeness are not near."""
FIRST = np.zeros(1, np.intp)
"""Where the first of several runs begins."""


class Postings:
    """For each stem and pair, the phrases it stands in."""

    def __init__(self, vocabulary: Vocabulary, rows: sp.csr_array) -> None:
        by_word = rows[:, : vocabulary.letters]
        by_word.data = np.ones_like(by_word.data)
        self._squares: Floats = vocabulary.scale[: vocabulary.letters] ** 2
        self._per_length = (1 / np.sqrt(np.maximum(by_word @ self._squares, 1e-9))).astype(np.float32)
        columns = by_word.tocsc()
        self._phrases, self._begins = columns.indices, columns.indptr
        sizes = np.diff(columns.indptr)
        self._sizes = np.where((sizes == 0) | (sizes > COMMON), NEVER, sizes)

    def near(self, reading: Reading, most: int) -> list[tuple[int, float]]:
        """The phrases most like the message, best first, with their likeness (cosine, common words as unlike)."""
        phrases, shares = self._asked(reading.features)
        if not len(phrases):
            return []
        by_phrase = phrases.argsort(kind="stable")
        phrases = phrases[by_phrase]
        firsts = np.concatenate((FIRST, (phrases[1:] != phrases[:-1]).nonzero()[0] + 1))
        phrases = phrases[firsts]
        alike = np.add.reduceat(shares[by_phrase], firsts) * self._per_length[phrases]
        near = (alike >= NEAR_SHARE * alike.max()).nonzero()[0]
        best = near[(-alike[near]).argsort(kind="stable")[:most]]
        likeness = alike[best] / math.sqrt(self._squares.take(reading.features).sum())
        return list(zip(phrases[best].tolist(), likeness.tolist(), strict=True))

    def _asked(self, features: Ints) -> tuple[Ints, Floats]:
        """The phrases of the rarest features, each as often as it has one of them, and what each of these tells."""
        sizes = self._sizes.take(features)
        rarest = sizes.argsort(kind="stable")
        sizes = sizes[rarest]
        ends = sizes.cumsum()
        number = max(1, int(ends.searchsorted(ENOUGH, "right")))
        if not len(sizes) or sizes[0] == NEVER:
            return self._phrases[:0], self._squares[:0]
        asked, sizes, ends = features[rarest[:number]], sizes[:number], ends[:number]
        places = (self._begins[asked] - ends + sizes).repeat(sizes) + np.arange(ends[-1])
        return self._phrases[places], self._squares[asked].repeat(sizes)
