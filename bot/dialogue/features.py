"""Words → weighted features: stems, pairs of stems and letter groups.

A word brings its stem and the letter groups it is made of; two neighbours, and two words with one between, bring a
pair. In pairs a word that few phrases use counts as "some rare word", so that "delivery to Lucknow" prepares for
"delivery to Pune". Everything adds up word by word and pair by pair, lengths included, which is what makes matching
quick: what a word or a pair says for each intent can be worked out once (``table.py``).
"""

from __future__ import annotations

from itertools import chain, pairwise
from operator import add
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
import Stemmer

from bot.english import zipf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.dialogue.corpus import Ints

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

START, END, RARE, FIRST_STEM = range(4)
"""What stands in a pair for the beginning and the end of a text, for a rare word, and from where on for a stem."""
GROUP = 4
"""How many letters stand in a group."""
EVERYDAY = 6.0
"""Zipf frequency (log10 per billion words) from which a word is too common for its letters to tell anything."""
TELLING = 7.0
"""A word of this zipf frequency or more tells nothing about the subject."""
NONE = -1
"""The number of what the phrases do not have."""
MEMORY = 1 << 14
"""How many unknown words are remembered before the memory starts anew."""
MOST_UNKNOWN = 30
"""Of so many words that no phrase has the letters are looked at; a message with more is no English."""


def letter_groups(word: str) -> list[str]:
    """The groups of four letters of a word, its ends marked."""
    if zipf(word) >= EVERYDAY:
        return []
    marked = f"<{word}>"
    return [marked[at : at + GROUP] for at in range(len(marked) - GROUP + 1)]


class Entry(NamedTuple):
    """What is known of a word."""

    unit: int
    """Its number among the units, ``NONE`` where no phrase has the word."""
    stem: int
    """The feature of its stem, ``NONE`` where no phrase has that."""
    first: int
    """What it counts as at the first place of a pair …"""
    second: int
    """… and at the second: the sum of both is the pair's code."""
    telling: float
    """How much it tells about the subject: the less the commoner it is in English."""
    word: str
    """The word itself."""
    parts: tuple[int, ...] = ()
    """Where no phrase has the word, the features of its stem and its letter groups; else none."""


class Reading(NamedTuple):
    """The words of one message in terms of the vocabulary."""

    units: Ints
    """The words and pairs that phrases have, as often as the message has them, and the parts of unknown words."""
    features: Ints
    """The stems and pairs that phrases have, each once, in ascending order."""
    unknown: list[str]
    """The words no phrase has, which their letters may still tell something about."""
    known: float
    """The share of the message's telling words whose stem the phrases have, 0 to 1."""


NOTHING = Reading(np.empty(0, np.intp), np.empty(0, np.intp), [], 1.0)
"""What a message without words is read as."""


class Learned(NamedTuple):
    """What a vocabulary is made of: as ``learning.py`` learns it, and as it is kept."""

    words: list[str]
    """Every word of the phrases."""
    stems: list[str]
    """Every stem; its number is its place here, counted from ``FIRST_STEM``."""
    groups: list[str]
    """The letter groups of these words."""
    stem_of: Ints
    """For each word the number of its stem."""
    in_pairs: Ints
    """For each number below that of the last stem, what it counts as in a pair: itself or ``RARE``."""
    codes: Ints
    """The pairs, ascending: twice a number in pairs, ``first * base + second``, negative where one word is between."""
    scale: Floats
    """What each feature weighs."""
    made_of: sp.csr_array
    """Words by stems and letter groups, as often as they have them, times what these weigh."""


def _numbered(codes: Ints, start: int) -> dict[int, int]:
    """The pairs by their codes; each made beside its code, for whoever finds one looks at both."""
    return {code: pair for pair, code in enumerate(codes.data, start)}


