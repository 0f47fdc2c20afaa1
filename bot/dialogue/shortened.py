"""Words that lie one dropped letter apart, found without comparing them all.

Two words are near where some form of one, whole or with one letter left out, is a form of the other (the index of
SymSpell, Garbe 2012). Forms are kept as sorted hashes: a hundred thousand of them take two megabytes, and whoever looks
compares letters anyway, so that two forms under one hash do no harm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

Hashes = npt.NDArray[np.int64]


class Shortened:
    """Some words under their forms with at most one letter left out."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._longest = max(map(len, words), default=0)
        hashes = _hashes(words)
        order = hashes.argsort(kind="stable")
        owners = np.repeat(np.arange(len(words), dtype=np.int32), [len(word) + 1 for word in words])
        self._hashes, self._owners = hashes[order], owners[order]

    def near(self, word: str) -> set[str]:
        """The words that share a form with this one."""
        if not 0 < len(word) <= self._longest + 1:
            return set()
        hashes = _hashes((word,))
        begins, ends = self._hashes.searchsorted(hashes), self._hashes.searchsorted(hashes, "right")
        found = (begins < ends).nonzero()[0].tolist()
        return {self._words[owner] for at in found for owner in self._owners[begins[at] : ends[at]].tolist()}


def _hashes(words: Sequence[str]) -> Hashes:
    """The hashes of all forms of some words: of each whole, and with each of its letters left out."""
    forms = (form for word in words for form in (word, *[word[:at] + word[at + 1 :] for at in range(len(word))]))
    return np.fromiter(map(hash, forms), np.int64)
