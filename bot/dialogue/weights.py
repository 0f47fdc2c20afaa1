"""How much each feature speaks for or against each intent, worked out from the phrases alone.

Two things are added up. First, a linear separator per intent: its weights minimise the squared hinge loss over the
intent's own phrases and the phrases nearest to them among the others, with a fixed bias of -1 (one against the rest;
Keerthi and DeCoste 2005, "A modified finite Newton method for fast solution of large scale linear SVMs"). Second,
counted evidence per topic: how much more often a feature stands in the topic's phrases than in all others (log odds;
the pair as in Wang and Manning 2012, "Baselines and Bigrams"). Everything is deterministic: no random start, and
the order of phrases does not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

if TYPE_CHECKING:
    from bot.dialogue.corpus import Ints
    from bot.dialogue.features import Bools, Floats

SOFTNESS = 1.0
"""How strongly large weights are held down."""
OWN_WEIGHT = 2.0
"""An intent's own phrases count so many times as much as a phrase of another."""
TARGET = 2.0
"""What an own phrase should reach; a foreign one should stay at 0 or below."""
RIVALS_PER_PHRASE = 3
"""How many foreign phrases are looked at for each own one …"""
FEWEST_RIVALS = 500
"""… and at least."""
EFFORT = (6, 10)
"""Newton rounds, and conjugate gradient steps in each: with these, more would change the weights by less than a
thousandth, and a phrase more or less moves no message that it has nothing to do with. With (3, 8), half as much work,
57 phrases among 48,000 gave 1 in 100 messages another topic; with these, 1 in 600."""
SETTLED = 1e-5
"""Square of the residual below which a round ends before its last step, as all rounds do once the same rows are left:
that saves a tenth to a quarter of the work and changes no weight by more than half a thousandth."""
EVIDENCE_WEIGHT = 0.15
"""What the counted evidence says against what the separators say."""
UNSEEN = 0.01
"""How often a feature is taken to stand where it never did."""


def counted_evidence(rows: sp.csr_array, owner: Ints, topic_of: Ints, intents: Ints) -> Floats:
    """What the counts say for the topics of the given intents (features by intents).

    ``owner`` names each row's intent, ``topic_of`` each intent's topic.
    """
    topics, places = np.unique(topic_of[intents], return_inverse=True)
    members = _members(topic_of[owner], int(topic_of.max(initial=-1)) + 1)
    return np.float32(EVIDENCE_WEIGHT) * _log_odds(rows, members, topics)[:, places]


def tell_apart(rows: sp.csr_array, own: Bools) -> Floats:
    """Weights (one a feature) that tell some rows from all others, separator and counted evidence together."""
    counted = _log_odds(rows, _members(own.astype(np.int32), 2), np.array([1]))[:, 0]
    return _separate(rows, own) + np.float32(EVIDENCE_WEIGHT) * counted


def _log_odds(rows: sp.csr_array, members: sp.csr_array, owners: Ints) -> Floats:
    """How much more each feature stands in the rows of each of these owners than in all others' together."""
    inside = (rows.T @ members[:, owners]).toarray() + UNSEEN
    everywhere = (rows.T @ np.ones(rows.shape[0])).astype(np.float32)
    outside = (everywhere + UNSEEN * (members.shape[1] + 1))[:, None] - inside
    inside /= inside.sum(axis=0)
    outside /= outside.sum(axis=0)
    inside /= outside
    odds: Floats = np.log(inside, out=inside)
    return odds


def _members(owner: Ints, owners: int) -> sp.csr_array:
    """Rows by owners: one where a row belongs."""
    places = (np.arange(len(owner)), owner)
    return sp.csr_array((np.ones(len(owner), np.float32), places), shape=(len(owner), owners))


def separators(rows: sp.csr_array, owner: Ints, intents: Ints) -> Floats:
    """Separators (features by the given intents) that tell each one's own phrases from the nearest of the others."""
    members = _members(owner, int(owner.max(initial=-1)) + 1)[:, intents]
    sizes = np.maximum(members.sum(axis=0), 1)
    closeness = (rows @ ((rows.T @ members).toarray() / sizes)).astype(np.float32)
    weights = np.zeros((rows.shape[1], len(intents)), np.float32)
    for at, intent in enumerate(intents.tolist()):
        chosen = _contested(owner == intent, closeness[:, at])
        weights[:, at] = _separate(rows[chosen], owner[chosen] == intent)
    return weights


def _contested(own: Bools, closeness: Floats) -> Ints:
    """An intent's own rows and those of others nearest to it."""
    number = int(own.sum())
    wanted = min(len(own) - number, max(FEWEST_RIVALS, RIVALS_PER_PHRASE * number))
    near = np.where(own, np.inf, closeness)
    return np.sort(np.argpartition(-near, number + wanted - 1)[: number + wanted])


def _separate(rows: sp.csr_array, own: Bools) -> Floats:
    """Newton's method: each round solves for the rows that are not yet where they should be, all others left out."""
    rounds, steps = EFFORT
    goal = np.where(own, TARGET, 0.0).astype(np.float32)
    root = np.sqrt(np.where(own, OWN_WEIGHT, 1.0)).astype(np.float32)
    dual = np.zeros(len(own), np.float32)
    active = np.arange(len(own))
    for round_ in range(rounds):
        part = rows[active] if round_ else rows
        dual[active] = _solve(part, root[active], goal[active], dual[active], steps)
        weights: Floats = part.T @ (root[active] * dual[active])
        reached = rows @ weights
        before, active = active, np.flatnonzero(np.where(own, reached < TARGET, reached > 0))
        if np.array_equal(before, active):
            break
    return weights


def _solve(rows: sp.csr_array, root: Floats, goal: Floats, dual: Floats, steps: int) -> Floats:
    """Conjugate gradients on (root rows rowsᵀ root + softness) dual = root goal."""
    across = rows.T
    residual = root * goal - root * (rows @ (across @ (root * dual))) - SOFTNESS * dual
    step = residual.copy()
    size = residual @ residual
    for _ in range(steps):
        if size < SETTLED:
            break
        image = root * (rows @ (across @ (root * step))) + SOFTNESS * step
        length = size / (step @ image)
        dual = dual + length * step
        residual = residual - length * image
        previous, size = size, residual @ residual
        step = residual + (size / previous) * step
    return dual
