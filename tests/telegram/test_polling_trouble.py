"""Polling when Telegram is away, busy elsewhere or refuses: what is waited for and what ends the bot."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from telegram.error import NetworkError

from bot.telegram.polling import CONFLICTS, ConflictError, Polling
from bot.telegram.redact import TokenRejectedError
from tests.telegram.conftest import TOKEN, run_until

if TYPE_CHECKING:
    from tests.telegram.conftest import Phone


async def test_an_unreachable_telegram_is_waited_for(
    phone: Phone, polling: Polling, caplog: pytest.LogCaptureFixture
) -> None:
    """At the start and later: one line when it is gone, one when it is back, and the bot goes on."""
    caplog.set_level(logging.INFO)
    await phone.application.shutdown()
    phone.transport.answer("getMe", NetworkError("no such host"), NetworkError("no such host"))
    phone.transport.answer("getUpdates", NetworkError("reset"), NetworkError("reset"), [phone.updates.message("hi")])
    await run_until(polling, lambda: bool(phone.heard))
    assert caplog.text.count("cannot be reached") == 2
    assert caplog.text.count("can be reached again") == 2


async def test_what_stands_in_between_is_not_quoted(
    phone: Phone, polling: Polling, caplog: pytest.LogCaptureFixture
) -> None:
    """A proxy's page may be long, and hold the address asked for."""
    phone.transport.prepared["getUpdates"] = [(502, f"<html>/bot{TOKEN}/getUpdates {'sorry ' * 500}</html>")]
    phone.transport.answer("getUpdates", [phone.updates.message("hi")])
    await run_until(polling, lambda: bool(phone.heard))
    assert "Telegram cannot be reached (Bad Gateway (502))." in caplog.text
    assert "sorry" not in caplog.text


async def test_a_token_refused_at_the_start_ends_the_bot(phone: Phone, polling: Polling) -> None:
    """With a sentence that does not quote it."""
    fresh = type(phone.application.bot)(TOKEN, request=phone.transport, get_updates_request=phone.transport)
    phone.application.bot = fresh
    phone.application._initialized = False
    phone.transport.refuse("getMe", 401, "Unauthorized")
    with pytest.raises(TokenRejectedError, match="BOT_TOKEN"):
        await polling.run()


@pytest.mark.parametrize(("code", "description"), [(401, "Unauthorized"), (404, "Not Found")])
async def test_a_token_revoked_later_ends_the_bot(phone: Phone, polling: Polling, code: int, description: str) -> None:
    """Going on would be pointless."""
    phone.transport.refuse("getUpdates", code, description)
    with pytest.raises(TokenRejectedError):
        await polling.run()


@pytest.mark.parametrize(
    ("description", "reason"),
    [
        ("Conflict: terminated by other getUpdates request", "another copy of the bot runs with this token"),
        ("Conflict: can't use getUpdates method while webhook is active", "a webhook is set for this token"),
    ],
    ids=["another copy", "webhook"],
)
async def test_a_conflict_that_stays_ends_the_bot(
    phone: Phone, polling: Polling, caplog: pytest.LogCaptureFixture, description: str, reason: str
) -> None:
    """It is said once, waited for a while, and ends with the reason."""
    phone.transport.refuse("getUpdates", 409, description, times=CONFLICTS)
    with pytest.raises(ConflictError, match=reason):
        await polling.run()
    assert caplog.text.count(reason) == 1


async def test_another_conflict_is_said_too(phone: Phone, polling: Polling, caplog: pytest.LogCaptureFixture) -> None:
    """Somebody sets a webhook while two copies still quarrel."""
    phone.transport.refuse("getUpdates", 409, "Conflict: terminated by other getUpdates request", times=2)
    phone.transport.refuse("getUpdates", 409, "Conflict: terminated by setWebhook request")
    phone.transport.answer("getUpdates", [phone.updates.message("hi")])
    await run_until(polling, lambda: bool(phone.heard))
    assert [caplog.text.count(reason) for reason in ("another copy", "a webhook is set")] == [1, 1]


async def test_a_conflict_that_passes_is_forgotten(phone: Phone, polling: Polling) -> None:
    """During an update the old copy may still be there for a moment."""
    for _ in range(2):
        phone.transport.refuse("getUpdates", 409, "Conflict: terminated by other getUpdates request", times=6)
        phone.transport.answer("getUpdates", [phone.updates.message("hi")])
    await run_until(polling, lambda: len(phone.heard) == 2)
    assert len(phone.heard) == 2
