"""What is taken out of a message before the editors may read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.anonymity import anonymous


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("why does he go quiet after sex", "why does he go quiet after sex"),
        ("I'm so tired. Why now?", "I'm so tired. Why now?"),
        ("i asked daniel about it", "i asked [name] about it"),
        ("DANIEL LEFT ME", "[name] LEFT ME"),
        ("Daniel's mother hates me", "[name]'s mother hates me"),
        ("then Mark and Grace met in Leeds", "then [name] and [name] met in [name]"),
        ("my boyfriend mark is cold", "my boyfriend [name] is cold"),
        ("my boyfriend is cold", "my boyfriend is cold"),
        ("anne-marie told me", "[name] told me"),
        ("it says (anna@post.org) or ..anna.com or -anna.co.uk", "it says [link] or ..[link] or [link]"),
        ("he went quiet. " * 20 + "my boyfriend mark", "he went quiet. " * 20 + "my boyfriend [name]"),
        ("my low self-esteem", "my low self-esteem"),
        ("my zbig-niew", "my [name]"),
        ("his name is Zbigniew", "his name is [name]"),
        ("zbigniew went cold", "[name] went cold"),
        ("since Monday he's gone", "since Monday he's gone"),
        ("call me on +44 7700 900123", "call me on [number]"),
        ("born 3/4/1990, number 7", "born [number], number [number]"),
        ("mail anne.smith@mail.example.org now", "mail [link] now"),
        ("see https://x.example/me?id=5 or t.me/annie", "see [link] or [link]"),
        ("his insta is @cool_guy99", "his insta is [name]"),
        ("", ""),
    ],
)
def test_what_tells_who_it_is_goes(said: str, kept: str) -> None:
    """The rest stays as it was typed."""
    assert anonymous(said) == kept


def test_a_word_of_ours_is_no_name() -> None:
    """Editors want to see what people call it."""
    assert anonymous("is it breadcrumbing or zbigniewing", {"breadcrumbing"}) == "is it breadcrumbing or [name]"


@given(st.text(max_size=200))
def test_no_digit_and_no_handle_is_left(said: str) -> None:
    """Whatever somebody writes."""
    kept = anonymous(said)
    assert not any(letter.isdigit() and letter.isascii() for letter in kept)
    assert "@a" not in kept
