"""Which messages were answered, when, in what order, how often."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.intake.script import Script


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one run."""

    total: int
    answered: int
    seconds: float
    """From the first sign of the bot to the last message answered for the first time."""
    waits: tuple[float, ...]
    """Seconds from a message's arrival to its answer's, sorted; only of those answered."""
    duplicates: int
    reordered: int
    """Answers that came after one to a later message of the same chat."""
    fake_cpu: float
    """Seconds the fake itself computed."""


class Tally:
    """Counts the answers to a script; an echo names its message, other answers are taken in the order of their chat."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._places = {(chat, text): place for place, (chat, text, _) in enumerate(script.messages)}
        self._slots: defaultdict[int, list[int]] = defaultdict(list)
        for place, (chat, _, bubbles) in reversed(list(enumerate(script.messages))):
            self._slots[chat] += [place] * bubbles
        self._answered: dict[int, float] = {}
        self._latest: dict[int, int] = {}
        self._duplicates = self._reordered = 0

    def replied(self, chat: int, text: str, now: float) -> bool:
        """Note a message of the bot's; tell whether all are answered."""
        place = self._places.get((chat, text))
        if place is None:
            place = self._next(chat)
        elif place in self._answered:
            self._duplicates += 1
        if place is not None and place not in self._answered:
            self._answered[place] = now
            self._reordered += place < self._latest.get(chat, -1)
            self._latest[chat] = max(place, self._latest.get(chat, -1))
        return len(self._answered) == len(self._script.messages)

    def result(self, began: float, fake_cpu: float) -> Result:
        """Sum up."""
        rate = self._script.rate
        waits = [at - began - (place / rate if rate else 0) for place, at in self._answered.items()]
        seconds = max(self._answered.values(), default=began) - began
        total = len(self._script.messages)
        return Result(total, len(waits), seconds, tuple(sorted(waits)), self._duplicates, self._reordered, fake_cpu)

    def _next(self, chat: int) -> int | None:
        """Take the answer for the first bubble still expected in this chat."""
        slots = self._slots[chat]
        return slots.pop() if slots else None
