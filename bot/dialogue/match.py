"""Words → ranked intents, each with the evidence that won.

Two witnesses are added up for every intent: what the message's features weigh for it (``weights.py``), and how like the
message the nearest phrases of the intent are. In a longer message the sentence that asks counts a second time.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from bot.dialogue import text
from bot.dialogue.model import Evidence, Match, Ranking

if TYPE_CHECKING:
    from collections.abc import Sized

    from bot.dialogue.features import Reading
    from bot.dialogue.index import Index

    Near = dict[int, list[Evidence]]
    """For each intent that has some, its near phrases, best first."""

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
EXACT = 2.0
"""What is added for the intent that has the very message as a phrase: as much as separators give a phrase of their own,
so that whoever adds a phrase finds it answered as told."""
SHOWN = 8
"""How many intents a ranking names."""
EXPLAINED = 8
"""How many features an explanation names for each intent."""
CONFIDENCE = (-3.58, 0.74, 0.45, 2.45)
"""Constant, best score, margin, known share: a logistic fit of "the best is right" on shipped phrases held out and,
with the same weight, SOFMattress (Arora et al. 2020) and CLINC150 (Larson et al. 2019; whole, with ten phrases an
intent, and with 15 and 25 of its intents); ``make calibrate`` fits it again."""


def rank(index: Index, message: str) -> Ranking:
    """The intents a message may mean, best first."""
    entries, repairs = index.reader.read(message)
    reading = index.vocabulary.reading(entries)
    same = index.exact.get(text.plain(message))
    if not len(reading.features) and same is None:
        return Ranking((), 0.0, repairs=repairs)
    near = _near(index, reading)
    said, danger = _scores(index, reading, near)
    if asking := asking_sentence(message, entries):
        part = index.vocabulary.reading(index.reader.read(asking)[0])
        again, _ = _scores(index, part, _near(index, part))
        said = [one + QUESTION_WEIGHT * other for one, other in zip(said, again, strict=True)]
    known = reading.known
    if same is not None:
        said[same] += EXACT
        known = 1.0  # as it is once the index was built anew, where a phrase just added has words that none had
    order = sorted(range(len(said)), key=said.__getitem__, reverse=True)
    matches = tuple([_match(index, at, said[at], near) for at in order[:SHOWN]])
    best, margin = _lead(index, order, said)
    care = _care(index, danger, order, said, near)
    return Ranking(matches, _confidence(best, margin, known), margin, repairs, care)


def explain(index: Index, message: str, ranking: Ranking) -> Ranking:
    """The same ranking with what weighs most in each match, and the words shared with its near phrases."""
    read = index.read(message)[0]
    reading = index.vocabulary.read(read)
    units = reading.units.tolist()
    names = index.vocabulary.names()
    length = math.sqrt(float(index.vocabulary.squares[units].sum())) or 1.0
    matches = []
    for match in ranking.matches:
        weighed = index.table.units[units, index.lines.intents.index(match.intent)] / length
        heaviest = np.argsort(-np.abs(weighed), kind="stable")[:EXPLAINED].tolist()
        words = tuple((names[units[at]], round(float(weighed[at]), 3)) for at in heaviest)
        evidence = tuple(one._replace(words=index.shared(read, one.phrase)) for one in match.evidence)
        matches.append(match._replace(words=words, evidence=evidence))
    return ranking._replace(matches=tuple(matches))


def _near(index: Index, reading: Reading) -> Near:
    """The near phrases of each intent."""
    found: Near = {}
    owner_of, evidence = index.lines.owner_of, index.evidence
    for phrase, like in index.postings.near(reading, NEAREST):
        own = found.setdefault(owner_of[phrase], [])
        if len(own) < len(NEAR_SHARES):
            own.append(evidence(phrase, like))
    return found


def _scores(index: Index, reading: Reading, near: Near) -> tuple[list[float], float]:
    """What both witnesses say for every intent, and what the words say for danger."""
    *said, danger = index.table.weigh(reading).tolist()
    for owner, phrases in near.items():
        for share, phrase in zip(NEAR_SHARES, phrases, strict=False):
            said[owner] += NEAR_WEIGHT * share * phrase.score
    return said, danger


def _match(index: Index, intent: int, score: float, near: Near) -> Match:
    """One intent with its near phrases as reasons."""
    return Match(index.lines.intents[intent], score, tuple(near.get(intent, ())))


def _care(index: Index, danger: float, order: list[int], said: list[float], near: Near) -> Match | None:
    """The care intent nearest to a message, scored by what tells danger from everything else."""
    is_care = index.lines.is_care
    nearest = next((at for at in order if is_care[at]), None)
    if nearest is None:
        return None
    lead = said[nearest] - next((said[at] for at in order if not is_care[at]), -1.0)
    return _match(index, nearest, danger + lead + CARE_ALIKE * _lead_in_likeness(index, near), near)


def _lead_in_likeness(index: Index, near: Near) -> float:
    """How much more like the message the nearest care phrase is than the nearest other."""
    is_care = index.lines.is_care
    of_care = of_others = 0.0
    for at, phrases in near.items():  # the nearest intent comes first, as does the nearest phrase of each
        if is_care[at]:
            of_care = of_care or phrases[0].score
        else:
            of_others = of_others or phrases[0].score
    return of_care - of_others


def asking_sentence(message: str, words: Sized) -> str:
    """The last question of a longer message, or its last sentence; empty where there is but one sentence."""
    if len(words) < LONG:
        return ""
    parts = text.sentences(message)
    questions = [part for part in parts if part.endswith("?")]
    return (questions or parts)[-1] if len(parts) > 1 else ""


def _lead(index: Index, order: list[int], said: list[float]) -> tuple[float, float]:
    """The best score of an intent that is no matter of care, and its lead over those of other topics."""
    topic_of, is_care = index.lines.topic_of, index.lines.is_care
    ordinary = (at for at in order if not is_care[at])
    best = next(ordinary, None)
    if best is None:
        return -np.inf, 0.0
    second = next((said[at] for at in ordinary if topic_of[at] != topic_of[best]), 0.0)
    return said[best], said[best] - second


def _confidence(score: float, margin: float, known: float) -> float:
    constant, of_score, of_margin, of_known = CONFIDENCE
    return 1 / (1 + math.exp(-(constant + of_score * score + of_margin * margin + of_known * known)))
