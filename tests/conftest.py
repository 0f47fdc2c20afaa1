"""What several folders of tests share: the content that ships with the program, loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.content.load import load
from bot.settings import shipped_content

if TYPE_CHECKING:
    from bot.dialogue.model import Content


@pytest.fixture(scope="session")
def shipped() -> Content:
    """Load the real content."""
    loaded = load(shipped_content())
    errors = [f"{one.place}: {one.message}" for one in loaded.problems if one.is_error]
    assert loaded.content is not None, errors
    return loaded.content
