"""The two files of a new intent are sound from the start."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.content import shape
from bot.content.source import read
from bot.editing.refusal import Refusal
from bot.editing.scaffold import Draft, new_intent

DRAFT = Draft(
    "say_sorry", "How do I say sorry?", "what_to_do", ("how do i say sorry",), "Once, and plainly.", "x", ("S02",)
)


@pytest.mark.parametrize(
    "draft",
    [
        pytest.param(DRAFT, id="plain"),
        pytest.param(replace(DRAFT, phrases=("no", "why: #1")), id="phrases to quote"),
        pytest.param(replace(DRAFT, title="- *sorry*", answer="Once: plainly.\n'Sorry' # is it"), id="texts to quote"),
        pytest.param(replace(DRAFT, topic="help", more="", sources=()), id="outside the article"),
    ],
)
def test_what_was_said_stands_in_the_files(draft: Draft) -> None:
    """Whatever YAML would make of it."""
    intent, response = (read(edit.file, edit.after or b"") for edit in new_intent(draft, {}).edits)
    assert (intent.problems, response.problems) == ((), ())
    made, answered = shape.intent(intent), shape.response(response)
    assert (made.problems, answered.problems) == ((), ())
    assert [phrase.text for phrase in made.values["phrases"]] == list(draft.phrases)
    assert answered.values["answer"][0].text == " ".join(draft.answer.split())


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"name": "Say Sorry"}, "small letters"),
        ({"name": "../sorry"}, "small letters"),
        ({"name": "s" * 63}, "small letters"),
        ({"topic": "love"}, "is no topic"),
        ({"phrases": (" ",)}, "needs a phrase"),
    ],
)
def test_what_will_not_do_is_said(parts: dict[str, object], says: str) -> None:
    """Before anything is written."""
    with pytest.raises(Refusal, match=says):
        new_intent(replace(DRAFT, **parts), {})  # type: ignore[arg-type]  # the cases name the fields
