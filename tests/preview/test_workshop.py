"""The tabs in which editors work, in a real browser, on real files; and who may use what is behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.editing.desk import Desk
from bot.editing.inbox import Ignored, Waiting
from bot.editing.versions import Versions
from bot.preview.preview import Preview
from bot.preview.serve import running
from bot.preview.workshop import TOKEN_HEADER, Workshop
from bot.storage.memory import MemoryStore
from bot.storage.store import Count
from tests.cli.conftest import write, write_content

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from playwright.async_api import Locator, Page

    from tests.preview.conftest import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")
"""In the browser's own loop: it is started once."""
FAULT = "intents/is_it_my_fault.yaml"
DRAFT = {"name": "moon", "title": "Moon?", "topic": "what_to_do", "phrases": ["does the moon matter"], "answer": "No."}
ASKED = "was all of this down to me"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a small content."""
    write_content(tmp_path / "content")
    return tmp_path / "content"


@pytest_asyncio.fixture(loop_scope="session")
async def store() -> MemoryStore:
    """Keep messages of chats that agreed, and count."""
    store = MemoryStore()
    for number, text in enumerate([ASKED, f"{ASKED} then", "does the moon matter"]):
        await store.keep(f"chat {number}", text, "unanswered" if number else "thumb")
    await store.count(*[Count("action", "answer")] * 3, Count("action", "fallback"), Count("topic", "is_it_my_fault"))
    await store.count(Count("button", "up:is_it_my_fault"), Count("button", "menu"))
    return store


@pytest.fixture
def workshop(folder: Path, store: MemoryStore, tmp_path: Path) -> Workshop:
    """Put a desk into the preview."""
    data = tmp_path / "data"
    versions = Versions(data / "versions", folder)
    waiting = Waiting(Ignored(data / "ignored", b"a secret of some length"), versions)
    return Workshop(Desk(folder, versions), store, waiting)


@pytest_asyncio.fixture(loop_scope="session")
async def address(workshop: Workshop) -> AsyncIterator[str]:
    """Serve the page."""
    async with running(Preview(workshop=workshop)) as address:
        yield address


@pytest_asyncio.fixture(loop_scope="session")
async def page(site_at: Callable[[str], Site], address: str) -> Page:
    """Open it."""
    return await site_at(address).page()


async def open_tab(page: Page, name: str) -> Locator:
    """Go to a tab; gives its pane."""
    await page.get_by_role("tab", name=name).click()
    pane = page.get_by_role("tabpanel", name=name)
    await expect(pane.get_by_role("heading", name=name)).to_be_visible()
    return pane


async def test_a_waiting_message_is_accepted_and_taken_back(page: Page, folder: Path, store: MemoryStore) -> None:
    """One click shows each line and what would move, the next writes, a third takes it back, even some time later."""
    before = (folder / FAULT).read_text("utf-8")
    pane = await open_tab(page, "Inbox")
    card = pane.locator(".group", has_text=ASKED)
    await expect(card).to_contain_text("2 messages · 1 found the answer unhelpful")
    await card.get_by_label("Another intent").fill("is_it_my_fault")
    await card.get_by_label("Another intent").press("Enter")
    for shown in (f"{FAULT}:5", f"+ - {ASKED}", "Nothing else moves.", "The message then goes to"):
        await expect(card).to_contain_text(shown)
    assert (folder / FAULT).read_text("utf-8") == before
    await card.get_by_role("button", name="Write it").click()
    await expect(pane).to_contain_text("Written.")
    await expect(card).to_have_count(0)
    assert f"  - {ASKED}\n" in (folder / FAULT).read_text("utf-8")
    await store.keep("chat 9", "and what of the sun", "unanswered")
    await open_tab(page, "Why")
    pane = await open_tab(page, "Inbox")
    await expect(pane).to_contain_text("what of the sun")
    await pane.get_by_role("button", name="Undo").click()
    await expect(pane).to_contain_text("Undid:")
    await expect(card).to_have_count(1)
    assert (folder / FAULT).read_text("utf-8") == before


async def test_it_may_be_reworded_or_put_aside(page: Page, folder: Path) -> None:
    """Before it is written; what is put aside is gone, and the count with it."""
    pane = await open_tab(page, "Inbox")
    await expect(page.get_by_role("tab", name="Inbox")).to_contain_text("2")
    card = pane.locator(".group", has_text=ASKED)
    await card.locator(".choice").first.click()
    await card.get_by_label("Wording").fill("was it all me")
    await card.get_by_role("button", name="Try this wording").click()
    await expect(card.locator(".lines")).to_contain_text("was it all me")
    await pane.locator(".group", has_text="moon").get_by_role("button", name="Ignore for good").click()
    await expect(pane.locator(".group", has_text="moon")).to_have_count(0)
    await expect(page.get_by_role("tab", name="Inbox")).to_contain_text("1")


async def test_a_new_intent_is_made_of_a_waiting_message(page: Page, folder: Path) -> None:
    """Its name comes from its label; what it would do is shown first, and both files are written."""
    pane = await open_tab(page, "Inbox")
    card = pane.locator(".group", has_text="moon")
    await card.get_by_role("button", name="New intent").click()
    await card.get_by_label("Label of its button").fill("Does the moon matter?")
    await expect(card.get_by_label("Name of its files")).to_have_value("does_the_moon_matter")
    await card.get_by_label("Topic it belongs to").select_option("what_to_do")
    await card.get_by_label("The answer").fill("Not that anybody has shown.")
    await expect(card).to_contain_text("27 characters")
    await card.get_by_role("button", name="See what it would do").click()
    await expect(card.locator(".refused")).to_contain_text('"from"')
    await card.get_by_label("What comes when").fill("The tides are another matter.")
    await card.get_by_text("Sections of the article").click()
    await card.get_by_label("S01", exact=False).first.check()
    await card.get_by_role("button", name="See what it would do").click()
    await expect(card.locator(".lines")).to_contain_text("responses/does_the_moon_matter.yaml:2")
    await card.get_by_role("button", name="Write it").click()
    await expect(pane).to_contain_text("Written.")
    assert "- does the moon matter" in (folder / "intents/does_the_moon_matter.yaml").read_text("utf-8")
    assert "from: [S01]" in (folder / "responses/does_the_moon_matter.yaml").read_text("utf-8")


async def test_care_files_want_a_second_reader(page: Page, folder: Path) -> None:
    """Nothing is written until that was ticked."""
    pane = await open_tab(page, "Inbox")
    card = pane.locator(".group", has_text="moon")
    other = card.get_by_label("Another intent")
    await other.fill("crisis_self_harm")
    await other.press("Enter")
    await card.locator(".write").click()
    await expect(page.locator("#toast")).to_contain_text("people in danger")
    assert "moon" not in (folder / "intents/crisis_self_harm.yaml").read_text("utf-8")
    await card.get_by_role("checkbox").check()
    await card.locator(".write").click()
    await expect(card).to_have_count(0)
    assert "moon" in (folder / "intents/crisis_self_harm.yaml").read_text("utf-8")


async def test_a_file_that_changed_meanwhile_is_left(page: Page, folder: Path) -> None:
    """What was shown is no longer what would be written."""
    pane = await open_tab(page, "Inbox")
    card = pane.locator(".group", has_text=ASKED)
    await card.get_by_label("Another intent").fill("is_it_my_fault")
    await card.get_by_label("Another intent").press("Enter")
    await expect(card.locator(".lines")).to_be_visible()
    write(folder / FAULT, "title: Mine?\nphrases:\n  - mine\n")
    await card.locator(".write").click()
    await expect(page.locator("#toast")).to_contain_text("has changed meanwhile")
    assert (folder / FAULT).read_text("utf-8").startswith("title: Mine?")


async def test_coverage(page: Page) -> None:
    """Sections with their answers, and which are missing."""
    pane = await open_tab(page, "Coverage")
    await expect(pane.locator("tr", has_text="S01")).to_contain_text("why_he_pulled_back")
    await expect(pane.locator("tr", has_text="S13")).to_contain_text("none")


async def test_insights_are_drawn(page: Page) -> None:
    """Figures in words, plots that are not empty."""
    pane = await open_tab(page, "Insights")
    await expect(pane).to_contain_text("25 % were not answered")
    await expect(pane).to_contain_text("1 up, 0 down")
    await expect(pane.get_by_role("img", name="Asks per topic and day")).to_be_visible()
    drawn = "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((value) => value > 0)"
    for at in range(await pane.locator("canvas").count()):
        assert await pane.locator("canvas").nth(at).evaluate(drawn)


async def test_tabs_by_keyboard(page: Page) -> None:
    """Arrows move along, round the ends."""
    await page.get_by_role("tab", name="Why").focus()
    await page.keyboard.press("ArrowRight")
    await expect(page.get_by_role("tabpanel", name="Problems")).to_contain_text("Nothing to mend")
    await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("ArrowLeft")
    await expect(page.get_by_role("tab", name="Insights")).to_be_focused()
    await expect(page.get_by_role("heading", name="Insights")).to_be_visible()


async def test_broken_content_is_said_in_the_inbox(page: Page, folder: Path) -> None:
    """With the file, the line and what to do."""
    write(folder / FAULT, "title: Mine?\nphrases:\n  - no\n")
    await page.get_by_role("tab", name="Inbox").click()
    await expect(page.get_by_role("tabpanel", name="Inbox")).to_contain_text(f"{FAULT}:3")


async def test_without_a_workshop_there_is_nothing_to_work_with(site_at: Callable[[str], Site]) -> None:
    """The tabs are not even there."""
    async with running(Preview()) as address:
        page = await site_at(address).page()
        await expect(page.get_by_role("tab")).to_contain_text(["Why", "Problems"])


async def status(address: str, method: str, path: str, headers: dict[str, str], body: Any = None) -> int:
    """Ask as a stranger's program might."""
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, address + path, headers=headers, json=body) as response,
    ):
        return response.status


