"""Problems for programs: JSON, GitHub's annotations with their limits, and a summary that holds all of them."""

from __future__ import annotations

import json

import pytest

from bot.content.problem import Problem, Severity
from bot.content.reports import ANNOTATIONS, SUMMARY_BYTES, annotate, as_json, summary
from bot.dialogue.model import Place


def problem(
    file: str = "intents/help.yaml", line: int = 9, severity: Severity = Severity.ERROR, **parts: str
) -> Problem:
    """Make a problem with what a test does not care about."""
    texts = {"message": "It is wrong.", "hint": "Mend it.", **parts}
    return Problem(Place(file, line, 5), severity=severity, **texts)


def test_json_holds_everything() -> None:
    """A program needs no second look at the files."""
    found = json.loads(as_json([problem(line_text="  - no"), problem(severity=Severity.WARNING)]))
    assert (found["errors"], found["warnings"]) == (1, 1)
    assert found["problems"][0] == {
        "file": "intents/help.yaml",
        "line": 9,
        "column": 5,
        "severity": "error",
        "message": "It is wrong.",
        "hint": "Mend it.",
        "line_text": "  - no",
    }


def test_annotations_are_escaped() -> None:
    """Neither per cent signs nor line ends nor commas in a text can end an annotation early."""
    (shown,) = annotate([problem("in,tents/a:b.yaml", 9, Severity.WARNING, message="50 % wrong,\r\nor: more")])
    assert shown == (
        "::warning file=in%2Ctents/a%3Ab.yaml,line=9,col=5,title=in%2Ctents/a%3Ab.yaml%3A9"
        "::50 %25 wrong,%0D%0Aor: more%0AMend it."
    )


def test_annotations_name_files_as_the_repository_does() -> None:
    """The content may lie in a folder of it."""
    assert next(annotate([problem()], "content/")).startswith("::error file=content/intents/help.yaml,line=9,")


def test_no_more_annotations_than_github_shows() -> None:
    """Ten of each; a flood of warnings takes no error's place."""
    many = [problem(line=line, severity=severity) for line in range(1, 31) for severity in Severity]
    shown = [line.partition(" ")[0] for line in annotate(many)]
    assert (shown.count("::error"), shown.count("::warning")) == (ANNOTATIONS, ANNOTATIONS)


def test_the_summary_has_all_of_them_by_file() -> None:
    """What finds no room as an annotation is found there."""
    many = [problem(line=line) for line in range(1, 31)] + [problem("intents/bye.yaml", 4, Severity.WARNING)]
    shown = summary(many)
    assert "30 errors, 1 warning." in shown
    assert [f"line {line}:" in shown for line in range(1, 31)] == [True] * 30
    assert shown.index("intents/help.yaml") < shown.index("intents/bye.yaml")


def test_the_summary_of_sound_content() -> None:
    """It says that it looked."""
    assert "0 errors, 0 warnings." in summary([])


@pytest.mark.parametrize(
    ("text", "shown"),
    [("<b>*no*</b>", "&lt;b&gt;&#42;no&#42;&lt;/b&gt;"), ("@team [x](y)", "&#64;team &#91;x&#93;(y)")],
)
def test_nothing_in_a_message_is_read_as_markdown(text: str, shown: str) -> None:
    """Messages quote what editors wrote."""
    assert shown in summary([problem(message=text)])


def test_a_line_of_backticks_stays_inside_its_block() -> None:
    """The fence is longer than any run of them in the line."""
    assert "\n  ````text\n  - ```\n" in summary([problem(line_text="- ```")])


def test_a_huge_summary_is_cut_at_a_file() -> None:
    """GitHub would refuse all of it."""
    many = [problem(f"intents/{name}.yaml", message="x" * 9000) for name in range(300)]
    shown = summary(many)
    assert len(shown.encode()) < SUMMARY_BYTES + 2000
    assert "run `bot check`" in shown
    assert shown.count("<details") == shown.count("</details>")
