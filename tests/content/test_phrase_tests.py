"""Each kind of test message passes or names the intent and the phrase that took it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from bot.content.phrase_tests import failing_tests
from bot.dialogue.model import Action, Content, Decision, Evidence, Intent, Match, Phrase, Place, Ranking

if TYPE_CHECKING:
    from bot.dialogue.care import CareRules
    from bot.dialogue.index import Index

TOPICS = {
    "what_to_do": "what_to_do",
    "next_step": "what_to_do",
    "cheating": "out_of_scope",
    "abuse": "abuse",
    "stalking": "abuse",
}


def content(name: str, kind: str) -> Content:
    """Make content where one intent has one test message of a kind."""
    message = (Phrase("the message", Place(f"intents/{name}.yaml", 7, 5)),)
    intents = {
        one: Intent(one, one, topic, Place(f"intents/{one}.yaml", 1), **{kind: message} if one == name else {})
        for one, topic in TOPICS.items()
    }
    return Content(intents, {}, {}, (), cast("Index", None), cast("CareRules", None), "")


def problems(name: str, kind: str, decision: Decision) -> list[str]:
    """Run the one test against a decision."""
    return [f"{one.place} {one.message}" for one in failing_tests(content(name, kind), lambda _text: decision)]


def answered(*names: str) -> Decision:
    """Make the decision to answer with these intents."""
    return Decision(Action.ANSWER, "It fits.", intents=names)


def cared(*names: str) -> Decision:
    """Make the decision to answer with care."""
    return Decision(Action.CARE, "It matters.", intents=names)


def fell_back(*ranked: str) -> Decision:
    """Make the decision to fall back, with these intents ranked."""
    return Decision(Action.FALLBACK, "Too weak.", ranking=Ranking(tuple(Match(name, 0.2) for name in ranked), 0.1))


OFFER = Decision(Action.OFFER, "Too close.", offered=("next_step", "cheating"))
OTHER_LANGUAGE = Decision(Action.FALLBACK, "Written in another language.", intents=("cheating",))
CHECK = Decision(Action.CHECK, "Unclear.", intents=("abuse",))


@pytest.mark.parametrize(
    ("name", "kind", "decision", "passes"),
    [
        pytest.param("what_to_do", "hits", answered("what_to_do"), True, id="hit answered"),
        pytest.param("what_to_do", "hits", answered("cheating", "what_to_do"), True, id="hit answered second"),
        pytest.param("what_to_do", "hits", answered("next_step"), True, id="hit answered by a finer intent"),
        pytest.param("next_step", "hits", answered("what_to_do"), False, id="finer hit answered by its topic"),
        pytest.param("what_to_do", "hits", answered("cheating"), False, id="hit stolen"),
        pytest.param("what_to_do", "hits", OFFER, False, id="hit only offered"),
        pytest.param("what_to_do", "hits", fell_back("what_to_do"), False, id="hit falls back"),
        pytest.param("cheating", "hits", fell_back("cheating", "abuse"), True, id="outside the article, known"),
        pytest.param("cheating", "hits", fell_back("abuse", "cheating"), False, id="outside the article, unknown"),
        pytest.param("cheating", "hits", fell_back(), True, id="outside the article, no word known"),
        pytest.param("cheating", "hits", OTHER_LANGUAGE, True, id="outside the article, told by its language"),
        pytest.param("what_to_do", "hits", fell_back(), False, id="of the article, no word known"),
        pytest.param("abuse", "hits", cared("abuse"), True, id="care"),
        pytest.param("abuse", "hits", cared("stalking"), True, id="care by a finer intent"),
        pytest.param("stalking", "hits", cared("abuse"), False, id="finer care missed"),
        pytest.param("abuse", "hits", CHECK, False, id="care only asked about"),
        pytest.param("abuse", "hits", answered("abuse"), False, id="care answered as if it were none"),
        pytest.param("abuse", "checks", CHECK, True, id="check asked about"),
        pytest.param("abuse", "checks", cared("stalking"), True, id="check taken as care"),
        pytest.param("abuse", "checks", answered("abuse"), False, id="check answered"),
        pytest.param("abuse", "checks", fell_back("abuse"), False, id="check falls back"),
        pytest.param("what_to_do", "misses", answered("cheating"), True, id="miss answered elsewhere"),
        pytest.param("what_to_do", "misses", answered("cheating", "what_to_do"), True, id="miss answered second"),
        pytest.param("what_to_do", "misses", fell_back("what_to_do"), True, id="miss falls back"),
        pytest.param("what_to_do", "misses", OFFER, True, id="miss offered"),
        pytest.param("what_to_do", "misses", answered("what_to_do"), False, id="miss answered"),
        pytest.param("what_to_do", "misses", answered("next_step"), False, id="miss answered by a finer intent"),
        pytest.param("abuse", "misses", answered("what_to_do"), True, id="look-alike answered"),
        pytest.param("abuse", "misses", CHECK, False, id="look-alike asked about"),
        pytest.param("abuse", "misses", cared("stalking"), False, id="look-alike taken as care"),
    ],
)
def test_a_message_passes_or_not(name: str, kind: str, decision: Decision, passes: bool) -> None:
    """The rule for each kind of test and each kind of decision."""
    assert (problems(name, kind, decision) == []) is passes


def test_the_thief_is_named() -> None:
    """The intent that answers and its strongest phrase are named with file and line."""
    weak = Evidence(Phrase("weaker", Place("intents/cheating.yaml", 3)), "keyword", 0.2)
    strong = Evidence(Phrase("a message", Place("intents/cheating.yaml", 9)), "phrase", 0.8)
    decision = Decision(Action.ANSWER, "It fits.", intents=("cheating",), evidence=(weak, strong))
    (problem,) = problems("what_to_do", "hits", decision)
    assert problem.startswith("intents/what_to_do.yaml:7 This message should reach what_to_do, but cheating answers it")
    assert problem.endswith('because of "a message" (intents/cheating.yaml:9).')


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        pytest.param(OFFER, "but the bot only offers next_step, cheating (Too close).", id="offer"),
        pytest.param(fell_back(), "but the bot falls back (Too weak).", id="fallback"),
        pytest.param(cared("abuse"), "but abuse takes it as a matter of care (It matters).", id="care"),
        pytest.param(CHECK, "but the bot asks whether abuse is meant (Unclear).", id="check"),
    ],
)
def test_what_happened_instead_is_told(decision: Decision, told: str) -> None:
    """Without a phrase to blame, the decision's own reason stands there."""
    (problem,) = problems("next_step", "hits", decision)
    assert problem.endswith(told)
