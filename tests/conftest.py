"""What several folders of tests share: the content that ships with the program, loaded once."""

from __future__ import annotations

import fcntl
import signal
from typing import TYPE_CHECKING

import pytest

from bot.content.cache import Cache
from bot.content.load import load
from bot.settings import shipped_content

if TYPE_CHECKING:
    from bot.content.load import Loaded
    from bot.dialogue.model import Content


# A shell ignores Ctrl-C for what it starts in the background, and programs started here would go on ignoring it.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def loaded(pytestconfig: pytest.Config) -> Loaded:
    """Load the real content, with its problems; its index is built anew where phrases or code have changed.

    One process of several builds it, and the others wait for that.
    """
    if not pytestconfig.cache:
        return load(shipped_content())
    folder = pytestconfig.cache.mkdir("content")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return load(shipped_content(), Cache(folder))


@pytest.fixture(scope="session")
def shipped(loaded: Loaded) -> Content:
    """Give the real content."""
    assert loaded.content is not None, [f"{one.place}: {one.message}" for one in loaded.problems if one.is_error]
    return loaded.content
