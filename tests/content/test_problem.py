"""Problems are put in order and written for terminals and for GitHub."""

from __future__ import annotations

from bot.content.problem import Problem, Severity, github, plain, worst_first
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


def test_github_annotations_are_escaped() -> None:
    """Neither per cent signs nor line ends nor commas in a text can end an annotation early."""
    shown = github(problem("in,tents/a:b.yaml", 9, Severity.WARNING, message="50 % wrong,\r\nor: more"))
    assert shown == (
        "::warning file=in%2Ctents/a%3Ab.yaml,line=9,col=5,title=in%2Ctents/a%3Ab.yaml%3A9"
        "::50 %25 wrong,%0D%0Aor: more%0AMend it."
    )
