"""Words → ranked intents, each with the evidence that won.

Two witnesses are added up for every intent: what the message's features weigh for it (``weights.py``), and how like the
message the nearest phrases of the intent are. In a longer message the sentence that asks counts a second time.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bot.dialogue import text
from bot.dialogue.model import Evidence, Match, Ranking
from bot.dialogue.spelling import zipf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.dialogue.features import Floats, Vector
    from bot.dialogue.index import Index

NEAREST = 12
"""How many near phrases are asked."""
NEAR_WEIGHT = 0.8
"""What the near phrases say against what the weights say."""
NEAR_SHARES = (6 / 11, 3 / 11, 2 / 11)
"""What the first, second and third near phrase of an intent count."""
QUESTION_WEIGHT = 0.3
"""What the asking sentence of a longer message adds."""
LONG = 15
"""Words from which a message counts as longer."""
CARE_ALIKE = 1.3
"""What the nearest care phrase's lead in likeness over the nearest other phrase adds to the weights that tell danger;
the lead of the nearest care intent over all others is added as it is."""
SHOWN = 8
"""How many intents a ranking names."""
EXPLAINED = 8
"""How many features an explanation names for each intent."""
TELLING = 7.0
"""A word of this zipf frequency or more tells nothing about the subject."""
CONFIDENCE = (-3.55, 0.45, 1.0, 3.05)
"""Constant, best score, margin, known share: a logistic fit of "the best is right" on SOFMattress (Arora et al. 2020),
CLINC150 (Larson et al. 2019) and the shipped intents' ``tests.hit``, each set with the same weight."""


def rank(index: Index, message: str) -> Ranking:
    """The intents a message may mean, best first."""
    words, repairs = index.read(message)
    vector = index.vocabulary.vector(words)
    if not len(vector.ids):
        return Ranking((), 0.0, repairs=repairs)
    near = index.postings.near(vector, NEAREST)
    scores = _scores(index, vector, *near)
    if asking := _asking_sentence(message, words):
        part = index.vocabulary.vector(index.read(asking)[0])
        scores += QUESTION_WEIGHT * _scores(index, part, *index.postings.near(part, NEAREST))
    order = np.argsort(-scores, kind="stable")[:SHOWN].tolist()
    best, margin = _lead(index, scores)
    evidence = _evidence(index, *near)
    matches = tuple(Match(index.lines.intents[at], float(scores[at]), tuple(evidence.get(at, ()))) for at in order)
    care = _care(index, vector, scores, evidence)
    return Ranking(matches, _confidence(best, margin, _known(words, vector)), margin, repairs, care)


def explain(index: Index, message: str, ranking: Ranking) -> Ranking:
    """The same ranking with the features that weigh most in each match, and the words shared with its near phrases."""
    read = index.read(message)[0]
    vector = index.vocabulary.vector(read)
    names = index.vocabulary.names()
    matches = []
    for match in ranking.matches:
        weighed = vector.values * index.weights[vector.ids, index.lines.intents.index(match.intent)]
        heaviest = np.argsort(-np.abs(weighed), kind="stable")[:EXPLAINED].tolist()
        words = tuple((names[int(vector.ids[at])], round(float(weighed[at]), 3)) for at in heaviest)
        evidence = tuple(replace(one, words=index.shared(read, one.phrase)) for one in match.evidence)
        matches.append(replace(match, words=words, evidence=evidence))
    return replace(ranking, matches=tuple(matches))


def _scores(index: Index, vector: Vector, near: list[int], likeness: list[float]) -> Floats:
    """What both witnesses say for every intent."""
    scores: Floats = vector.values @ index.weights[vector.ids]
    asked: dict[int, int] = defaultdict(int)
    for phrase, like in zip(near, likeness, strict=True):
        owner = int(index.lines.owner[phrase])
        if asked[owner] < len(NEAR_SHARES):
            scores[owner] += NEAR_WEIGHT * like * NEAR_SHARES[asked[owner]]
        asked[owner] += 1
    return scores


def _care(index: Index, vector: Vector, scores: Floats, evidence: Mapping[int, list[Evidence]]) -> Match | None:
    """The care intent nearest to a message, scored by what tells danger from everything else."""
    if index.care_weights is None:
        return None
    nearest = int(np.where(index.lines.is_care, scores, -np.inf).argmax())
    lead = float(scores[nearest] - scores[~index.lines.is_care].max(initial=-1.0))
    danger = float(vector.values @ index.care_weights[vector.ids])
    score = danger + lead + CARE_ALIKE * _lead_in_likeness(index, evidence)
    return Match(index.lines.intents[nearest], score, tuple(evidence.get(nearest, ())))


def _lead_in_likeness(index: Index, evidence: Mapping[int, list[Evidence]]) -> float:
    """How much more like the message the nearest care phrase is than the nearest other."""
    by_kind = {True: 0.0, False: 0.0}
    for at, found in evidence.items():
        kind = bool(index.lines.is_care[at])
        by_kind[kind] = max(by_kind[kind], *(one.score for one in found))
    return by_kind[True] - by_kind[False]


def _asking_sentence(message: str, words: list[str]) -> str:
    """The last question of a longer message, or its last sentence; empty where there is but one sentence."""
    if len(words) < LONG:
        return ""
    parts = text.sentences(message)
    questions = [part for part in parts if part.endswith("?")]
    return (questions or parts)[-1] if len(parts) > 1 else ""


def _lead(index: Index, scores: Floats) -> tuple[float, float]:
    """The best score of an intent that is no matter of care, and its lead over those of other topics."""
    ordinary = np.where(index.lines.is_care, -np.inf, scores)
    best = int(ordinary.argmax())
    rivals = ordinary[index.lines.topic_of != index.lines.topic_of[best]]
    second = rivals.max(initial=-np.inf)
    return float(ordinary[best]), float(ordinary[best] - (second if np.isfinite(second) else 0.0))


def _known(words: list[str], vector: Vector) -> float:
    """The share of a message's telling words that the phrases know, 0 to 1."""
    weights = [max(0.0, TELLING - zipf(word)) for word in words]
    total = sum(weights)
    return sum(weight for weight, known in zip(weights, vector.known, strict=True) if known) / total if total else 1.0


def _confidence(score: float, margin: float, known: float) -> float:
    constant, of_score, of_margin, of_known = CONFIDENCE
    return 1 / (1 + math.exp(-(constant + of_score * score + of_margin * margin + of_known * known)))


def _evidence(index: Index, near: list[int], likeness: list[float]) -> dict[int, list[Evidence]]:
    """The near phrases of each intent, as reasons."""
    evidence: dict[int, list[Evidence]] = defaultdict(list)
    for phrase, like in zip(near, likeness, strict=True):
        owner = int(index.lines.owner[phrase])
        if len(evidence[owner]) < len(NEAR_SHARES):
            evidence[owner].append(index.evidence(phrase, like))
    return evidence
