"""A problem an editor can solve: where, what is wrong, what to do. Formats are at the end."""

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


def plain(problem: Problem) -> str:
    """Lines for a terminal: severity, place and message, then the line itself, then what to do."""
    place = f"{problem.place}:{problem.place.column}"
    rows = [f"{problem.severity.upper():<8}{place}  {problem.message}"]
    if problem.line_text:
        rows.append(f"{problem.place.line:>6} | {problem.line_text}")
    rows += [f"         {row}" for row in problem.hint.splitlines()]
    return "\n".join(rows)


def github(problem: Problem) -> str:
    """One annotation for GitHub's checks."""
    place = problem.place
    where = f"file={_property(place.file)},line={place.line},col={place.column},title={_property(str(place))}"
    text = "\n".join(filter(None, (problem.message, problem.hint)))
    return f"::{problem.severity} {where}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
