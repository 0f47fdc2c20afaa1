"""What words say: for each intent, and for danger."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from bot.dialogue.features import MEMORY

if TYPE_CHECKING:
    from collections.abc import Sequence

    import scipy.sparse as sp

    from bot.dialogue.features import Floats, Reading, Vocabulary

MOST_UNKNOWN = 30
"""Of so many words that no phrase has the letters are looked at; a message with more is no English."""


class Table:
    """What each word and pair says for each intent and, in a last column, for danger."""

    def __init__(self, vocabulary: Vocabulary, units: Floats, of_parts: Floats) -> None:
        self._vocabulary = vocabulary
        self.units = units
        """What pairs and words say, times what they weigh."""
        self.of_parts = of_parts
        """What single stems and letter groups say."""
        self._remembered: dict[str, tuple[Floats, float]] = {}

    @classmethod
    def of_weights(cls, vocabulary: Vocabulary, weights: Floats) -> Table:
        """The table for these weights, one row a feature."""
        of_pairs, of_parts = weights[: vocabulary.pairs], weights[vocabulary.pairs :]
        of_pairs = of_pairs * vocabulary.scale[: vocabulary.pairs, None]
        return cls(vocabulary, np.concatenate([of_pairs, vocabulary.made_of @ of_parts]), of_parts.copy())

    def revised(self, columns: Sequence[int], weights: Floats) -> Table:
        """The table with other weights in some of its columns."""
        new = Table.of_weights(self._vocabulary, weights)
        units, of_parts = self.units.copy(), self.of_parts.copy()
        units[:, columns], of_parts[:, columns] = new.units, new.of_parts
        return Table(self._vocabulary, units, of_parts)

    def weigh_all(self, rows: sp.csr_array, columns: Sequence[int] | slice) -> Floats:
        """What texts say, in some of the columns, that are given as rows of features: as ``weigh`` does for one."""
        pairs = self._vocabulary.pairs
        of_pairs = self.units[:pairs, columns] / self._vocabulary.scale[:pairs, None]
        weights = np.concatenate([of_pairs, self.of_parts[:, columns]])
        said: Floats = rows @ weights
        return said

    def weigh(self, reading: Reading) -> Floats:
        """What a message says, as if it were of length one."""
        said: Floats = self.units.take(reading.units, axis=0).sum(axis=0)
        square = float(self._vocabulary.squares.take(reading.units).sum())
        for word in reading.unknown[:MOST_UNKNOWN]:
            extra, more = self._unknown(word)
            said, square = said + extra, square + more
        return said / np.float32(math.sqrt(square)) if square else said

    def _unknown(self, word: str) -> tuple[Floats, float]:
        """What the letters of a word that no phrase has say, and the square of their length."""
        found = self._remembered.get(word)
        if found is None:
            if len(self._remembered) >= MEMORY:
                self._remembered.clear()
            ids, scale = self._vocabulary.parts_of(word)
            said = scale @ self.of_parts[np.array(ids, np.int64) - self._vocabulary.pairs]
            found = self._remembered[word] = (said, float(scale @ scale))
        return found
