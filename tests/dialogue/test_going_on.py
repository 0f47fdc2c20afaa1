"""Messages in the middle of a talk that are no plain follow-up: rankings by hand, the thresholds by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import going_on, policy
from bot.dialogue.exchange import Session
from bot.dialogue.followup import FollowUp
from bot.dialogue.model import Act, Action, Decision, Evidence
from tests.dialogue.conftest import CARE, phrase
from tests.dialogue.conftest import ranking as found

if TYPE_CHECKING:
    from bot.dialogue.model import Content, Ranking

WHY, FAULT, WHAT, NEEDS = "why_he_pulled_back", "is_it_my_fault", "what_to_do", "my_own_needs"
SURE, HALF, UNSURE, LOST = 0.95, 0.65, (policy.HALF_SURE + policy.NEAR) / 2, policy.NEAR / 2
ANSWERED = Session(last=WHY, offered=(FAULT, WHAT))
TOLD_OUT = Session(last=WHY, offered=(FAULT, WHAT), asked={WHY: 9})
ALIKE = Evidence(phrase("x"), "phrase", policy.ALIKE)


def in_context(
    content: Content, message: str, ranked: Ranking, follow_up: FollowUp | None = None, session: Session = ANSWERED
) -> Decision:
    """Read a message after an answer."""
    return going_on.in_context(content, session, message, follow_up, policy.on_ranking(content, ranked, message))


@given(sure=st.floats(0, 0.99), words=st.integers(1, 19), behind=st.floats(0, going_on.FARTHEST - 0.1))
def test_the_surer_longer_and_farther_the_less_it_goes_on(
    content: Content, sure: float, words: int, behind: float
) -> None:
    """Each of the three tells by itself."""
    said = ["word"] * words
    near, far = (found((NEEDS, 1.0), (WHY, 1.0 - lag), confidence=sure) for lag in (behind, behind + 0.1))
    likely = going_on.likelihood(content, WHY, said, near)
    assert likely > going_on.likelihood(content, WHY, said, far)
    assert likely > going_on.likelihood(content, WHY, [*said, "more"], near)
    assert likely > going_on.likelihood(content, WHY, said, near._replace(confidence=sure + 0.01))


def test_a_message_that_says_little_goes_on_with_the_last_topic(content: Content) -> None:
    """What it is near to is one tap away."""
    decision = in_context(content, "so everyone says it", found((NEEDS, 1.0), (FAULT, 0.2), confidence=UNSURE))
    assert (decision.intents, decision.act, decision.lead) == ((WHY,), Act.MORE, "lead_told")
    assert decision.offered == (NEEDS, FAULT)


@pytest.mark.parametrize(
    ("message", "confidence", "intents", "act"),
    [
        pytest.param("my sister likes sailing", HALF, (NEEDS, WHY), Act.MORE, id="half sure: both readings"),
        pytest.param("my sister likes sailing", SURE, (NEEDS,), None, id="sure: a new question"),
        pytest.param("sailing " * 16, HALF, (NEEDS, FAULT), None, id="long: stands for itself"),
        pytest.param("my sister likes sailing", UNSURE, (WHY,), Act.MORE, id="unsure: goes on"),
        pytest.param("qzxwv fneeb sailing", LOST, (), None, id="not English: not understood"),
    ],
)
def test_a_message_that_may_go_on(
    content: Content, message: str, confidence: float, intents: tuple[str, ...], act: Act | None
) -> None:
    """The less the matcher is sure of it, the more the last topic counts."""
    decision = in_context(content, message, found((NEEDS, 1.0), (FAULT, 0.2), confidence=confidence))
    assert (decision.intents, decision.act) == (intents, act)


@pytest.mark.parametrize(("confidence", "intents", "line"), [(HALF, (NEEDS, FAULT), ""), (UNSURE, (), "heard")])
def test_where_all_was_said_the_message_itself_leads_on(
    content: Content, confidence: float, intents: tuple[str, ...], line: str
) -> None:
    """By its answer, or by what it is near to."""
    ranked = found((NEEDS, 1.0), (FAULT, 0.2), confidence=confidence)
    decision = in_context(content, "my sister likes sailing", ranked, session=TOLD_OUT)
    assert (decision.intents, decision.line, decision.act) == (intents, line, Act.MORE)


def test_a_question_of_its_own_beats_a_loose_follow_up(content: Content) -> None:
    """A phrase very like it decides."""
    ranked = found((NEEDS, 2.0), confidence=SURE)
    alike = ranked._replace(matches=(ranked.matches[0]._replace(evidence=(ALIKE,)),))
    loose = FollowUp(Act.MORE, lead="lead_if_so", firm=False)
    assert in_context(content, "what if he needs me", alike, loose).intents == (NEEDS,)
    assert in_context(content, "what if he needs me", ranked, loose).intents == (WHY,)


def test_danger_is_never_a_follow_up(content: Content) -> None:
    """However short it is."""
    ranked = found((CARE, 4.0), (WHY, 1.0), confidence=HALF)
    loose = FollowUp(Act.MORE, firm=False)
    assert in_context(content, "a terrifying evening", ranked, loose).action is Action.CARE
