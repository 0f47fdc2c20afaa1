"""Phrases and keywords → weighted index, built once per content."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from bot.dialogue import text
from bot.dialogue.corpus import Corpus, Ints
from bot.dialogue.features import MEMORY, Floats, Reading, Vocabulary
from bot.dialogue.model import Evidence, Intent, Phrase, Repair
from bot.dialogue.spelling import Speller, zipf
from bot.dialogue.weights import counted_evidence, separators, tell_apart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMMON = 300
"""A feature of more phrases than this finds no near phrases: it costs time and tells little …"""
ENOUGH = 300
"""… and no more are asked once those of the rarest features come to so many."""
NEVER = 1 << 30
"""Stands for the number of phrases of a feature that finds none."""
NEAR_SHARE = 0.5
"""Phrases below this share of the nearest one's likeness are not near."""


FIRST = np.zeros(1, np.intp)


class Postings:
    """For each stem and pair, the phrases it stands in."""

    def __init__(self, vocabulary: Vocabulary, rows: sp.csr_array) -> None:
        by_word = rows[:, : vocabulary.letters]
        by_word.data = np.ones_like(by_word.data)
        self._squares: Floats = vocabulary.scale[: vocabulary.letters] ** 2
        self._per_length = (1 / np.sqrt(np.maximum(by_word @ self._squares, 1e-9))).astype(np.float32)
        columns = by_word.tocsc()
        self._phrases, self._begins = columns.indices, columns.indptr
        sizes = np.diff(columns.indptr)
        self._sizes = np.where((sizes == 0) | (sizes > COMMON), NEVER, sizes)

    def near(self, reading: Reading, most: int) -> list[tuple[int, float]]:
        """The phrases most like the message, best first, with their likeness (cosine, common words as unlike)."""
        phrases, shares = self._asked(reading.features)
        if not len(phrases):
            return []
        by_phrase = phrases.argsort(kind="stable")
        phrases = phrases[by_phrase]
        firsts = np.concatenate((FIRST, (phrases[1:] != phrases[:-1]).nonzero()[0] + 1))
        phrases = phrases[firsts]
        alike = np.add.reduceat(shares[by_phrase], firsts) * self._per_length[phrases]
        near = (alike >= NEAR_SHARE * alike.max()).nonzero()[0]
        best = near[(-alike[near]).argsort(kind="stable")[:most]]
        likeness = alike[best] / math.sqrt(self._squares.take(reading.features).sum())
        return list(zip(phrases[best].tolist(), likeness.tolist(), strict=True))

    def _asked(self, features: Ints) -> tuple[Ints, Floats]:
        """The phrases of the rarest features, each as often as it has one of them, and what each of these tells."""
        sizes = self._sizes.take(features)
        rarest = sizes.argsort(kind="stable")
        sizes = sizes[rarest]
        ends = sizes.cumsum()
        number = max(1, int(ends.searchsorted(ENOUGH, "right")))
        if not len(sizes) or sizes[0] == NEVER:
            return self._phrases[:0], self._squares[:0]
        asked, sizes, ends = features[rarest[:number]], sizes[:number], ends[:number]
        places = (self._begins[asked] - ends + sizes).repeat(sizes) + np.arange(ends[-1])
        return self._phrases[places], self._squares[asked].repeat(sizes)


class Table:
    """What each word and pair says for each intent and, in a last column, for danger."""

    def __init__(self, vocabulary: Vocabulary, weights: Floats) -> None:
        self._vocabulary = vocabulary
        self._weights = weights[vocabulary.pairs :].copy()
        of_pairs = weights[: vocabulary.pairs] * vocabulary.scale[: vocabulary.pairs, None]
        self.units: Floats = np.concatenate([of_pairs, vocabulary.made_of @ self._weights])
        self._remembered: dict[str, tuple[Floats, float]] = {}

    def weigh(self, reading: Reading) -> Floats:
        """What a message says, as if it were of length one."""
        said: Floats = self.units.take(reading.units, axis=0).sum(axis=0)
        square = float(self._vocabulary.squares.take(reading.units).sum())
        for word in reading.unknown:
            extra, more = self._unknown(word)
            said, square = said + extra, square + more
        return said / np.float32(math.sqrt(square)) if square else said

    def _unknown(self, word: str) -> tuple[Floats, float]:
        """What the letters of a word that no phrase has say, and the square of their length."""
        found = self._remembered.get(word)
        if found is None:
            if len(self._remembered) >= MEMORY:
                self._remembered.clear()
            ids, scale = self._vocabulary.parts_of(word)
            found = self._remembered[word] = (
                scale @ self._weights[np.array(ids, np.int64) - self._vocabulary.pairs],
                float(scale @ scale),
            )
        return found


class Lines:
    """All phrases and keywords in a row, and whose they are."""

    def __init__(self, intents: Mapping[str, Intent]) -> None:
        self.intents = tuple(name for name, intent in intents.items() if intent.phrases or intent.keywords)
        self.topics = tuple(dict.fromkeys(intents[name].topic for name in self.intents))
        self.topic_of = [self.topics.index(intents[name].topic) for name in self.intents]
        self.is_care = [intents[name].is_care for name in self.intents]
        own = [(*intents[name].phrases, *intents[name].keywords) for name in self.intents]
        self.phrases: tuple[Phrase, ...] = tuple(phrase for phrases in own for phrase in phrases)
        self.owner: Ints = np.repeat(np.arange(len(own)), [len(phrases) for phrases in own])
        self.owner_of: list[int] = self.owner.tolist()
        self.kinds = [kind for name in self.intents for kind in _kinds(intents[name])]

    def texts_of(self, intent: int) -> list[str]:
        """The phrases and keywords of one intent."""
        return [self.phrases[at].text for at in np.flatnonzero(self.owner == intent)]


