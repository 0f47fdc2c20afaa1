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

from bot.dialogue.spelling import zipf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dialogue.corpus import Corpus, Ints

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

START, END, RARE, FIRST_STEM = range(4)
"""What stands in a pair for the beginning and the end of a text, for a rare word, and from where on for a stem."""
RARE_UP_TO = 2
"""A stem of so many phrases or fewer is rare."""
HELD_BY = 2
"""Pairs and letter groups need to stand in so many phrases: those of one phrase teach nothing about another."""
NEXT_WEIGHT = 0.77
"""A pair of neighbours against a single stem."""
SKIP_WEIGHT = 0.63
"""A pair with one word between against a single stem."""
GROUP = 4
"""How many letters stand in a group."""
GROUP_WEIGHT = 0.7
"""A letter group against a single stem."""
EVERYDAY = 6.0
"""Zipf frequency (log10 per billion words) from which a word is too common for its letters to tell anything."""
RARITY, DECIDEDNESS = 0.25, 0.5
"""A feature's weight is its rarity among the phrases to the one power times its decidedness to the other …"""
DOUBT = 0.5
"""… where decidedness is 1 less the entropy of the intents it stands in, each taken to hold it so often more than
it does (log-entropy weighting, Dumais 1991, with classes in place of documents)."""
TELLING = 7.0
"""A word of this zipf frequency or more tells nothing about the subject."""
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
    """Its row in a table of units, -1 where no phrase has the word."""
    stem: int
    """The feature of its stem, -1 where no phrase has that."""
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


