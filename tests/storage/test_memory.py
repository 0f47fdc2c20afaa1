"""What is particular to the store in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.exchange import Session
from bot.storage import memory
from bot.storage.store import NOTHING_SAVED, Outcome

if TYPE_CHECKING:
    import pytest


async def test_only_the_latest_updates_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Running for months does not fill the memory with update ids."""
    monkeypatch.setattr(memory, "REMEMBERED", 3)
    store = memory.MemoryStore()
    for number in range(5):
        await store.save(f"chat {number}", Session(), NOTHING_SAVED, Outcome(number))
    assert [(await store.load("a", number)).handled for number in range(5)] == [False, False, True, True, True]
