"""A problem an editor can solve: where, what is wrong, what to do; other forms of it are in ``reports.py``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.dialogue.model import Place


class Severity(StrEnum):
    """Whether the content can be used all the same."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in the content."""

    place: Place
    message: str
    """What is wrong, in a full sentence for somebody who does not program."""
    hint: str
    """What to do, with the corrected line where there is one."""
    severity: Severity = Severity.ERROR
    line_text: str = ""
    """The line as it stands in the file."""

    @property
    def is_error(self) -> bool:
        """Whether the content is unusable because of it."""
        return self.severity is Severity.ERROR


def worst_first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors before warnings; within each by file and line."""
    return tuple(sorted(problems, key=lambda problem: (not problem.is_error, problem.place, problem.message)))


def by_file(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Group problems by file, the file with the worst first, each in the order of its lines."""
    files: dict[str, list[Problem]] = {}
    for problem in worst_first(problems):
        files.setdefault(problem.place.file, []).append(problem)
    return {file: sorted(found, key=lambda problem: problem.place) for file, found in files.items()}


def counted(problems: Iterable[Problem]) -> str:
    """Say how many errors and warnings there are."""
    severities = [problem.severity for problem in problems]
    return ", ".join(_counted(severities.count(severity), severity) for severity in Severity)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def plain(problem: Problem) -> str:
    """Lines for a terminal: severity, place and message, then the line itself, then what to do."""
    place = f"{problem.place}:{problem.place.column}"
    rows = [f"{problem.severity.upper():<8}{place}  {problem.message}"]
    if problem.line_text:
        rows.append(f"{problem.place.line:>6} | {problem.line_text}")
    rows += [f"         {row}" for row in problem.hint.splitlines()]
    return "\n".join(rows)
