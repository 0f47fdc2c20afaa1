"""Health and numbers, as supervisors and Prometheus ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from bot.storage.store import StoreError
from bot.telegram.health import Health

if TYPE_CHECKING:
    from tests.telegram.conftest import Phone


async def _get(phone: Phone, path: str, *, connected: bool = True) -> httpx.Response:
    health = Health(lambda: connected, phone.store, phone.application.metrics)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(health.app), base_url="http://bot") as client:
        return await client.get(path)


async def _away() -> None:
    raise StoreError("The database is locked.")


async def test_a_bot_whose_loop_turns_is_alive(phone: Phone) -> None:
    """Whatever else may be wrong: a restart mends neither Telegram nor the store."""
    phone.store.ping = _away  # type: ignore[method-assign]  # the failure in question
    assert (await _get(phone, "/healthz", connected=False)).status_code == 200


@pytest.mark.parametrize(
    ("connected", "stored", "status"),
    [(True, True, 200), (False, True, 503), (True, False, 503)],
    ids=["all well", "no poll lately", "store away"],
)
async def test_readiness_names_what_is_missing(phone: Phone, connected: bool, stored: bool, status: int) -> None:
    """Telegram and the store are asked for each."""
    if not stored:
        phone.store.ping = _away  # type: ignore[method-assign]  # the failure in question
    response = await _get(phone, "/readyz", connected=connected)
    assert response.status_code == status
    assert response.json() == {"telegram": connected, "store": stored, "content": True}


async def test_numbers_tell_what_was_done_and_nobody_s_words(phone: Phone) -> None:
    """Updates, decisions, the share without an answer and what waits."""
    await phone.receive(phone.updates.message("he left me"))
    page = (await _get(phone, "/metrics")).text
    assert 'bot_decisions_total{action="answer"} 1.0' in page
    assert "bot_unanswered_share 0.0" in page
    assert "bot_replies_waiting 0.0" in page
    assert "bot_handling_seconds_bucket" in page
    assert "he left me" not in page
