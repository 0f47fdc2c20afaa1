"""What must not get worse unnoticed: how often messages find their topic, and how the work grows with the phrases."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from benchmarks.matching.data import Dataset, held_out, misspelt, sample, shipped_phrases, shipped_tests
from benchmarks.matching.growth import grown
from benchmarks.matching.matchers import as_intents
from bot.dialogue.index import build_index
from bot.dialogue.match import rank
from bot.dialogue.postings import COMMON, ENOUGH

if TYPE_CHECKING:
    import numpy as np

    from bot.dialogue.index import Index
    from bot.dialogue.model import Content

QUARTER = range(1, 6)
"""The folds that are learned: enough to tell a worse matcher, and soon built."""
ASKED = 600
SIZES = (1_000, 8_000)


def shares(index: Index, asked: Dataset, count: int, *, typo: bool = False) -> tuple[float, float]:
    """Give the shares of messages whose topic comes first and among the first three, in per cent."""
    topics = {line.intent: line.topic for line in (*asked.phrases, *asked.messages)}
    first = three = 0
    messages = sample(asked.messages, count)
    for line in messages:
        ranking = rank(index, misspelt(line.text) if typo else line.text)
        found = list(dict.fromkeys(topics[one.intent] for one in ranking.matches))
        first += found[:1] == [line.topic]
        three += line.topic in found[:3]
    return 100 * first / len(messages), 100 * three / len(messages)


@pytest.fixture(scope="module")
def fold(shipped: Content) -> Dataset:
    """Hold phrases out that nothing is learned from."""
    return held_out(shipped_phrases(shipped), QUARTER)


@pytest.fixture(scope="module")
def quarter(fold: Dataset) -> Index:
    """Learn a quarter of the shipped phrases."""
    return build_index(as_intents(fold.phrases))


def test_the_shipped_tests_find_their_topic(shipped: Content) -> None:
    """The floor is a few points under what is reached; `bot check` asks for each single one what must come of it."""
    first, three = shares(shipped.index, shipped_tests(shipped), ASKED)
    assert first >= 92
    assert three >= 96


def test_phrases_never_seen_find_their_topic(fold: Dataset, quarter: Index) -> None:
    """The floor is a few points under what is reached with a quarter of the phrases."""
    first, three = shares(quarter, fold, ASKED)
    assert first >= 47
    assert three >= 71


def test_a_typo_costs_little(fold: Dataset, quarter: Index) -> None:
    """One slip of a thumb a message."""
    assert shares(quarter, fold, ASKED)[0] - shares(quarter, fold, ASKED, typo=True)[0] <= 4


class Counting:
    """Stands before an array and counts what is taken out of it."""

    def __init__(self, array: np.ndarray) -> None:
        self.array, self.taken = array, 0

    def take(self, rows: np.ndarray, axis: int = 0) -> np.ndarray:
        """Count rows taken at once."""
        self.taken += len(rows)
        found: np.ndarray = self.array.take(rows, axis=axis)
        return found


def work(index: Index, message: str) -> SimpleNamespace:
    """Count what one message reads: entries of the postings, and rows of the table."""
    words = index.read(message)[0]
    reading = index.vocabulary.read(words)
    postings, units = Counting(index.postings._entries), Counting(index.table.units)
    index.postings._entries, index.table.units = postings, units  # type: ignore[assignment] # they stand in for arrays
    index.postings.near(reading, 12)
    index.table.weigh(reading)
    index.postings._entries, index.table.units = postings.array, units.array
    letters = sum(map(len, reading.unknown))
    return SimpleNamespace(postings=postings.taken, rows=units.taken, words=len(words), letters=letters)


def test_the_work_for_a_message_does_not_grow_with_the_phrases(shipped: Content) -> None:
    """However many phrases there are, so many near ones are looked at, and two rows or three for each word.

    A word that no phrase has brings a row for each letter or fewer besides.
    """
    phrases = shipped_phrases(shipped)
    messages = [line.text for line in sample(shipped_tests(shipped).messages, 100)]
    for size in SIZES:
        index = build_index(as_intents(grown(phrases, size)))
        done = [work(index, message) for message in messages if rank(index, message).matches]
        assert all(one.postings <= max(COMMON, ENOUGH) for one in done)
        assert all(one.rows <= 3 * one.words + 1 + one.letters for one in done)
        assert any(one.postings for one in done)
