"""A local Telegram over real HTTP, clients for it, and its page in a real browser."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
import threading
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import async_playwright, expect

from bot.preview.preview import Preview

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from contextlib import AbstractAsyncContextManager

    from playwright.async_api import Browser, Locator, Page

    from bot.preview.chats import Chat

expect.set_options(timeout=60_000)
"""Milliseconds: long enough for a busy machine, and no test waits so long for what it expects not to happen."""
CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


class Client:
    """Calls methods as plain HTTP."""

    def __init__(self, session: aiohttp.ClientSession, server: str, token: str) -> None:
        self._session = session
        self.server = server
        self.url = f"{server}/bot{token}"

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call with a JSON body; returns the envelope."""
        async with self._session.post(f"{self.url}/{method}", json=parameters) as response:
            body: dict[str, Any] = await response.json()
            assert response.status == (200 if body["ok"] else body["error_code"])
            return body

    async def ok(self, method: str, **parameters: Any) -> Any:
        """Call what must succeed; returns the result."""
        body = await self.call(method, **parameters)
        assert body["ok"], body
        return body["result"]

    async def refused(self, method: str, **parameters: Any) -> str:
        """Call what must be refused; returns the words."""
        body = await self.call(method, **parameters)
        assert not body["ok"], body
        return str(body["description"])


@asynccontextmanager
async def serving(app: Any) -> AsyncIterator[str]:
    """Serve an application on a free port of loopback; yields its address."""
    taken = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
    task = asyncio.create_task(server._serve([taken]))
    while not server.started:  # noqa: ASYNC110 - uvicorn offers no event for it
        await asyncio.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task


@pytest.fixture
def clock() -> Clock:
    """Make a clock that stands still until moved."""
    return Clock()


@pytest.fixture
def preview(clock: Clock) -> Preview:
    """Make a local Telegram that loses no time before it tries again."""
    return Preview(clock=clock, first_wait=0.02)


@pytest.fixture
def serve() -> Callable[[Any], AbstractAsyncContextManager[str]]:
    """Offer to serve any other application, too."""
    return serving


@pytest.fixture
async def server(preview: Preview) -> AsyncIterator[str]:
    """Serve it; yields its address."""
    async with serving(preview.app) as address:
        yield address
        preview.close()


@pytest.fixture
async def api(server: str, preview: Preview) -> AsyncIterator[Client]:
    """Connect a plain client."""
    async with aiohttp.ClientSession() as session:
        yield Client(session, server, preview.token)


@pytest.fixture
def chat(preview: Preview) -> Chat:
    """Open a private chat and start the bot in it."""
    chat = preview.chats.open()
    chat.is_started = True
    return chat


@dataclass
class Site:
    """A running bot's page, and what the browser complained about."""

    address: str
    browser: Browser
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    pages: list[Page] = field(default_factory=list)

    async def page(self, path: str = "/", **options: Any) -> Page:
        """Open the page in a fresh window."""
        page = await self.browser.new_page(**options)
        self.pages.append(page)
        page.set_default_timeout(60_000)
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        await page.goto(self.address + path)
        return page

    async def started(self, **options: Any) -> Page:
        """Open the page, press Start, wait for the answer."""
        page = await self.page(**options)
        await page.get_by_role("button", name="Start").click()
        await expect(self.messages(page).nth(1)).to_be_visible()
        await expect(page.get_by_role("button", name="Why?").first).to_be_visible()
        return page

    @staticmethod
    def messages(page: Page) -> Locator:
        """Find the messages."""
        return page.locator("#log > li")

    @staticmethod
    async def say(page: Page, text: str) -> None:
        """Type a message and press Enter."""
        await page.get_by_label("Message", exact=True).fill(text)
        await page.keyboard.press("Enter")


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Find the browser; only where CI promises one, its absence is a failure."""
    if not CHROMIUM.exists() and os.environ.get("CI") != "true":
        pytest.skip("Debian's chromium is not installed")
    return CHROMIUM


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: Path) -> AsyncIterator[Browser]:
    """Start a real browser; each test opens windows of its own in it."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=SWITCHES.split())
        yield browser
        await browser.close()


@pytest.fixture
def hooks_as_before() -> Iterator[None]:
    """Undo what the application does to keep its token out of logs."""
    before = logging.getLogRecordFactory(), sys.excepthook, threading.excepthook
    yield
    logging.setLogRecordFactory(before[0])
    sys.excepthook, threading.excepthook = before[1:]


@pytest_asyncio.fixture(loop_scope="session")
async def site_at(browser: Browser) -> AsyncIterator[Callable[[str], Site]]:
    """Offer to open the page of a running bot; no complaint of the browser is tolerated."""
    sites: list[Site] = []

    def open_site(address: str) -> Site:
        sites.append(Site(address, browser))
        return sites[-1]

    yield open_site
    for site in sites:
        for page in site.pages:
            await page.close()
    assert [line for site in sites for line in site.complaints] == []