class Vocabulary:
    """The features of a set of phrases and their weights.

    Features are numbered so: pairs, stems, letter groups. A unit is what a message is read as: a pair or a word; units
    are numbered pairs first, too.
    """

    def __init__(self, phrases: Corpus, owner: Ints) -> None:
        """Learn the features of these phrases; ``owner`` names the intent of each by number."""
        self._stemmer = Stemmer.Stemmer("english")
        self._learn(phrases, owner)

    @property
    def size(self) -> int:
        """How many features there are."""
        return len(self.scale)

    @property
    def pairs(self) -> int:
        """How many pairs there are: the number of the first feature and the first unit that is none."""
        return len(self._codes)

    @property
    def letters(self) -> int:
        """The number of the first feature that is a letter group."""
        return len(self._codes) + self._base

    def read(self, words: Sequence[str]) -> Reading:
        """A message in terms of the vocabulary."""
        stems, units, line, unknown = [], [], [START], []
        known = total = 0.0
        for word in words:
            unit, stem, in_pairs, telling = self._entries.get(word) or self._unknown(word)
            line.append(in_pairs)
            units.append(unit) if unit >= 0 else unknown.append(word)
            total += telling
            if stem >= 0:
                stems.append(stem)
                known += telling
        line.append(END)
        pairs = self._pairs_in(np.array(line, np.int64)).tolist()
        features = sorted({*pairs, *stems})
        share = known / total if total else 1.0
        return Reading(np.array(units + pairs, np.intp), np.array(features, np.intp), unknown, share)

    def _pairs_in(self, line: Ints) -> Ints:
        """The pairs that phrases have, of neighbours and of what stands one apart."""
        first = line * self._base
        codes = np.concatenate((first[:-1] + line[1:], -first[1:-3] - line[3:-1]))
        places = self._codes.searchsorted(codes)
        return places[self._codes.take(places, mode="clip") == codes] if self.pairs else places[:0]

    def parts_of(self, word: str) -> tuple[list[int], Floats]:
        """The features of one word, known or not: its stem and letter groups, and their weights."""
        stem = self._stems.get(self._stemmer.stemWord(word), -1)
        ids = [stem] if stem >= 0 else []
        ids += [self._groups[group] for group in letter_groups(word) if group in self._groups]
        return ids, self.scale[ids]

    def row(self, words: Sequence[str]) -> sp.csr_array:
        """A text as a row of features, as ``rows`` holds the phrases."""
        units = self.read(words).units
        ids: list[int] = units[units < self.pairs].tolist()
        for word in words:
            ids += self.parts_of(word)[0]
        counts = _counted(np.zeros(len(ids), np.int64), np.array(ids, np.int64), (1, self.size))
        return _scaled(counts, self.scale, np.array([(self.scale[ids] ** 2).sum()]))

    def names(self) -> dict[int, str]:
        """What each unit stands for, to be shown to people: a word, ``two stems`` or ``two … apart``."""
        spoken = {entry.in_pairs: self._stemmer.stemWord(word) for word, entry in self._entries.items()}
        spoken |= {START: "^", END: "$", RARE: "?"}
        named = {entry.unit: word for word, entry in self._entries.items()}
        for at, code in enumerate(self._codes.tolist()):
            first, second = divmod(abs(code), self._base)
            named[at] = f"{spoken[first]}{' ' if code > 0 else ' … '}{spoken[second]}"
        return named

    def _unknown(self, word: str) -> _Entry:
        stem = self._stems.get(self._stemmer.stemWord(word), -1)
        in_pairs = self._in_pairs[stem - len(self._codes)] if stem >= 0 else RARE
        return _Entry(-1, stem, in_pairs, max(0.0, TELLING - zipf(word)))

    def _learn(self, phrases: Corpus, owner: Ints) -> None:
        """Find the features and their weights; ``rows`` holds the phrases in terms of them, each of length one."""
        words, tokens, lengths, phrase_of = phrases.words, phrases.tokens, phrases.lengths, phrases.text_of()
        stems = self._stemmer.stemWords(words)
        numbers = {stem: at for at, stem in enumerate(dict.fromkeys(stems), start=FIRST_STEM)}
        stem_of = np.array([numbers[stem] for stem in stems], np.int64)
        in_phrases = _counted(phrase_of, tokens, (len(lengths), len(words)))
        in_words = _counted(np.arange(len(words)), stem_of, (len(words), FIRST_STEM + len(numbers)))
        classes = self._learn_classes(in_phrases @ in_words)
        pairs, kinds = self._learn_pairs(classes[stem_of[tokens]], lengths, phrase_of)
        self._stems = {stem: len(self._codes) + at for stem, at in numbers.items()}
        groups = self._learn_groups(words, in_phrases)
        made_of = sp.hstack([in_words, groups], format="csr")
        counts = sp.hstack([pairs, in_phrases @ made_of], format="csr")
        single = np.concatenate([np.ones(self._base), np.full(groups.shape[1], GROUP_WEIGHT)])
        self.scale = _weights(counts, owner, np.concatenate([kinds, single]))
        of_pairs, of_parts = self.scale[: len(kinds)], self.scale[len(kinds) :]
        self.made_of = sp.csr_array(made_of @ sp.diags_array(of_parts))
        self.squares: Floats = np.concatenate([of_pairs**2, made_of @ of_parts**2])
        self.rows = _scaled(counts, self.scale, pairs @ of_pairs**2 + in_phrases @ (made_of @ of_parts**2))
        self._entries = {
            word: _Entry(unit, self._stems[stem], self._in_pairs[numbers[stem]], max(0.0, TELLING - zipf(word)))
            for unit, (word, stem) in enumerate(zip(words, stems, strict=True), start=len(kinds))
        }

    def _learn_classes(self, stems: sp.csr_array) -> Ints:
        """What each stem counts as in a pair: itself, or a rare word; ``stems`` counts them in the phrases."""
        classes = np.where(_held_by(stems) > RARE_UP_TO, np.arange(stems.shape[1]), RARE)
        self._in_pairs: list[int] = classes.tolist()
        self._base = stems.shape[1]
        return classes

    def _learn_groups(self, words: list[str], in_phrases: sp.csr_array) -> sp.csr_array:
        """Words by the letter groups that enough phrases hold."""
        found = [letter_groups(word) for word in words]
        numbers: dict[str, int] = {}
        named = (numbers.setdefault(group, len(numbers)) for groups in found for group in groups)
        columns = np.fromiter(named, np.int64)
        rows = np.repeat(np.arange(len(found)), [len(groups) for groups in found])
        made_of = _counted(rows, columns, (len(found), len(numbers)))
        kept = np.flatnonzero(_held_by(in_phrases @ made_of) >= HELD_BY)
        names = list(numbers)
        first = len(self._codes) + self._base
        self._groups = {names[old]: first + new for new, old in enumerate(kept.tolist())}
        return made_of.tocsc()[:, kept].tocsr()

    def _learn_pairs(self, classes: Ints, lengths: Ints, phrase_of: Ints) -> tuple[sp.csr_array, Floats]:
        """Phrases by pairs, and what each pair weighs against a single stem."""
        base, ends = self._base, np.cumsum(lengths)
        filled = lengths > 0
        begin, end, number = (ends - lengths)[filled], ends[filled], np.flatnonzero(filled)
        near, far = phrase_of[1:] == phrase_of[:-1], phrase_of[2:] == phrase_of[:-2]
        codes = [START * base + classes[begin], classes[end - 1] * base + END]
        codes += [(classes[:-1] * base + classes[1:])[near], -(classes[:-2] * base + classes[2:])[far]]
        owners = np.concatenate([number, number, phrase_of[1:][near], phrase_of[2:][far]])
        known, column = np.unique(np.concatenate(codes), return_inverse=True)
        counted = _counted(owners, column, (len(lengths), len(known)))
        first, second = np.divmod(np.abs(known), base)
        kept = np.flatnonzero((_held_by(counted) >= HELD_BY) & (np.maximum(first, second) >= FIRST_STEM))
        self._codes = known[kept]
        kinds = np.where(known[kept] > 0, NEXT_WEIGHT, SKIP_WEIGHT)
        return counted.tocsc()[:, kept].tocsr(), kinds.astype(np.float32)


