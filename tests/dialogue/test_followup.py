"""What a message means after the last turn, and what is no follow-up at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue import followup
from bot.dialogue.exchange import Session
from bot.dialogue.model import Act

if TYPE_CHECKING:
    from bot.dialogue.followup import FollowUp
    from bot.dialogue.model import Content

WHY, FAULT, WHAT, NEEDS = "why_he_pulled_back", "is_it_my_fault", "what_to_do", "my_own_needs"
ANSWERED = Session(turns=1, last=WHY, offered=(FAULT, WHAT), listed=(FAULT, WHAT), at=1000.0)
OFFERED = replace(ANSWERED, last="")
FRESH_CHAT = Session()


def read(content: Content, session: Session, typed: str, at: float = 1001.0) -> FollowUp | None:
    """Read a message."""
    return followup.read(content, session, typed, at)


@pytest.mark.parametrize("typed", ["more", "yes", "no", "thanks", "go on please", "and?"])
def test_an_act_follows_an_answer(content: Content, typed: str) -> None:
    """The words decide which."""
    assert read(content, ANSWERED, typed)


@pytest.mark.parametrize(
    ("typed", "picked"),
    [
        ("the first one", FAULT),
        ("first", FAULT),
        ("1", FAULT),
        ("number two", WHAT),
        ("the 2nd", WHAT),
        ("tell me about the second one", WHAT),
        ("no i mean the second", WHAT),
        ("the second one please", WHAT),
        ("the last one", WHAT),
        ("2", WHAT),
        ("fault", FAULT),
        ("the fault thing", FAULT),
        ("my fault then", FAULT),
        ("can you explain the fault bit", FAULT),
        ("what to do", WHAT),
        ("the second one sounds like him", WHAT),
        ("what's the second reason about", WHAT),
        ("what do you mean by number two", WHAT),
        ("the last point hits home", WHAT),
    ],
)
def test_a_choice_is_picked_by_its_place_or_its_words(content: Content, typed: str, picked: str) -> None:
    """People answer "the second one", or a word of the button, instead of tapping."""
    for session in (OFFERED, ANSWERED):
        found = read(content, session, typed)
        assert found
        assert (found.act, found.picked) == (Act.YES, picked)


@pytest.mark.parametrize(
    "typed",
    [
        "the third one",
        "4",
        "number three",
        "why",
        "the second time he left",
        "he was my first",
        "two of my friends",
    ],
)
def test_what_was_not_offered_picks_nothing(content: Content, typed: str) -> None:
    """Two choices have no third."""
    found = read(content, OFFERED, typed)
    assert found is None or not found.picked


def test_a_list_is_gone_through(content: Content) -> None:
    """After its second point, "the third" and "next" still count in the same list."""
    session = replace(ANSWERED, last=FAULT, offered=(NEEDS,), listed=(WHY, FAULT, WHAT))
    for typed in ("and the third", "next", "the next one please"):
        found = read(content, session, typed)
        assert found
        assert found.picked == WHAT
    before = read(content, session, "no the one before")
    assert before
    assert before.picked == WHY


@pytest.mark.parametrize("typed", ["the other one", "no the other one", "the other"])
def test_the_other_of_two_is_picked(content: Content, typed: str) -> None:
    """Where there are more, it only says that it was not this one."""
    taken = replace(ANSWERED, last=FAULT, listed=(FAULT, WHAT))
    found = read(content, taken, typed)
    assert found
    assert found.picked == WHAT
    among_many = read(content, replace(taken, listed=(FAULT, WHAT, NEEDS)), typed)
    assert among_many
    assert among_many.rejects


@pytest.mark.parametrize(
    ("typed", "lead"),
    [
        ("and if he doesn't?", "if_not"),
        ("what if she never answers", "if_not"),
        ("and if it gets worse", "if_not"),
        ("if not?", "if_not"),
        ("how long does that take", "how_long"),
        ("for how long tho", "how_long"),
        ("what if i already did", "already"),
        ("too late, i sent it", "already"),
        ("i've tried that", "tried"),
        ("that didn't work", "tried"),
        ("twice", "detail"),
        ("for three weeks now", "detail"),
        ("and what about me", "me"),
        ("so what do i do", "what_now"),
        ("now what?", "what_now"),
        ("so what now", "what_now"),
        ("and say what", "say"),
        ("how do i word it", "say"),
        ("is that bad?", "judge"),
        ("so it's a good sign", "judge"),
        ("are you sure?", "sure"),
        ("how would i know", "know"),
        ("can he change", "change"),
        ("but i love him", "love"),
        ("i don't know", "unsure"),
        ("what if he gets upset", "if_so"),
        ("nine pages", "detail"),
        ("every single day", "detail"),
        ("been doing that since august", "tried"),
        ("and nothing", "tried"),
        ("what do i tell her", "say"),
        ("maybe i should just ask him", "say"),
        ("is that ok", "judge"),
        ("what would you do", "sure"),
        ("can it be fixed", "change"),
        ("can i fix it", "fix"),
        ("where do i even start", "what_now"),
        ("lol thought so", "knew"),
        ("that's literally him", "fits"),
        ("easy for you to say", "doubt"),
        ("omg", "react"),
        ("i can't", "hard"),
        ("how many is too many", "how_much"),
        ("like how much", "how_much"),
        ("when though", "when"),
        ("when would be a good time", "when"),
        ("how sure are you", "sure"),
        ("who told you that", "sure"),
        ("not even a short one?", "judge"),
        ("just to say hi", "judge"),
        ("no reply yet", "tried"),
        ("what does that mean", "meaning"),
        ("sorry i don't get it", "meaning"),
        ("am i", "judge"),
        ("or is it me", "blame"),
        ("what happens now", "what_now"),
        ("and how many days i should wait", "how_long"),
        ("do i ask her outright", "say"),
        ("how do you even ask that on a call", "say"),
        ("do women do it too", "others"),
        ("and for men over 40?", "others"),
        ("what about shy ones", "others"),
        ("does it work the same for gay couples", "others"),
        ("is this only for men", "others"),
    ],
)
def test_a_question_about_the_answer_is_taken_up(content: Content, typed: str, lead: str) -> None:
    """Each has a line of its own before what comes next."""
    found = read(content, ANSWERED, typed)
    assert found
    assert (found.act, found.lead) == (Act.MORE, f"lead_{lead}")


@pytest.mark.parametrize(
    "typed",
    [
        "how long have you been a bot",
        "what do i do about his mother",
        "is that his ex again",
        "i love him but he hits me",
        "how do i know if he loves me",
        "should i text him again",
        "why is he like this",
        "i can't sleep",
        "nothing he says helps me sleep",
        "her mother hates me",
        "what would he do if i left",
    ],
)
def test_a_question_of_its_own_is_no_follow_up(content: Content, typed: str) -> None:
    """A new question goes to the matcher."""
    assert read(content, ANSWERED, typed) is None


@pytest.mark.parametrize("typed", ["more", "yes", "no", "the first one", "is that bad?", "fault", "thanks"])
@pytest.mark.parametrize(
    ("session", "at"),
    [
        pytest.param(FRESH_CHAT, 10.0, id="first message"),
        pytest.param(ANSWERED, 1000.0 + 31 * 60, id="half an hour later"),
        pytest.param(replace(ANSWERED, last="", offered=()), 1001.0, id="nothing said"),
    ],
)
def test_a_follow_up_needs_something_to_follow(content: Content, session: Session, at: float, typed: str) -> None:
    """Out of the blue, or long after, it is a message like any other."""
    assert read(content, session, typed, at) is None


@pytest.mark.parametrize(("typed", "act"), [("menu", Act.MENU), ("back", Act.BACK), ("wrong answer", Act.NO)])
def test_some_need_nothing_before_them(content: Content, typed: str, act: Act) -> None:
    """The menu can always be asked for, and the bot always be told that it is wrong."""
    for session, at in ((FRESH_CHAT, 1.0), (ANSWERED, 1e9)):
        found = read(content, session, typed, at)
        assert found
        assert found.act is act


@pytest.mark.parametrize("typed", ["not " * 900 + "x", "no, " * 900 + "x", "he" + " " * 4000 + "left"])
def test_nobody_keeps_the_bot_busy_by_what_is_never_said(typed: str) -> None:
    """Expressions that try every way to cut it up would try for years."""
    assert followup.unframed(typed) == typed


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("no, i mean his job", "his job"),
        ("not that, no, i mean his job", "his job"),
        ("sorry i meant to ask why he left", "why he left"),
        ("not that, i mean his freedom", "his freedom"),
        ("why did he go cold i mean", "why did he go cold"),
        ("tell me more about the red flags", "red flags"),
        ("can u explain the commitment thing", "commitment"),
        ("what about his work", "his work"),
        ("he told me about his work", "he told me about his work"),
        ("I mean it's over", "it's over"),
    ],
)
def test_what_stands_around_a_question_is_taken_off(typed: str, asked: str) -> None:
    """A correction, or a frame such as "tell me about"."""
    assert followup.unframed(typed) == asked


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("ugh. different question. he hates his job, is that it", "he hates his job, is that it"),
        ("one more thing: he moved out", "he moved out"),
        ("ok so on another note, she's back", "she's back"),
        ("change of subject - do i text him", "do i text him"),
    ],
)
def test_what_is_said_to_be_about_something_else_is(typed: str, asked: str) -> None:
    """It is read without that, and goes on with nothing."""
    assert followup.begins_anew(typed)
    assert followup.unframed(typed) == asked


@pytest.mark.parametrize("typed", ["he has a different question every day", "another thing", "he changed the subject"])
def test_to_speak_of_something_else_is_not_to_begin_it(typed: str) -> None:
    """Only what stands before a new question does."""
    assert not followup.begins_anew(typed)


@pytest.mark.parametrize("typed", ["so it's fine?", "ok?", "he does?", "never?"])
def test_a_bare_answer_with_a_question_mark_asks(content: Content, typed: str) -> None:
    """Without the mark it would be a yes or a no."""
    found = followup.read(content, ANSWERED, typed, 60.0)
    assert found
    assert found.act is Act.MORE
