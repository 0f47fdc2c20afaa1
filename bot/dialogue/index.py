"""Phrases and keywords → weighted index, built once per content."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from bot.dialogue import text
from bot.dialogue.features import Floats, Vector, Vocabulary
from bot.dialogue.model import Evidence, Intent, Phrase, Repair
from bot.dialogue.spelling import Speller, zipf
from bot.dialogue.weights import weigh, weigh_one

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


class Index:
    """What the matcher knows: intents, the words of their phrases, and what each word speaks for."""

    def __init__(self, intents: Mapping[str, Intent]) -> None:
        self.intents = tuple(name for name, intent in intents.items() if intent.phrases or intent.keywords)
        self.topics = tuple(dict.fromkeys(intents[name].topic for name in self.intents))
        self.topic_of = np.array([self.topics.index(intents[name].topic) for name in self.intents], np.int64)
        lines = [(at, line) for at, name in enumerate(self.intents) for line in _lines(intents[name])]
        self.phrases: tuple[Phrase, ...] = tuple(line for _, line in lines)
        self.owner = np.array([at for at, _ in lines], np.int64)
        keywords = {line for intent in intents.values() for line in intent.keywords}
        self._keywords = {at for at, line in enumerate(self.phrases) if line in keywords}
        typed = [text.words(phrase.text) for phrase in self.phrases]
        self.speller = Speller(Counter(word for words in typed for word in words))
        self.vocabulary = Vocabulary([[self.speller.read(word) for word in words] for words in typed])
        self.rows = self.vocabulary.rows
        self.is_care = np.array([intents[name].is_care for name in self.intents], np.bool_)
        self.care_weights = weigh_one(self.rows, self.is_care[self.owner]) if self.is_care.any() else None
        self.weights: Floats = weigh(self.rows, self.owner, self.topic_of)
        self.postings = Postings(self.rows, self.vocabulary.word_features)

    def read(self, message: str) -> tuple[list[str], tuple[Repair, ...]]:
        """The words of a message as the phrases spell them, and which were repaired."""
        typed = text.words(message)
        words = [self.speller.read(word) for word in typed]
        return words, tuple(Repair(old, new) for old, new in zip(typed, words, strict=True) if old != new)

    def evidence(self, phrase: int, likeness: float) -> Evidence:
        """A near phrase as a reason."""
        kind = "keyword" if phrase in self._keywords else "phrase"
        return Evidence(self.phrases[phrase], kind, min(likeness, 1.0))

    def shared(self, words: Sequence[str], phrase: Phrase) -> tuple[str, ...]:
        """The words a message shares with a phrase, rarest first."""
        return tuple(sorted(set(words).intersection(self.read(phrase.text)[0]), key=lambda word: (zipf(word), word)))


def build_index(intents: Mapping[str, Intent]) -> Index:
    """Compile the intents' phrases and keywords for matching."""
    return Index(intents)


def _lines(intent: Intent) -> tuple[Phrase, ...]:
    return intent.phrases + intent.keywords
