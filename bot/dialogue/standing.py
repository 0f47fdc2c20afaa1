"""Which messages a revision leaves ranked as they were, told without ranking them again.

After a small change of phrases (``revising.py``) words weigh otherwise for the changed intents only, and other phrases
are near only to messages that share something rare with a line that came or went. So a message is ranked as it was, to
the last bit, where no changed intent has a say in it: none is shown for it or has a phrase near to it, and by the
message's words alone each stays below all that are shown.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.dialogue import text
from bot.dialogue.match import NEAREST
from bot.dialogue.reader import Reader
from bot.dialogue.revising import changed_intents, changed_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.dialogue.corpus import Ints
    from bot.dialogue.features import Bools, Floats
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
    units: Sequence[int]
    """The words and pairs it is read as."""


FREE = Standing("", math.inf, (), ())
"""Of a message that is not ranked, or has no word of any phrase."""


class _Listener(Reader):
    """A reader that remembers what it was asked to read: of an index nothing decides that is not asked by that."""

    heard: tuple[str, ...] = ()

    def read(self, message: str) -> tuple[list[str], tuple[Repair, ...]]:
        self.heard = (*self.heard, message)
        return super().read(message)


def observing(content: Content, decide: Decide) -> Callable[[str], tuple[Decision, Standing | None]]:
    """Decide messages and tell how each stands; None where that cannot be said, as of what is ranked in parts."""
    listener = _Listener(content.index.speller)
    watched = replace(content, index=replace(content.index, reader=listener))

    def observed(message: str) -> tuple[Decision, Standing | None]:
        listener.heard = ()
        decision = decide(watched, message)
        return decision, _standing(content.index, listener.heard, decision.ranking)

    return observed


def _standing(index: Index, heard: Sequence[str], ranking: Ranking) -> Standing | None:
    if not heard:
        return FREE
    reading = index.vocabulary.read(index.read(heard[0])[0])
    if len(heard) > 1 or reading.unknown:
        return None
    if not len(reading.features):
        return FREE
    shown = {index.lines.intents.index(match.intent): match.score for match in ranking.matches}
    ordinary = [score for intent, score in shown.items() if not index.lines.is_care[intent]]
    if not ordinary:
        return None
    near = {index.lines.owner_of[phrase] for phrase, _ in index.postings.near(reading, NEAREST)}
    floor = min(ranking.matches[-1].score, ordinary[0] - ranking.margin)
    return Standing(heard[0], floor, sorted(shown.keys() | near), reading.units.tolist())


def unaffected(known: Mapping[str, Standing], old: Index, new: Index) -> frozenset[str]:
    """The keys of the messages, each as it stands on an index, that a revision of the index ranks as before."""
    changed = _changed(old, new)
    if changed is None:
        return frozenset()
    read = [(key, one) for key, one in known.items() if one.units]
    alike = _alike([one for _, one in read], old, new, changed)
    return frozenset(known.keys() - {key for (key, _), is_alike in zip(read, alike, strict=True) if not is_alike})


def _changed(old: Index, new: Index) -> list[int] | None:
    """The intents that a revision changed; None where it is none, or danger is told otherwise, of whatever message."""
    if new.vocabulary is not old.vocabulary or new.lines.shape != old.lines.shape:
        return None
    changed = set(changed_intents(new.lines, old.lines))
    if new.table is not old.table:
        for before, after in ((old.table.units, new.table.units), (old.table.of_parts, new.table.of_parts)):
            changed.update(np.flatnonzero((before != after).any(axis=0)).tolist())
    danger = len(new.lines.intents)
    return None if any(at == danger or new.lines.is_care[at] for at in changed) else sorted(changed)


def _alike(read: Sequence[Standing], old: Index, new: Index, changed: Sequence[int]) -> list[bool]:
    """For each message whether both indexes rank it alike."""
    if not read:
        return []
    units = np.fromiter((unit for one in read for unit in one.units), np.intp)
    begins = np.cumsum([0, *(len(one.units) for one in read[:-1])])
    alike: Bools = ~np.logical_or.reduceat(_shared(old, new)[units], begins)
    alike &= [old.exact.get(said) == new.exact.get(said) for said in (text.plain(one.said) for one in read)]
    floors = np.array([one.floor for one in read]) - SLACK
    for intent in changed:
        alike &= [intent not in one.busy for one in read]
        for index in (old, new):
            alike &= _said(index, intent, units, begins) < floors
    found: list[bool] = alike.tolist()
    return found


def _shared(old: Index, new: Index) -> Bools:
    """For each word and pair whether it finds phrases and stands in a line that came, went or moved."""
    vocabulary = old.vocabulary
    features = np.zeros(vocabulary.letters, np.bool_)
    for line in changed_lines(new.lines, old.lines):
        features[vocabulary.read(old.read(line)[0]).features] = True
    features &= old.postings.finds | new.postings.finds
    pairs, stem_of = vocabulary.pairs, vocabulary.learned.stem_of
    return np.concatenate([features[:pairs], features[pairs + stem_of]])


def _said(index: Index, intent: int, units: Ints, begins: Ints) -> Floats:
    """What the words of each message say for an intent."""
    said = np.add.reduceat(index.table.units[:, intent].take(units), begins)
    squares = np.add.reduceat(index.vocabulary.squares.take(units), begins)
    weighed: Floats = (said / np.sqrt(squares)).astype(np.float32)
    return weighed
