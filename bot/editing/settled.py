"""Phrases that go where they stand for certain, so that nobody need ask.

A phrase of the content, said word for word, has so much in its favour (``match.EXACT``) that for nearly all of them no
other intent can come first, whatever phrases are near: what those add is bounded by ``match.NEAR_WEIGHT``. That is told
for all phrases at once, from what their words weigh. So a routing diff over tens of thousands of phrases decides a few
thousand messages and still speaks of all.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bot.dialogue import acts, danger, followup, match, policy, text
from bot.dialogue.care import assess, looks_alike
from bot.dialogue.model import Act
from bot.dialogue.questions import ending, questions
from bot.dialogue.respond import LONG_STORY
from bot.english import english

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.content.cache import Cache
    from bot.dialogue.features import Bools, Floats
    from bot.dialogue.index import Index
    from bot.dialogue.model import Content
    from bot.editing.router import Router

SLACK = 0.01
"""By how much a bound must be exceeded: many times what rounding can do."""
_SEVERAL = re.compile(r"[.?!…\n].*\w|\s[-–—]\s|\b(?:and|also|plus)\b|&", re.DOTALL | re.IGNORECASE)
"""Without one of these a message is one sentence with one question at most."""


@dataclass(frozen=True, slots=True)
class Certain:
    """Where a phrase goes for certain, as far as scores decide."""

    intent: str
    topic: str
    nearness: float | None
    """Of a phrase of care, how near danger is at least; None of another, for which it is too far."""


def unmoved(old: Router, new: Router, texts: Iterable[str]) -> frozenset[str]:
    """Those of some messages that go to the same intent by both contents, for certain."""
    hearings = [old.hearing] if old.hearing.patterns == new.hearing.patterns else [old.hearing, new.hearing]
    both = ((said, old.certain.get(said), new.certain.get(said)) for said in texts)
    return frozenset(
        said
        for said, one, other in both
        if one and other and (one.intent, one.topic) == (other.intent, other.topic)
        if _is_heard_alike(hearings, said, one, other)
    )


class Hearing:
    """What the words of a message alone tell, by the care patterns of a content; worked out once and kept."""

    def __init__(self, content: Content, cache: Cache) -> None:
        self.patterns = _patterns(content)
        self._rules = content.care
        self._cache = cache
        self._facts: dict[str, dict[str, tuple[bool, str, float]]] = cache.recall("heard", self.patterns) or {}
        self._is_new = False

    def of(self, said: str, *, care: bool) -> tuple[bool, str, float]:
        """Whether it is taken as it stands, the intent a care pattern tells, and what it shares with look-alikes."""
        facts = self._facts.setdefault("care" if care else "plain", {})
        if said not in facts:
            self._is_new = True
            facts[said] = self._worked_out(said, care=care)
        return facts[said]

    def keep(self) -> None:
        """Keep what was worked out for the next time."""
        if self._is_new:
            self._cache.keep("heard", self.patterns, self._facts)

    def _worked_out(self, said: str, *, care: bool) -> tuple[bool, str, float]:
        if not _is_whole(said):
            return False, "", 0.0
        if found := assess(self._rules, said):
            return True, found.intent, 0.0
        is_doubtful = care and policy.is_vague(acts.core(said))
        return not is_doubtful, "", looks_alike(self._rules, said) if care else 0.0


def _patterns(content: Content) -> list[list[object]]:
    """What care looks for, and as what."""
    care = (intent for intent in content.intents.values() if intent.is_care)
    kinds = ((one.name, (one.red, one.amber, one.quiet)) for one in care)
    return [[name, *([line.text for line in lines] for lines in kind)] for name, kind in kinds]


def certain(content: Content) -> dict[str, Certain]:
    """The phrases whose own intent no other can outdo."""
    lines, bounds = content.index.lines, _Bounds(content.index)
    known = np.array([content.index.exact[text.plain(line.text)] for line in lines.phrases]) == lines.owner
    plain, care = bounds.plain() & known, bounds.care() & known
    found = {}
    for at in np.flatnonzero(plain | care).tolist():
        name = lines.intents[lines.owner_of[at]]
        nearness = float(bounds.nearness[at]) if care[at] else None
        found[lines.phrases[at].text] = Certain(name, content.topic_of(name), nearness)
    return found


class _Bounds:
    """For every phrase: its own intent's score at least, and what others come to at most."""

    def __init__(self, index: Index) -> None:
        lines = index.lines
        said = index.weighed()
        scores, room = said[:, :-1], np.full((len(said), 1), match.NEAR_WEIGHT)
        _add_asking_sentences(index, scores, room)
        place, owner = np.arange(len(said)), lines.owner
        self.danger, self.own = said[:, -1], scores[place, owner] + match.EXACT
        most = scores + room
        most[place, owner] = -np.inf
        is_care, topic = np.array(lines.is_care), np.array(lines.topic_of)
        self.of_care: Bools = is_care[owner]
        self.best_care = most[:, is_care].max(axis=1, initial=-1.0)
        self.best_other = most[:, ~is_care].max(axis=1, initial=-1.0)
        most[topic == topic[owner][:, None]] = -np.inf
        self.best_foreign = most[:, ~is_care].max(axis=1, initial=0.0)
        self.nearness = self.danger + self.own - self.best_other - match.CARE_ALIKE

    def plain(self) -> Bools:
        """Phrases of no matter of care that are answered by their own intent, if no care pattern is found."""
        constant, of_score, of_margin, of_known = match.CONFIDENCE
        sure = constant + of_score * self.own + of_margin * (self.own - self.best_foreign) + of_known
        nearness = self.danger + self.best_care - self.own + match.CARE_ALIKE
        wins: Bools = self.own > np.maximum(self.best_other, self.best_care) + SLACK
        wins &= ~self.of_care & (sure > _odds(policy.SURE) + SLACK)
        wins &= danger.CONSTANT + danger.NEARNESS * nearness < _odds(danger.ASKED) - SLACK
        return wins

    def care(self) -> Bools:
        """Phrases of care to which no other intent of care is nearer."""
        wins: Bools = self.own > self.best_care + SLACK
        return self.of_care & wins


