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
        phrases, shares = self._phrases[places], self._shares[places]
        by_phrase = phrases.argsort(kind="stable")
        phrases = phrases[by_phrase]
        is_first = np.concatenate((FIRST, phrases[1:] != phrases[:-1]))
        firsts = is_first.nonzero()[0]
        alike = np.add.reduceat(shares[by_phrase], firsts)
        best = (-alike).argsort(kind="stable")[:most]
        phrases, alike = phrases[firsts[best]].tolist(), alike[best].tolist()
        length = math.sqrt(self._squares.take(reading.features).sum())
        return [(phrase, share / length) for phrase, share in zip(phrases, alike) if share >= NEAR_SHARE * alike[0]]

    def _asked(self, features: Ints) -> Ints:
        """The places of the phrases of the rarest features."""
        sizes = self._sizes.take(features)
        rarest = sizes.argsort(kind="stable")
        ends = sizes[rarest].cumsum()
        number = max(1, int(ends.searchsorted(ENOUGH, "right")))
        if not len(sizes) or ends[0] == NEVER:
            return rarest[:0]
        asked = rarest[:number]
        sizes, begins, ends = sizes[asked], self._begins[features[asked]], ends[:number]
        return (begins + sizes - ends).repeat(sizes) + np.arange(ends[-1])
