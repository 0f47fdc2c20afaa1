"""Every file in ``broken/`` gives the problems that its last lines expect; editors may add files.

Files right in ``broken/`` are intents; the folders in it hold the other kinds of files.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.content import shape
from bot.content.problem import worst_first
from bot.content.source import read

BROKEN = Path(__file__).parent / "broken"
EXPECTED = re.compile(r"^# expect: (?P<place>\d+:\d+) (?P<severity>error|warning) (?P<message>.+)$", re.MULTILINE)
KINDS = {
    "broken": shape.intent,
    "responses": shape.response,
    "helplines": shape.helplines,
    "wording": shape.response,
    "care_wording": shape.response,
}


@pytest.mark.parametrize("path", sorted(BROKEN.rglob("*.yaml")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_broken_file_gives_the_problems_it_expects(path: Path) -> None:
    """Line, column, severity and message are those of the comments at the end, and no others."""
    expected = [found.groupdict() for found in EXPECTED.finditer(path.read_text("utf-8"))]
    shaped = KINDS[path.parent.name](read(path.name, path.read_bytes()))
    found = sorted(worst_first(shaped.problems), key=lambda problem: problem.place)
    assert [(f"{one.place.line}:{one.place.column}", one.severity) for one in found] == [
        (one["place"], one["severity"]) for one in expected
    ]
    for problem, one in zip(found, expected, strict=True):
        assert one["message"] in problem.message
        assert problem.hint


def advised_lines() -> list[tuple[Path, int, str]]:
    """List the files whose one problem comes with a whole line to write, with that line."""
    cases = []
    for path in sorted(BROKEN.glob("*.yaml")):
        problems = shape.intent(read(path.name, path.read_bytes())).problems
        line = re.match(r"Write:  ((?:- |title: )[\"'].*)", problems[0].hint)
        if line and len(problems) == 1:
            cases.append((path, problems[0].place.line, line[1]))
    return cases


ADVISED = advised_lines()


@pytest.mark.parametrize(("path", "number", "line"), ADVISED, ids=[path.stem for path, _, _ in ADVISED])
def test_the_advised_line_cures_the_file(path: Path, number: int, line: str) -> None:
    """The file with the line that the hint advises has no problem any more."""
    lines = EXPECTED.sub("", path.read_text("utf-8")).rstrip().split("\n")
    lines[number - 1] = f"  {line}" if line.startswith("-") else line
    assert shape.intent(read(path.name, "\n".join(lines).encode())).problems == ()
