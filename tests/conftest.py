"""What several folders of tests share: the content that ships with the program, loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.content.cache import Cache
from bot.content.load import load
from bot.settings import shipped_content

if TYPE_CHECKING:
    from bot.content.load import Loaded
    from bot.dialogue.model import Content


@pytest.fixture(scope="session")
def loaded(pytestconfig: pytest.Config) -> Loaded:
    """Load the real content, with its problems; its index is built anew where phrases or code have changed."""
    return load(shipped_content(), Cache(pytestconfig.cache.mkdir("content")) if pytestconfig.cache else None)


@pytest.fixture(scope="session")
def shipped(loaded: Loaded) -> Content:
    """Give the real content."""
    assert loaded.content is not None, [f"{one.place}: {one.message}" for one in loaded.problems if one.is_error]
    return loaded.content
