"""Care has what it needs, or an editor reads what is missing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.content import load
from bot.content.care_checks import STALE, unverified
from bot.content.phrase_tests import tally
from bot.content.problem import Problem, Severity
from bot.dialogue.model import Helpline, Intent, Phrase, Place
from tests.content.conftest import HELPLINES

if TYPE_CHECKING:
    from tests.content.conftest import Folder

INTENT = "title: Afraid\ntopic: abuse\nphrases: [he hits me]\nred: [{red}]\n"
ANSWER = """
    kinds: [abuse]
    check: Are you safe?
    check_yes: I'm not sure
    check_no: Yes, I am
    answer: |-
      I believe you.

      {helplines}
"""
WORLD = HELPLINES.replace("country: GB", "country: WORLD").replace("[crisis]", "[abuse]")


@pytest.mark.parametrize(
    ("red", "answer", "helplines", "found"),
    [
        pytest.param("hit me", ANSWER, WORLD, [], id="all there"),
        pytest.param(
            "hit//me",
            ANSWER,
            WORLD,
            ['intents/fear.yaml:4: The pattern "hit//me" cannot be read.'],
            id="unreadable pattern",
        ),
        pytest.param(
            "hit me",
            ANSWER.replace("check_no: Yes, I am", ""),
            WORLD,
            ['responses/fear.yaml:1: The key "check_no" is missing.'],
            id="no way out of the question",
        ),
        pytest.param(
            "hit me",
            ANSWER.replace("{helplines}", "Somebody can help."),
            WORLD,
            ["responses/fear.yaml:6: This care answer shows no lines of help."],
            id="no lines of help",
        ),
        pytest.param(
            "hit me",
            ANSWER,
            HELPLINES,
            ["responses/fear.yaml:2: No line of help for the whole world is for abuse."],
            id="nothing for an unknown country",
        ),
    ],
)
def test_care_answers_are_whole(folder: Folder, red: str, answer: str, helplines: str, found: list[str]) -> None:
    """Nobody in danger meets half an answer."""
    folder.write("intents/fear.yaml", INTENT.format(red=red))
    folder.write("responses/fear.yaml", answer)
    folder.write("responses/helplines.yaml", helplines)
    assert folder.problems() == found


def line(verified_on: str) -> Helpline:
    """Make a line of help."""
    return Helpline("Samaritans", "GB", ("crisis",), "116 123", "samaritans.org", verified_on, Place("h.yaml", 7))


@pytest.mark.parametrize(
    ("verified_on", "expected"),
    [
        pytest.param("2026-11-15", None, id="lately"),
        pytest.param("2026-05-31", None, id="just recent enough"),
        pytest.param("2026-05-30", (Severity.WARNING, "181 days ago"), id="a day too old"),
        pytest.param("2026-11-28", (Severity.ERROR, "after today"), id="tomorrow"),
        pytest.param("2026-02-30", (Severity.ERROR, "no day of the calendar"), id="no such day"),
    ],
)
def test_old_helplines_are_read_again(verified_on: str, expected: tuple[Severity, str] | None) -> None:
    """After half a year a number may have changed; the hint says where to look and what to write."""
    assert STALE == 180
    problems = list(unverified([line(verified_on)], date(2026, 11, 27)))
    if expected is None:
        assert problems == []
        return
    [problem] = problems
    assert problem.severity is expected[0]
    assert expected[1] in problem.message
    assert "verified_on: 2026-11-27" in problem.hint


def test_a_check_without_a_date_asks_nothing_of_the_calendar(folder: Folder) -> None:
    """Only whoever knows the date looks for old lines; they make no content unusable."""
    folder.write("responses/helplines.yaml", HELPLINES.replace("2026-11-15", "2020-01-01"))
    loader = load.Loader(folder.path)
    assert not any("verified" in one.message for one in loader.check().problems)
    dated = loader.check(date(2026, 11, 27))
    assert dated.is_sound
    assert any("Samaritans (GB) was last verified" in one.message for one in dated.problems)


def test_the_tally_counts_what_failed() -> None:
    """Must-catch lines are those to be answered or asked about; other intents' tests do not count."""
    place = Place("intents/abuse.yaml", 1)
    hit, ask, miss = (Phrase(text, Place("intents/abuse.yaml", at)) for at, text in enumerate("abc", 10))
    care = Intent("abuse", "Abuse", "abuse", place, hits=(hit,), checks=(ask,), misses=(miss,))
    other = Intent("help", "Help", "help", place, hits=(Phrase("d", place),))
    failed = [Problem(ask.place, "", ""), Problem(miss.place, "", ""), Problem(place, "", "")]
    assert str(tally([care, other], failed)) == "CARE 1/2 must-catch found, 0/1 look-alikes quiet"