def _kinds(intent: Intent) -> list[str]:
    """Whether each line of an intent is a phrase or a keyword."""
    return ["phrase"] * len(intent.phrases) + ["keyword"] * len(intent.keywords)


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """What the matcher knows: intents, the words of their phrases, and what each word speaks for."""

    lines: Lines
    speller: Speller
    vocabulary: Vocabulary
    rows: sp.csr_array
    """The lines in terms of the vocabulary's features."""
    separators: Floats
    """Features by intents: what tells each intent from its nearest rivals."""
    care: Floats
    """One a feature: what tells danger from everything else; all zero for content without care."""
    table: Table
    """The separators, the counted evidence and care together, for each word and pair."""
    postings: Postings
    exact: Mapping[str, int]
    """For each phrase, as ``text.plain`` gives it, the intent that has it; the last one where several do."""

    def read(self, message: str) -> tuple[list[str], tuple[Repair, ...]]:
        """The words of a message as the phrases spell them, and which were repaired."""
        typed = text.words(message)
        words = [self.speller.read(word) for word in typed]
        repairs = tuple(Repair(old, new) for old, new in zip(typed, words, strict=True) if old != new)
        return ([part for word in words for part in text.words_of(word)], repairs) if repairs else (words, ())

    def evidence(self, phrase: int, likeness: float) -> Evidence:
        """A near phrase as a reason."""
        return Evidence(self.lines.phrases[phrase], self.lines.kinds[phrase], min(likeness, 1.0))

    def shared(self, words: Sequence[str], phrase: Phrase) -> tuple[str, ...]:
        """The words a message shares with a phrase, rarest first."""
        return tuple(sorted(set(words).intersection(self.read(phrase.text)[0]), key=lambda word: (zipf(word), word)))


def build_index(intents: Mapping[str, Intent]) -> Index:
    """Compile the intents' phrases and keywords for matching."""
    lines = Lines(intents)
    typed = Corpus.of(text.tokens(phrase.text) for phrase in lines.phrases).rewritten(text.words_of)
    speller = Speller(typed.counts())
    vocabulary = Vocabulary(typed.rewritten(lambda word: text.words_of(speller.read(word))), lines.owner)
    separated = separators(vocabulary.rows, lines.owner, np.arange(len(lines.intents)))
    care = _danger(vocabulary.rows, lines)
    return _index(lines, speller, vocabulary, vocabulary.rows, separated, care)


def revise_index(index: Index, intents: Mapping[str, Intent]) -> Index | None:
    """The index after a small change of phrases, in a fraction of the time; None where intents came, went or moved.

    Words that no phrase had before do not count yet, and only the changed intents are told from the others anew:
    whoever revises an index replaces it by a built one as soon as there is time.
    """
    lines, before = Lines(intents), index.lines
    if (lines.intents, lines.topics, lines.topic_of) != (
        before.intents,
        before.topics,
        before.topic_of,
    ):
        return None
    changed = [at for at in range(len(lines.intents)) if lines.texts_of(at) != before.texts_of(at)]
    rows = _revised_rows(index, lines)
    separated = index.separators.copy()
    separated[:, changed] = separators(rows, lines.owner, np.array(changed, np.int64))
    care = _danger(rows, lines) if any(lines.is_care[at] for at in changed) else index.care
    return _index(lines, index.speller, index.vocabulary, rows, separated, care)


def _danger(rows: sp.csr_array, lines: Lines) -> Floats:
    """What tells danger from everything else, where the content knows danger."""
    if not any(lines.is_care):
        return np.zeros(rows.shape[1], np.float32)
    return tell_apart(rows, np.array(lines.is_care)[lines.owner])


def _index(  # noqa: PLR0913, PLR0917 - the parts of an index, put together in one place
    lines: Lines, speller: Speller, vocabulary: Vocabulary, rows: sp.csr_array, separated: Floats, care: Floats
) -> Index:
    weights = separated + counted_evidence(rows, lines.owner, np.array(lines.topic_of))
    table = Table(vocabulary, np.column_stack([weights, care]))
    postings = Postings(vocabulary, rows)
    exact = {text.plain(phrase.text): owner for phrase, owner in zip(lines.phrases, lines.owner_of, strict=True)}
    return Index(lines, speller, vocabulary, rows, separated, care, table, postings, exact)


def _revised_rows(index: Index, lines: Lines) -> sp.csr_array:
    """The rows of lines that stood before, and new ones in terms of the same vocabulary."""
    known = {phrase.text: at for at, phrase in enumerate(index.lines.phrases)}
    new = list(dict.fromkeys(phrase.text for phrase in lines.phrases if phrase.text not in known))
    known |= {line: len(index.lines.phrases) + at for at, line in enumerate(new)}
    added = [index.vocabulary.row(index.read(line)[0]) for line in new]
    rows: sp.csr_array = sp.vstack([index.rows, *added], format="csr")[[known[phrase.text] for phrase in lines.phrases]]
    return rows
