"""Asks several ways to match the same messages, a few at a time in turn, and sums up what each did."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from benchmarks.matching.data import OUTSIDE, misspelt
from benchmarks.matching.worker import Answer, Loaded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import TracebackType

    from benchmarks.matching.data import Line

TURN = 25
"""How many messages a way is asked before it is the next one's turn."""
WARMING = 3
"""How many messages a way answers before its time is taken."""
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class Worker:
    """A process that has learned the phrases and answers messages."""

    def __init__(self, name: str, phrases: Sequence[Line]) -> None:
        command = [sys.executable, "-m", "benchmarks.matching.worker", name]
        environment = os.environ | ONE_THREAD
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        self.loaded = Loaded(*self._ask(phrases))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()

    def answers(self, messages: Sequence[str]) -> list[Answer]:
        """What it finds for each message."""
        return [Answer(*one) for one in self._ask(messages)]

    def _ask(self, asked: object) -> list[Any]:
        assert self._process.stdin, "both ends are pipes"
        assert self._process.stdout, "both ends are pipes"
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("A process of the benchmark has ended; what it wrote above says why.")
        answered: list[Any] = json.loads(line)
        return answered


@dataclass(slots=True)
class Measured:
    """One way to match on one data set."""

    name: str
    loaded: Loaded
    right: dict[str, list[bool]] = field(default_factory=dict)
    """Whether the topic came first, first after a slip (``typo``), among the first three (``three``)."""
    inside: list[float] = field(default_factory=list)
    outside: list[float] = field(default_factory=list)
    """How sure it was of messages that belong to a topic, and of those that belong to none."""
    microseconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0

    def note(self, message: Line, clean: Answer, typo: Answer) -> None:
        """Add one message, asked as it was written and with a slip."""
        self.microseconds += [clean.microseconds, typo.microseconds]
        self.megabytes = max(self.megabytes, typo.megabytes)
        if message.topic == OUTSIDE:
            self.outside.append(clean.score)
            return
        self.inside.append(clean.score)
        self._right("first", message.topic in clean.topics[:1])
        self._right("three", message.topic in clean.topics)
        self._right("typo", message.topic in typo.topics[:1])

    def _right(self, kind: str, right: bool) -> None:
        self.right.setdefault(kind, []).append(right)

    def share(self, kind: str) -> float:
        """The share of messages that went right, in per cent."""
        return 100 * sum(self.right[kind]) / len(self.right[kind])

    def told_apart(self) -> float | None:
        """How often it was surer of a message that belongs to a topic than of one that does not, in per cent."""
        pairs = len(self.inside) * len(self.outside)
        surer = sum((one > other) + (one == other) / 2 for one in self.inside for other in self.outside)
        return 100 * surer / pairs if pairs else None

    def within(self, share: float) -> float:
        """The microseconds in which this share of all messages was answered."""
        taken = sorted(self.microseconds)
        return taken[min(int(len(taken) * share), len(taken) - 1)]


def measure(
    names: Iterable[str], phrases: Sequence[Line], messages: Sequence[Line], tell: Callable[[str], None]
) -> list[Measured]:
    """Load every way, then let them answer in turn, so that a busy moment of the machine hits all alike."""
    with ExitStack() as stack:
        workers = {}
        for name in names:
            tell(f"{name} learns {len(phrases):,} phrases")
            workers[name] = stack.enter_context(Worker(name, phrases))
        measured = [Measured(name, worker.loaded) for name, worker in workers.items()]
        for worker in workers.values():
            worker.answers([line.text for line in messages[:WARMING]])  # the first messages pay for what comes once
        for done in range(0, len(messages), TURN):
            for one in measured:
                tell(f"{one.name} answers {done:,} of {len(messages):,}")
                _ask(workers[one.name], messages[done : done + TURN], one)
    return measured


def _ask(worker: Worker, turn: Sequence[Line], measured: Measured) -> None:
    clean = worker.answers([line.text for line in turn])
    typos = worker.answers([misspelt(line.text) for line in turn])
    for line, answer, typo in zip(turn, clean, typos, strict=True):
        measured.note(line, answer, typo)
