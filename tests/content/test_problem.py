"""Problems are put in order, grouped, counted and written for terminals."""

from __future__ import annotations

import pytest

from bot.content.problem import Problem, Severity, by_file, counted, plain, worst_first
from bot.dialogue.model import Place


def problem(file: str, line: int, severity: Severity = Severity.ERROR, **parts: str) -> Problem:
    """Make a problem with what a test does not care about."""
    texts = {"message": "It is wrong.", "hint": "Mend it.", **parts}
    return Problem(Place(file, line, 5), severity=severity, **texts)


def test_errors_come_before_warnings_then_files_then_lines() -> None:
    """A warning in the first file waits behind the last error."""
    warning = problem("a.yaml", 1, Severity.WARNING)
    late, early, other = problem("a.yaml", 12), problem("a.yaml", 9), problem("b.yaml", 1)
    assert worst_first([warning, other, late, early]) == (early, late, other, warning)


def test_plain_shows_place_message_line_and_advice() -> None:
    """All an editor needs stands in three rows, and further rows of advice are aligned."""
    shown = plain(problem("intents/help.yaml", 9, line_text="  - no", hint='Write:  - "no"\nOr delete it.'))
    assert shown.split("\n") == [
        "ERROR   intents/help.yaml:9:5  It is wrong.",
        "     9 |   - no",
        '         Write:  - "no"',
        "         Or delete it.",
    ]


def test_plain_leaves_out_what_is_not_there() -> None:
    """A problem without a line or advice is one row."""
    assert plain(problem("intents", 1, hint="")) == "ERROR   intents:1:5  It is wrong."


def test_files_come_with_all_of_theirs() -> None:
    """The file with an error comes first, and brings its warnings along in the order of its lines."""
    warning, early, late = (
        problem("a.yaml", 1, Severity.WARNING),
        problem("b.yaml", 2, Severity.WARNING),
        problem("b.yaml", 7),
    )
    assert by_file([warning, early, late]) == {"b.yaml": [early, late], "a.yaml": [warning]}


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ((), "0 errors, 0 warnings"),
        ((Severity.ERROR,), "1 error, 0 warnings"),
        ((Severity.WARNING,) * 2, "0 errors, 2 warnings"),
    ],
)
def test_how_many_there_are(severities: tuple[Severity, ...], said: str) -> None:
    """One is not plural."""
    assert counted(problem("a.yaml", 1, severity) for severity in severities) == said
