"""Making many things that all stay, without a search for what may go."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let Python look for unreachable objects after the block and not during it.

    It would look again and again at hundreds of thousands of phrases and places, all of which are in use: a third of
    the time of loading the content.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
