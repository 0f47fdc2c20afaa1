"""Danger told in passing: one clause of a long story that is about something else.

All the words of a story together say what it is about; what is said once, and not gone into, hardly shows in them. So
the passage that speaks most of danger is weighed like a message of its own.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.dialogue.care import Level, assess
from bot.dialogue.danger import weigh
from bot.dialogue.match import rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dialogue.care import Care
    from bot.dialogue.danger import Danger
    from bot.dialogue.index import Index
    from bot.dialogue.model import Content

Sums = npt.NDArray[np.float64]

LONG = 25
"""Words from which something may be told in passing."""
PASSAGE = 12
"""The words of a passage: with 8, 16 or 20, fewer dangers were found at as many false alarms."""
CHANCE = 1.0
"""The log odds that a passage loses for being the worst of several, beside the logarithm of how many there are."""


def told_in_passing(content: Content, message: str, found: Care | None) -> Danger | None:
    """The danger in the worst passage of a long message, in which the given care patterns were found.

    What is doubtful is asked about: the message as a whole is about something else.
    """
    words = [entry.word for entry in content.index.reader.read_through(message)]
    if len(words) < LONG:
        return None
    passage = " ".join(worst_passage(content.index, words))
    pattern = assess(content.care, passage) if found else None  # cut out of the message, a look-alike may not be whole
    doubt = CHANCE + math.log(len(words) / PASSAGE)
    danger = weigh(content.care, passage, pattern, rank(content.index, passage).care, doubt)
    return replace(danger, level=Level.AMBER) if danger and danger.doubtful else danger


def worst_passage(index: Index, words: Sequence[str]) -> Sequence[str]:
    """The passage whose words speak most of danger; the first of several that do so alike."""
    units, places = index.vocabulary.along(words)
    danger, squares = (index.table.units[units, column] for column in (-2, -1))
    said, lengths = (_sums(np.bincount(places, one, len(words)).astype(np.float64)) for one in (danger, squares))
    begin = int((said / np.sqrt(np.maximum(lengths, 1.0))).argmax())
    return words[begin : begin + PASSAGE]


def _sums(figures: Sums) -> Sums:
    """The sum of each passage."""
    return np.convolve(figures, np.ones(PASSAGE), "valid")
