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
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.content.decided import patterns
from bot.dialogue import acts, danger, followup, match, policy, text
from bot.dialogue.care import assess, looks_alike
from bot.dialogue.model import Act
from bot.dialogue.questions import ending, questions
from bot.dialogue.respond import LONG_STORY
from bot.dialogue.revising import changed_lines
from bot.dialogue.standing import changed_only
from bot.english import english

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.content.cache import Cache
    from bot.content.halves import Share
    from bot.dialogue.corpus import Ints
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
    limit: float
    """Below what its words have to stay for any other intent that is no matter of care, for all this to hold; minus
    infinity where its words are not all that counts."""


def unmoved(old: Router, new: Router, texts: Iterable[str]) -> frozenset[str]:
    """Those of some messages that go to the same intent by both contents, for certain."""
    hearings = [old.hearing] if patterns(old.content) == patterns(new.content) else [old.hearing, new.hearing]
    both = [(said, old.certain.get(said), new.certain.get(said)) for said in texts]
    sure = [
        (said, one, other)
        for said, one, other in both
        if one and other and (one.intent, one.topic) == (other.intent, other.topic)
    ]
    for hearing in hearings:
        hearing.hear((said, _nearness(one, other) is not None) for said, one, other in sure)
    return frozenset(said for said, one, other in sure if _is_heard_alike(hearings, said, _nearness(one, other)))


class Hearing:
    """What the words of a message alone tell, by the care patterns of a content; worked out once and kept."""

    def __init__(self, content: Content, cache: Cache, share: Share[Any, Any]) -> None:
        self._share = share
        self._patterns = patterns(content)
        self._rules = content.care
        self._cache = cache
        self._facts: dict[str, dict[str, tuple[bool, str, float]]] = cache.recall("heard", self._patterns) or {}
        self._is_new = False

    def of(self, said: str, *, care: bool) -> tuple[bool, str, float]:
        """Whether it is taken as it stands, the intent a care pattern tells, and what it shares with look-alikes."""
        return self._facts[_kind(care=care)][said]

    def hear(self, messages: Iterable[tuple[str, bool]]) -> None:
        """Work out what is not known yet of some messages, each with whether it is of care."""
        open_ = [(said, care) for said, care in messages if said not in self._facts.setdefault(_kind(care=care), {})]
        found = self._share(lambda one: self._worked_out(one[0], care=one[1]), open_)
        for (said, care), facts in zip(open_, found, strict=True):
            self._facts[_kind(care=care)][said] = facts
        self._is_new |= bool(open_)

    def keep(self) -> None:
        """Keep what was worked out for the next time."""
        if self._is_new:
            self._cache.keep("heard", self._patterns, self._facts)

    def _worked_out(self, said: str, *, care: bool) -> tuple[bool, str, float]:
        if not _is_whole(said):
            return False, "", 0.0
        if found := assess(self._rules, said):
            return True, found.intent, 0.0
        is_doubtful = care and policy.is_vague(acts.core(said))
        return not is_doubtful, "", looks_alike(self._rules, said) if care else 0.0


def _kind(*, care: bool) -> str:
    return "care" if care else "plain"


def certain(content: Content, lines: Ints | None = None) -> dict[str, Certain]:
    """The phrases, of all or of those at some lines, whose own intent no other can outdo."""
    every, index = content.index.lines, content.index
    numbers = np.arange(len(every.phrases)) if lines is None else lines
    bounds = _Bounds(index, numbers)
    texts = [every.phrases[at].text for at in numbers.tolist()]
    known = np.array([index.exact[text.plain(said)] for said in texts], np.intp) == every.owner[numbers]
    plain, care = bounds.plain() & known, bounds.care() & known
    limits = np.where(care, bounds.best_other, bounds.limit()) - bounds.room
    limits[bounds.is_long] = -np.inf
    found = {}
    for at in np.flatnonzero(plain | care).tolist():
        name = every.intents[every.owner_of[numbers[at]]]
        nearness = float(bounds.nearness[at]) if care[at] else None
        found[texts[at]] = Certain(name, content.topic_of(name), nearness, float(limits[at]))
    return found


