"""The real bot, the real content loader and the local Telegram in one process."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import webbrowser
from typing import TYPE_CHECKING

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.content.live import LiveContent
from bot.content.own_lines import REQUIRED_LINES
from bot.dialogue.turn import take_turn
from bot.preview.serve import serve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from tests.preview.conftest import Site

INTENT = "title: {title}\nphrases:\n{phrases}"
RESPONSE = """
from: S10
openings: [Not knowing is hard., That is a lot to carry.]
answer: {answer}
more: [Then look after your own evening.]
ask: What would do you good today?
"""
HELPLINES = """
lines:
  - {name: Samaritans, country: GB, kinds: [crisis], contact: call 116 123, source: samaritans.org,
     verified_on: 2026-11-15}
"""
SMALL = {
    "what_to_do": ("What can I do?", "One calm message is enough.", ("what can i do", "what should i do now")),
    "warning_signs": (
        "Warning signs",
        "Silence used as a threat is one.",
        ("warning signs", "which red flags are there"),
    ),
}
SCRIPT = """
import asyncio, sys
from pathlib import Path
from bot.content.live import LiveContent
from bot.dialogue.turn import take_turn
from bot.preview.serve import serve
asyncio.run(serve(LiveContent(Path(sys.argv[1])), take_turn, port=0, announce=lambda line: print(line, flush=True)))
"""

pytestmark = pytest.mark.asyncio(loop_scope="session")
"""In the browser's own loop: it is started once."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a small content folder."""
    (tmp_path / "intents").mkdir()
    (tmp_path / "responses").mkdir()
    for name, (title, answer, phrases) in SMALL.items():
        lines = "".join(f"  - {phrase}\n" for phrase in phrases)
        (tmp_path / f"intents/{name}.yaml").write_text(INTENT.format(title=title, phrases=lines))
        (tmp_path / f"responses/{name}.yaml").write_text(RESPONSE.format(answer=answer))
    (tmp_path / "responses/helplines.yaml").write_text(HELPLINES)
    lines = "".join(f'{key}: "Line {key}."\n' for key in REQUIRED_LINES)
    (tmp_path / "responses/lines.yaml").write_text(lines)
    return tmp_path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record what would be opened in a browser."""
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setenv("DISPLAY", ":0")
    return opened


@pytest_asyncio.fixture(loop_scope="session")
async def address(folder: Path, opened: list[str], hooks_as_before: None) -> AsyncIterator[str]:
    """Serve the folder; yields the address."""
    announced: asyncio.Queue[str] = asyncio.Queue()
    serving = asyncio.create_task(serve(LiveContent(folder), take_turn, port=0, announce=announced.put_nowait))
    line = await asyncio.wait_for(announced.get(), 60)
    yield next(word for word in line.split() if word.startswith("http"))
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving


async def test_an_editor_changes_a_file_and_sees_it(folder: Path, address: str, site_at: Callable[[str], Site]) -> None:
    """A saved file changes what the bot says and what the panel shows; a broken one shows its problem only."""
    site = site_at(address)
    page = await site.started()
    content = page.get_by_role("status", name="Content")
    await expect(content).to_contain_text("2 intents with 4 phrases loaded.")
    await site.say(page, "what can i do")
    await expect(site.messages(page).last).to_contain_text("One calm message is enough.")
    await expect(page.get_by_role("region", name="Why this answer")).to_contain_text("intents/what_to_do.yaml:3")

    intent = folder / "intents/warning_signs.yaml"
    intent.write_text(intent.read_text() + "  - which signs are red flags\n")
    await expect(content).to_contain_text("1 phrase added in intents/warning_signs.yaml")
    await site.say(page, "which signs are red flags")
    await expect(site.messages(page).last).to_contain_text("Silence used as a threat is one.")

    sound = intent.read_text()
    intent.write_text(sound + "  - real talk: he is mean\n")
    await expect(content).to_contain_text("intents/warning_signs.yaml:6")
    await expect(content).to_contain_text("real talk: he is mean")
    await site.say(page, "what should i do now")
    await expect(site.messages(page).last).to_contain_text("evening")

    intent.write_text(sound)
    await expect(content.locator(".problem.error")).to_have_count(0)


async def test_a_browser_is_opened(address: str, opened: list[str]) -> None:
    """Where there is a screen, the page opens by itself, after its address was said."""
    async with asyncio.timeout(60):
        while not opened:  # noqa: ASYNC110 - filled by another thread
            await asyncio.sleep(0.01)
    assert opened == [address]


async def test_a_taken_port_is_no_obstacle(folder: Path, opened: list[str], hooks_as_before: None) -> None:
    """Where something else listens already, another port is taken."""
    announced: asyncio.Queue[str] = asyncio.Queue()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        serving = asyncio.create_task(serve(LiveContent(folder), take_turn, port=port, announce=announced.put_nowait))
        line = await asyncio.wait_for(announced.get(), 60)
        serving.cancel()
        await asyncio.wait([serving])
    assert "http://127.0.0.1:" in line
    assert str(port) not in line


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
async def test_a_signal_ends_everything_cleanly(folder: Path, number: signal.Signals) -> None:
    """With a page open and a poll under way: nothing is left running, and nothing but the address was printed."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SCRIPT, str(folder),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, env=environment,
    )  # fmt: skip
    assert process.stdout
    announced = await asyncio.wait_for(process.stdout.readline(), 60)
    assert announced.startswith(b"The bot answers at http://127.0.0.1:")
    address = announced.split()[4].decode()
    async with aiohttp.ClientSession(address) as page:
        chat = (await (await page.post("/chats")).json())["id"]
        async with page.get(f"/chats/{chat}/events") as stream:
            await page.post(f"/chats/{chat}/messages", json={"text": "what can i do"})
            async for line in stream.content:
                if line == b"event: turn\n":
                    break
            process.send_signal(number)
            rest, complaints = await asyncio.wait_for(process.communicate(), 60)
    assert (process.returncode, rest, complaints) == (0, b"", b"")
