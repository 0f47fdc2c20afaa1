"""An answer as a phone shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.editing.card import card, grade

if TYPE_CHECKING:
    from bot.dialogue.model import Content


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The cat sat on the mat. It was warm.", 0, 2),
        ("Let it stand, and give it time to be read.", 0, 4),
        ("Notwithstanding considerable epistemological uncertainty, anticipatory communication deteriorates.", 20, 60),
        ("", 0, 0),
        ("999", 0, 0),
    ],
)
def test_reading_grade(text: str, low: float, high: float) -> None:
    """Short words in short sentences are easy."""
    assert low <= grade(text) <= high


def test_every_layer_and_its_buttons(shipped: Content) -> None:
    """As a chat gets them, one after another."""
    shown = card(shipped, "should_i_text")
    assert len(shown.layers) == 1 + len(shipped.responses["should_i_text"].more)
    assert shown.layers[0][0].text.endswith(shipped.responses["should_i_text"].ask)
    assert shipped.lines["more_label"][0] in shown.buttons


def test_every_answer_has_a_card(shipped: Content) -> None:
    """Care answers, small talk and what lies outside the article, too."""
    assert [name for name in shipped.intents if not card(shipped, name).layers[0]] == []
