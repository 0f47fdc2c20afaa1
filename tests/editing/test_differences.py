"""What differs between two contents, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.dialogue.model import Helpline, Intent, Phrase, Place, Response
from bot.editing.differences import differences
from tests.dialogue.conftest import make_content

if TYPE_CHECKING:
    from bot.dialogue.model import Content


ONE = (Phrase("a", Place("x", 1)),)


@pytest.fixture(scope="module")
def content() -> Content:
    """Make a content with one intent, answer and helpline."""
    place = Place("x", 1)
    line = Helpline("Samaritans", "GB", ("crisis",), "116 123", "x", "2026-11-15", place)
    made = make_content()
    name = next(iter(made.intents))
    answer = Response(
        name, place, ("S01",), ("It hurts.", "Oh."), "One calm message.", ("Rest.",), "", ("how_to_talk",)
    )
    return replace(
        made,
        intents={name: Intent(name, "Title", "what_to_do", place, (Phrase("one", place),))},
        responses={name: answer},
        lines={"menu": ("Topics.",)},
        helplines=(line,),
    )


def changed(content: Content, kind: str, **parts: object) -> list[str]:
    """Change parts of the only intent or answer, and say what differs."""
    name = next(iter(content.intents))
    whole: Any = {kind: {name: replace(getattr(content, kind)[name], **parts)}}
    return [said for _, said in differences(content, replace(content, **whole))]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"answer": "Short."}, "answer reworded (17 → 6 characters)"),
        ({"answer": "One quiet message"}, "answer reworded (still 17 characters)"),
        ({"ask": "What now?"}, "ask added"),
        ({"openings": ("It hurts.",)}, "1 opening deleted"),
        ({"openings": ("Oh.", "It hurts.")}, "order changed"),
        ({"more": ("Rest.", "Sleep.", "Eat.")}, "2 further layers added"),
        ({"sources": ("S02",), "related": ()}, "1 section added; 1 section deleted; 1 button deleted"),
        ({"place": Place("y", 9)}, None),
    ],
)
def test_an_answer(content: Content, parts: dict[str, object], said: str | None) -> None:
    """Its parts by what editors call them; where it stands is no difference."""
    assert changed(content, "responses", **parts) == ([said] if said else [])


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"phrases": (Phrase("two", Place("x", 9)),)}, "1 phrase added; 1 phrase deleted"),
        ({"phrases": (Phrase("one", Place("x", 9)),)}, None),
        ({"title": "New", "topic": "help"}, 'title "Title" → "New"; topic what_to_do → help'),
        (
            {"hits": (Phrase("a", Place("x", 1)),), "red": (Phrase("b", Place("x", 1)),)},
            "1 test added; 1 red pattern added",
        ),
    ],
)
def test_an_intent(content: Content, parts: dict[str, object], said: str | None) -> None:
    """Its phrases, tests and patterns are counted; a line that moved is no difference."""
    assert changed(content, "intents", **parts) == ([said] if said else [])


def test_files_that_come_and_go(content: Content) -> None:
    """Both of an intent."""
    nothing = replace(content, intents={}, responses={}, lines={}, helplines=())
    assert [said for _, said in differences(content, nothing)] == [
        "intent is gone",
        "answer is gone",
        "changed: menu",
        "Samaritans (GB) deleted",
    ]
    assert [said for _, said in differences(nothing, content)][:2] == ["new intent", "new answer"]


def test_a_number_of_help_that_changed(content: Content) -> None:
    """It is named; one that only moved to another line is not."""
    (line,) = content.helplines
    moved, new = replace(line, place=Place("x", 7)), replace(line, contact="116 124")
    assert list(differences(content, replace(content, helplines=(moved,)))) == []
    assert list(differences(content, replace(content, helplines=(new,)))) == [
        ("responses/helplines.yaml", "Samaritans (GB) changed")
    ]
