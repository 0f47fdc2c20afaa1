"""How well the content covers the article: sections, answers, tests, and intents that are hard to tell apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.content.decided import unheard
from bot.content.sections import SECTIONS, uncovered
from bot.dialogue.model import Action
from bot.dialogue.turn import decide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.content.decided import Told
    from bot.dialogue.model import Content

PAIRS = 15
"""How many confusable pairs are worth a look at a time."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the article."""

    id: str
    about: str
    answers: tuple[str, ...]
    """Intents whose answers rest on it, directly or on one of its bullets."""
    tests: int
    """Messages that hold those intents in place."""
    is_covered: bool


@dataclass(frozen=True, slots=True)
class IntentCover:
    """One intent in figures."""

    name: str
    topic: str
    phrases: int
    tests: int
    offered_by: int
    """How many answers have a button to it."""
    is_care: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two intents whose messages come near each other."""

    wanted: str
    near: str
    close: int
    """Test messages of the first for which the second came next, with less than ``CLOSE`` between them …"""
    lost: int
    """… or first."""
    example: str


CLOSE = 0.3
"""Score within which a second intent counts as close: half of what keeps ``policy`` from answering both."""


def sections(content: Content) -> tuple[Section, ...]:
    """List the article's sections, each with the answers that rest on it."""
    named = {name: response.sources for name, response in content.responses.items()}
    missing = set(uncovered({source for sources in named.values() for source in sources}))
    found = []
    for key, about in SECTIONS.items():
        answers = tuple(name for name, sources in named.items() if any(source.startswith(key) for source in sources))
        tests = sum(len(content.intents[name].hits) for name in answers)
        found.append(Section(key, about, answers, tests, key not in missing))
    return tuple(found)


def intents(content: Content) -> tuple[IntentCover, ...]:
    """List the intents in figures, those with the fewest phrases first."""
    offered = Counter(name for response in content.responses.values() for name in response.related)
    found = [
        IntentCover(
            name,
            intent.topic,
            len(intent.phrases),
            len(intent.hits) + len(intent.checks) + len(intent.misses),
            offered[name],
            intent.is_care,
        )
        for name, intent in content.intents.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.phrases, one.name)))


def unoffered(content: Content) -> tuple[str, ...]:
    """Name the answers that no button leads to: neither a topic of the menu nor related to another answer."""
    shown = {one.name for one in intents(content) if one.offered_by or one.name == one.topic or one.is_care}
    return tuple(sorted(content.responses.keys() - shown))


def confusion(content: Content, told: Told = unheard) -> dict[tuple[str, str], tuple[int, int, str]]:
    """Count, for the tests of each intent, which other came close or first: (wanted, other) → close, lost, one."""
    tests = [(name, hit.text) for name, intent in content.intents.items() for hit in intent.hits]
    found: dict[tuple[str, str], tuple[int, int, str]] = {}
    for done, (wanted, text) in enumerate(tests, start=1):
        told(done, len(tests))
        decision = decide(content, text)
        if decision.action in (Action.CARE, Action.CHECK):
            continue
        ranked = {match.intent: match.score for match in decision.ranking.matches}
        own = ranked.pop(wanted, float("-inf"))
        if not ranked:
            continue
        near = max(ranked, key=lambda name: ranked[name])
        lead = own - ranked[near]
        if lead < CLOSE:
            close, lost, example = found.get((wanted, near), (0, 0, text))
            found[wanted, near] = (close + (lead >= 0), lost + (lead < 0), example)
    return found


def pairs(found: Mapping[tuple[str, str], tuple[int, int, str]]) -> tuple[Pair, ...]:
    """List the pairs of intents hardest to tell apart, the hardest first."""
    listed = [Pair(wanted, near, *figures) for (wanted, near), figures in found.items()]
    return tuple(sorted(listed, key=lambda pair: (-pair.lost, -pair.close, pair.wanted))[:PAIRS])
