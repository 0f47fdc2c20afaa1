"""How much a message speaks of danger: what the care patterns found and how near care phrases are, weighed together.

A pattern alone may be a slip of the tongue in a harmless story, a phrase nearby alone may be chance. The weights are a
logistic fit of "this is care" on all shipped phrases, each fifth of them scored by an index built from the others:
``make calibrate`` prints them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dialogue.care import Level, looks_alike
from bot.dialogue.care_pattern import BLOW, DENIAL

if TYPE_CHECKING:
    from bot.dialogue.care import Care, CareRules
    from bot.dialogue.model import Evidence, Match

ANSWERED = 0.35
"""Probability of danger from which a message is answered as care …"""
ASKED = 0.22
"""… and from which the bot asks; where a pattern was found it always does one or the other."""
PLAIN = 0.7
"""Probability up to which what near phrases alone tell is doubtful, and up to which the bot asks where only an amber
pattern was found: of such phrases below it, each scored by an index that did not know it, half were harmless, of those
above it one in seven."""
BARE = 0.75
"""Share of a message from which it is little more than the amber pattern in it ("I can't live without him"): then the
bot asks …"""
BARE_PLAIN = 0.985
"""… up to this probability, for what such a message is near to are other messages that say as little."""
CONSTANT, NEARNESS, RED, AMBER, SHARE, LOOK_ALIKE, BREVITY = -1.29, 1.04, 1.41, 0.66, 2.21, -3.27, -3.79
"""What the nearness of care phrases, a red or amber pattern, the share of the message that a red one holds, the share
that harmless look-alikes hold, and that there are few words and no pattern (one over their number) each add to the log
odds."""
FACTS = frozenset(("minor",))
"""Intents whose red patterns state a fact, such as an age: it holds however harmless the rest is."""
UNKNOWN = 1.0
"""The nearness where no word of the message stands in any phrase: the pattern decides."""


@dataclass(frozen=True, slots=True)
class Danger:
    """A message that speaks of danger, for certain or perhaps."""

    intent: str
    level: Level
    """Red is answered at once, amber is asked about."""
    reason: str
    """For editors: what was found, with the figures."""
    evidence: tuple[Evidence, ...]
    doubtful: bool = False
    """Whether near phrases alone tell it, and none too plainly."""


def weigh(rules: CareRules, message: str, found: Care | None, near: Match | None, doubt: float = 0.0) -> Danger | None:
    """The danger in a message, by what its patterns say and the nearest care intent; None where it is too unlikely.

    ``doubt`` is taken from the log odds.
    """
    probability = _probability(rules, message, found, near, doubt)
    figures = f"probability {probability:.2f}, answered from {ANSWERED}, asked about from {ASKED}"
    if found:
        pattern = found.evidence[0].phrase
        reason = f'The care pattern "{pattern.text}" ({pattern.place}) was found ({figures}).'
        return Danger(found.intent, _level(found, probability), reason, found.evidence)
    if near is None or probability < ASKED:
        return None
    reason = f"Care phrases are near, of {near.intent} above all ({figures})."
    level = Level.RED if probability >= ANSWERED else Level.AMBER
    return Danger(near.intent, level, reason, near.evidence, doubtful=probability < PLAIN)


def brevity(message: str) -> float:
    """One over the number of words: near phrases tell little of a word alone."""
    return 1 / max(1, len(message.split()))


def _level(found: Care, probability: float) -> Level:
    """How sure the signal is that a pattern gave, in the light of everything.

    What is denied is never more than asked about: the words of near phrases are the same, and none hears a "not".
    """
    if found.level is Level.RED:
        certain = found.intent in FACTS or any(BLOW in _items(evidence) for evidence in found.evidence)
        return Level.RED if certain or probability >= ANSWERED else Level.AMBER
    denied = DENIAL in _items(found.evidence[0])
    plain = BARE_PLAIN if found.share >= BARE else PLAIN
    return Level.RED if probability >= plain and not denied else Level.AMBER


def _items(evidence: Evidence) -> list[str]:
    """The words and groups of the pattern that was found."""
    return evidence.phrase.text.split()


def _probability(rules: CareRules, message: str, found: Care | None, near: Match | None, doubt: float) -> float:
    odds = CONSTANT - doubt + NEARNESS * (near.score if near else UNKNOWN)
    if found:
        odds += RED + SHARE * found.share if found.level is Level.RED else AMBER
    else:
        odds += BREVITY * brevity(message)
        if _share(odds) >= ASKED:  # look-alikes only take away from it
            odds += LOOK_ALIKE * looks_alike(rules, message)
    return _share(odds)


def _share(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
