"""Phrases and keywords → weighted index, built once per content."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from bot.dialogue import text
from bot.dialogue.features import Floats, Ints, Vector, Vocabulary
from bot.dialogue.model import Evidence, Intent, Phrase, Repair
from bot.dialogue.spelling import Speller, zipf
from bot.dialogue.weights import counted_evidence, separators, tell_apart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMMON = 300
"""A feature of more phrases than this finds no near phrases: it costs time and tells little."""
NEAR_SHARE = 0.5
"""Phrases below this share of the nearest one's likeness are not near."""


class Postings:
    """For each stem and pair, the phrases it stands in."""

    def __init__(self, rows: sp.csr_array, word_features: int) -> None:
        by_word = rows[:, :word_features]
        scale = 1 / np.maximum(np.sqrt(by_word.multiply(by_word).sum(axis=1)), 1e-9)
        columns = (sp.diags_array(scale) @ by_word).tocsc()
        self._phrases = columns.indices.astype(np.int64)
        self._values = columns.data.astype(np.float32)
        self._starts: list[int] = columns.indptr.tolist()
        self._searched = np.diff(columns.indptr) <= COMMON
        self._count = rows.shape[0]

    def near(self, vector: Vector, most: int) -> tuple[list[int], list[float]]:
        """The phrases most like the message, best first, with their likeness (cosine, common words as unlike)."""
        of_words = vector.ids < len(self._searched)
        ids, values = vector.ids[of_words], vector.values[of_words]
        length = math.sqrt(float(values @ values)) or 1.0
        searched = self._searched[ids]
        spans = [slice(self._starts[at], self._starts[at + 1]) for at in ids[searched].tolist()]
        if not spans:
            return [], []
        shares = [value * self._values[span] for value, span in zip(values[searched].tolist(), spans, strict=True)]
        found = np.concatenate([self._phrases[span] for span in spans])
        likeness = np.bincount(found, np.concatenate(shares), self._count) / length
        near = np.flatnonzero(likeness >= NEAR_SHARE * likeness.max())
        near = near[np.argsort(-likeness[near], kind="stable")[:most]]
        return near.tolist(), likeness[near].tolist()


class Lines:
    """All phrases and keywords in a row, and whose they are."""

    def __init__(self, intents: Mapping[str, Intent]) -> None:
        self.intents = tuple(name for name, intent in intents.items() if intent.phrases or intent.keywords)
        self.topics = tuple(dict.fromkeys(intents[name].topic for name in self.intents))
        self.topic_of = np.array([self.topics.index(intents[name].topic) for name in self.intents], np.int64)
        self.is_care = np.array([intents[name].is_care for name in self.intents], np.bool_)
        own = [(*intents[name].phrases, *intents[name].keywords) for name in self.intents]
        self.phrases: tuple[Phrase, ...] = tuple(phrase for phrases in own for phrase in phrases)
        self.owner: Ints = np.repeat(np.arange(len(own)), [len(phrases) for phrases in own])
        self.keywords = frozenset(phrase for name in self.intents for phrase in intents[name].keywords)

    def texts_of(self, intent: int) -> list[str]:
        """The phrases and keywords of one intent."""
        return [self.phrases[at].text for at in np.flatnonzero(self.owner == intent)]


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
    weights: Floats
    """Features by intents: the separators and the counted evidence together."""
    care_weights: Floats | None
    """One a feature: what tells danger from everything else; None for content without care."""
    postings: Postings

    def read(self, message: str) -> tuple[list[str], tuple[Repair, ...]]:
        """The words of a message as the phrases spell them, and which were repaired."""
        typed = text.words(message)
        words = [self.speller.read(word) for word in typed]
        return words, tuple(Repair(old, new) for old, new in zip(typed, words, strict=True) if old != new)

    def evidence(self, phrase: int, likeness: float) -> Evidence:
        """A near phrase as a reason."""
        kind = "keyword" if self.lines.phrases[phrase] in self.lines.keywords else "phrase"
        return Evidence(self.lines.phrases[phrase], kind, min(likeness, 1.0))

    def shared(self, words: Sequence[str], phrase: Phrase) -> tuple[str, ...]:
        """The words a message shares with a phrase, rarest first."""
        return tuple(sorted(set(words).intersection(self.read(phrase.text)[0]), key=lambda word: (zipf(word), word)))


def build_index(intents: Mapping[str, Intent]) -> Index:
    """Compile the intents' phrases and keywords for matching."""
    lines = Lines(intents)
    typed = [text.words(phrase.text) for phrase in lines.phrases]
    speller = Speller(Counter(word for words in typed for word in words))
    vocabulary = Vocabulary([[speller.read(word) for word in words] for words in typed])
    separated = separators(vocabulary.rows, lines.owner, np.arange(len(lines.intents)))
    care = tell_apart(vocabulary.rows, lines.is_care[lines.owner]) if lines.is_care.any() else None
    return _index(lines, speller, vocabulary, vocabulary.rows, separated, care)


def revise_index(index: Index, intents: Mapping[str, Intent]) -> Index | None:
    """The index after a small change of phrases, in a fraction of the time; None where intents came, went or moved.

    Words that no phrase had before do not count yet, and only the changed intents are told from the others anew:
    whoever revises an index replaces it by a built one as soon as there is time.
    """
    lines, before = Lines(intents), index.lines
    if (lines.intents, lines.topics, lines.topic_of.tolist()) != (
        before.intents,
        before.topics,
        before.topic_of.tolist(),
    ):
        return None
    changed = [at for at in range(len(lines.intents)) if lines.texts_of(at) != before.texts_of(at)]
    rows = _revised_rows(index, lines)
    separated = index.separators.copy()
    separated[:, changed] = separators(rows, lines.owner, np.array(changed, np.int64))
    care = index.care_weights
    if lines.is_care[changed].any():
        care = tell_apart(rows, lines.is_care[lines.owner])
    return _index(lines, index.speller, index.vocabulary, rows, separated, care)


def _index(  # noqa: PLR0913, PLR0917 - the parts of an index, put together in one place
    lines: Lines, speller: Speller, vocabulary: Vocabulary, rows: sp.csr_array, separated: Floats, care: Floats | None
) -> Index:
    weights = separated + counted_evidence(rows, lines.owner, lines.topic_of)
    postings = Postings(rows, vocabulary.word_features)
    return Index(lines, speller, vocabulary, rows, separated, weights, care, postings)


def _revised_rows(index: Index, lines: Lines) -> sp.csr_array:
    """The rows of lines that stood before, and new ones in terms of the same vocabulary."""
    known = {phrase.text: at for at, phrase in enumerate(index.lines.phrases)}
    new = list(dict.fromkeys(phrase.text for phrase in lines.phrases if phrase.text not in known))
    vectors = [index.vocabulary.vector(index.read(line)[0]) for line in new]
    known |= {line: len(index.lines.phrases) + at for at, line in enumerate(new)}
    ends = np.cumsum([0, *(len(vector.ids) for vector in vectors)])
    ids = np.concatenate([np.zeros(0, np.int64), *(vector.ids for vector in vectors)])
    values = np.concatenate([np.zeros(0, np.float32), *(vector.values for vector in vectors)])
    added = sp.csr_array((values, ids, ends), shape=(len(new), index.vocabulary.size))
    rows: sp.csr_array = sp.vstack([index.rows, added], format="csr")[[known[phrase.text] for phrase in lines.phrases]]
    return rows