def _counted(rows: Ints, columns: Ints, shape: tuple[int, int]) -> sp.csr_array:
    places = (rows.astype(np.int32, copy=False), columns.astype(np.int32, copy=False))
    return sp.csr_array((np.ones(len(rows), np.float32), places), shape=shape)


def _held_by(counts: sp.csr_array) -> Ints:
    """In how many rows each column stands."""
    return np.bincount(counts.indices, minlength=counts.shape[1])


def _weights(counts: sp.csr_array, owner: Ints, kind: Floats) -> Floats:
    """What each feature weighs: its kind, how rare it is, and how decidedly it speaks for some intents."""
    phrases, intents = counts.shape[0], int(owner.max(initial=0)) + 1
    decided = np.ones(counts.shape[1], np.float32) if intents < 2 else _decidedness(counts, owner, intents)
    rarity = np.log((1 + phrases) / (1 + _held_by(counts))) + 1
    return (kind * rarity**RARITY * decided**DECIDEDNESS).astype(np.float32)


def _decidedness(counts: sp.csr_array, owner: Ints, intents: int) -> Floats:
    """One less the entropy of the intents that hold each feature, 0 to 1; all arrays single, for there may be many."""
    holds = sp.csr_array((np.ones(counts.nnz, np.float32), counts.indices, counts.indptr), shape=counts.shape)
    members = _counted(np.arange(len(owner)), owner, (len(owner), intents))
    shares: Floats = (holds.T @ members).toarray()
    sizes = np.maximum(np.bincount(owner, minlength=intents), 1) * (intents / len(owner))
    shares /= sizes.astype(np.float32)
    shares += np.float32(DOUBT / intents)
    shares /= shares.sum(axis=1, keepdims=True)
    logs = np.log(shares)
    logs *= shares
    decided: Floats = np.maximum(1 + logs.sum(axis=1) / np.float32(np.log(intents)), 1e-6).astype(np.float32)
    return decided


def _scaled(counts: sp.csr_array, scale: Floats, squares: npt.NDArray[np.floating]) -> sp.csr_array:
    """Counts weighted and divided by each row's length, whose squares are given."""
    lengths = np.sqrt(np.maximum(squares, 1e-12))
    row_of = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    values = counts.data * scale[counts.indices] / lengths[row_of]
    return sp.csr_array((values.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)
