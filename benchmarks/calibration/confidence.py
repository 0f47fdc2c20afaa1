"""How sure ``bot/dialogue/match.py`` may be of its best intent: on public data, and on the shipped ``tests.hit``."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.calibration.logistic import Observed
from benchmarks.matching.data import OUTSIDE, Dataset, Line, sample, shipped_tests
from benchmarks.matching.matchers import as_intents
from bot.dialogue.index import build_index
from bot.dialogue.match import CONFIDENCE, rank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bot.dialogue.index import Index
    from bot.dialogue.model import Content, Intent

NAMES = ("constant", "best score", "margin", "known share")
SHIPPED = CONFIDENCE
FEW = 10
"""Phrases an intent in the small copy of a data set with many intents."""
DRAWS = (15, 18, 21, 24, 27, 30)
"""How many of those intents are drawn; as many messages of the others are asked, which then belong to none."""


def observe(content: Content, datasets: Iterable[Dataset], tell: Callable[[str], None]) -> Observed:
    """Give the figures of every message, and whether its best intent is right; each data set weighs the same."""
    tell("confidence, shipped tests")
    tests = [line for line in shipped_tests(content).messages if not content.intents[line.intent].is_care]
    sets = [_asked(content.index, content.intents, tests)]
    for dataset in (small for whole in datasets for small in _copies(whole)):
        tell(f"confidence, {dataset.name}")
        intents = as_intents(dataset.phrases)
        sets.append(_asked(build_index(intents), intents, dataset.messages))
    weights = [np.full(len(one.holds), 1 / len(one.holds)) for one in sets]
    return Observed(
        np.concatenate([one.figures for one in sets]),
        np.concatenate([one.holds for one in sets]),
        np.concatenate(weights) * sum(len(one.holds) for one in sets) / len(sets),
    )


def _copies(whole: Dataset) -> Iterator[Dataset]:
    """The data set, and where it has many intents also with few phrases and with few intents."""
    yield whole
    intents = sorted({line.intent for line in whole.phrases})
    if len(intents) <= DRAWS[-1]:
        return
    yield Dataset(f"{whole.name}, {FEW} phrases an intent", _few(whole.phrases), whole.messages)
    for number in DRAWS:
        drawn = set(random.Random(number).sample(intents, number))  # noqa: S311 - a choice, not a secret
        phrases = tuple(line for line in whole.phrases if line.intent in drawn)
        inside = [line for line in whole.messages if line.intent in drawn]
        others = [Line(line.text, OUTSIDE, OUTSIDE) for line in whole.messages if line.intent not in drawn]
        yield Dataset(f"{whole.name}, {number} intents", phrases, (*inside, *sample(others, len(inside))))


def _few(phrases: Sequence[Line]) -> tuple[Line, ...]:
    """The first phrases of each intent."""
    kept: dict[str, list[Line]] = {}
    for line in phrases:
        kept.setdefault(line.intent, []).append(line)
    return tuple(line for own in kept.values() for line in own[:FEW])


def _asked(index: Index, intents: Mapping[str, Intent], messages: Iterable[Line]) -> Observed:
    rows, right = [], []
    for line in messages:
        ranking = rank(index, line.text)
        best = next((match for match in ranking.matches if not intents[match.intent].is_care), None)
        if best:
            known = index.vocabulary.read(index.read(line.text)[0]).known
            rows.append((best.score, ranking.margin, known))
            right.append(intents[best.intent].topic == line.topic)
    return Observed(np.array(rows), np.array(right), np.ones(len(right)))
