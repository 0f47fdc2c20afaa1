"""Python's search for unreachable objects, in a process that holds hundreds of thousands which all stay."""

from __future__ import annotations

import gc

BETWEEN_SEARCHES = 20_000
"""How many more young objects there are before some are searched. Python's own 700 are fewer than a batch of messages
holds while it is handled, so each would be looked at many times over."""


def keep_loaded() -> None:
    """Leave what is there now out of every search: what is loaded stays, and looking through it takes half a second."""
    gc.freeze()
    gc.set_threshold(BETWEEN_SEARCHES)
