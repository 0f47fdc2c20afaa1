"""Unknown word → known word, by the letters that a thumb drops, doubles, swaps or misses."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import Stemmer
import wordfreq
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHORTEST = 4
"""Words of fewer letters are not repaired: too many real words lie one letter away."""
TWO_EDITS_FROM = 8
"""From this length on a word may be two edits away."""
TRUSTED_COUNT = 3
"""A word the dictionary lacks counts as meant when so many phrases use it."""
MEMORY = 4096
"""How many repaired words are remembered before the memory starts anew."""


@cache
def english() -> Mapping[str, float]:
    """Some 30,000 common English words with their frequencies (wordfreq, list "small")."""
    return wordfreq.get_frequency_dict("en", wordlist="small")


@lru_cache(maxsize=1 << 16)
def zipf(word: str) -> float:
    """How common a word is: log10 of its occurrences in a billion words, 0 where it is not on the list."""
    frequency = english().get(word, 0.0)
    return math.log10(frequency * 1e9) if frequency else 0.0


class Speller:
    """Reads a word the phrases do not know as the nearest one they do."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """Learn the words of the phrases, each with how many use it."""
        real = english()
        self._counts = dict.fromkeys(_forms(counts), 0) | dict(counts)
        trusted = [word for word in self._counts if word in real or self._counts[word] >= TRUSTED_COUNT]
        self._known: set[str] = set()
        self._by_shortened: dict[str, list[str]] = {}
        self._remembered: dict[str, str] = {}
        self._learn(trusted)
        self._learn([word for word in counts if self.read(word) == word])
        self._remembered.clear()

    def _learn(self, words: Iterable[str]) -> None:
        """Take these words for meant, so that others are read as them."""
        for word in words:
            if word not in self._known:
                self._known.add(word)
                if len(word) >= SHORTEST:
                    for shortened in _shortened(word):
                        self._by_shortened.setdefault(shortened, []).append(word)

    def read(self, word: str) -> str:
        """The word meant: itself where it is known, short or real English, else the nearest known one if any."""
        if word in self._known or len(word) < SHORTEST or not word.isascii() or word in english():
            return word
        found = self._remembered.get(word)
        if found is None:
            if len(self._remembered) >= MEMORY:
                self._remembered.clear()
            found = self._remembered[word] = self._nearest(word)
        return found

    def _nearest(self, word: str) -> str:
        limit = 2 if len(word) >= TWO_EDITS_FROM else 1
        near = {known for shortened in _shortened(word) for known in self._by_shortened.get(shortened, ())}
        ranked = [
            (distance, known[0] != word[0], -self._counts[known], known)
            for known in near
            if (distance := OSA.distance(word, known, score_cutoff=limit)) <= limit
        ]
        return min(ranked)[3] if ranked else word


@cache
def _english_stems() -> Mapping[str, Sequence[str]]:
    """The common English words by their stem."""
    words = [word for word in english() if len(word) >= SHORTEST and word.isascii()]
    by_stem: dict[str, list[str]] = {}
    for word, stem in zip(words, Stemmer.Stemmer("english").stemWords(words), strict=True):
        by_stem.setdefault(stem, []).append(word)
    return by_stem


def _forms(words: Iterable[str]) -> list[str]:
    """English words that no phrase has, but another form of: whoever mistypes them means them."""
    stems = dict.fromkeys(Stemmer.Stemmer("english").stemWords(list(words)))
    return [form for stem in stems for form in _english_stems().get(stem, ())]


def _shortened(word: str) -> set[str]:
    """The word and each form of it that lacks one letter (the index of SymSpell, Garbe 2012)."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
