"""Which messages were answered, when, in what order, how often."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from benchmarks.intake.script import Script


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one run."""

    total: int
    answered: int
    flowing: int
    """How many messages arrived evenly."""
    waits: tuple[float, ...]
    """Seconds from the arrival of each of those to its answer's, sorted; only of those answered."""
    worked_off: int
    """How many messages were answered after the rest had come, all at once …"""
    seconds: float
    """… and how long that took."""
    duplicates: int
    reordered: int
    """Answers that came after one to a later message of the same chat."""
    confirmed: int
    """How many messages the bot has said it needs no more."""
    fake_cpu: float
    """Seconds the fake itself computed while the rest was worked off."""

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> Self:
        """Read what the fake printed."""
        return cls(**given | {"waits": tuple(given["waits"])})

    @property
    def missing(self) -> int:
        """How many messages were not answered."""
        return self.total - self.answered

    @property
    def rate(self) -> float:
        """Messages worked off in a second."""
        return self.worked_off / self.seconds if self.seconds else 0.0

    def wait(self, share: float) -> float:
        """Return the wait that this share of the even flow had at most; without an answer it is endless."""
        place = int(self.flowing * share)
        return self.waits[place] if place < len(self.waits) else float("inf")


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

    @property
    def answered(self) -> int:
        """How many messages are answered."""
        return len(self._answered)

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

    def result(self, began: float, released: float, confirmed: int, fake_cpu: float) -> Result:
        """Sum up, where the messages began to flow at one moment and the rest came at another."""
        flowing, total = self._script.flowing, len(self._script.messages)
        waits = [at - began - place / self._script.rate for place, at in self._answered.items() if place < flowing]
        late = [at for at in self._answered.values() if at >= released]
        return Result(
            total=total,
            answered=len(self._answered),
            flowing=flowing,
            waits=tuple(sorted(waits)),
            worked_off=len(late),
            seconds=max(late, default=released) - released,
            duplicates=self._duplicates,
            reordered=self._reordered,
            confirmed=confirmed,
            fake_cpu=fake_cpu,
        )

    def _next(self, chat: int) -> int | None:
        """Take the answer for the first bubble still expected in this chat."""
        slots = self._slots[chat]
        return slots.pop() if slots else None
