"""Speaking of the partner as the user does."""

from __future__ import annotations

import pytest

from bot.dialogue import text
from bot.dialogue.wording import FORMS, fill, partner_in


@pytest.mark.parametrize(
    ("typed", "partner"),
    [
        ("why is he so cold", "he"),
        ("why is she so cold", "she"),
        ("My Husband won't talk", "he"),
        ("my gf ghosted me", "she"),
        ("he told her he's done", "he"),
        ("she and her friends saw him", "she"),
        ("he and she", "they"),
        ("they went quiet", ""),
        ("", ""),
        ("the shed is cold", ""),
    ],
)
def test_the_partner_in_a_message(typed: str, partner: str) -> None:
    """The word used most counts; as many of each is no answer, none is none."""
    assert partner_in(text.words(typed)) == partner


@pytest.mark.parametrize(
    ("partner", "said"),
    [
        ("he", "He needs time. Does he miss his home? He has told himself that he is fine; give him rest."),
        ("she", "She needs time. Does she miss her home? She has told herself that she is fine; give her rest."),
        (
            "they",
            "They need time. Do they miss their home? They have told themselves that they are fine; give them rest.",
        ),
    ],
)
def test_every_form_is_filled(partner: str, said: str) -> None:
    """One text serves all three, verbs included, capitals kept."""
    written = "{He} need{s} time. "
    written += "{Does} {he} miss {his} home? {He} {has} told {himself} that {he} {is} fine; give {him} rest."
    assert fill(written, partner) == said


@pytest.mark.parametrize("partner", ["", "xe"], ids=["not known", "no such word"])
def test_an_unknown_partner_is_they(partner: str) -> None:
    """Nobody is guessed at."""
    assert fill("{he} go{es}", partner) == "they go"


def test_other_braces_are_left_alone() -> None:
    """What is no form is not ours to fill."""
    assert fill("{helplines} {hee} {} {he", "he") == "{helplines} {hee} {} {he"


def test_all_three_have_the_same_forms() -> None:
    """No form is missing for anybody."""
    assert {frozenset(forms) for forms in FORMS.values()} == {frozenset(FORMS["he"])}
