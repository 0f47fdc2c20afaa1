"""How sure ``bot/dialogue/match.py`` may be of its best intent: on public data, and on shipped phrases held out."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.calibration.logistic import Observed
from benchmarks.matching.data import OUTSIDE, Dataset, Line, held_out, sample, shipped_phrases
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
DRAWS = (15, 25)
"""How many of those intents are drawn; as many messages of the others are asked, which then belong to none."""


def observe(content: Content, datasets: Iterable[Dataset], tell: Callable[[str], None]) -> Observed:
    """Give the figures of every message, and whether its best intent is right.

    The shipped phrases, one in twenty asked and the others learned, count as much as all public data, and there each
    data set as much as another, with all its copies.
    """
    sources = [list(_copies(whole)) for whole in datasets]
    found = [_of_copies([_without_care(content)], tell, share=1.0)]
    found += [_of_copies(copies, tell, share=1 / len(sources)) for copies in sources]
    figures, holds, weights = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Observed(figures, holds, weights * len(holds) / 2)


def _of_copies(copies: Sequence[Dataset], tell: Callable[[str], None], share: float) -> Observed:
    """The messages of some data sets, each of which has the same part of a share."""
    asked = []
    for dataset in copies:
        tell(f"confidence, {dataset.name}")
        intents = as_intents(dataset.phrases)
        asked.append(_asked(build_index(intents), intents, dataset.messages, share / len(copies)))
    return Observed(*(np.concatenate(parts) for parts in zip(*asked, strict=True)))


def _without_care(content: Content) -> Dataset:
    """The shipped phrases held out; danger has weights of its own."""
    phrases = [line for line in shipped_phrases(content) if not content.intents[line.intent].is_care]
    return held_out(phrases)


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


def _asked(index: Index, intents: Mapping[str, Intent], messages: Iterable[Line], share: float) -> Observed:
    """The messages of one data set, which weigh so much together."""
    rows, right = [], []
    for line in messages:
        ranking = rank(index, line.text)
        if ranking.matches:
            best, known = ranking.matches[0], index.vocabulary.read(index.read(line.text)[0]).known
            rows.append((best.score, ranking.margin, known))
            right.append(intents[best.intent].topic == line.topic)
    return Observed(np.array(rows), np.array(right), np.full(len(right), share / max(1, len(right))))
