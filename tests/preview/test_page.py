"""The chat page in a real browser, with the real application behind it and a small dialogue of its own."""

from __future__ import annotations

import asyncio
import re
import statistics
from typing import TYPE_CHECKING, cast

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.content.problem import Problem, Severity
from bot.dialogue import exchange, model
from bot.dialogue.model import Action, Decision, Phrase, Place
from bot.preview.faults import Fault, Kind
from bot.preview.preview import Preview
from bot.preview.serve import PATIENCE, WatchedConversation, running
from bot.telegram.application import build_application
from bot.telegram.polling import Polling

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from playwright.async_api import Page

    from bot.preview.chats import Chat
    from tests.preview.conftest import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")  # the browser's own: it is started once
SAMPLES = 9
EVIDENCE = model.Evidence(Phrase("he went cold", Place("intents/hot_and_cold.yaml", 14)), "phrase", 0.81, ("cold",))
ANSWER = Decision(
    Action.ANSWER,
    "hot_and_cold: sure enough.",
    ("hot_and_cold",),
    ranking=model.Ranking(
        (model.Match("hot_and_cold", 0.81, (EVIDENCE,)), model.Match("needs_space", 0.3)),
        0.8,
        repairs=(model.Repair("clod", "cold"),),
    ),
    evidence=(EVIDENCE,),
)
MORE = exchange.Button("Tell me more", "more")
LINES = {"privacy": ("We keep nothing.",), "deleted": ("Forgotten.",), "unsupported": ("Words only.",)}


def take_turn(_content: model.Content, session: exchange.Session, message: exchange.Message) -> exchange.Turn:
    """Greet, go deeper, or answer with what was said."""
    if message.text.startswith("/start"):
        decided = Decision(Action.ANSWER, "A command.")
        return exchange.Turn(exchange.Reply(("Hello.", "What is going on?")), session, decided)
    if message.text == "more":
        decided = Decision(Action.ANSWER, "More was asked.", act=model.Act.MORE)
        return exchange.Turn(exchange.Reply(("A deeper thought.",)), session, decided)
    return exchange.Turn(exchange.Reply((f"You said: {message.text}",), (MORE,)), session, ANSWER)


BROKEN = Problem(
    Place("intents/needs_space.yaml", 12),
    "This line was read as a mapping.",
    'Put it into quotes:\n  - "real talk: he needs space"',
    Severity.ERROR,
    "  - real talk: he needs space",
)


@pytest.fixture
def telegram() -> Preview:
    """Make a local Telegram."""
    return Preview()


@pytest_asyncio.fixture(loop_scope="session")
async def site(telegram: Preview, site_at: Callable[[str], Site], hooks_as_before: None) -> AsyncIterator[Site]:
    """Run the bot against it, and open its page."""
    content = cast("model.Content", type("Nothing", (), {"intents": {}, "lines": LINES}))
    async with running(telegram) as address:
        conversation = WatchedConversation(telegram, lambda: content, take_turn)
        application = build_application(telegram.token, address, conversation, key=str)
        application.outbox.patience = PATIENCE
        polling = Polling(application, first_wait=0.05)
        answering = asyncio.create_task(polling.run())
        yield site_at(address)
        polling.stop()
        await answering


async def ask(site: Site, page: Page, text: str) -> None:
    """Say something and wait for the answer."""
    await site.say(page, text)
    await expect(site.messages(page).last).to_contain_text(f"You said: {text}")


def chat_of(telegram: Preview, page: Page) -> Chat:
    """Find the chat a page shows."""
    return telegram.chats.find(int(page.url.partition("#")[2]))


async def test_a_newcomer_starts_asks_taps_and_asks_for_more(site: Site) -> None:
    """Start, a question, a button, another question: each is answered in its place."""
    page = await site.page()
    await expect(page.get_by_text("Has the person you love gone quiet")).to_be_visible()
    await page.get_by_role("button", name="Start").click()
    await expect(site.messages(page)).to_have_count(3)
    await ask(site, page, "he went cold")
    await page.get_by_role("button", name="Tell me more").click()
    await expect(site.messages(page).last).to_contain_text("A deeper thought.")
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)
    await ask(site, page, "and now?")
    await expect(page).to_have_title("Breathing Room")


