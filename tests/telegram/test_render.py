"""Replies become messages within Telegram's limits."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.exchange import Button, Reply
from bot.telegram.render import TEXT_LIMIT, render, split, units


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        pytest.param("short", 10, ["short"], id="fits"),
        pytest.param("1234567890", 10, ["1234567890"], id="fits exactly"),
        pytest.param("", 10, [], id="nothing"),
        pytest.param(" \n ", 10, [], id="only blanks"),
        pytest.param("One two.\n\nThree four. Five.", 22, ["One two.\n\nThree four.", "Five."], id="early paragraph"),
        pytest.param("One two three.\n\nFour. Five.", 22, ["One two three.", "Four. Five."], id="paragraph"),
        pytest.param("One two three\nfour. Five six", 22, ["One two three", "four. Five six"], id="line"),
        pytest.param("It is late. He is cold to me", 16, ["It is late.", "He is cold to me"], id="sentence"),
        pytest.param('He said "go." So I went.', 18, ['He said "go."', "So I went."], id="closing quote"),
        pytest.param("one two three four", 10, ["one two", "three four"], id="space"),
        pytest.param("a bcdefghijklmnop", 10, ["a", "bcdefghijk", "lmnop"], id="early space, then a long word"),
        pytest.param("abcdefghijkl", 5, ["abcde", "fghij", "kl"], id="no break at all"),
        pytest.param("😭😭😭", 3, ["😭", "😭", "😭"], id="never half an emoji"),
        pytest.param("ab😭", 3, ["ab", "😭"], id="an emoji counts twice"),
    ],
)
def test_a_text_is_cut_at_the_best_place(text: str, limit: int, parts: list[str]) -> None:
    """Between paragraphs, lines, sentences or words, whichever comes first and late enough."""
    assert split(text, limit) == parts


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(2, 40))
def test_cutting_loses_nothing_and_keeps_the_limit(text: str, limit: int) -> None:
    """Whatever the text, the parts fit, none is empty and only blanks between them are gone."""
    parts = split(text, limit)
    assert all(part.strip() and units(part) <= limit for part in parts)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)


def test_escaping_does_not_count() -> None:
    """The limit holds for the text as read, so a full message of signs that grow is still one."""
    (message,) = render(Reply(("<" * TEXT_LIMIT,)))
    assert message.html == "&lt;" * TEXT_LIMIT


def test_no_cut_falls_into_an_escaped_sign() -> None:
    """Every part reads back to plain text."""
    text = "&<>" * TEXT_LIMIT
    assert "".join(html.unescape(message.html) for message in render(Reply((text,)))) == text


def test_an_empty_bubble_is_left_out() -> None:
    """Telegram refuses empty messages; the buttons find another place."""
    reply = render(Reply(("Hello.", "", "  "), (Button("Yes", "yes"),)))
    assert [message.html for message in reply] == ["Hello."]
    assert reply[0].keyboard is not None


def test_the_buttons_stand_below_the_last_part() -> None:
    """However often the last bubble is cut, the buttons come at the end."""
    messages = render(Reply(("Hello.", "word " * 2000), (Button("Yes", "yes"),)))
    assert [bool(message.keyboard) for message in messages] == [False, False, False, True]


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        ([], None),
        (["Yes"], [["Yes"]]),
        (["Yes", "No"], [["Yes", "No"]]),
        (["Yes", "No", "Maybe"], [["Yes", "No"], ["Maybe"]]),
        (["Yes", "Why has he pulled back?"], [["Yes"], ["Why has he pulled back?"]]),
        (["Why has he pulled back?", "Yes", "No"], [["Why has he pulled back?"], ["Yes", "No"]]),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_two_short_labels_share_a_row(labels: list[str], rows: list[list[str]] | None) -> None:
    """Long labels keep a row of their own, so that a narrow phone shows them whole."""
    (message,) = render(Reply(("Hello.",), tuple(Button(label, label) for label in labels)))
    shown = [[button["text"] for button in row] for row in message.keyboard or ()]
    assert shown == (rows or [])


def test_a_thumb_stands_beside_a_thumb_only() -> None:
    """Beside a topic it would be tapped for it."""
    data = ("i:is_it_my_fault", "up:what_to_do", "down:what_to_do", "menu")
    (message,) = render(Reply(("Hello.",), tuple(Button("Short", one) for one in data)))
    shown = [[button["callback_data"] for button in row] for row in message.keyboard or ()]
    assert shown == [["i:is_it_my_fault"], ["up:what_to_do", "down:what_to_do"], ["menu"]]


@pytest.mark.parametrize(
    ("button", "kept"),
    [
        pytest.param(Button("A", "x" * 64), True, id="64 bytes"),
        pytest.param(Button("A", "x" * 65), False, id="65 bytes"),
        pytest.param(Button("A", "é" * 33), False, id="33 characters of two bytes"),
        pytest.param(Button("A", ""), False, id="no data"),
        pytest.param(Button("", "x"), False, id="no label"),
    ],
)
def test_a_button_telegram_would_refuse_is_left_out(
    button: Button, kept: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """The answer arrives without it, and the log says so."""
    (message,) = render(Reply(("Hello.",), (button,)))
    assert bool(message.keyboard) is kept
    assert ("left out" in caplog.text) is not kept