class Vocabulary:
    """The features of a set of phrases and their weights.

    Features are numbered so: pairs, stems, letter groups. A unit is what a message is read as: a feature or a whole
    word of the phrases; the words' numbers follow those of the features.
    """

    def __init__(self, learned: Learned) -> None:
        self.learned = learned
        self.scale = learned.scale
        self.made_of = learned.made_of
        self.pairs = len(learned.codes)
        """How many pairs there are: the number of the first feature that is none."""
        self.letters = self.pairs + len(learned.in_pairs)
        """The number of the first feature that is a letter group."""
        self._stemmer = Stemmer.Stemmer("english")
        self._base = len(learned.in_pairs)
        apart = int(learned.codes.searchsorted(0))
        self._beside = _numbered(learned.codes[apart:], apart)
        self._apart = _numbered(-learned.codes[:apart], 0)
        self._in_pairs: list[int] = learned.in_pairs.tolist()
        self._stems = {stem: at for at, stem in enumerate(learned.stems, start=FIRST_STEM)}
        self._groups = {group: at for at, group in enumerate(learned.groups, start=self.letters)}
        self.squares: Floats = np.concatenate([self.scale**2, self.made_of @ self.scale[self.pairs :]])
        """The square of the length that each unit brings."""
        units = enumerate(zip(learned.words, learned.stem_of.tolist(), strict=True), start=self.size)
        self._entries = {word: self._entry(unit, stem, word) for unit, (word, stem) in units}
        self._remembered: dict[str, Entry] = {}

    @property
    def size(self) -> int:
        """How many features there are."""
        return len(self.scale)

    def read(self, words: Iterable[str]) -> Reading:
        """A message in terms of the vocabulary."""
        return self.reading(list(map(self.entry, words)))

    def entry(self, word: str) -> Entry:
        """What is known of a word; also of one that no phrase has, for which it is remembered."""
        found = self._entries.get(word) or self._remembered.get(word)
        if found is None:
            if len(self._remembered) >= MEMORY:
                self._remembered.clear()
            stem = self._stems.get(self._stemmer.stemWord(word), NONE)
            found = self._remembered[word] = self._entry(NONE, stem, word, self.parts_of(word))
        return found

    def reading(self, entries: Sequence[Entry]) -> Reading:
        """A message, given as what is known of its words, in terms of the vocabulary."""
        if not entries:
            return NOTHING
        units, stems, firsts, seconds, telling, words, parts = zip(*entries, strict=True)
        pairs = self._pairs_in(firsts, seconds)
        features = sorted({*pairs, *stems})
        foreign, share = [], 1.0
        if NONE in units:
            foreign = [word for word, unit in zip(words, units, strict=True) if unit == NONE]
            units = (*[unit for unit in units if unit != NONE], *chain(*list(filter(None, parts))[:MOST_UNKNOWN]))
        if features[0] == NONE:
            del features[0]
            if total := sum(telling):
                share = sum([tells for stem, tells in zip(stems, telling, strict=True) if stem != NONE]) / total
        return Reading(np.array((*units, *pairs), np.intp), np.array(features, np.intp), foreign, share)

    def _pairs_in(self, firsts: tuple[int, ...], seconds: tuple[int, ...]) -> list[int]:
        """The pairs that phrases have, of neighbours and of what stands one apart."""
        beside = map(self._beside.get, map(add, (START, *firsts), (*seconds, END)))
        apart = map(self._apart.get, map(add, firsts, seconds[2:]))
        return [pair for pair in (*beside, *apart) if pair is not None]

    def along(self, words: Sequence[str]) -> tuple[Ints, Ints]:
        """The words and pairs of a text that phrases have, and at which of its places each ends."""
        entries = list(map(self.entry, words))
        found = [entry.unit for entry in entries]
        found += [self._beside.get(one.first + other.second, NONE) for one, other in pairwise(entries)]
        found += [
            self._apart.get(one.first + other.second, NONE) for one, other in zip(entries, entries[2:], strict=False)
        ]
        units, places = np.array(found, np.intp), np.arange(len(words))
        known = units != NONE
        return units[known], np.concatenate([places, places[1:], places[2:]])[known]

    def parts_of(self, word: str) -> tuple[int, ...]:
        """The features of one word, known or not: its stem and letter groups."""
        stem = self._stems.get(self._stemmer.stemWord(word))
        groups = [self._groups[group] for group in letter_groups(word) if group in self._groups]
        return tuple(groups) if stem is None else (self.pairs + stem, *groups)

    def row(self, words: Sequence[str]) -> sp.csr_array:
        """A text as a row of features, of length one."""
        units = self.read(words).units
        ids: list[int] = units[units < self.pairs].tolist()
        for word in words:
            ids += self.parts_of(word)
        weights = self.scale[ids]
        length = np.sqrt(np.maximum(weights @ weights, np.float32(1e-12)))
        return sp.csr_array((weights / length, (np.zeros(len(ids), np.int32), ids)), shape=(1, self.size))

    def names(self) -> list[str]:
        """What each unit stands for, to be shown to people: ``two stems``, ``two … apart``, ``lett…``, a word."""
        stems = ["^", "$", "?", *self.learned.stems]
        pairs = [(*divmod(abs(code), self._base), " " if code > 0 else " … ") for code in self.learned.codes.tolist()]
        names = [f"{stems[first]}{joint}{stems[second]}" for first, second, joint in pairs]
        groups = [f"…{group}…".replace("…<", "").replace(">…", "") for group in self.learned.groups]
        return [*names, *stems, *groups, *self.learned.words]

    def _entry(self, unit: int, stem: int, word: str, parts: tuple[int, ...] = ()) -> Entry:
        in_pairs = self._in_pairs[stem] if stem >= 0 else RARE
        feature = self.pairs + stem if stem >= 0 else NONE
        return Entry(unit, feature, in_pairs * self._base, in_pairs, max(0.0, TELLING - zipf(word)), word, parts)
