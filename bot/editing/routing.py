"""Where known messages go in one content and in another: what no list of changed lines can show.

A phrase added to one intent may take a message from another. So every phrase, every test and every message that people
are waiting to have answered is decided by both contents, and those that go elsewhere are listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.dialogue.model import OUT_OF_SCOPE, Action, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.dialogue.model import Content, Decision, Intent


class Kind(StrEnum):
    """Where a known message is known from."""

    PHRASE = "phrase"
    HIT = "test"
    CHECK = "care test"
    MISS = "counter-test"
    ASKED = "unanswered message"


@dataclass(frozen=True, slots=True)
class Known:
    """A message that somebody wrote down or asked."""

    text: str
    kind: Kind
    owner: str = ""
    """The intent it stands in; empty for messages people asked."""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """Where a message goes."""

    action: Action
    intents: tuple[str, ...]
    """What is answered, first the first; where nothing is, what is offered."""

    def __str__(self) -> str:
        names = ", ".join(self.intents[:2])
        return {
            Action.ANSWER: " and ".join(self.intents),
            Action.OFFER: f"an offer of {names}",
            Action.FALLBACK: f"a fallback near {names}" if names else "a fallback",
            Action.CARE: f"care: {names}",
            Action.CHECK: f"a question whether {self.intents[0]} is meant" if names else "a question about care",
        }[self.action]


class Verdict(StrEnum):
    """Whether a move is welcome, by what the content itself says of the message."""

    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Move:
    """A message that goes elsewhere."""

    known: Known
    before: Route
    after: Route
    verdict: Verdict

    @property
    def is_care(self) -> bool:
        """Whether care comes into it or goes out of it, which is looked at first."""
        care = (Action.CARE, Action.CHECK)
        return (self.before.action in care) != (self.after.action in care) or Action.CHECK in (
            self.before.action,
            self.after.action,
        )


def known_messages(intents: Mapping[str, Intent], asked: Iterable[str] = ()) -> list[Known]:
    """List every message written down in the content, and those people asked; none twice for one intent and kind."""
    found: dict[tuple[str, Kind, str], Known] = {}
    for intent in intents.values():
        kinds = zip(Kind, (intent.phrases, intent.hits, intent.checks, intent.misses), strict=False)
        for kind, phrases in kinds:
            for phrase in phrases:
                found[phrase.text, kind, intent.name] = Known(phrase.text, kind, intent.name, phrase.place)
    for text in asked:
        found[text, Kind.ASKED, ""] = Known(text, Kind.ASKED)
    return list(found.values())


def route(decision: Decision) -> Route:
    """Reduce a decision to where the message goes."""
    names = decision.intents or decision.offered
    if decision.action is Action.CHECK:
        names = decision.offered[:1]
    return Route(decision.action, names)


def moves(
    old: Content, new: Content, known: Iterable[Known], before: Mapping[str, Route], after: Mapping[str, Route]
) -> list[Move]:
    """List the messages that go elsewhere: care first, then what gets worse."""
    found = [
        Move(one, before[one.text], after[one.text], _verdict(one, old, new, before[one.text], after[one.text]))
        for one in known
        if _differs(before[one.text], after[one.text])
    ]
    order = list(Verdict)
    return sorted(found, key=lambda move: (not move.is_care, order.index(move.verdict), move.known.owner))


def _differs(before: Route, after: Route) -> bool:
    """Whether somebody would notice: another first answer, or another kind of reply."""
    return before.action is not after.action or before.intents[:1] != after.intents[:1]


def _verdict(known: Known, old: Content, new: Content, before: Route, after: Route) -> Verdict:
    was, is_now = is_right(known, old, before), is_right(known, new, after)
    if was is None or is_now is None or was == is_now:
        return Verdict.OTHER
    return Verdict.BETTER if is_now else Verdict.WORSE


def is_right(known: Known, content: Content, taken: Route) -> bool | None:
    """Whether a message goes where the content says it should; None where it says nothing."""
    if known.owner not in content.intents:
        return None
    family = _family(content, known.owner)
    if known.kind is Kind.MISS:
        loud = (Action.CARE, Action.CHECK) if content.intents[known.owner].is_care else (Action.ANSWER, Action.CARE)
        return taken.action not in loud or not family.intersection(taken.intents[:1])
    if known.kind is Kind.CHECK:
        return taken.action in (Action.CARE, Action.CHECK)
    if content.topic_of(known.owner) == OUT_OF_SCOPE:
        return taken.action is Action.FALLBACK
    return taken.action in (Action.ANSWER, Action.CARE) and bool(family.intersection(taken.intents))


def _family(content: Content, name: str) -> frozenset[str]:
    return frozenset(other for other, intent in content.intents.items() if name in (other, intent.topic))


def in_words(found: Iterable[Move]) -> Iterator[str]:
    """Say each move in a line."""
    for move in found:
        place = f" ({move.known.place})" if move.known.place else ""
        should = f", and should reach {move.known.owner}" if move.verdict is Verdict.WORSE else ""
        yield f'"{move.known.text}"{place}: {move.before} → {move.after}{should}'
