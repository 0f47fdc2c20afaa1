"""`bot wipe`, and what leaves the machine when errors are reported."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.cli.errors import scrub
from bot.cli.parts import secret_of, store_of
from bot.dialogue.exchange import Session
from bot.settings import Settings
from bot.storage.store import NOTHING_SAVED
from tests.cli.conftest import invoke

if TYPE_CHECKING:
    from pathlib import Path


async def _turns(new: int = 0) -> int:
    """Count the turns stored of a chat, saving some first."""
    settings = Settings.read()
    store = store_of(settings, secret_of(settings))
    if new:
        await store.save("a", Session(turns=new), NOTHING_SAVED)
    turns = (await store.load("a")).session.turns
    await store.close()
    return turns


@pytest.mark.parametrize(
    ("arguments", "given", "left"),
    [(["wipe"], "n\n", 3), (["wipe"], "y\n", 0), (["wipe", "--yes"], "", 0)],
    ids=["refused", "confirmed", "without asking"],
)
def test_everything_stored_is_removed_when_confirmed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], given: str, left: int
) -> None:
    """Asked first, since nothing brings it back."""
    monkeypatch.setenv("BOT_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    asyncio.run(_turns(new=3))
    result = invoke(*arguments, given=given)
    assert asyncio.run(_turns()) == left
    assert ("Everything stored is gone." in result.output) == (left == 0)


def test_an_error_reported_tells_its_place_and_nobody_s_words() -> None:
    """Neither texts, nor variables, nor breadcrumbs, nor the request."""
    frame = {"function": "take", "lineno": 7, "vars": {"text": "he left me"}}
    event: Any = {
        "level": "error",
        "message": "he left me",
        "logentry": {"message": "he left me"},
        "breadcrumbs": ["he left me"],
        "request": {"url": "https://api.telegram.org/bot123:secret"},
        "exception": {"values": [{"type": "KeyError", "value": "he left me", "stacktrace": {"frames": [frame]}}]},
    }
    told = scrub(event, {})
    assert "he left me" not in str(told)
    assert "secret" not in str(told)
    assert told["exception"]["values"][0]["stacktrace"]["frames"] == [{"function": "take", "lineno": 7}]
