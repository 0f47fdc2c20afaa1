"""Every test message against the whole content, which alone shows one intent taking another's messages.

An intent's own phrases can never show it: "he is stressed" may be the best match for ``his_low_mood`` until somebody
adds the same words to ``external_pressures``. A test that fails names the intent and the phrase that took the message.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.content.problem import Problem
from bot.dialogue.model import OUT_OF_SCOPE, Action, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from bot.content.cache import Cache
    from bot.dialogue.model import Content, Decision, Intent, Phrase

    Decide = Callable[[str], Decision]
    _Test = tuple[str, Callable[[Decision], Iterator[Problem]]]


NOTHING: Mapping[str, Decision] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CareTally:
    """How the messages that must be caught and those that only sound like them came out."""

    found: int
    must_catch: int
    quiet: int
    look_alikes: int

    def __str__(self) -> str:
        return (
            f"CARE {self.found}/{self.must_catch} must-catch found, {self.quiet}/{self.look_alikes} look-alikes quiet"
        )


class KeptTests:
    """How the tests of some content came out, in the cache."""

    def __init__(self, cache: Cache, tested: object) -> None:
        self._cache = cache
        self._tested = tested

    def recall(self, *, revised: bool) -> list[Problem] | None:
        """Those that failed, on an index that was only revised or on a built one; None where that is not known."""
        kept = self._cache.recall("tests", [revised, self._tested])
        with suppress(TypeError, ValueError):
            return None if kept is None else [Problem(Place(*place), message, hint) for place, message, hint in kept]
        return None

    def keep(self, failing: Iterable[Problem], *, revised: bool) -> None:
        """Keep those that failed."""
        found = [(one.place, one.message, one.hint) for one in failing]
        self._cache.keep("tests", [revised, self._tested], found)


def tally(intents: Iterable[Intent], failed: Iterable[Problem]) -> CareTally:
    """Count the tests of the care intents, given the problems that failing ones gave."""
    wrong = {problem.place for problem in failed}
    care = [intent for intent in intents if intent.is_care]
    must = [line.place not in wrong for intent in care for line in (*intent.hits, *intent.checks)]
    alike = [line.place not in wrong for intent in care for line in intent.misses]
    return CareTally(sum(must), len(must), sum(alike), len(alike))


def failing_tests(content: Content, decide: Decide, known: Mapping[str, Decision] = NOTHING) -> list[Problem]:
    """Run the tests of all intents; decisions that are ``known``, if only without their reasons, need not be made."""
    tests = [test for intent in content.intents.values() for test in _tests(content, intent)]
    open_ = [(said, judge) for said, judge in tests if said not in known or any(judge(known[said]))]
    return [problem for said, judge in open_ for problem in judge(decide(said))]


def _tests(content: Content, intent: Intent) -> Iterator[_Test]:
    """Each message of an intent's tests, with what judges where it goes."""
    family = _family(content, intent)
    for hit in intent.hits:
        yield hit.text, partial(_hit, content, intent, family, hit)
    for message in intent.checks:
        yield message.text, partial(_check, message)
    for miss in intent.misses:
        yield miss.text, partial(_miss, intent, family, miss)


def _family(content: Content, intent: Intent) -> frozenset[str]:
    """Collect the intent and those that name it as their topic."""
    return frozenset(name for name, other in content.intents.items() if intent.name in (name, other.topic))


def _hit(
    content: Content, intent: Intent, family: frozenset[str], message: Phrase, decision: Decision
) -> Iterator[Problem]:
    wanted = (Action.CARE,) if intent.is_care else (Action.ANSWER, Action.CARE, Action.FALLBACK)
    if decision.action in wanted and family.intersection(_reached(content, decision)):
        return
    hint = f"Add a phrase like it to intents/{intent.name}.yaml, reword the other, or move the test where it belongs."
    if intent.is_care:
        hint = "Add or widen a pattern under `red`, or move the message to `tests.check`."
    yield Problem(message.place, f"This message should reach {intent.name}, but {_outcome(decision)}.", hint)


def _check(message: Phrase, decision: Decision) -> Iterator[Problem]:
    if decision.action not in (Action.CARE, Action.CHECK):
        text = f"This message should at least be asked about, but {_outcome(decision)}."
        yield Problem(message.place, text, "Add or widen a pattern under `amber`.")


def _miss(intent: Intent, family: frozenset[str], message: Phrase, decision: Decision) -> Iterator[Problem]:
    loud = (Action.CARE, Action.CHECK) if intent.is_care else (Action.ANSWER, Action.CARE)
    if decision.action not in loud or not family.intersection(decision.intents[:1]):
        return
    hint = "Reword or delete that phrase, or add the message as a phrase where it belongs."
    if intent.is_care:
        hint = "Add the harmless words as a pattern under `quiet`."
    yield Problem(message.place, f"This message should not reach {intent.name}, but {_outcome(decision)}.", hint)


def _reached(content: Content, decision: Decision) -> tuple[str, ...]:
    """List the intents a message reaches; what lies outside the article may be met by a fallback that knows it.

    A message of which no word is known can only lie outside the article.
    """
    if decision.action is not Action.FALLBACK or decision.intents:
        return decision.intents
    first = [match.intent for match in decision.ranking.matches[:1]] or content.intents
    return tuple(name for name in first if content.topic_of(name) == OUT_OF_SCOPE)


def _outcome(decision: Decision) -> str:
    """Say what happened to a message, and because of which phrase."""
    names = " and ".join(decision.intents)
    happened = {
        Action.ANSWER: f"{names} answers it",
        Action.CARE: f"{names} takes it as a matter of care",
        Action.CHECK: f"the bot asks whether {names or 'care'} is meant",
        Action.OFFER: f"the bot only offers {', '.join(decision.offered)}",
        Action.FALLBACK: "the bot falls back",
    }[decision.action]
    return f"{happened}{_because(decision)}"


def _because(decision: Decision) -> str:
    best = max(decision.evidence, key=lambda evidence: evidence.score, default=None)
    if best is None:
        return f" ({decision.reason.rstrip('.')})" if decision.reason else ""
    return f' because of "{best.phrase.text}" ({best.phrase.place})'
