"""The words of the care patterns, and the forgiving comparison of what was typed with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from bot.dialogue.care_text import english

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

LONGEST = 30
"""A typed word of more letters is no pattern word gone wrong."""
MEMORY = 1 << 14
"""How many typed words are remembered before the memory starts anew."""
_ENDINGS = ("", "e", "es", "ed", "ing", "er", "s")
"""How a word that is given by its beginning may go on."""


class Vocabulary:
    """The words of all patterns, and which of them a typed word may stand for."""

    __slots__ = ("_exact", "_near", "_parted", "_prefixes", "_remembered", "_sizes")

    def __init__(self, words: Iterable[str]) -> None:
        self._exact: dict[str, tuple[str, ...]] = {}
        self._near: dict[str, list[str]] = {}
        self._prefixes: set[str] = set()
        self._remembered: dict[str, tuple[str, ...]] = {}
        self._parted: dict[str, tuple[str, ...]] = {}
        for word in sorted(words):
            self._add(word)
        self._sizes = sorted({len(prefix) for prefix in self._prefixes})

    def _add(self, word: str) -> None:
        forms: tuple[str, ...] = (word,)
        if word.endswith("*"):
            self._prefixes.add(word[:-1])
            forms = tuple(word[:-1] + ending for ending in _ENDINGS)
        for form in forms:
            self._exact[form] = tuple(dict.fromkeys((*self._exact.get(form, ()), word)))
            for key in _shortened(form, _allowed(form)):
                self._near.setdefault(key, []).append(form)

    def apart(self, words: Sequence[str]) -> list[str]:
        """The typed words, those typed as one taken apart."""
        parted = self._parted
        return [part for word in words for part in parted.get(word) or _remembered(parted, word, self._parts)]

    def knows(self, word: str) -> bool:
        """Whether a word is English or stands in a pattern as it is typed."""
        return word in self._exact or word in english()

    def read(self, word: str) -> tuple[str, ...]:
        """The pattern words that a typed word may stand for, none for most."""
        found = self._remembered.get(word)
        return _remembered(self._remembered, word, self._read) if found is None else found

    def surely(self, word: str) -> tuple[str, ...]:
        """The pattern words that a typed word stands for as it is, or else but for one slip after its first letter."""
        read = self.read(word)
        return (word,) if word in read else tuple([one for one in read if _is_small_slip(word, one)])

    def _read(self, word: str) -> tuple[str, ...]:
        if exact := self._exact.get(word):
            return exact
        starts = tuple(f"{word[:size]}*" for size in self._sizes if word[:size] in self._prefixes)
        if starts or word in english() or len(word) < 3:
            return starts
        return tuple(self._hidden(word)) if "*" in word else tuple(self._misspelt(word))

    def _misspelt(self, word: str) -> Iterator[str]:
        """Pattern words from which the typed one differs by a slip or two."""
        if not word.isalpha() or len(word) > LONGEST:
            return
        depth = 2 if len(word) > 5 else 1
        forms = {form for key in _shortened(word, depth) for form in self._near.get(key, ())}
        for form in sorted(forms):  # the same at every start, for the first reading is the one shown
            if _is_slip(word, form):
                yield from self._exact[form]

    def _hidden(self, word: str) -> Iterator[str]:
        """Pattern words of which some letters were typed as asterisks."""
        shape = re.compile(re.escape(word).replace(r"\*", "[a-z]"))
        for form, readings in self._exact.items():
            if len(form) == len(word) and shape.fullmatch(form):
                yield from readings

    def _parts(self, word: str) -> tuple[str, ...]:
        """The pattern words that make up a typed word, such as ``killmyself``; else the word itself."""
        if not 6 <= len(word) <= 40 or word in english() or self.read(word):
            return (word,)
        ways: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - 12), end):
                before, part = ways[start], word[start:end]
                if before is not None and part in self._exact and (len(part) > 1 or part == "i"):
                    shorter = ways[end]
                    if shorter is None or len(before) + 1 < len(shorter):
                        ways[end] = (*before, part)
        return ways[-1] or (word,)


def _remembered(
    memory: dict[str, tuple[str, ...]], word: str, work_out: Callable[[str], tuple[str, ...]]
) -> tuple[str, ...]:
    """What was worked out for a word before, or is now; the memory is bounded."""
    found = memory.get(word)
    if found is None:
        if len(memory) >= MEMORY:
            memory.clear()
        found = memory[word] = work_out(word)
    return found


def _allowed(word: str) -> int:
    """How many slips a pattern word forgives."""
    if not word.isalpha() or len(word) < 3:
        return 0
    return 1 if len(word) < 8 else 2


def _is_slip(typed: str, word: str) -> bool:
    """Whether what was typed, which is no English word, is a pattern word gone wrong."""
    allowed = _allowed(word)
    if len(word) < 4:
        return set(typed) == set(word)
    if typed[0] != word[0]:
        allowed = 0 if len(word) < 5 else 1
    return OSA.distance(typed, word, score_cutoff=allowed) <= allowed


def _is_small_slip(typed: str, word: str) -> bool:
    """Whether a word that is no English one is hardly anything but the pattern word."""
    return len(typed) > 3 and typed[0] == word[0] and OSA.distance(typed, word, score_cutoff=1) == 1


def _shortened(word: str, depth: int) -> set[str]:
    """The word, and the word with up to ``depth`` letters left out."""
    found = level = {word}
    for _ in range(depth):
        level = {form[:at] + form[at + 1 :] for form in level for at in range(len(form))}
        found = found | level
    return found
