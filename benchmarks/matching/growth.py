"""More phrases than anybody has written, made of those that somebody has."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from benchmarks.matching.data import Line

if TYPE_CHECKING:
    from collections.abc import Sequence


def grown(phrases: Sequence[Line], count: int) -> tuple[Line, ...]:
    """So many phrases, the same in every run: a sample of those given, or all of them and recombined ones.

    A recombined phrase is the beginning of one phrase and the end of another of the same intent, each cut anywhere
    between two words; intents keep their shares of all phrases, and none stands twice.
    """
    chance = random.Random(5)  # noqa: S311 - a choice, not a secret
    found = dict.fromkeys(chance.sample(phrases, min(count, len(phrases))))
    by_intent: dict[str, list[list[str]]] = {}
    for line in phrases:
        by_intent.setdefault(line.intent, []).append(line.text.split())
    while len(found) < count:
        line = chance.choice(phrases)
        first, second = line.text.split(), chance.choice(by_intent[line.intent])
        words = first[: chance.randint(1, len(first))] + second[chance.randrange(len(second)) :]
        found[Line(" ".join(words), line.intent, line.topic)] = None
    return tuple(found)