async def test_an_editor_sees_why(site: Site) -> None:
    """The panel shows the decision, the ranking, the phrase with its line, and what the typo repair changed."""
    page = await site.started()
    await ask(site, page, "he went clod")
    why = page.get_by_role("region", name="Why this answer")
    await expect(why.get_by_role("heading", name="Answered")).to_be_visible()
    for shown in ("hot_and_cold: sure enough.", "he went cold", "intents/hot_and_cold.yaml:14", "needs_space", "0.30"):
        await expect(why).to_contain_text(shown)
    await expect(why.locator(".repairs")).to_have_text("clod → cold")
    await page.get_by_role("button", name="Why?").first.click()
    await expect(why).to_contain_text("A command.")


async def test_an_editor_sees_what_was_loaded_and_what_is_wrong(site: Site, telegram: Preview) -> None:
    """A change of the content and its problems appear by themselves; the bot goes on answering."""
    page = await site.started()
    content = page.get_by_role("status", name="Content")
    telegram.on_content("3 phrases added in intents/needs_space.yaml.", ())
    await expect(content).to_contain_text("3 phrases added")
    telegram.on_content("1 error: still on the last good version.", (BROKEN,))
    for shown in ("still on the last good version", "intents/needs_space.yaml:12", BROKEN.message, BROKEN.line_text):
        await expect(content).to_contain_text(shown.strip())
    await ask(site, page, "still there?")
    telegram.on_content("All is well again.", ())
    await expect(content.locator(".problem")).to_have_count(0)


async def test_two_chats_do_not_mix_and_a_reload_keeps_the_history(site: Site) -> None:
    """Each window has a chat of its own, which is still there after a reload."""
    one, two = await site.started(), await site.started()
    await ask(site, one, "this is one")
    await ask(site, two, "this is two")
    for page, mine, other in ((one, "one", "two"), (two, "two", "one")):
        await page.reload()
        await expect(site.messages(page)).to_have_count(5)
        await expect(page.locator("#log")).to_contain_text(f"this is {mine}")
        await expect(page.locator("#log")).not_to_contain_text(f"this is {other}")
        await expect(page.get_by_role("button", name="Why?").last).to_have_attribute("aria-pressed", "true")


