"""Work that takes seconds, done by two processes where there are two processors: for commands, which have no threads.

The second is a copy of this process, so that it has the content already; it ends as soon as it has told its results.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")

Share = Callable[[Callable[[T], R], Sequence[T]], list[R]]
"""One of the functions below."""

WORTH_IT = 200
"""Of fewer things a half is done before there is a copy."""
PATIENCE = 60.0
"""Seconds after its own half is done that this process waits for the other."""


def alone(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """What comes of each, done by this process: where threads run, which a copy would not have."""
    return [work(one) for one in items]


def halved(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """What comes of each, every other one done by a copy of this process if it can be."""
    if len(items) < WORTH_IT or sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return alone(work, items)
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    copy = context.Process(target=lambda: there.send(alone(work, items[1::2])), daemon=True)
    copy.start()
    there.close()
    results: list[R | None] = [None] * len(items)
    results[::2] = alone(work, items[::2])
    results[1::2] = _told(here) or alone(work, items[1::2])
    copy.kill()
    copy.join()
    return results  # type: ignore[return-value]  # each place was filled


def _told(here: Connection) -> list[R] | None:
    """What the copy tells; None where it was ended, perhaps for want of memory, or stands still."""
    with suppress(EOFError):
        return here.recv() if here.poll(PATIENCE) else None
    return None
