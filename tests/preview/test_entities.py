"""Telegram's HTML: what it becomes, and what is refused with which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.preview.chats import Chat
    from tests.preview.conftest import Client

PARSED = {
    "nested": ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    "upper case and short end": ("<B>a</>", "a", [("bold", 0, 1)]),
    "emoji count twice": ("🌿<u>a</u>", "🌿a", [("underline", 2, 1)]),
    "characters": ("&lt;3 &amp; &#39;&quot; &copy;", "<3 & '\" &copy;", []),
    "link": ('<a href="https://a.org/?x=1&amp;y">a</a>', "a", [("text_link", 0, 1)]),
    "spoiler": ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
    "quote": ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
    "trimmed": ("  <b> a </b>\n", "a", [("bold", 0, 1)]),
    "found": (
        "see /help, @somebody, https://a.org.",
        None,
        [("bot_command", 4, 5), ("mention", 11, 9), ("url", 22, 13)],
    ),
    "bare addresses": (
        "findahelpline.com (pick yours), befrienders.org; a.b@c.org e.g. no.thing",
        None,
        [("url", 0, 17), ("url", 32, 15), ("email", 49, 9)],
    ),
    "not found in code": ("<code>/help</code>", "/help", [("code", 0, 5)]),
}


@pytest.mark.parametrize(("source", "text", "entities"), PARSED.values(), ids=PARSED)
async def test_reads_html(
    api: Client, chat: Chat, source: str, text: str | None, entities: list[tuple[str, int, int]]
) -> None:
    """HTML becomes text and entities, counted in UTF-16."""
    sent = await api.ok("sendMessage", chat_id=chat.id, text=source, parse_mode="HTML")
    assert sent["text"] == (source if text is None else text)
    assert [(one["type"], one["offset"], one["length"]) for one in sent.get("entities", [])] == entities


UNPARSABLE = {
    "unsupported": ("я <h1>a</h1>", 'Unsupported start tag "h1" at byte offset 3'),
    "heart": ("I <3 you", 'Unsupported start tag "3" at byte offset 2'),
    "heart at the end": ("I <3", "Unclosed start tag at byte offset 2"),
    "unclosed": ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    "unclosed bracket": ("<a href='x'", "Unclosed start tag at byte offset 0"),
    "unexpected end": ("a</b>", "Unexpected end tag at byte offset 1"),
    "unmatched": ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    "unclosed end": ("<b>a</b", "Unclosed end tag at byte offset 4"),
    "span of no class": ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    "nameless attribute": ("<a ='x'>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    "odd value": ("<a href=x/y>a</a>", "Unexpected end of name token at byte offset 8"),
}


@pytest.mark.parametrize(("source", "words"), UNPARSABLE.values(), ids=UNPARSABLE)
async def test_refuses_broken_html(api: Client, chat: Chat, source: str, words: str) -> None:
    """Broken HTML is refused with what is wrong and where."""
    refusal = await api.refused("sendMessage", chat_id=chat.id, text=source, parse_mode="HTML")
    assert refusal == f"Bad Request: can't parse entities: {words}"
