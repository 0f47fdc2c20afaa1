"""Texts as numbers: every word once, and which of them stand where.

Tens of thousands of phrases are compiled whenever the content changes. What is done once for each word instead of once
for each place where it stands costs a fraction, in time and in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Ints = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """Some texts, cut into words."""

    words: list[str]
    """Every word once, in the order of their first appearance."""
    tokens: Ints
    """For every place of every text, one after the other, the number of the word that stands there."""
    lengths: Ints
    """The number of places of each text."""

    @staticmethod
    def of(texts: Iterable[Sequence[str]]) -> Corpus:
        """The texts given as their words."""
        flat: list[str] = []
        lengths: list[int] = []
        for words in texts:
            flat += words
            lengths.append(len(words))
        words, tokens = _numbered(flat)
        return Corpus(words, tokens, np.array(lengths, np.int32))

    def counts(self) -> dict[str, int]:
        """How often each word stands in the texts."""
        return dict(zip(self.words, np.bincount(self.tokens, minlength=len(self.words)).tolist(), strict=True))

    def text_of(self) -> Ints:
        """For every place, the number of its text."""
        return np.repeat(np.arange(len(self.lengths), dtype=np.int32), self.lengths)

    def rewritten(self, read: Callable[[str], Sequence[str]]) -> Corpus:
        """The same texts with each word read as another, or as several or none."""
        parts = [read(word) for word in self.words]
        sizes = np.array([len(part) for part in parts], np.int32)
        words, numbers = _numbered([word for part in parts for word in part])
        begins = np.cumsum(sizes) - sizes
        counts = sizes[self.tokens]
        shifts = begins[self.tokens] - (np.cumsum(counts) - counts)
        tokens = numbers[np.repeat(shifts, counts) + np.arange(counts.sum())]
        lengths = np.bincount(self.text_of(), counts, len(self.lengths)).astype(np.int32)
        return Corpus(words, tokens, lengths)


def _numbered(flat: list[str]) -> tuple[list[str], Ints]:
    """The different words of a list, and their numbers in its order."""
    numbers = {word: at for at, word in enumerate(dict.fromkeys(flat))}
    return list(numbers), np.fromiter(map(numbers.__getitem__, flat), np.int32, len(flat))
