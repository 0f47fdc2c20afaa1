"""Words → weighted features: stems, pairs of stems and letter groups.

A word brings its stem and the letter groups it is made of; two neighbours, and two words with one between, bring a
pair. In pairs a word that few phrases use counts as "some rare word", so that "delivery to Lucknow" prepares for
"delivery to Pune". Everything adds up word by word and pair by pair, lengths included, which is what makes matching
quick: what a word or a pair says for each intent can be worked out once (``index.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
import Stemmer

from bot.english import zipf

if TYPE_CHECKING:
    from collections.abc import Sequence

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
NOWHERE = frozenset((NONE,))
MEMORY = 1 << 14
"""How many unknown words are remembered before the memory starts anew."""


def letter_groups(word: str) -> list[str]:
    """The groups of four letters of a word, its ends marked."""
    if zipf(word) >= EVERYDAY:
        return []
    marked = f"<{word}>"
    return [marked[at : at + GROUP] for at in range(len(marked) - GROUP + 1)]


class _Entry(NamedTuple):
    """What is known of a word."""

    unit: int
    """Its row in a table of units, ``NONE`` where no phrase has the word."""
    stem: int
    """The feature of its stem, ``NONE`` where no phrase has that."""
    in_pairs: int
    """What it counts as in a pair."""
    telling: float
    """How much it tells about the subject: the less the commoner it is in English."""


class Reading(NamedTuple):
    """The words of one message in terms of the vocabulary."""

    units: Ints
    """The words and pairs that phrases have, as often as the message has them."""
    features: Ints
    """The stems and pairs that phrases have, each once, in ascending order."""
    unknown: list[str]
    """The words no phrase has, which their letters may still tell something about."""
    known: float
    """The share of the message's telling words whose stem the phrases have, 0 to 1."""


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


class Vocabulary:
    """The features of a set of phrases and their weights.

    Features are numbered so: pairs, stems, letter groups. A unit is what a message is read as: a pair or a word; units
    are numbered pairs first, too.
    """

    def __init__(self, learned: Learned) -> None:
        self.learned = learned
        self.scale = learned.scale
        self.made_of = learned.made_of
        self.pairs = len(learned.codes)
        """How many pairs there are: the number of the first feature and the first unit that is none."""
        self.letters = self.pairs + len(learned.in_pairs)
        """The number of the first feature that is a letter group."""
        self._stemmer = Stemmer.Stemmer("english")
        self._base = len(learned.in_pairs)
        self._codes = {code: pair for pair, code in enumerate(learned.codes.tolist())}
        self._in_pairs: list[int] = learned.in_pairs.tolist()
        self._stems = {stem: at for at, stem in enumerate(learned.stems, start=FIRST_STEM)}
        self._groups = {group: at for at, group in enumerate(learned.groups, start=self.letters)}
        of_pairs, of_parts = self.scale[: self.pairs], self.scale[self.pairs :]
        self.squares: Floats = np.concatenate([of_pairs**2, self.made_of @ of_parts])
        """The square of the length that each unit brings."""
        units = enumerate(zip(learned.words, learned.stem_of.tolist(), strict=True), start=self.pairs)
        self._entries = {word: self._entry(word, unit, stem) for unit, (word, stem) in units}
        self._remembered: dict[str, _Entry] = {}

    @property
    def size(self) -> int:
        """How many features there are."""
        return len(self.scale)

    def read(self, words: Sequence[str]) -> Reading:
        """A message in terms of the vocabulary."""
        known, unknown = self._entries.get, self._unknown
        entries = [known(word) or unknown(word) for word in words]
        units, stems, in_pairs, telling = zip(*entries, strict=True) if entries else ((), (), (), ())
        pairs = self._pairs_in(in_pairs)
        features = sorted({*pairs, *stems} - NOWHERE)
        foreign, share = [], 1.0
        if NONE in units:
            foreign = [word for word, unit in zip(words, units, strict=True) if unit == NONE]
            units = tuple([unit for unit in units if unit != NONE])
        if NONE in stems and (total := sum(telling)):
            share = sum([tells for stem, tells in zip(stems, telling, strict=True) if stem != NONE]) / total
        return Reading(np.array([*units, *pairs], np.intp), np.array(features, np.intp), foreign, share)

    def _pairs_in(self, line: Sequence[int]) -> list[int]:
        """The pairs that phrases have, of neighbours and of what stands one apart."""
        base, find = self._base, self._codes.get
        found = [find(one * base + other) for one, other in zip((START, *line), (*line, END), strict=True)]
        found += [find(-one * base - other) for one, other in zip(line, line[2:], strict=False)]
        return [pair for pair in found if pair is not None]

    def parts_of(self, word: str) -> tuple[list[int], Floats]:
        """The features of one word, known or not: its stem and letter groups, and their weights."""
        stem = self._stems.get(self._stemmer.stemWord(word))
        ids = [] if stem is None else [self.pairs + stem]
        ids += [self._groups[group] for group in letter_groups(word) if group in self._groups]
        return ids, self.scale[ids]

    def row(self, words: Sequence[str]) -> sp.csr_array:
        """A text as a row of features, of length one."""
        units = self.read(words).units
        ids: list[int] = units[units < self.pairs].tolist()
        for word in words:
            ids += self.parts_of(word)[0]
        weights = self.scale[ids]
        length = np.sqrt(np.maximum(weights @ weights, np.float32(1e-12)))
        return sp.csr_array((weights / length, (np.zeros(len(ids), np.int32), ids)), shape=(1, self.size))

    def names(self) -> dict[int, str]:
        """What each unit stands for, to be shown to people: a word, ``two stems`` or ``two … apart``."""
        spoken = {entry.in_pairs: self._stemmer.stemWord(word) for word, entry in self._entries.items()}
        spoken |= {START: "^", END: "$", RARE: "?"}
        named = {entry.unit: word for word, entry in self._entries.items()}
        for code, at in self._codes.items():
            first, second = divmod(abs(code), self._base)
            named[at] = f"{spoken[first]}{' ' if code > 0 else ' … '}{spoken[second]}"
        return named

    def _unknown(self, word: str) -> _Entry:
        found = self._remembered.get(word)
        if found is None:
            if len(self._remembered) >= MEMORY:
                self._remembered.clear()
            stem = self._stems.get(self._stemmer.stemWord(word), NONE)
            found = self._remembered[word] = self._entry(word, NONE, stem)
        return found

    def _entry(self, word: str, unit: int, stem: int) -> _Entry:
        in_pairs = self._in_pairs[stem] if stem >= 0 else RARE
        return _Entry(unit, self.pairs + stem if stem >= 0 else NONE, in_pairs, max(0.0, TELLING - zipf(word)))