@pytest.mark.parametrize("path", ["inbox", "coverage", "insights"])
async def test_nothing_is_read_without_the_token(address: str, path: str) -> None:
    """What people wrote is for the page alone."""
    assert await status(address, "GET", f"/editors/{path}", {}) == 403
    assert await status(address, "GET", f"/editors/{path}", {TOKEN_HEADER: "guess"}) == 403


@pytest.mark.parametrize("path", ["plans", "plans/x", "intents", "ignored", "undo"])
async def test_nothing_is_written_from_another_origin(address: str, workshop: Workshop, path: str) -> None:
    """Not even with the token; a browser says where a request comes from, a program has to."""
    token = {TOKEN_HEADER: workshop.token}
    for origin in ({}, {"Origin": "http://evil.example"}, {"Origin": "null"}):
        assert await status(address, "POST", f"/editors/{path}", token | origin, {}) == 403
    assert await status(address, "POST", f"/editors/{path}", {"Origin": address}, {}) == 403


async def test_the_page_is_not_kept_by_the_browser(address: str) -> None:
    """It holds the token of this start."""
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "body", "says"),
    [
        ("plans", {"intent": "nowhere", "phrase": "a"}, "no intent nowhere"),
        ("plans", {"intent": "../../etc", "phrase": "a"}, "no intent ../../etc"),
        ("plans", {"intent": "is_it_my_fault", "phrase": "is it my fault"}, "already a phrase"),
        ("intents", DRAFT | {"name": "../x"}, "cannot be a name"),
        ("intents", DRAFT | {"name": "is_it_my_fault"}, "an intent is_it_my_fault already"),
        ("intents", DRAFT | {"topic": "abuse"}, "by hand"),
        ("plans/unknown", {"messages": []}, "written already"),
        ("undo", {}, "nothing to take back"),
    ],
)
async def test_what_cannot_be_done_is_said(
    address: str, workshop: Workshop, path: str, body: dict[str, Any], says: str
) -> None:
    """In words for the page to show."""
    headers = {TOKEN_HEADER: workshop.token, "Origin": address}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{address}/editors/{path}", headers=headers, json=body) as response,
    ):
        assert says in (await response.json())["refused"]


async def test_a_call_of_the_wrong_form_is_refused(address: str, workshop: Workshop) -> None:
    """As a program's mistake."""
    headers = {TOKEN_HEADER: workshop.token, "Origin": address}
    assert await status(address, "POST", "/editors/plans", headers, {"intent": "is_it_my_fault"}) == 422
