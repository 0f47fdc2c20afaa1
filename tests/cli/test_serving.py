"""A running bot as `bot run` wires it, in this process against the local Telegram."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot.cli.serving import answer
from bot.content.live import LiveContent
from bot.preview.preview import Preview
from bot.preview.serve import running
from bot.settings import Settings, SettingsError
from tests.cli.conftest import write

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def process_settings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Put back what hiding the token changes for the whole process."""
    caplog.set_level(logging.INFO)
    factory, hook, thread_hook = logging.getLogRecordFactory(), sys.excepthook, threading.excepthook
    yield
    logging.setLogRecordFactory(factory)
    sys.excepthook, threading.excepthook = hook, thread_hook


def _settings(folder: Path, **given: Any) -> Settings:
    return Settings(content=folder, data=folder.parent / "data", **given)


def _free() -> str:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"127.0.0.1:{taken.getsockname()[1]}"


@asynccontextmanager
async def _bot(folder: Path, telegram: Preview, **given: str) -> AsyncIterator[str]:
    """Run the bot; yields the address of its health."""
    async with running(telegram) as api:
        settings = _settings(folder, token=telegram.token, api_url=api, health=_free(), **given)
        task = asyncio.create_task(answer(settings, LiveContent(folder)))
        try:
            async with asyncio.timeout(60):
                while not task.done() and await _status(f"http://{settings.health}/readyz") != 200:  # noqa: ASYNC110 - asked over HTTP
                    await asyncio.sleep(0.02)
            yield f"http://{settings.health}"
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def _status(address: str) -> int:
    try:
        async with aiohttp.ClientSession() as session, session.get(address) as response:
            return response.status
    except aiohttp.ClientError:
        return 0


async def _text(address: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        return await response.text()


async def _said(telegram: Preview, chat_id: int, part: str) -> None:
    """Wait until the bot has said something."""
    async with asyncio.timeout(60):
        while not any(part in str(one.get("text")) for one in telegram.chats.find(chat_id).messages.values()):  # noqa: ASYNC110 - no event
            await asyncio.sleep(0.02)


async def _confirmed(telegram: Preview) -> None:
    """Wait until the bot needs no update any more."""
    async with asyncio.timeout(60):
        while telegram.updates.pending:  # noqa: ASYNC110 - no event
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("by", ["polling", "webhook"])
async def test_a_bot_answers_and_tells_how_it_is(folder: Path, by: str) -> None:
    """Both ways: the answer arrives, health is told, and the numbers know the topic."""
    telegram = Preview(first_wait=0.02)
    chat = telegram.chats.open()
    listen = _free()
    webhook = {"listen": listen, "webhook_url": f"http://{listen}/hook"} if by == "webhook" else {}
    async with _bot(folder, telegram, **webhook) as health:
        telegram.say(chat.id, "is it my fault")
        await _said(telegram, chat.id, "is_it_my_fault answered.")
        assert await _status(f"{health}/healthz") == 200
        numbers = await _text(f"{health}/metrics")
        await _confirmed(telegram)
    assert 'bot_answers_total{topic="is_it_my_fault"} 1.0' in numbers
    assert 'bot_content_info{version="' in numbers


async def test_a_saved_file_counts_and_a_broken_one_stops_nothing(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """While people talk: the broken file is told and counted, the old answer stays, the mended file counts."""
    telegram = Preview(first_wait=0.02)
    chat = telegram.chats.open()
    response = folder / "responses/is_it_my_fault.yaml"
    sound = response.read_text()
    async with _bot(folder, telegram) as health:
        write(response, "answer: [broken")
        await _counted(health, "refused")
        telegram.say(chat.id, "is it my fault")
        await _said(telegram, chat.id, "is_it_my_fault answered.")
        write(response, sound.replace("answered.", "said anew."))
        await _counted(health, "taken")
        other = telegram.chats.open()
        telegram.say(other.id, "is it my fault")
        await _said(telegram, other.id, "said anew.")
    assert "still on version" in caplog.text


async def test_a_file_put_back_as_it_was_ends_the_complaint(folder: Path) -> None:
    """Though nothing else has changed: whoever watches the log learns that all is well."""
    response = folder / "responses/is_it_my_fault.yaml"
    sound = response.read_text()
    async with _bot(folder, Preview(first_wait=0.02)) as health:
        write(response, "answer: [broken")
        await _counted(health, "refused")
        write(response, sound)
        await _counted(health, "taken")


async def _counted(health: str, result: str) -> None:
    """Wait until a reload has been counted."""
    async with asyncio.timeout(60):
        while f'bot_reloads_total{{result="{result}"}}' not in await _text(f"{health}/metrics"):  # noqa: ASYNC110 - asked over HTTP
            await asyncio.sleep(0.05)


async def test_a_taken_port_is_named(folder: Path) -> None:
    """With the setting it stands in."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        health = f"127.0.0.1:{taken.getsockname()[1]}"
        token = "123456789:" + "a" * 35
        settings = _settings(folder, token=token, api_url="http://127.0.0.1:9", health=health)
        with pytest.raises(SettingsError, match="BOT_HEALTH") as caught:
            await answer(settings, LiveContent(folder))
    assert "cannot be listened on" in str(caught.value)
