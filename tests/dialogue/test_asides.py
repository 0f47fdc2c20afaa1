"""What is said beside the talk, and what is not."""

from __future__ import annotations

import pytest

from bot.dialogue import acts, asides
from bot.dialogue.asides import Aside


@pytest.mark.parametrize(
    ("typed", "aside"),
    [
        ("brb", Aside.AWAY),
        ("hang on, the kettle's boiling", Aside.AWAY),
        ("lol my mum is calling brb", Aside.AWAY),
        ("someone's at the door", Aside.AWAY),
        ("my phone's about to die", Aside.AWAY),
        ("i'm back", Aside.HERE),
        ("are you still there?", Aside.HERE),
        ("sorry, i fell asleep", Aside.HERE),
        ("my sister says hi btw", Aside.REMARK),
        ("i'm on the bus", Aside.REMARK),
        ("it's raining here", Aside.REMARK),
        ("i just had some soup", Aside.REMARK),
        ("sorry my cat sat on the phone", Aside.REMARK),
        ("oops wrong chat", Aside.REMARK),
    ],
)
def test_a_remark_beside_the_talk_is_known(typed: str, aside: Aside) -> None:
    """It is about neither the partner nor the answer."""
    assert asides.read(acts.core(typed)) is aside


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
    assert asides.read(acts.core(typed)) is None
