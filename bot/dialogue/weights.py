"""How much each feature speaks for or against each intent: a linear separator per intent, worked out from the phrases.

For every intent the weights minimise the squared hinge loss over its own phrases and the phrases nearest to them among
the others, with a fixed bias of -1 (one against the rest; Keerthi and DeCoste 2005, "A modified finite Newton method
for fast solution of large scale linear SVMs"). Everything is deterministic: no random start, no order of phrases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

if TYPE_CHECKING:
    from bot.dialogue.features import Bools, Floats, Ints

SOFTNESS = 1.0
"""How strongly large weights are held down."""
OWN_WEIGHT = 2.0
"""An intent's own phrases count so many times as much as a phrase of another."""
TARGET = 2.0
"""What an own phrase should reach; a foreign one should stay at 0 or below."""
RIVALS_PER_PHRASE = 4
"""How many foreign phrases are looked at for each own one …"""
FEWEST_RIVALS = 1500
"""… and at least."""
ROUNDS, STEPS = 4, 4
"""Newton rounds, and conjugate gradient steps in each."""


def learn(rows: sp.csr_array, owner: Ints, intents: int) -> Floats:
    """Weights (features by intents) that tell the intents' phrases apart; ``owner`` names each row's intent."""
    members = sp.csr_array(
        (np.ones(len(owner), np.float32), (np.arange(len(owner)), owner)), shape=(len(owner), intents)
    )
    sizes = np.maximum(np.bincount(owner, minlength=intents), 1)
    closeness = (rows @ ((rows.T @ members).toarray() / sizes)).astype(np.float32)
    weights = np.zeros((rows.shape[1], intents), np.float32)
    for intent in range(intents):
        own = np.flatnonzero(owner == intent)
        near = closeness[:, intent].copy()
        near[own] = -1
        wanted = min(len(near) - len(own), max(FEWEST_RIVALS, RIVALS_PER_PHRASE * len(own)))
        rivals = np.argpartition(-near, wanted - 1)[:wanted] if wanted else own[:0]
        chosen = np.sort(np.concatenate([own, rivals]))
        weights[:, intent] = _separate(rows[chosen], owner[chosen] == intent)
    return weights


def _separate(rows: sp.csr_array, own: Bools) -> Floats:
    across = rows.T
    goal = np.where(own, TARGET, 0.0).astype(np.float32)
    worth = np.where(own, OWN_WEIGHT, 1.0).astype(np.float32)
    dual = np.zeros(len(own), np.float32)
    reached = np.zeros(len(own), np.float32)
    for round_ in range(ROUNDS):
        active = np.where(own, reached < TARGET, reached > 0) | (round_ == 0)
        mask = np.sqrt(worth) * active
        dual = _solve(rows, across, mask, goal, dual * active)
        reached = rows @ (across @ (mask * dual))
    return across @ (mask * dual)


def _solve(rows: sp.csr_array, across: sp.csc_array, mask: Floats, goal: Floats, dual: Floats) -> Floats:
    """Conjugate gradients on (mask rows rowsᵀ mask + softness) dual = mask goal."""
    residual = mask * goal - mask * (rows @ (across @ (mask * dual))) - SOFTNESS * dual
    step = residual.copy()
    size = residual @ residual
    for _ in range(STEPS):
        if size < 1e-10:
            break
        image = mask * (rows @ (across @ (mask * step))) + SOFTNESS * step
        length = size / (step @ image)
        dual = dual + length * step
        residual = residual - length * image
        previous, size = size, residual @ residual
        step = residual + (size / previous) * step
    return dual
