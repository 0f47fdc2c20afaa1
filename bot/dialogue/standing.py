"""Which messages a revision leaves ranked as they were, told without ranking them again.

After a small change of phrases (``revising.py``) words weigh otherwise for the changed intents only, and other phrases
are near only to messages that share something rare with a line that came or went. So a message is ranked as it was, to
the last bit, where no changed intent has a say in it: none is shown for it or has a phrase near to it, and by the
message's words alone each stays below all that are shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from bot.dialogue import text
from bot.dialogue.features import Entry
from bot.dialogue.match import NEAREST, QUESTION_WEIGHT, asking_sentence, rank
from bot.dialogue.reader import MOST_READ, Reader
from bot.dialogue.revising import changed_intents, changed_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.dialogue.features import Bools, Reading
    from bot.dialogue.index import Index
    from bot.dialogue.model import Content, Decision, Ranking, Repair

    Decide = Callable[[Content, str], Decision]

SLACK = 0.01
"""By how much a message's words must keep an intent below: many times what rounding can do."""


class Standing(NamedTuple):
    """How a message stands on an index: what a revision has to leave alone for the message to be ranked as it was."""

    said: str
    """The message as it was ranked."""
    floor: float
    """The score of the last intent that counts: of those shown, and of the one that the first one's margin is over."""
    busy: Sequence[int]
    """The intents that are shown, and those with a phrase near."""
    parts: Sequence[Sequence[int]]
    """The words and pairs that it is read as and, of a longer message, that its asking sentence is read as."""


Standings = tuple[Standing, ...]
"""Of all that is ranked to decide about one message; none where no word of it stands in any phrase."""


class _Listener(Reader[Entry]):
    """A reader that remembers what it was asked to read: of an index nothing decides that is not asked by that."""

    heard: tuple[str, ...] = ()

    def read(self, message: str) -> tuple[Sequence[Entry], tuple[Repair, ...]]:
        self.heard = (*self.heard, message)
        return super().read(message)


def observing(content: Content, decide: Decide) -> Callable[[str], tuple[Decision, Standings | None]]:
    """Decide messages and tell how each stands; None where that cannot be said."""
    listener = _Listener(content.index.speller, content.index.vocabulary.entry)
    watched = replace(content, index=replace(content.index, reader=listener))

    def observed(message: str) -> tuple[Decision, Standings | None]:
        listener.heard = ()
        decision = decide(watched, message)
        return decision, _standings(content.index, listener.heard, decision.ranking)

    return observed


def _standings(index: Index, heard: Sequence[str], ranking: Ranking) -> Standings | None:
    """How all stands that was read to be ranked, one after the other, each with its asking sentence behind it."""
    found: list[Standing] = []
    left = list(heard)
    while left:
        said = left.pop(0)
        words = index.read(said)[0]
        readings = [index.vocabulary.read(words)]
        if not len(readings[0].features):
            continue
        if asking := asking_sentence(said, words):
            if left[:1] != [asking]:
                return None
            readings.append(index.vocabulary.read(index.read(left.pop(0))[0]))
        whole = ranking if len(heard) == len(readings) else rank(index, said)
        if len(words) >= MOST_READ or any(reading.unknown for reading in readings):
            return None  # of a longer one, danger may be told in passing between the ends that are ranked
        if (one := _standing(index, said, readings, whole)) is None:
            return None
        found.append(one)
    return tuple(found)


def _standing(index: Index, said: str, readings: Sequence[Reading], ranking: Ranking) -> Standing | None:
    shown = {index.lines.intents.index(match.intent): match.score for match in ranking.matches}
    ordinary = [score for intent, score in shown.items() if not index.lines.is_care[intent]]
    if not ordinary:
        return None
    near = {index.lines.owner_of[phrase] for one in readings for phrase, _ in index.postings.near(one, NEAREST)}
    floor = min(ranking.matches[-1].score, ordinary[0] - ranking.margin)
    return Standing(said, floor, sorted(shown.keys() | near), [one.units.tolist() for one in readings])


