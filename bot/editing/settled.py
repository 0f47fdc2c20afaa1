"""Phrases that go where they stand for certain, so that nobody need ask.

A phrase of the content, said word for word, has so much in its favour (``match.EXACT``) that for nearly all of them no
other intent can come first, whatever phrases are near: what those add is bounded by ``match.NEAR_WEIGHT``. That is told
for all phrases at once, from what their words weigh. So a routing diff over tens of thousands of phrases decides a few
thousand messages and still speaks of all.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.content.decided import patterns
from bot.dialogue import danger, match, policy, text
from bot.dialogue.revising import changed_lines
from bot.dialogue.standing import Parts, changed_only, touched_lines, touched_units
from bot.editing.hearing import SEVERAL, Depth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.dialogue.corpus import Ints
    from bot.dialogue.features import Bools, Floats
    from bot.dialogue.index import Index
    from bot.dialogue.model import Content
    from bot.editing.hearing import Hearing
    from bot.editing.router import Router

SLACK = 0.01
"""By how much a bound must be exceeded: many times what rounding can do."""


class Certain(NamedTuple):
    """Where a phrase goes for certain, as far as scores decide."""

    intent: str
    topic: str
    nearness: float | None
    """Of a phrase of care, how near danger is at least; None of another, for which it is too far."""
    limit: float
    """Below what its words have to stay for any other intent that is no matter of care, for all this to hold."""
    asking: Sequence[int] = ()
    """The words and pairs that count twice, those of the asking sentence of a longer phrase."""


def unmoved(old: Router, new: Router, texts: Iterable[str]) -> frozenset[str]:
    """Those of some messages that go to the same intent by both contents, for certain."""
    aside = _Aside(old.content, new.content)
    hearings = [old.hearing] if patterns(old.content) == patterns(new.content) else [old.hearing, new.hearing]
    sure = list(_sure(old.certain, new.certain, texts, aside))
    for hearing in hearings:
        hearing.hear((said, depth) for said, _, depth in sure)
    return frozenset(said for said, nearness, depth in sure if _is_heard_alike(hearings, said, nearness, depth))


def _sure(
    old: Mapping[str, Certain], new: Mapping[str, Certain], texts: Iterable[str], aside: _Aside
) -> Iterator[tuple[str, float | None, Depth]]:
    """The messages that go to the same intent by both, as far as scores decide.

    With each come how near danger is at least by both, None where it is too far, and how closely to listen to it.
    """
    for said in texts:
        one, other = old.get(said), new.get(said)
        if not (one and other and one[:2] == other[:2]):
            continue
        if one.nearness is None or other.nearness is None:
            yield said, None, Depth.WHOLE if aside.holds(said, one) else Depth.PLAIN
        else:
            yield said, min(one.nearness, other.nearness), Depth.CARE


class _Aside:
    """The phrases beside which nothing changed: whatever care makes of them, it makes of them by both contents."""

    def __init__(self, old: Content, new: Content) -> None:
        self._phrases: frozenset[str] = frozenset()
        self._touched: list[bool] = []
        changed = changed_only(old.index, new.index)
        if changed is None or patterns(old) != patterns(new):
            return
        lines, self._touched = new.index.lines, touched_units(old.index, new.index).tolist()
        stays = ~(touched_lines(old.index, new.index) | np.isin(lines.owner, changed))
        self._phrases = frozenset(lines.phrases[at].text for at in np.flatnonzero(stays).tolist())

    def holds(self, said: str, one: Certain) -> bool:
        """Whether a phrase is one of them, and what it asks too."""
        return said in self._phrases and not any(self._touched[unit] for unit in one.asking)


def certain(content: Content, lines: Ints | None = None) -> dict[str, Certain]:
    """The phrases, of all or of those at some lines, whose own intent no other can outdo."""
    every, index = content.index.lines, content.index
    numbers = np.arange(len(every.phrases)) if lines is None else lines
    bounds = _Bounds(index, numbers)
    texts = [every.phrases[at].text for at in numbers.tolist()]
    known = np.array([index.exact[text.plain(said)] for said in texts], np.intp) == every.owner[numbers]
    plain, care = bounds.plain() & known, bounds.care() & known
    limits = np.where(care, bounds.best_other, bounds.limit()) - bounds.room
    found = {}
    for at in np.flatnonzero(plain | care).tolist():
        name = every.intents[every.owner_of[numbers[at]]]
        nearness = float(bounds.nearness[at]) if care[at] else None
        asking = bounds.asking.get(at, ())
        found[texts[at]] = Certain(name, content.topic_of(name), nearness, float(limits[at]), asking)
    return found


def certain_still(known: Mapping[str, Certain], old: Content, new: Content) -> dict[str, Certain]:
    """The same of a content whose index is a revision: of most phrases only what the changed intents come to is new."""
    before, index = old.index, new.index
    changed = changed_only(before, index)
    if changed is None or _took_a_phrase(before, index, changed):
        return certain(new)
    lines = index.lines
    ones = [known.get(phrase.text) for phrase in lines.phrases]
    said = index.weighed(columns=changed)
    said += _asked(index, [one.asking if one else () for one in ones], changed)
    stays = said.max(axis=1, initial=-np.inf) < [one.limit if one else -np.inf for one in ones]
    is_changed = np.isin(lines.owner, changed)
    still = zip(ones, lines.phrases, (stays & ~is_changed).tolist(), strict=True)
    found = {phrase.text: one for one, phrase, is_still in still if one and is_still}
    return found | certain(new, np.flatnonzero(is_changed))


def _asked(index: Index, asking: Sequence[Sequence[int]], intents: Sequence[int]) -> Floats:
    """What the asking sentences of some phrases, empty for most, say for some intents."""
    if not any(asking):
        return np.zeros((len(asking), len(intents)), np.float32)
    parts = Parts([((), units) for units in asking])
    return np.column_stack([parts.weighed(index, intent) for intent in intents]).astype(np.float32)


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
        self.asking = _add_asking_sentences(index, numbers, scores, room)
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


def _add_asking_sentences(index: Index, numbers: Ints, scores: Floats, room: Floats) -> dict[int, list[int]]:
    """Add what the asking sentence of each long phrase says, and what phrases near to that may; tell what it is."""
    found = {}
    for at, number in enumerate(numbers.tolist()):
        if asking := _asking_sentence(index.lines.phrases[number].text):
            reading = index.vocabulary.read(index.read(asking)[0])
            scores[at] += match.QUESTION_WEIGHT * index.table.weigh(reading)[:-1]
            room[at] *= 1 + match.QUESTION_WEIGHT
            found[at] = reading.units.tolist()
    return found


@lru_cache(maxsize=1 << 17)
def _asking_sentence(said: str) -> str:
    """The sentence that counts twice; a message with fewer than half as many spaces as ``LONG`` words has none."""
    if said.count(" ") < match.LONG // 2 or not SEVERAL.search(said):
        return ""
    return match.asking_sentence(said, text.words(said))


def _odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


def _is_heard_alike(hearings: Sequence[Hearing], said: str, nearness: float | None, depth: Depth) -> bool:
    """Whether the words of a phrase leave no doubt about it, by the care patterns of both contents."""
    heard = [hearing.of(said, depth) for hearing in hearings]
    intents = {one.intent for one in heard}
    if not all(one.is_whole for one in heard) or len(intents) > 1:
        return False
    if nearness is None:
        return intents == {""}
    least = danger.CONSTANT + danger.NEARNESS * nearness
    if intents != {""}:
        return least + min(danger.RED, danger.AMBER) > _odds(danger.PLAIN) + SLACK
    alike = max(one.alike for one in heard)
    return least + danger.LOOK_ALIKE * alike > _odds(danger.ANSWERED) + SLACK
