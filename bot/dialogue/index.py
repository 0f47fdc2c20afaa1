"""Phrases and keywords → weighted index, built once per content."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from bot.dialogue import text
from bot.dialogue.corpus import Corpus
from bot.dialogue.learning import learn
from bot.dialogue.model import Evidence, Intent, Phrase
from bot.dialogue.postings import Postings
from bot.dialogue.reader import Reader
from bot.dialogue.spelling import Speller
from bot.dialogue.table import Table
from bot.dialogue.weights import counted_evidence, separators, tell_apart
from bot.english import zipf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import scipy.sparse as sp

    from bot.dialogue.corpus import Ints
    from bot.dialogue.features import Entry, Floats, Vocabulary
    from bot.dialogue.model import Repair

ALL = slice(None)


class Lines:
    """All phrases and keywords in a row, and whose they are."""

    def __init__(self, intents: Mapping[str, Intent]) -> None:
        self.intents = tuple(name for name, intent in intents.items() if intent.phrases or intent.keywords)
        self.topics = tuple(dict.fromkeys(intents[name].topic for name in self.intents))
        self.topic_of = [self.topics.index(intents[name].topic) for name in self.intents]
        self.is_care = [intents[name].is_care for name in self.intents]
        self.own = [(*intents[name].phrases, *intents[name].keywords) for name in self.intents]
        self.phrases: tuple[Phrase, ...] = tuple(chain.from_iterable(self.own))
        self.owner: Ints = np.repeat(np.arange(len(self.own)), [len(phrases) for phrases in self.own])
        self.owner_of: list[int] = self.owner.tolist()
        self.kinds = [kind for name in self.intents for kind in _kinds(intents[name])]

    def texts_of(self, intent: int) -> list[str]:
        """The phrases and keywords of one intent."""
        return self._texts[intent]

    @cached_property
    def _texts(self) -> list[list[str]]:
        return [[phrase.text for phrase in phrases] for phrases in self.own]

    @property
    def shape(self) -> tuple[object, ...]:
        """The intents and their topics: what a revision leaves as it is."""
        return self.intents, self.topics, self.topic_of, self.is_care


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
    table: Table
    """What tells each intent from its rivals, and danger from everything else, for each word and pair."""
    postings: Postings
    reader: Reader[Entry]
    """Reads messages with the speller, each word as what the vocabulary knows of it."""
    exact: Mapping[str, int]
    """For each phrase, as ``text.plain`` gives it, the intent that has it; the last one where several do."""
    is_revised: bool = False
    """Whether it was made from another by a change of phrases: a built one may say otherwise at a border."""

    def read(self, message: str) -> tuple[list[str], tuple[Repair, ...]]:
        """The words of a message as the phrases spell them, and which were repaired."""
        entries, repairs = self.reader.read(message)
        return [entry.word for entry in entries], repairs

    def weighed(self, lines: Ints | slice = ALL, columns: Sequence[int] | slice = ALL) -> Floats:
        """What the words of lines say: one row a line, one column an intent, and danger in the last."""
        return self.table.weigh_all(self.rows[lines], columns)

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
    speller = Speller.of(typed.counts())
    meant = {word: speller.read(word) for word in typed.words}
    vocabulary, rows = learn(typed.rewritten(lambda word: text.words_of(meant[word])), lines.owner)
    weights = weigh(rows, lines, np.arange(len(lines.intents)))
    table = Table.of_weights(vocabulary, np.column_stack([weights, danger(rows, lines)]))
    reader = Reader(speller, vocabulary.entry)
    return Index(lines, speller, vocabulary, rows, table, Postings.of(vocabulary, rows), reader, exact(lines))


def weigh(rows: sp.csr_array, lines: Lines, intents: Ints) -> Floats:
    """What each feature says for each of these intents."""
    return separators(rows, lines.owner, intents) + counted_evidence(
        rows, lines.owner, np.array(lines.topic_of), intents
    )


def danger(rows: sp.csr_array, lines: Lines) -> Floats:
    """What tells danger from everything else, one a feature; all zero where the content knows no danger."""
    if not any(lines.is_care):
        return np.zeros(rows.shape[1], np.float32)
    return tell_apart(rows, np.array(lines.is_care)[lines.owner])


def exact(lines: Lines) -> dict[str, int]:
    """The intents by their very phrases."""
    return {text.plain(phrase.text): owner for phrase, owner in zip(lines.phrases, lines.owner_of, strict=True)}
