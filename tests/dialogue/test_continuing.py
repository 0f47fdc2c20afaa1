"""Short messages in the light of the last answer: rankings by hand, the thresholds by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue import continuing, policy
from bot.dialogue.exchange import Session
from bot.dialogue.followup import FollowUp
from bot.dialogue.model import Act, Action, Decision, Evidence, Match
from tests.dialogue.conftest import CARE, phrase
from tests.dialogue.conftest import ranking as found

if TYPE_CHECKING:
    from bot.dialogue.model import Content, Ranking

WHY, FAULT, WHAT, NEEDS = "why_he_pulled_back", "is_it_my_fault", "what_to_do", "my_own_needs"
SURE, HALF, UNSURE, LOST = policy.SURE, policy.HALF_SURE, (policy.HALF_SURE + policy.NEAR) / 2, policy.NEAR / 2
ANSWERED = Session(last=WHY, offered=(FAULT, WHAT))
ALIKE = Evidence(phrase("x"), "phrase", policy.ALIKE)


def in_context(content: Content, message: str, ranked: Ranking, follow_up: FollowUp | None = None) -> Decision:
    """Read a message after an answer."""
    return continuing.in_context(content, ANSWERED, message, follow_up, policy.on_ranking(content, ranked, message))


def test_a_vague_message_goes_on_with_the_last_topic(content: Content) -> None:
    """It says next to nothing by itself; what it is near to is one tap away."""
    decision = in_context(content, "so everyone says it", found((NEEDS, 1.0), (FAULT, 0.2), confidence=HALF))
    assert (decision.intents, decision.act, decision.lead) == ((WHY,), Act.MORE, "lead_told")
    assert decision.offered == (NEEDS, FAULT)


@pytest.mark.parametrize(
    ("message", "confidence", "intents", "act"),
    [
        pytest.param("my sister likes sailing", HALF, (NEEDS, WHY), Act.MORE, id="half sure: both readings"),
        pytest.param("my sister likes sailing", SURE, (NEEDS,), None, id="sure: a new question"),
        pytest.param("sailing " * (policy.SHORT + 1), HALF, (NEEDS, FAULT), None, id="long: stands for itself"),
        pytest.param("my sister likes sailing", UNSURE, (WHY,), Act.MORE, id="unsure: goes on"),
        pytest.param("qzxwv fneeb sailing", LOST, (), None, id="not English: not understood"),
    ],
)
def test_a_short_message_that_may_go_on(
    content: Content, message: str, confidence: float, intents: tuple[str, ...], act: Act | None
) -> None:
    """The less the matcher is sure of it, the more the last topic counts."""
    decision = in_context(content, message, found((NEEDS, 1.0), (FAULT, 0.2), confidence=confidence))
    assert (decision.intents, decision.act) == (intents, act)


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


@pytest.mark.parametrize(("likeness", "action"), [(0.0, Action.ANSWER), (policy.ALIKE, Action.CARE)])
def test_near_care_phrases_tell_little_of_a_vague_message(content: Content, likeness: float, action: Action) -> None:
    """Unless one of them is very like it."""
    ranked = found((WHY, 2.0))
    evidence = (Evidence(phrase("x"), "phrase", likeness),)
    ranked = ranked._replace(care=Match(CARE, 4.0, evidence))
    assert policy.on_ranking(content, ranked, "everyone says it").action is action
