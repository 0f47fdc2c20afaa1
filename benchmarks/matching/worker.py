"""One way to match in a process of its own, so that its memory and its time are its own.

``python -m benchmarks.matching.worker NAME`` reads the phrases as one line of JSON from standard input, prints a
``Loaded``, then answers each line, a list of messages, with a list of ``Answer``.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.matching.data import Line
from benchmarks.matching.matchers import MATCHERS

if TYPE_CHECKING:
    from benchmarks.matching.matchers import Matcher


class Loaded(NamedTuple):
    """What it took to be ready."""

    seconds: float
    """Of the processor, from phrases in memory on; importing libraries is left out."""


class Answer(NamedTuple):
    """What came of one message."""

    topics: list[str]
    score: float
    microseconds: float
    """Of the processor: what others do on the machine meanwhile counts little."""
    megabytes: float
    """By how much the process has grown since it had read the phrases, libraries included."""


def serve(name: str) -> None:
    """Learn, then answer until the input ends."""
    phrases = [Line(*one) for one in json.loads(sys.stdin.readline())]
    before = _megabytes()
    load = MATCHERS[name]()
    began = time.process_time()
    match = load(phrases)
    print(json.dumps(Loaded(time.process_time() - began)), flush=True)
    for line in sys.stdin:
        print(json.dumps([_timed(match, message, before) for message in json.loads(line)]), flush=True)


def _timed(match: Matcher, message: str, before: float) -> Answer:
    began = time.thread_time_ns()
    found = match(message)
    taken = (time.thread_time_ns() - began) / 1000
    return Answer(found.topics, found.score, taken, _megabytes() - before)


def _megabytes() -> float:
    """How much of the machine's memory this process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    serve(sys.argv[1])
