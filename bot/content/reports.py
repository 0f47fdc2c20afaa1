"""Problems for programs: as JSON, and as GitHub shows them on a change.

GitHub keeps ten errors and ten warnings of a step and drops the rest without a word, so the first ten of each become
annotations and everything stands in the summary of the step.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.content.problem import Severity, by_file, counted, worst_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.content.problem import Problem

ANNOTATIONS = 10
"""How many of each severity GitHub shows for a step."""
SUMMARY_BYTES = 900_000
"""GitHub refuses a summary of more than one mebibyte."""


def as_json(problems: Sequence[Problem]) -> str:
    """All problems as one JSON object."""
    counts = {f"{severity}s": sum(one.severity is severity for one in problems) for severity in Severity}
    return json.dumps(counts | {"problems": [_as_object(one) for one in problems]}, ensure_ascii=False, indent=2)


def annotate(problems: Iterable[Problem], prefix: str = "") -> Iterator[str]:
    """Write what GitHub will show; ``prefix`` is the content folder's path in the repository, ending in a slash."""
    left = dict.fromkeys(Severity, ANNOTATIONS)
    for problem in worst_first(problems):
        if left[problem.severity]:
            left[problem.severity] -= 1
            yield _annotation(problem, prefix)


def summary(problems: Sequence[Problem]) -> str:
    """Write all problems as Markdown, grouped by file, the worst first."""
    rows = ["### Content", "", f"{counted(problems)}.", ""]
    size = 0
    for file, found in by_file(problems).items():
        group = [f"<details open><summary><code>{as_text(file)}</code>: {counted(found)}</summary>", ""]
        group += [row for problem in found for row in _item(problem)]
        group += ["", "</details>", ""]
        size += len("\n".join(group).encode())
        if size > SUMMARY_BYTES:
            return "\n".join([*rows, "More than fits here: run `bot check` to see the rest.", ""])
        rows += group
    return "\n".join(rows)


def _as_object(problem: Problem) -> dict[str, str | int]:
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "severity": problem.severity.value,
        "message": problem.message,
        "hint": problem.hint,
        "line_text": problem.line_text,
    }


def _annotation(problem: Problem, prefix: str) -> str:
    place = problem.place
    file, title = _property(prefix + place.file), _property(str(place))
    text = "\n".join(filter(None, (problem.message, problem.hint)))
    return f"::{problem.severity} file={file},line={place.line},col={place.column},title={title}::{_data(text)}"


def _item(problem: Problem) -> list[str]:
    """One problem as an item of a list, its line and its advice as code, where nothing is read as Markdown."""
    rows = [f"- **{problem.severity}**, line {problem.place.line}: {as_text(problem.message)}"]
    shown = [problem.line_text] * bool(problem.line_text) + problem.hint.splitlines()
    if shown:
        fence = "`" * max(3, 1 + max(map(_ticks, shown)))
        rows += ["", f"  {fence}text", *(f"  {row}" for row in shown), f"  {fence}"]
    return rows


def _ticks(row: str) -> int:
    """The longest run of backticks."""
    return max(map(len, "".join(sign if sign == "`" else " " for sign in row).split()), default=0)


def as_text(text: str) -> str:
    """Write a text so that Markdown shows it as it is."""
    signs = {"&": "&amp;", "<": "&lt;", ">": "&gt;"} | {sign: f"&#{ord(sign)};" for sign in "*_`[]|~#@"}
    return "".join(signs.get(sign, sign) for sign in text)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