def unaffected(known: Mapping[str, Standings], old: Index, new: Index) -> frozenset[str]:
    """The keys of the messages, each as it stands on an index, that a revision of the index ranks as before."""
    changed = changed_only(old, new)
    if changed is None:
        return frozenset()
    read = [(key, one) for key, standings in known.items() for one in standings]
    alike = _alike([one for _, one in read], old, new, changed)
    return frozenset(known.keys() - {key for (key, _), is_alike in zip(read, alike, strict=True) if not is_alike})


def changed_only(old: Index, new: Index) -> list[int] | None:
    """The intents that a revision changed; None where it is none, or danger is told otherwise, of whatever message."""
    if new.vocabulary is not old.vocabulary or new.lines.shape != old.lines.shape:
        return None
    changed = set(changed_intents(new.lines, old.lines))
    if new.table is not old.table:
        changed.update(np.flatnonzero((old.table.units != new.table.units).any(axis=0)).tolist())
    danger = len(new.lines.intents)
    return None if any(at == danger or new.lines.is_care[at] for at in changed) else sorted(changed)


def _alike(read: Sequence[Standing], old: Index, new: Index, changed: Sequence[int]) -> list[bool]:
    """For each message whether both indexes rank it alike."""
    if not read:
        return []
    parts = Parts([one.parts for one in read])
    alike: Bools = parts.summed(np.logical_or.reduceat(touched_units(old, new)[parts.units], parts.begins)) == 0
    alike &= [old.exact.get(said) == new.exact.get(said) for said in (text.plain(one.said) for one in read)]
    floors = np.array([one.floor for one in read]) - SLACK
    for intent in changed:
        alike &= [intent not in one.busy for one in read]
        for index in (old, new):
            alike &= parts.weighed(index, intent) < floors
    found: list[bool] = alike.tolist()
    return found


class Parts:
    """The words and pairs of many messages in a row, and which part of which message they are."""

    def __init__(self, read: Sequence[Sequence[Sequence[int]]]) -> None:
        """Take what each message is read as and, of a longer one, what its asking sentence is."""
        each = [
            (at, weight, units)
            for at, one in enumerate(read)
            for weight, units in zip((1.0, QUESTION_WEIGHT), one, strict=False)
            if units
        ]
        self.units = np.fromiter((unit for *_, units in each for unit in units), np.intp)
        self.begins = np.cumsum([0, *(len(units) for *_, units in each[:-1])])
        self._number = len(read)
        self._owner = np.array([at for at, *_ in each])
        self._weight = np.array([weight for _, weight, _ in each])

    def summed(self, values: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        """One value a part, added up for each message."""
        return np.bincount(self._owner, values, self._number).astype(np.float64)

    def weighed(self, index: Index, intent: int) -> npt.NDArray[np.float64]:
        """What the words of each message say for an intent."""
        said = np.add.reduceat(index.table.units[:, intent].take(self.units), self.begins)
        squares = np.add.reduceat(index.vocabulary.squares.take(self.units), self.begins)
        return self.summed(self._weight * said / np.sqrt(squares))


def touched_lines(old: Index, new: Index) -> Bools:
    """For each line whether, by a word or pair that finds phrases, others may be near to it than before a revision."""
    features = _touched(old, new)
    touched: Bools = new.rows[:, : len(features)] @ features > 0
    return touched


def touched_units(old: Index, new: Index) -> Bools:
    """For each unit whether it finds phrases and stands in a line that came, went or moved."""
    features = _touched(old, new)
    vocabulary = old.vocabulary
    groups = np.zeros(vocabulary.size - vocabulary.letters, np.bool_)
    return np.concatenate([features, groups, features[vocabulary.pairs + vocabulary.learned.stem_of]])


def _touched(old: Index, new: Index) -> Bools:
    """For each pair and stem whether it finds phrases and stands in a line that came, went or moved."""
    vocabulary = old.vocabulary
    features = np.zeros(vocabulary.letters, np.bool_)
    for line in changed_lines(new.lines, old.lines):
        features[vocabulary.read(old.read(line)[0]).features] = True
    return features & (old.postings.finds | new.postings.finds)
