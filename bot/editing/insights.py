"""What is asked, by the counters alone: topics by the day, endings, thumbs, buttons; no message and nobody in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dialogue.model import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.storage.store import Tally

ENDINGS: Mapping[str, str] = {
    Action.ANSWER: "answered",
    Action.OFFER: "offered choices",
    Action.FALLBACK: "not answered",
    Action.CARE: "care",
    Action.CHECK: "asked to be sure",
}


@dataclass(frozen=True, slots=True)
class Insights:
    """A stretch of days in figures."""

    days: tuple[str, ...]
    """ISO dates on which something was counted, the oldest first."""
    topics: Mapping[str, Mapping[str, int]]
    """Topic → day → asks; the most asked topic first."""
    endings: Mapping[str, Mapping[str, int]]
    """How a turn ended → day → number."""
    thumbs: Mapping[str, int]
    """``up`` and ``down``."""
    buttons: Mapping[str, int]
    """What was tapped, most often first."""

    @property
    def turns(self) -> int:
        """All turns taken."""
        return sum(sum(days.values()) for days in self.endings.values())

    def share(self, ending: str) -> float:
        """The share of turns that ended so, 0 to 1."""
        return sum(self.endings.get(ending, {}).values()) / self.turns if self.turns else 0.0


def insights(tallies: Iterable[Tally]) -> Insights:
    """Sum up what was counted."""
    topics: dict[str, Counter[str]] = {}
    endings: dict[str, Counter[str]] = {}
    thumbs: Counter[str] = Counter()
    buttons: Counter[str] = Counter()
    days: set[str] = set()
    for tally in tallies:
        if tally.kind == "topic":
            topics.setdefault(tally.name, Counter())[tally.day] += tally.number
        elif tally.kind == "action":
            endings.setdefault(tally.name, Counter())[tally.day] += tally.number
        elif tally.kind == "button":
            kind, _, name = tally.name.partition(":")
            if kind in ("up", "down"):
                thumbs[kind] += tally.number
            else:
                buttons[_in_words(kind, name)] += tally.number
        days.add(tally.day)
    ranked = dict(sorted(topics.items(), key=lambda one: (-one[1].total(), one[0])))
    return Insights(tuple(sorted(days)), ranked, endings, thumbs, dict(buttons.most_common()))


def _in_words(kind: str, name: str) -> str:
    """Name a button by what its data asks for."""
    known = {"i": name, "m": f"more on {name}", "care": f"help with {name}", "safe": "I am safe"}
    return known.get(kind) or {"menu": "all topics", "not": "not what I meant", "none": "none of these"}.get(kind, kind)
