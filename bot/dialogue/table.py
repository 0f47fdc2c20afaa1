"""What words say: for each intent, and for danger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import scipy.sparse as sp

    from bot.dialogue.features import Floats, Reading, Vocabulary


class Table:
    """What each word, pair and part of a word says for each intent and, behind them, for danger."""

    def __init__(self, vocabulary: Vocabulary, units: Floats) -> None:
        self._vocabulary = vocabulary
        self.units = units
        """What units say, times what they weigh; in a last column the square of the length that each brings."""

    @classmethod
    def of_weights(cls, vocabulary: Vocabulary, weights: Floats) -> Table:
        """The table for these weights, one row a feature."""
        features, columns = weights.shape
        units = np.empty((len(vocabulary.squares), columns + 1), np.float32)
        np.multiply(weights, vocabulary.scale[:, None], out=units[:features, :-1])
        units[features:, :-1] = vocabulary.made_of @ weights[vocabulary.pairs :]
        units[:, -1] = vocabulary.squares
        return cls(vocabulary, units)

    def revised(self, columns: Sequence[int], weights: Floats) -> Table:
        """The table with other weights in some of its columns."""
        units = self.units.copy()
        units[:, columns] = Table.of_weights(self._vocabulary, weights).units[:, :-1]
        return Table(self._vocabulary, units)

    def weigh_all(self, rows: sp.csr_array, columns: Sequence[int] | slice) -> Floats:
        """What texts say, in some of the columns, that are given as rows of features: as ``weigh`` does for one."""
        scale = self._vocabulary.scale
        weights = self.units[: len(scale), :-1][:, columns] / scale[:, None]
        said: Floats = rows @ weights
        return said

    def weigh(self, reading: Reading) -> Floats:
        """What a message says, as if it were of length one."""
        said: Floats = np.add.reduce(self.units.take(reading.units, axis=0))
        square = said[-1]
        return said[:-1] / np.sqrt(square) if square else said[:-1]
