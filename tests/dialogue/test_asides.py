"""What is said beside the talk, and what is not."""

from __future__ import annotations

import pytest

from bot.dialogue import acts, aspects


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("brb", "away"),
        ("wait", "away"),
        ("wait a minute", "away"),
        ("hang on, the kettle's boiling", "away"),
        ("lol my mum is calling brb", "away"),
        ("someone's at the door", "away"),
        ("my phone's about to die", "away"),
        ("i'm back", "here"),
        ("are you still there?", "here"),
        ("sorry, i fell asleep", "here"),
        ("my sister says hi btw", "remark"),
        ("i'm on the bus", "remark"),
        ("it's raining here", "remark"),
        ("i just had some soup", "remark"),
        ("sorry my cat sat on the phone", "remark"),
        ("oops wrong chat", "remark"),
    ],
)
def test_a_remark_beside_the_talk_is_known(typed: str, name: str) -> None:
    """It is about neither the partner nor the answer."""
    found = aspects.read(acts.core(typed))
    assert found
    assert (found.name, found.aside) == (name, True)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "more",
        "wait why did he leave",
        "hang on what does that mean",
        "my sister says i should leave him",
        "he is on the bus",
        "i'm on my own",
        "it's over",
        "i had a row with him",
        "he's back",
        "my phone is checked by him",
        "my mum hates him",
        "my ex says hi",
        "guess what he did",
        "my son jumped in",
    ],
)
def test_what_belongs_to_the_talk_is_none(typed: str) -> None:
    """A story, a question or an answer goes on as it would."""
    found = aspects.read(acts.core(typed))
    assert found is None or not found.aside
