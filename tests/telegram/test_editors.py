"""Editors ask in their own chats, and hear of what they should know; nobody else does."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import pytest

from bot.content.live import Reload
from bot.content.problem import Problem
from bot.dialogue.model import Place
from bot.editing.inbox import Ignored, Waiting
from bot.editing.versions import Versions
from bot.storage.memory import MemoryStore
from bot.storage.store import Count
from bot.telegram.editors import Editors, _until
from tests.dialogue.conftest import make_content
from tests.telegram.conftest import MEMBER, Updates

if TYPE_CHECKING:
    from pathlib import Path

    from tests.telegram.conftest import Phone

STRANGER = {"id": 8, "type": "private", "first_name": "Bea"}
PROBLEM = Problem(Place("intents/warning_signs.yaml", 9), '"no" is read as false.', 'Write:  - "no"')
REFUSED = Reload(ok=False, problems=(PROBLEM,), summary="1 error.")
TAKEN = Reload(ok=True, problems=(), summary="1 phrase added.")


@pytest.fixture
def store() -> MemoryStore:
    """Make an empty store."""
    return MemoryStore()


def waiting(folder: Path) -> Waiting:
    """Nothing was dealt with yet."""
    return Waiting(Ignored(folder / "ignored", b"a secret of some length"), Versions(folder / "versions", folder))


@pytest.fixture
def editors(phone: Phone, store: MemoryStore, tmp_path: Path) -> Editors:
    """Make chat 7 an editor's."""
    content = make_content()
    editors = Editors([7], store, lambda: content, waiting(tmp_path))
    editors.join(phone.application)
    return editors


async def test_what_is_waiting(phone: Phone, store: MemoryStore, editors: Editors) -> None:
    """The largest groups, with what they may mean."""
    await store.keep("a", "does the moon matter", "unanswered")
    await store.keep("b", "does the moon matter to him", "thumb")
    await phone.receive(Updates().message("/inbox"))
    (shown,) = phone.texts
    assert "1 waiting" in shown
    assert "“does the moon matter” (+1 like it)" in shown


async def test_nothing_is_waiting(phone: Phone, editors: Editors) -> None:
    """It is said."""
    await phone.receive(Updates().message("/inbox"))
    await phone.receive(Updates().message("/stats"))
    assert phone.texts == ["Nothing is waiting.", "Nothing has been counted this week."]


async def test_what_was_asked(phone: Phone, store: MemoryStore, editors: Editors) -> None:
    """In shares and topics."""
    await store.count(*[Count("action", "answer")] * 3, Count("action", "fallback"), Count("topic", "what_to_do"))
    await phone.receive(Updates().message("/stats"))
    (shown,) = phone.texts
    for part in ("4 messages in 7 days.", "answered 75%", "not answered 25%", "what_to_do: 1"):
        assert part in shown


@pytest.mark.parametrize("command", ["/inbox", "/stats"])
async def test_for_everybody_else_it_is_a_word_like_any_other(
    phone: Phone, store: MemoryStore, editors: Editors, command: str
) -> None:
    """What people wrote is not shown to other people."""
    await store.keep("a", "my secret", "unanswered")
    await phone.receive(Updates().message(command, STRANGER, **{"from": MEMBER}))
    assert "secret" not in "".join(phone.texts)
    assert "waiting" not in "".join(phone.texts)


async def test_a_file_that_was_refused_is_told_once_mended_too(phone: Phone, editors: Editors) -> None:
    """With its file and line; an ordinary change is not worth a message."""
    await editors.on_reload(TAKEN)
    await editors.on_reload(REFUSED)
    await editors.on_reload(TAKEN)
    await editors.on_reload(TAKEN)
    refused, mended = phone.texts
    assert refused.startswith("Still on the last good version: intents/warning_signs.yaml:9")
    assert mended == "All is well again. 1 phrase added."


async def test_a_chat_that_cannot_be_reached_keeps_nobody_from_hearing(phone: Phone, tmp_path: Path) -> None:
    """An editor may have blocked the bot."""
    editors = Editors([6, 7], MemoryStore(), make_content, waiting(tmp_path))
    editors.join(phone.application)
    phone.transport.refuse("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await editors.tell("Hello")
    assert [one["chat_id"] for one in phone.transport.of("sendMessage")] == [6, 7]


@pytest.mark.parametrize(("now", "hours"), [("07:00", 1.0), ("08:00", 24.0), ("09:30", 22.5), ("23:59", 8 + 1 / 60)])
def test_the_digest_comes_at_its_hour(now: str, hours: float) -> None:
    """Today if that is still to come, else tomorrow."""
    at = datetime.combine(datetime(2026, 11, 27, tzinfo=UTC).date(), time.fromisoformat(now), UTC)
    assert _until(time(8), at) == pytest.approx(hours * 3600)
