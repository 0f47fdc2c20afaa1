"""The bot's profile in Telegram is set where it differs, and only there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram.profile import (
    COMMANDS,
    DESCRIPTION,
    EDITORS_COMMANDS,
    SHORT_DESCRIPTION,
    set_profile,
)

if TYPE_CHECKING:
    import pytest

    from tests.telegram.conftest import Phone

SET = ["setMyCommands", "setMyDescription", "setMyShortDescription"]


def _changes(phone: Phone) -> list[str]:
    return [call.method for call in phone.transport.calls if call.method.startswith("set")]


def _up_to_date(phone: Phone) -> None:
    phone.transport.answer("getMyCommands", [command.to_dict() for command in COMMANDS])
    phone.transport.answer("getMyDescription", {"description": DESCRIPTION})
    phone.transport.answer("getMyShortDescription", {"short_description": SHORT_DESCRIPTION})


async def test_a_new_bot_gets_everything(phone: Phone) -> None:
    """Commands and both descriptions are set on the first start."""
    await set_profile(phone.application.bot)
    assert _changes(phone) == SET
    commands = phone.transport.of("setMyCommands")[0]["commands"]
    assert [command["command"] for command in commands] == [command.command for command in COMMANDS]


async def test_a_profile_up_to_date_is_left_alone(phone: Phone) -> None:
    """A restart changes nothing, so that many starts never run into Telegram's limits."""
    _up_to_date(phone)
    await set_profile(phone.application.bot)
    assert _changes(phone) == []


async def test_only_what_differs_is_set(phone: Phone) -> None:
    """A new description alone is one request."""
    _up_to_date(phone)
    phone.transport.prepared["getMyDescription"].clear()
    await set_profile(phone.application.bot)
    assert _changes(phone) == ["setMyDescription"]


async def test_a_failure_does_not_keep_the_bot_from_starting(phone: Phone, caplog: pytest.LogCaptureFixture) -> None:
    """A refused profile is a warning."""
    phone.transport.refuse("setMyCommands", 429, "Too Many Requests: retry after 60", retry_after=60)
    await set_profile(phone.application.bot)
    assert "could not be brought up to date" in caplog.text


async def test_editors_find_their_commands_in_their_menu(phone: Phone) -> None:
    """Above everybody's, and in their chats only; a second start changes nothing."""
    _up_to_date(phone)
    await set_profile(phone.application.bot, [7])
    (given,) = phone.transport.of("setMyCommands")
    assert given["scope"] == {"type": "chat", "chat_id": 7}
    assert [one["command"] for one in given["commands"]][:3] == ["inbox", "stats", "start"]
    _up_to_date(phone)
    phone.transport.answer("getMyCommands", given["commands"])
    await set_profile(phone.application.bot, [7])
    assert len(phone.transport.of("setMyCommands")) == 1


async def test_an_editors_chat_unknown_to_telegram_keeps_no_other_from_its_menu(
    phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    """The editor may not have written to the bot yet."""
    _up_to_date(phone)
    phone.transport.refuse("setMyCommands", 400, "Bad Request: chat not found")
    await set_profile(phone.application.bot, [6, 7])
    assert [one["scope"]["chat_id"] for one in phone.transport.of("setMyCommands")] == [6, 7]
    assert "could not be brought up to date" in caplog.text


def test_the_texts_fit() -> None:
    """Telegram takes 512 and 120 characters for the descriptions, and 256 for a command's."""
    assert len(DESCRIPTION) <= 512
    assert len(SHORT_DESCRIPTION) <= 120
    assert all(3 <= len(command.description) <= 256 for command in (*EDITORS_COMMANDS, *COMMANDS))
