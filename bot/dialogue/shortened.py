"""Words that lie one dropped letter apart, found without comparing them all.

Two words are near where some form of one, whole or with one letter left out, is a form of the other (the index of
SymSpell, Garbe 2012). Forms are kept as sorted 64-bit hashes: a hundred thousand of them take two megabytes, and
whoever looks compares letters anyway, so that two forms under one hash do no harm.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int32]
MULTIPLIER = 0x9E3779B97F4A7C15
"""An odd number whose powers spread letters over 64 bits (the golden ratio's, as in Fibonacci hashing)."""


class Shortened:
    """Some words under their forms with at most one letter left out."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._longest = max(map(len, words), default=0)
        hashes, owners = _forms(words)
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._owner = hashes[order], owners[order]

    def near(self, words: Sequence[str]) -> list[set[str]]:
        """For each word, those that share a form with it."""
        searched = [number for number, word in enumerate(words) if word and len(word) <= self._longest + 1]
        hashes, askers = _forms([words[number] for number in searched])
        begins, ends = self._hashes.searchsorted(hashes), self._hashes.searchsorted(hashes, "right")
        near: list[set[str]] = [set() for _ in words]
        for at in np.flatnonzero(begins < ends).tolist():
            found = self._owner[begins[at] : ends[at]].tolist()
            near[searched[askers[at]]].update([self._words[number] for number in found])
        return near


def _forms(words: Sequence[str]) -> tuple[Hashes, Numbers]:
    """The hashes of all forms of some words, and the number of each one's word."""
    by_length: dict[int, list[int]] = {}
    for number, word in enumerate(words):
        by_length.setdefault(len(word), []).append(number)
    hashes = [_hashes([words[number] for number in numbers]).ravel() for numbers in by_length.values()]
    owners = [np.repeat(np.array(numbers, np.int32), length + 1) for length, numbers in by_length.items()]
    return np.concatenate([np.empty(0, np.uint64), *hashes]), np.concatenate([np.empty(0, np.int32), *owners])


def _hashes(words: Sequence[str]) -> Hashes:
    """The hashes of some words of one length (rows): of each whole, and with each of its letters left out."""
    length = len(words[0])
    letters = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32).reshape(len(words), length).astype(np.uint64)
    powers, kept = _layout(length)
    return np.column_stack([letters @ powers, letters[:, kept] @ powers[: length - 1]])


@lru_cache(maxsize=64)
def _layout(length: int) -> tuple[Hashes, npt.NDArray[np.intp]]:
    """What each place of a word is multiplied by, and for each letter left out, the places of the others."""
    powers = np.array([pow(MULTIPLIER, place + 1, 1 << 64) for place in range(length)], np.uint64)
    kept = [[place for place in range(length) if place != gone] for gone in range(length)]
    return powers, np.array(kept, np.intp).reshape(length, length - 1)