async def test_the_keyboard_is_enough(site: Site) -> None:
    """Start, commands and buttons can be reached and pressed without a mouse."""
    page = await site.page()
    await expect(page.get_by_role("button", name="Start")).to_be_visible()
    for _ in range(3):
        await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Start")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Message", exact=True)).to_be_focused()
    await page.keyboard.type("/pr")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("button", name="/privacy")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(site.messages(page).last).to_contain_text("We keep nothing.")
    await page.keyboard.type("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two")
    await page.keyboard.press("Enter")
    await expect(site.messages(page).last).to_contain_text("You said: one\ntwo", use_inner_text=True)
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Shift+Tab")
    await expect(page.get_by_role("button", name="Tell me more")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(site.messages(page).last).to_contain_text("A deeper thought.")


async def test_a_narrow_phone_shows_the_panel_on_request(site: Site) -> None:
    """Nothing is wider than a small phone; the reasons open over the chat, and close again."""
    page = await site.started(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    await ask(site, page, "a-word-without-end" * 12)
    assert await page.evaluate("document.documentElement.scrollWidth") == 320
    why = page.get_by_role("region", name="Why this answer")
    await expect(why).to_be_hidden()
    await page.get_by_role("button", name="Why", exact=True).click()
    await expect(why).to_be_visible()
    await expect(page.get_by_role("button", name="Back to the chat")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(why).to_be_hidden()
    await expect(page.get_by_role("button", name="Why", exact=True)).to_be_focused()


async def test_dark_mode_is_dark(site: Site) -> None:
    """Who prefers dark gets light text on a dark page."""
    page = await site.started(color_scheme="dark")
    colours = await page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    page_light, ink_light = (sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours)
    assert page_light < ink_light / 4


async def test_markup_is_shown_and_never_run(site: Site, telegram: Preview) -> None:
    """What people type stays text; what the bot marks up is shown so."""
    page = await site.started()
    await ask(site, page, "<img src=x onerror=alert(1)> <b>")
    chat = chat_of(telegram, page)
    keyboard = {"inline_keyboard": [[{"text": "Read on", "url": "https://example.org/a"}]]}
    entities = [{"type": "bold", "offset": 0, "length": 9}, {"type": "italic", "offset": 3, "length": 6}]
    entities += [{"type": "text_link", "offset": 10, "length": 4, "url": "javascript:alert(1)"}]
    content = {"text": "🌿 nested link", "entities": entities, "reply_markup": keyboard}
    telegram.chats.add(chat, telegram.chats.bot, content)
    await expect(site.messages(page).last.locator("b > i")).to_have_text("nested")
    await expect(site.messages(page).last.locator(".says a")).to_have_count(0)
    await expect(page.get_by_role("link", name="Read on")).to_have_attribute("rel", "noopener noreferrer")


async def test_a_long_answer_is_read_from_its_beginning(site: Site) -> None:
    """However long an answer is, the page does not scroll past its first words."""
    page = await site.started()
    long = "many words " * 300
    await site.say(page, long)
    await expect(site.messages(page).last).to_contain_text("You said: many words")
    await expect(page.get_by_role("button", name="Tell me more")).to_be_attached()
    answer, screen = await site.messages(page).last.bounding_box(), await page.locator("#scroll").bounding_box()
    assert answer
    assert screen
    assert screen["y"] <= answer["y"] < screen["y"] + 50
    await expect(page.get_by_role("button", name="Tell me more")).not_to_be_in_viewport()
    await page.get_by_role("button", name="Tell me more").click()
    await expect(site.messages(page).last).to_be_in_viewport(ratio=1)


async def test_typing_is_shown_until_the_answer(site: Site, telegram: Preview) -> None:
    """While the bot is at it, the page says so."""
    page = await site.started()
    chat = chat_of(telegram, page)
    telegram.feed.tell(chat.id, "action", {"action": "typing"})
    await expect(page.get_by_text("typing…")).to_be_visible()
    await ask(site, page, "hello")
    await expect(page.get_by_text("typing…")).to_be_hidden()


async def test_an_edit_and_a_deletion_are_seen(site: Site, telegram: Preview) -> None:
    """A message changes in place, or goes."""
    page = await site.started()
    chat = chat_of(telegram, page)
    last = chat.messages[chat.last_id]
    telegram.feed.tell(chat.id, "edited", last | {"text": "Another question", "edit_date": last["date"]})
    await expect(site.messages(page).last).to_contain_text("Another question")
    await expect(site.messages(page).last).to_contain_text("edited")
    telegram.feed.tell(chat.id, "deleted", {"message_id": chat.last_id})
    await expect(site.messages(page)).to_have_count(2)


async def test_the_bot_answers_through_trouble(site: Site, telegram: Preview) -> None:
    """A hiccup of the server delays the answer and does not lose it."""
    page = await site.started()
    telegram.fail(Fault(Kind.SERVER_ERROR, "sendMessage"))
    telegram.fail(Fault(Kind.UNPARSABLE))
    await ask(site, page, "hello")


async def test_no_other_host_is_asked(site: Site) -> None:
    """Everything the page needs comes from its own server."""
    await site.started()
    assert {url for url in site.requests if not url.startswith(site.address)} == set()


async def test_a_link_may_start_at_a_topic(site: Site) -> None:
    """The address may carry what a deep link carries."""
    page = await site.page("/?start=no_label")
    await page.get_by_role("button", name="Start").click()
    await expect(site.messages(page).first).to_contain_text("/start no_label")


async def test_the_answer_comes_at_once(site: Site) -> None:
    """Measure from pressing Enter to the answer on the screen; the log of this test holds the figure."""
    page = await site.started()
    times = [await page.evaluate(MEASURE, number) for number in range(SAMPLES)]
    print(f"answer shown after {statistics.median(times):.0f} ms (median of {SAMPLES}; worst {max(times):.0f} ms)")  # noqa: T201
    assert len(times) == SAMPLES


MEASURE = """
(number) => new Promise((resolve) => {
  const [text, log] = ["text", "log"].map((id) => document.getElementById(id));
  text.value = `question ${number}`;
  const began = performance.now();
  const observer = new MutationObserver(() => {
    if (!log.lastElementChild.textContent.includes(`You said: question ${number}`)) return;
    requestAnimationFrame(() => resolve(performance.now() - began, observer.disconnect()));
  });
  observer.observe(log, { childList: true });
  text.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
})
"""
