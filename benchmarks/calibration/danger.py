"""The witnesses of ``bot/dialogue/danger.py`` for every shipped phrase, each unknown to the index that scores it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.calibration.logistic import Observed
from benchmarks.matching.data import folded, shipped_phrases
from benchmarks.matching.matchers import as_intents
from bot.dialogue import danger
from bot.dialogue.care import Level, assess, looks_alike
from bot.dialogue.index import build_index
from bot.dialogue.match import rank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.matching.data import Line
    from bot.dialogue.care import CareRules
    from bot.dialogue.model import Content, Match

FOLDS = 5
SHARE_OF_CARE = 0.125
"""Phrases of care count as if one in eight were of them, however many there are: so the thresholds need not move."""
NAMES = ("CONSTANT", "NEARNESS", "RED", "AMBER", "SHARE", "LOOK_ALIKE", "BREVITY")
SHIPPED = tuple(float(getattr(danger, name)) for name in NAMES)


def observe(content: Content, tell: Callable[[str], None]) -> Observed:
    """Give the figures of every phrase, and whether it speaks of danger."""
    lines, rows = [], []
    for line, near in _held_out(content, tell):
        lines.append(line)
        rows.append(_figures(content.care, line.text, near))
    care = np.array([content.intents[line.intent].is_care for line in lines])
    weight = np.where(care, SHARE_OF_CARE / care.mean(), (1 - SHARE_OF_CARE) / (1 - care.mean()))
    return Observed(np.array(rows), care, weight)


def _held_out(content: Content, tell: Callable[[str], None]) -> Iterator[tuple[Line, Match | None]]:
    """Yield each phrase with the nearest care intent of an index built from the other four fifths."""
    folds = folded(shipped_phrases(content), FOLDS)
    for at, fold in enumerate(folds):
        tell(f"danger, fifth {at + 1} of {FOLDS}")
        index = build_index(as_intents([line for other in folds if other is not fold for line in other]))
        for line in fold:
            yield line, rank(index, line.text).care


def _figures(rules: CareRules, text: str, near: Match | None) -> tuple[float, ...]:
    """What each weight but the constant is multiplied with."""
    found = assess(rules, text)
    score = near.score if near else danger.UNKNOWN
    if found is None:
        return score, 0.0, 0.0, 0.0, looks_alike(rules, text), danger.brevity(text)
    red = found.level is Level.RED
    return score, float(red), float(not red), found.share * red, 0.0, 0.0