def _add_asking_sentences(index: Index, scores: Floats, room: Floats) -> None:
    """Add what the asking sentence of each long phrase says, and what phrases near to that may."""
    for at, line in enumerate(index.lines.phrases):
        if asking := _asking_sentence(line.text):
            scores[at] += match.QUESTION_WEIGHT * index.table.weigh(index.vocabulary.read(index.read(asking)[0]))[:-1]
            room[at] *= 1 + match.QUESTION_WEIGHT


@lru_cache(maxsize=1 << 17)
def _asking_sentence(said: str) -> str:
    """The sentence that counts twice; a message with fewer than half as many spaces as ``LONG`` words has none."""
    if said.count(" ") < match.LONG // 2 or not _SEVERAL.search(said):
        return ""
    return match.asking_sentence(said, text.words(said))


def _odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


def _is_whole(said: str) -> bool:
    """Whether a message is taken as it stands, not some part of it by itself or as a bare "more"."""
    if followup.unframed(said) != said or _asks_for_more(said):
        return False
    if len(said.split()) >= LONG_STORY:
        return not ending(said)
    return not _SEVERAL.search(said) or len(questions(said)) < 2


def _asks_for_more(said: str) -> bool:
    """Whether a message asks for more and nothing else; a word that is never in such a message tells it quickly."""
    others = (word for word in said.lower().split() if word not in acts.ASKS_FOR_MORE)
    return not any(word in english() for word in others) and acts.read(acts.core(said)) is Act.MORE


def _is_heard_alike(hearings: list[Hearing], said: str, one: Certain, other: Certain) -> bool:
    """Whether the words of a phrase leave no doubt about it, by the care patterns of both contents."""
    nearness = None if one.nearness is None or other.nearness is None else min(one.nearness, other.nearness)
    heard = [hearing.of(said, care=nearness is not None) for hearing in hearings]
    intents = {intent for _, intent, _ in heard}
    if not all(is_whole for is_whole, _, _ in heard) or len(intents) > 1:
        return False
    if nearness is None:
        return intents == {""}
    least = danger.CONSTANT + danger.NEARNESS * nearness
    if intents != {""}:
        return least + min(danger.RED, danger.AMBER) > _odds(danger.PLAIN) + SLACK
    alike = max(share for _, _, share in heard)
    return least + danger.LOOK_ALIKE * alike > _odds(danger.ANSWERED) + SLACK
