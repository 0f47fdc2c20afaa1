"""Which lines of help are shown to whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue.helplines import country_of, with_helplines
from tests.dialogue.conftest import CARE

if TYPE_CHECKING:
    from bot.dialogue.model import Content


@pytest.mark.parametrize(
    ("language", "country"),
    [
        ("en-GB", "GB"),
        ("en-gb", "GB"),
        ("en_US", "US"),
        ("es-US", "US"),
        ("en-Latn-GB", "GB"),
        ("en", ""),
        ("", ""),
        ("de-DE", ""),
        ("en-WORLD", ""),
        ("gb", ""),
        ("-", ""),
    ],
)
def test_the_country_of_a_client(content: Content, language: str, country: str) -> None:
    """The region of the language tag, where there are lines for it."""
    assert country_of(content, language) == country


def shown(content: Content, language: str, *kinds: str) -> list[str]:
    """List the lines of help in a care text."""
    response = replace(content.responses[CARE], kinds=kinds)
    return with_helplines(content, response, "{helplines}", language).splitlines()


def test_a_known_country_sees_its_own_lines_and_the_world(content: Content) -> None:
    """The emergency number comes first; what is for other troubles is left out; notes are shown."""
    assert shown(content, "en-GB", "emergency", "crisis") == [
        "Police: 999",
        "Samaritans: 116 123 (day and night)",
        "Find a line: findahelpline.com",
    ]


def test_the_kind_named_first_comes_first(content: Content) -> None:
    """An answer decides which of its lines matter most."""
    assert shown(content, "en-GB", "abuse", "crisis")[1:3] == ["Refuge: 0808", "Samaritans: 116 123 (day and night)"]


def test_an_unknown_country_sees_one_line_of_each_under_its_name(content: Content) -> None:
    """The emergency number, one fitting line, no line twice, and each says where it answers."""
    assert shown(content, "", "emergency", "crisis") == [
        "USA – Police: 911",
        "USA – Lifeline: 988",
        "UK – Police: 999",
        "UK – Samaritans: 116 123 (day and night)",
        "Find a line: findahelpline.com",
    ]


def test_the_emergency_number_and_the_worldwide_line_are_always_there(content: Content) -> None:
    """Whatever an answer's kinds, nobody is left without a number."""
    assert shown(content, "en-US", "stalking") == ["Police: 911", "Lifeline: 988"]
    assert "USA – Police: 911" in shown(content, "")


def test_a_text_without_the_mark_stays(content: Content) -> None:
    """Lines of help stand where the text says so, and nowhere else."""
    assert with_helplines(content, content.responses[CARE], "Breathe.", "en-GB") == "Breathe."
