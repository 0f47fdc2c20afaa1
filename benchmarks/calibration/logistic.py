"""Logistic regression for a handful of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STEPS = 50
CLOSE = 1e-9
RIDGE = 1e-6
"""Keeps the fit finite where one figure tells everything apart."""


class Observed(NamedTuple):
    """Messages as rows of figures."""

    figures: Floats
    holds: NDArray[np.bool_]
    """Of each message, whether what is estimated was so."""
    weight: Floats
    """How much each message counts; on average one."""


def fit(observed: Observed) -> Floats:
    """Give the constant and one weight a figure that make what holds most likely.

    Newton's method (iteratively reweighted least squares).
    """
    rows = _with_constant(observed.figures)
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = _logistic(rows @ weights)
        slope = rows.T @ (observed.weight * (observed.holds - chance)) - RIDGE * weights
        bend = (rows * (observed.weight * chance * (1 - chance))[:, None]).T @ rows + RIDGE * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < CLOSE:
            break
    return weights


def probability(observed: Observed, weights: Sequence[float] | Floats) -> Floats:
    """Give every message's probability by these weights, the constant first."""
    return _logistic(_with_constant(observed.figures) @ np.asarray(weights))


def surprise(observed: Observed, weights: Sequence[float] | Floats) -> float:
    """Give the mean log loss in bits: the lower, the better the weights tell what holds."""
    chance = probability(observed, weights)
    of_truth = np.clip(np.where(observed.holds, chance, 1 - chance), 1e-12, 1)
    return float(np.average(-np.log2(of_truth), weights=observed.weight))


def _with_constant(figures: Floats) -> Floats:
    return np.column_stack([np.ones(len(figures)), figures])


def _logistic(odds: Floats) -> Floats:
    chance: Floats = 1 / (1 + np.exp(-odds))
    return chance
