"""Danger weighed: patterns, near phrases and look-alikes, each against the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue import danger
from bot.dialogue.care import Care, Level, assess, compile_care
from bot.dialogue.danger import weigh
from bot.dialogue.model import Evidence, Match
from tests.dialogue.conftest import make_intent, phrase

ABUSE = make_intent(
    "abuse",
    red=(phrase("hit/hits me"), phrase("HIM BLOW us")),
    amber=(phrase("scares me"), phrase("NOT ever? hit me")),
    quiet=(phrase("hit/hits me up"), phrase("silence is killing me")),
)
MINOR = replace(make_intent("minor", red=(phrase("im 14/15"),)), topic="abuse")
RULES = compile_care({"abuse": ABUSE, "minor": MINOR})
STORY = "and then we went to the shops and bought a lamp and came home again late"


def near(score: float) -> Match:
    """Make the nearest care intent."""
    return Match("coercive_control", score, (Evidence(phrase("he reads my post"), "phrase", 0.5),))


def level(text: str, score: float | None) -> Level | None:
    """How sure a message is with care phrases this near; None for none."""
    weighed = weigh(RULES, text, assess(RULES, text), None if score is None else near(score))
    return weighed.level if weighed else None


@pytest.mark.parametrize(
    ("text", "score", "expected"),
    [
        pytest.param("nothing of the kind", -2.0, None, id="nothing at all"),
        pytest.param("nothing of the kind", None, None, id="no known word"),
        pytest.param("nothing of the kind", 1.3, Level.AMBER, id="phrases rather near"),
        pytest.param("nothing of the kind", 3.0, Level.RED, id="phrases near"),
        pytest.param("he hit me", 0.0, Level.RED, id="a pattern that is the whole message"),
        pytest.param("he hit me", None, Level.RED, id="a pattern and no known word"),
        pytest.param(f"he hit me {STORY}", 0.5, Level.RED, id="a pattern in a story that is not against it"),
        pytest.param(f"he hit me {STORY}", -3.0, Level.AMBER, id="a pattern in a story about something else"),
        pytest.param("he scares me", 0.5, Level.AMBER, id="an amber pattern and little more"),
        pytest.param("he scares me", 3.0, Level.RED, id="an amber pattern that phrases bear out"),
        pytest.param(
            "she kicked us " + STORY, -4.0, Level.RED, id="a blow by somebody named, whatever the rest is about"
        ),
        pytest.param("scares me", 3.0, Level.AMBER, id="nothing but an amber pattern, which phrases bear out"),
        pytest.param("scares me", 5.0, Level.RED, id="nothing but an amber pattern, which phrases make certain"),
        pytest.param(f"he scares me {STORY}", 0.9, Level.AMBER, id="an amber pattern in a story that says little"),
        pytest.param("he would never hit me", 4.0, Level.AMBER, id="what is denied, in words as near as can be"),
        pytest.param("knife", 1.9, None, id="one word that stands in phrases of danger"),
        pytest.param("a knife lay there and he looked at it", 1.9, Level.RED, id="a sentence as near as that"),
        pytest.param(f"he scares me {STORY}", 2.0, Level.RED, id="an amber pattern in a story that says the same"),
        pytest.param("he scares me", -3.0, Level.AMBER, id="a pattern is never passed over"),
        pytest.param("he hits me up", 3.0, None, id="a look-alike that is nearly the whole message"),
        pytest.param(f"this silence is killing me {STORY}", 3.0, Level.RED, id="a look-alike in a dark story"),
        pytest.param(f"im 14 {STORY}", -4.0, Level.RED, id="an age is a fact whatever the rest is about"),
    ],
)
def test_signals_are_weighed_against_each_other(text: str, score: float | None, expected: Level | None) -> None:
    """Each witness can outvote the others; a pattern is at least asked about."""
    assert level(text, score) is expected


def test_a_pattern_names_the_intent() -> None:
    """What was said outright counts before what is merely near."""
    weighed = weigh(RULES, "he hit me", assess(RULES, "he hit me"), near(3.0))
    assert weighed is not None
    assert weighed.intent == "abuse"
    assert "hit/hits me" in weighed.reason
    assert "intents/test.yaml:1" in weighed.reason


def test_the_reason_tells_the_figures() -> None:
    """An editor sees how sure it is and what would have been needed."""
    weighed = weigh(RULES, "nothing of the kind", None, near(3.0))
    assert weighed is not None
    assert weighed.intent == "coercive_control"
    assert all(f"{figure:.2g}" in weighed.reason for figure in (danger.ANSWERED, danger.ASKED))
    assert weighed.evidence


@pytest.mark.parametrize(("share", "expected"), [(1.0, Level.RED), (0.05, Level.AMBER)])
def test_certainty_grows_with_the_share_of_the_message(share: float, expected: Level) -> None:
    """The same pattern says more the less else is said."""
    found = Care("abuse", Level.RED, (Evidence(phrase("hit me"), "pattern", 1.0),), share)
    weighed = weigh(RULES, "x", found, near(-1.2))
    assert weighed is not None
    assert weighed.level is expected
