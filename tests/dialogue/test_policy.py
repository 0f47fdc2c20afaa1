"""Answer, offer, ask or fall back: rankings by hand, the thresholds by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue import continuing, policy, safety
from bot.dialogue.care import Care, Level
from bot.dialogue.danger import Danger
from bot.dialogue.exchange import Session
from bot.dialogue.followup import FollowUp
from bot.dialogue.model import Act, Action, Decision, Evidence, Match
from tests.dialogue.conftest import AMBER, CARE, phrase, ranking

if TYPE_CHECKING:
    from bot.dialogue.model import Content, Ranking

WHY, FAULT, WHAT, NEEDS, CHEATING = "why_he_pulled_back", "is_it_my_fault", "what_to_do", "my_own_needs", "cheating"
SURE, HALF, UNSURE, LOST = policy.SURE, policy.HALF_SURE, (policy.HALF_SURE + policy.NEAR) / 2, policy.NEAR / 2
STRONG, WEAK = policy.SECOND + 1, policy.SECOND - 0.5
SAID = "a message of so many words that nearness counts in full"
DANGER, ASKED, FAINT = 4.0, 0.5, -1.0
"""How near care phrases are: for certain, perhaps, hardly."""


def found(*scored: tuple[str, float], confidence: float = 0.9) -> Ranking:
    """Make a ranking."""
    return ranking(*scored, confidence=confidence)


@pytest.mark.parametrize(
    ("ranked", "action", "intents", "offered"),
    [
        pytest.param(found(), Action.FALLBACK, (), (), id="nothing found"),
        pytest.param(found((WHY, STRONG)), Action.ANSWER, (WHY,), (), id="one and only"),
        pytest.param(found((WHY, 2.0), (FAULT, 0.6), confidence=SURE), Action.ANSWER, (WHY,), (FAULT,), id="just sure"),
        pytest.param(
            found((WHY, 1.0), (FAULT, 0.1), (NEEDS, 0.1), confidence=HALF),
            Action.ANSWER,
            (WHY, FAULT),
            (NEEDS,),
            id="half sure, so another reading too",
        ),
        pytest.param(
            found(("greeting", 1.0), (FAULT, 0.1), confidence=HALF),
            Action.ANSWER,
            ("greeting",),
            (FAULT,),
            id="chat has no other reading",
        ),
        pytest.param(
            found((WHY, 2.0), (FAULT, 1.9 - policy.RUNNER_UP_LAG)),
            Action.ANSWER,
            (WHY,),
            (),
            id="far behind: no choice",
        ),
        pytest.param(found((WHY, STRONG), (FAULT, STRONG)), Action.ANSWER, (WHY, FAULT), (), id="two as strong"),
        pytest.param(
            found((WHY, STRONG), (FAULT, STRONG), (NEEDS, STRONG)),
            Action.ANSWER,
            (WHY, FAULT),
            (NEEDS,),
            id="never three answers",
        ),
        pytest.param(
            found((WHY, STRONG), ("greeting", STRONG)), Action.ANSWER, (WHY,), ("greeting",), id="no chat as a second"
        ),
        pytest.param(
            found(("boundaries", STRONG), (WHAT, STRONG), (WHY, WEAK)),
            Action.ANSWER,
            ("boundaries",),
            (WHY,),
            id="the same topic is no second",
        ),
        pytest.param(
            found((WHY, 1.0), (FAULT, 0.9), (WHAT, 0.8), (NEEDS, 0.7), confidence=UNSURE),
            Action.OFFER,
            (),
            (WHY, FAULT, WHAT),
            id="a thin margin offers three",
        ),
        pytest.param(
            found((WHY, 0.6), (CHEATING, 0.2), (FAULT, 0.1), confidence=UNSURE),
            Action.OFFER,
            (),
            (WHY, FAULT),
            id="what the article leaves out is no choice",
        ),
        pytest.param(found((WHY, 0.4), confidence=UNSURE), Action.FALLBACK, (), (WHY,), id="one choice is no choice"),
        pytest.param(
            found((WHY, 0.2), (FAULT, 0.1), confidence=LOST), Action.FALLBACK, (), (WHY, FAULT), id="far from all"
        ),
        pytest.param(
            found((CHEATING, 2.0), (FAULT, 0.6)), Action.FALLBACK, (CHEATING,), (FAULT,), id="outside and sure"
        ),
        pytest.param(
            found((FAULT, 2.0), (CHEATING, 1.8)), Action.FALLBACK, (CHEATING,), (FAULT,), id="outside hardly less near"
        ),
        pytest.param(found((FAULT, 2.0), (CHEATING, 1.5)), Action.ANSWER, (FAULT,), (), id="outside less near"),
        pytest.param(
            found((CHEATING, 0.5), (FAULT, 0.2), confidence=UNSURE), Action.FALLBACK, (), (FAULT,), id="outside, unsure"
        ),
        pytest.param(found((CARE, DANGER)), Action.CARE, (CARE,), (), id="care phrases"),
        pytest.param(found((CARE, ASKED), confidence=LOST), Action.CHECK, (), (CARE,), id="care phrases, less near"),
        pytest.param(
            found((CARE, ASKED), (WHY, STRONG)), Action.CHECK, (), (CARE, WHY), id="care is asked about, the rest kept"
        ),
        pytest.param(found((CARE, FAINT)), Action.FALLBACK, (), (), id="care too faint, and nothing else"),
        pytest.param(
            found((CARE, FAINT), (WHY, STRONG)), Action.ANSWER, (WHY,), (), id="care too faint beside a clear question"
        ),
    ],
)
def test_a_ranking_decides(
    content: Content, ranked: Ranking, action: Action, intents: tuple[str, ...], offered: tuple[str, ...]
) -> None:
    """Each rule, with what is answered and what is offered."""
    decision = policy.on_ranking(content, ranked, SAID)
    assert (decision.action, decision.intents, decision.offered) == (action, intents, offered)
    assert decision.reason.endswith(".")
    assert decision.ranking is ranked


def test_a_reason_tells_the_figures(content: Content) -> None:
    """An editor sees what was found."""
    reason = policy.on_ranking(content, found((WHY, 1.234), (FAULT, 0.2), confidence=0.8), "").reason
    assert all(figure in reason for figure in (WHY, "0.80", "1.23", "1.03"))


def danger(level: Level) -> Danger:
    """Make a signal."""
    return Danger(CARE, level, "Something was found.", (Evidence(phrase(AMBER), "pattern", 1.0),))


def answer(*names: str, act: Act | None = None) -> Decision:
    """Make an answer."""
    return Decision(Action.ANSWER, "Sure enough.", names, (NEEDS,), act)


@pytest.mark.parametrize(("likeness", "action"), [(0.0, Action.ANSWER), (policy.ALIKE, Action.CARE)])
def test_near_care_phrases_tell_little_of_a_vague_message(content: Content, likeness: float, action: Action) -> None:
    """Unless one of them is very like it."""
    ranked = found((WHY, 2.0))
    evidence = (Evidence(phrase("x"), "phrase", likeness),)
    ranked = ranked._replace(care=Match(CARE, DANGER, evidence))
    assert policy.on_ranking(content, ranked, "everyone says it").action is action


@pytest.mark.parametrize(
    ("nearness", "likeness", "action"),
    [
        pytest.param(policy.IN_TALK_FAINT - 0.1, policy.IN_TALK_ALIKE, Action.ANSWER, id="faint: not heard"),
        pytest.param(policy.IN_TALK_FAINT - 0.1, policy.ALIKE, Action.CHECK, id="faint, but a phrase is very like it"),
        pytest.param(policy.IN_TALK_FAINT, 0.0, Action.CHECK, id="asked about"),
        pytest.param(policy.IN_TALK, 0.0, Action.CARE, id="answered"),
    ],
)
def test_near_care_phrases_tell_less_in_a_talk(
    content: Content, nearness: float, likeness: float, action: Action
) -> None:
    """A short message in the middle of a talk about something else."""
    care = Match(CARE, nearness, (Evidence(phrase("x"), "phrase", likeness),))
    ranked = found((WHY, 2.0))._replace(care=care)
    assert policy.on_ranking(content, ranked, "she stroked her spaniel yesterday", in_talk=True).action is action


def test_a_danger_is_care_and_nothing_else() -> None:
    """What the message may otherwise be about waits."""
    decision = safety.on_danger(danger(Level.RED), answer(WHY))
    assert (decision.action, decision.intents, decision.offered) == (Action.CARE, (CARE,), ())
    assert decision.evidence


@pytest.mark.parametrize(
    ("otherwise", "offered"),
    [
        pytest.param(Decision(Action.FALLBACK, ""), (CARE,), id="nothing else in it"),
        pytest.param(answer(WHY), (CARE, WHY, NEEDS), id="an answer waits behind the question"),
    ],
)
def test_a_doubtful_danger_is_asked_about(otherwise: Decision, offered: tuple[str, ...]) -> None:
    """One gentle question; what follows a "no" never leads back into care."""
    decision = safety.on_danger(danger(Level.AMBER), otherwise)
    assert (decision.action, decision.intents, decision.offered) == (Action.CHECK, (), offered)


def test_nobody_is_asked_twice() -> None:
    """What comes back to the question and shows a pattern again is answered as care, of what it shows."""
    found = Care("abuse", Level.AMBER, (Evidence(phrase(AMBER), "pattern", 1.0),))
    decision = safety.on_asked_and_told(found)
    assert (decision.action, decision.intents) == (Action.CARE, ("abuse",))


def test_a_pattern_is_heard_where_no_phrase_is_known(content: Content) -> None:
    """Nothing the matcher knows, and yet care."""
    found = Care(CARE, Level.RED, (Evidence(phrase(AMBER), "pattern", 1.0),), 1.0)
    assert policy.on_ranking(content, ranking(), "", found).action is Action.CARE


ANSWERED = Session(last=WHY, offered=(FAULT, WHAT))
OFFERED = Session(offered=(FAULT, WHAT))
IN_CARE = Session(last=CARE, care=CARE)


@pytest.mark.parametrize(
    ("session", "follow_up", "expected"),
    [
        pytest.param(ANSWERED, FollowUp(Act.MORE), (Action.ANSWER, (WHY,), ""), id="more of the last answer"),
        pytest.param(ANSWERED, FollowUp(Act.MORE, NEEDS), (Action.ANSWER, (NEEDS,), ""), id="a question about it"),
        pytest.param(ANSWERED, FollowUp(Act.YES), (Action.ANSWER, (WHY,), ""), id="yes goes on"),
        pytest.param(ANSWERED, FollowUp(Act.NO), (Action.FALLBACK, (), "declined"), id="no, something else"),
        pytest.param(
            ANSWERED, FollowUp(Act.NO, rejects=True), (Action.FALLBACK, (), "not_meant"), id="no, something near it"
        ),
        pytest.param(ANSWERED, FollowUp(Act.YES, FAULT), (Action.ANSWER, (FAULT,), ""), id="the first one"),
        pytest.param(ANSWERED, FollowUp(Act.MENU), (Action.ANSWER, (), ""), id="menu"),
        pytest.param(
            ANSWERED, FollowUp(Act.THANKS), (Action.ANSWER, (), "taken"), id="thanks, without an answer to it"
        ),
        pytest.param(OFFERED, FollowUp(Act.MORE), (Action.FALLBACK, (), "more_of_what"), id="more of what"),
        pytest.param(OFFERED, FollowUp(Act.YES), (Action.FALLBACK, (), "yes_which"), id="yes to which"),
        pytest.param(OFFERED, FollowUp(Act.NO), (Action.FALLBACK, (), "no_offer"), id="none of these"),
        pytest.param(
            Session(offered=(FAULT,)), FollowUp(Act.YES), (Action.ANSWER, (FAULT,), ""), id="yes to the only one"
        ),
        pytest.param(IN_CARE, FollowUp(Act.MORE), (Action.CARE, (CARE,), ""), id="more about care"),
        pytest.param(IN_CARE, FollowUp(Act.MORE, WHAT), (Action.CARE, (CARE,), ""), id="what to do, after care"),
        pytest.param(IN_CARE, FollowUp(Act.NO), (Action.CARE, (CARE,), "care_stays"), id="no, after care"),
        pytest.param(IN_CARE, FollowUp(Act.THANKS), (Action.CARE, (CARE,), "care_stays"), id="thanks, after care"),
    ],
)
def test_a_follow_up_decides(
    content: Content, session: Session, follow_up: FollowUp, expected: tuple[Action, tuple[str, ...], str]
) -> None:
    """What each reading comes to."""
    decision = continuing.on_follow_up(content, session, follow_up)
    assert (decision.action, decision.intents, decision.line) == expected
    assert decision.act is follow_up.act


def test_a_danger_confirmed_is_care() -> None:
    """Not sure to be safe: the lines of help."""
    decision = safety.on_check_answered(Session(asking=CARE, offered=(WHY,)), safe=False)
    assert (decision.action, decision.intents) == (Action.CARE, (CARE,))


@pytest.mark.parametrize(
    ("session", "intents", "line"),
    [
        pytest.param(Session(asking=CARE, offered=(WHY, NEEDS)), (WHY,), "", id="what the message was about"),
        pytest.param(Session(asking=CARE), (), "check_no_reply", id="it was about nothing else"),
        pytest.param(Session(offered=(WHY,)), (), "check_no_reply", id="the question is long past"),
    ],
)
def test_a_danger_denied_goes_on(session: Session, intents: tuple[str, ...], line: str) -> None:
    """The relationship was meant, so that is taken up."""
    decision = safety.on_check_answered(session, safe=True)
    assert (decision.action, decision.intents, decision.line) == (Action.ANSWER, intents, line)


@pytest.mark.parametrize(
    ("raised", "decision", "action", "line"),
    [
        pytest.param("", answer(WHAT), Action.ANSWER, "", id="nothing was raised"),
        pytest.param(CARE, answer(WHY), Action.ANSWER, "", id="harmless advice"),
        pytest.param(CARE, answer(WHAT), Action.CARE, "care_instead", id="an unsafe topic"),
        pytest.param(CARE, answer("boundaries"), Action.CARE, "care_instead", id="an unsafe intent"),
        pytest.param(CARE, answer(WHY, WHAT), Action.CARE, "care_instead", id="unsafe as the second answer"),
        pytest.param(CARE, answer(WHAT, act=Act.YES), Action.CARE, "care_instead", id="unsafe and picked"),
        pytest.param(CARE, Decision(Action.OFFER, "", (), (WHAT,)), Action.OFFER, "", id="an offer"),
        pytest.param(CARE, answer("not_in_this_content"), Action.ANSWER, "", id="an intent the content lacks"),
        pytest.param("", answer(CARE), Action.CARE, "", id="a care intent that was picked"),
        pytest.param(CARE, answer(CARE), Action.CARE, "", id="a care intent that was picked again"),
    ],
)
def test_care_has_the_last_word(content: Content, raised: str, decision: Decision, action: Action, line: str) -> None:
    """Care intents are answered as care, and after care no advice that needs safety is given."""
    after = safety.with_care(content, Session(care=raised), decision)
    assert (after.action, after.line, after.act) == (action, line, decision.act)
    assert after.intents == ((CARE,) if action is Action.CARE else decision.intents)