def certain_still(known: Mapping[str, Certain], old: Content, new: Content) -> dict[str, Certain]:
    """The same of a content whose index is a revision: of most phrases only what the changed intents come to is new."""
    before, index = old.index, new.index
    changed = changed_only(before, index)
    if changed is None or _took_a_phrase(before, index, changed):
        return certain(new)
    is_changed = np.isin(index.lines.owner, changed).tolist()
    weighed = index.weighed(columns=changed).max(axis=1, initial=-np.inf).tolist()
    found, anew = {}, []
    for at, (phrase, said, is_own) in enumerate(zip(index.lines.phrases, weighed, is_changed, strict=True)):
        one = known.get(phrase.text)
        if is_own or (one and one.limit == -math.inf):
            anew.append(at)
        elif one and said < one.limit:
            found[phrase.text] = one
    return found | certain(new, np.array(anew, np.intp))


def _took_a_phrase(before: Index, index: Index, changed: Sequence[int]) -> bool:
    """Whether a line that is new has the very words of a phrase of an intent that did not change."""
    keys = map(text.plain, changed_lines(index.lines, before.lines))
    owners = ((before.exact.get(key), index.exact.get(key)) for key in keys)
    return any(old is not None and old not in changed and old != new for old, new in owners)


class _Bounds:
    """For some phrases: their own intent's score at least, and what others come to at most."""

    def __init__(self, index: Index, numbers: Ints) -> None:
        lines = index.lines
        said = index.weighed(numbers)
        scores, room = said[:, :-1], np.full((len(said), 1), match.NEAR_WEIGHT)
        self.is_long = _add_asking_sentences(index, numbers, scores, room)
        place, owner = np.arange(len(said)), lines.owner[numbers]
        self.danger, self.own, self.room = said[:, -1], scores[place, owner] + match.EXACT, room[:, 0]
        most = scores + room
        most[place, owner] = -np.inf
        is_care, topic = np.array(lines.is_care), np.array(lines.topic_of)
        self.of_care: Bools = is_care[owner]
        self.best_care = most[:, is_care].max(axis=1, initial=-1.0)
        self.best_other = most[:, ~is_care].max(axis=1, initial=-1.0)
        most[topic == topic[owner][:, None]] = -np.inf
        self.best_foreign = most[:, ~is_care].max(axis=1, initial=0.0)
        self.nearness = self.danger + self.own - self.best_other - match.CARE_ALIKE

    def limit(self) -> Floats:
        """What any other intent may come to with phrases of no matter of care still answered by their own."""
        constant, of_score, of_margin, of_known = match.CONFIDENCE
        spare = constant + of_score * self.own + of_known - _odds(policy.SURE) - SLACK
        most: Floats = np.minimum(self.own - SLACK, self.own + spare / of_margin)
        return most

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


def _add_asking_sentences(index: Index, numbers: Ints, scores: Floats, room: Floats) -> Bools:
    """Add what the asking sentence of each long phrase says, and what phrases near to that may; tell which are long."""
    is_long = np.zeros(len(numbers), np.bool_)
    for at, number in enumerate(numbers.tolist()):
        if asking := _asking_sentence(index.lines.phrases[number].text):
            scores[at] += match.QUESTION_WEIGHT * index.table.weigh(index.vocabulary.read(index.read(asking)[0]))[:-1]
            room[at] *= 1 + match.QUESTION_WEIGHT
            is_long[at] = True
    return is_long


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


def _nearness(one: Certain, other: Certain) -> float | None:
    """How near danger is at least by both contents; None where it is too far by one."""
    return None if one.nearness is None or other.nearness is None else min(one.nearness, other.nearness)


def _is_heard_alike(hearings: list[Hearing], said: str, nearness: float | None) -> bool:
    """Whether the words of a phrase leave no doubt about it, by the care patterns of both contents."""
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
