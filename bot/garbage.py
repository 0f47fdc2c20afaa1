"""Python's search for unreachable objects, in a process that holds hundreds of thousands which all stay."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BETWEEN_SEARCHES = 20_000
"""How many more young objects there are before some are searched. Python's own 700 are fewer than a batch of messages
holds while it is handled, so each would be looked at many times over."""


@contextmanager
def paused() -> Iterator[None]:
    """Search after the block and not during it, where much is made that all stays: a third of the time of loading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def leave_out_what_is_there() -> None:
    """Leave what is there now out of every search: what is loaded stays, and looking through it takes half a second."""
    gc.freeze()
    gc.set_threshold(BETWEEN_SEARCHES)
