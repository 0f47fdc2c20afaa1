"""What tells the phrases of one intent from all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.dialogue.weights import separators, tell_apart

if TYPE_CHECKING:
    from bot.dialogue.model import Content

MOST = 0.99
"""Nearly all phrases."""
NOTHING = 0.05
"""Two scores that lie no further apart are the same."""


def test_a_phrase_more_moves_nothing_it_has_nothing_to_do_with(shipped: Content) -> None:
    """The weights are worked out to the end: where they were not, an edit would send messages astray at random."""
    rows, owner = shipped.index.rows[::4], shipped.index.lines.owner[::4]
    is_care, some = np.array(shipped.index.lines.is_care)[owner], np.arange(3)
    others = np.arange(len(owner)) != len(owner) // 3
    before = np.column_stack([separators(rows, owner, some), tell_apart(rows, is_care)])
    after = np.column_stack([separators(rows[others], owner[others], some), tell_apart(rows[others], is_care[others])])
    assert (np.abs(rows @ before - rows @ after) < NOTHING).mean(axis=0).min() > MOST


def test_own_phrases_score_high_and_foreign_ones_low(shipped: Content) -> None:
    """Nearly every phrase is on the right side of the middle."""
    rows, lines = shipped.index.rows, shipped.index.lines
    own = lines.owner == 0
    said = (rows @ separators(rows, lines.owner, np.array([0])))[:, 0]
    assert (said[own] > 1).mean() > MOST
    assert (said[~own] < 1).mean() > MOST
