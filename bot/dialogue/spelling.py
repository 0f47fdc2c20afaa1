"""Unknown word → known word, by the letters that a thumb drops, doubles, swaps or misses."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import Stemmer
from rapidfuzz.distance import OSA

from bot.dialogue.shortened import Shortened
from bot.dialogue.text import CHAT_SPELLINGS
from bot.english import english

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHORTEST = 4
"""Words of fewer letters are not repaired: too many real words lie one letter away."""
TWO_EDITS_FROM = 8
"""From this length on a word may be two edits away."""
TRUSTED_COUNT = 3
"""A word the dictionary lacks counts as meant when so many phrases use it …"""
OVERSHADOWED = 20
"""… and no English word one slip away is used in so many times as many."""
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS = {key: row[max(0, at - 1) : at] + row[at + 1 : at + 2] for row in ROWS for at, key in enumerate(row)}
"""The keys beside each key."""


class Speller:
    """Reads a word the phrases do not know as the nearest one they do."""

    def __init__(self, counts: Mapping[str, int], known: Iterable[str]) -> None:
        """Know how many phrases use each word, and which words are meant as they stand."""
        self.counts = counts
        self.known = set(known)
        self._shortened = Shortened([word for word in counts if len(word) >= SHORTEST])

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Speller:
        """Learn the words of the phrases, each with how many use it."""
        every = dict.fromkeys((*_forms(counts), *_unspaced()), 0) | dict(counts)
        speller = cls(every, [word for word in every if word in english() or word in CHAT_SPELLINGS])
        near = {word: speller._shortened.near(word) for word in counts if speller.doubts(word)}
        trusted = {word for word in near if counts[word] >= TRUSTED_COUNT}
        speller.known |= {word for word in trusted if not speller._is_slip(word, near[word])}
        speller.known |= {word for word in near if speller._nearest(word, near[word]) == word}
        speller.known |= counts.keys() - near.keys()
        return speller

    def read(self, word: str) -> str:
        """The word meant: itself where it is known, short or real English, else the nearest known one if any."""
        return self._nearest(word, self._shortened.near(word)) if self.doubts(word) else word

    def doubts(self, word: str) -> bool:
        """Whether a word may be a slip: it is not known, no English one, and not too short or foreign for a slip."""
        return word not in self.known and len(word) >= SHORTEST - 1 and word.isascii() and word not in english()

    def _is_slip(self, word: str, near: set[str]) -> bool:
        """Whether a word English lacks is a common slip of another, however many phrases hold it."""
        meant = self._nearest(word, near)
        return meant != word and self.counts[meant] >= OVERSHADOWED * self.counts[word]

    def _nearest(self, word: str, near: set[str]) -> str:
        limit = 2 if len(word) >= TWO_EDITS_FROM else 1
        ranked = [
            (distance, _oddity(word, known) + (self.counts[known] < TRUSTED_COUNT), -self.counts[known], known)
            for known in near & self.known
            if (distance := OSA.distance(word, known, score_cutoff=limit)) <= limit
        ]
        return min(ranked)[-1] if ranked else word


def _oddity(typed: str, known: str) -> int:
    """How unlike a thumb's slip one word is of another.

    0: a letter doubled, halved or swapped; 1: a letter dropped, or the key beside it; 2: anything else.
    """
    at = next((at for at, (one, other) in enumerate(zip(typed, known, strict=False)) if one != other), len(known))
    if len(typed) > len(known):
        return 0 if at and typed[at - 1 : at] == typed[at : at + 1] and typed[at + 1 :] == known[at:] else 2
    if len(typed) < len(known):
        return 0 if at and known[at - 1 : at] == known[at : at + 1] else 1
    if typed[at : at + 2] == known[at : at + 2][::-1]:
        return 0
    return 1 if known[at : at + 1] in NEIGHBOURS.get(typed[at : at + 1], "") else 2


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


def _unspaced() -> list[str]:
    """Chat spellings of several words, such as ``dont``: a slip in one is still one."""
    return [spelling for spelling, words in CHAT_SPELLINGS.items() if " " in words and len(spelling) >= SHORTEST]
