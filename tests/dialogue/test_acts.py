"""What a short follow-up means, and what is no follow-up at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue import acts
from bot.dialogue.model import Act, Session
from tests.dialogue.conftest import CARE

if TYPE_CHECKING:
    from bot.dialogue.model import Content

ANSWERED = Session(turns=1, last="why_he_pulled_back", offered=("is_it_my_fault", "what_to_do"), at=1000.0)
OFFERED = replace(ANSWERED, last="")
FRESH_CHAT = Session()


@pytest.mark.parametrize(
    ("typed", "act"),
    [
        ("more", Act.MORE),
        ("Tell me more!", Act.MORE),
        ("ok, and?", Act.MORE),
        ("why?", Act.MORE),
        ("ok but why", Act.MORE),
        ("and", Act.MORE),
        ("go on please", Act.MORE),
        ("yes", Act.YES),
        ("y", Act.YES),
        ("Y", Act.YES),
        ("YEAH!!", Act.YES),
        ("oh yes please", Act.YES),
        ("k", Act.YES),
        ("ok", Act.YES),
        ("no", Act.NO),
        ("n", Act.NO),
        ("nope.", Act.NO),
        ("no thx", Act.NO),
        ("none of these", Act.NO),
        ("that's not what i meant", Act.NO),
        ("menu", Act.MENU),
        ("show me the topics", Act.MENU),
        ("go back", Act.BACK),
    ],
)
def test_a_short_follow_up_has_an_act(typed: str, act: Act) -> None:
    """Fillers, case and marks around it change nothing."""
    assert acts.read(ANSWERED, typed, at=1001.0) == (act, "")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "?",
        "😭",
        "why did he leave",
        "yes but he never says sorry",
        "no he did not",
        "tell me more about boundaries",
        "what should i do",
        "the fifth one",
        "hello",
    ],
)
def test_anything_longer_is_a_message_of_its_own(typed: str) -> None:
    """Only the whole message counts."""
    assert acts.read(ANSWERED, typed, at=1001.0) is None


@pytest.mark.parametrize(
    ("typed", "picked"),
    [
        ("the first one", "is_it_my_fault"),
        ("first", "is_it_my_fault"),
        ("1", "is_it_my_fault"),
        ("number two", "what_to_do"),
        ("the second one please", "what_to_do"),
        ("the last one", "what_to_do"),
        ("2", "what_to_do"),
    ],
)
def test_a_choice_is_picked_by_its_place(typed: str, picked: str) -> None:
    """People answer "the second one" instead of tapping."""
    assert acts.read(OFFERED, typed, at=1001.0) == (Act.YES, picked)


@pytest.mark.parametrize("typed", ["the third one", "4", "number three"])
def test_a_place_that_was_not_offered_picks_nothing(typed: str) -> None:
    """Two choices have no third."""
    assert acts.read(OFFERED, typed, at=1001.0) is None


@pytest.mark.parametrize("typed", ["more", "yes", "no", "the first one"])
@pytest.mark.parametrize(
    ("session", "at"),
    [
        pytest.param(FRESH_CHAT, 10.0, id="first message"),
        pytest.param(ANSWERED, 1000.0 + 31 * 60, id="half an hour later"),
        pytest.param(replace(ANSWERED, last="", offered=()), 1001.0, id="nothing said"),
    ],
)
def test_a_follow_up_needs_something_to_follow(session: Session, at: float, typed: str) -> None:
    """Out of the blue, or long after, it is a message like any other."""
    assert acts.read(session, typed, at) is None


@pytest.mark.parametrize(("typed", "act"), [("menu", Act.MENU), ("back", Act.BACK)])
def test_the_menu_can_always_be_asked_for(typed: str, act: Act) -> None:
    """It needs nothing before it."""
    assert acts.read(FRESH_CHAT, typed, at=1.0) == (act, "")
    assert acts.read(ANSWERED, typed, at=1e9) == (act, "")


@pytest.mark.parametrize(
    ("typed", "act"),
    [
        ("I'm not sure I'm safe", Act.YES),
        ("im not sure im safe", Act.YES),
        ("yes", Act.YES),
        ("yes, sometimes", Act.YES),
        ("yeah i think so", Act.YES),
        ("y", Act.YES),
        ("ok", Act.YES),
        ("I mean the relationship", Act.NO),
        ("i mean the relationship, please", Act.NO),
        ("no", Act.NO),
        ("n", Act.NO),
        ("not really", Act.NO),
        ("no i don't feel safe", None),
        ("why", None),
        ("and", None),
        ("do you think he loves me", None),
        ("", None),
        ("…", None),
    ],
)
def test_the_gentle_question_can_be_answered_by_typing(content: Content, typed: str, act: Act | None) -> None:
    """A yes counts with words behind it; a no only when it is the whole answer."""
    assert acts.answer_to_check(content.responses[CARE], typed) is act
