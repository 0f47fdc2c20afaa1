"""Problems as an editor reads them: by file, the worst first, each with its line and a marker below the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.padding import Padding
from rich.text import Text

from bot.content.problem import Severity, by_file, counted, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, RenderableType

    from bot.content.problem import Problem

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}
LINE_WIDTH = 8
"""Columns for a line's number and the bar after it."""


def show_problems(console: Console, problems: Sequence[Problem], tally: str = "", *, so_far: bool = False) -> None:
    """Print all problems, with colours and a marker where somebody looks on; then a tally and how many they are.

    ``so_far`` says that there may be more, which a more thorough check would find.
    """
    for file, found in by_file(problems).items():
        if console.is_terminal:
            console.print(Text.assemble((file, "bold"), (f"  {counted(found)}", "dim")))
        for problem in found:
            if console.is_terminal:
                for row in _rows(problem, console.width):
                    console.print(row)
            else:
                console.out(plain(problem), highlight=False)
    if tally:
        console.out(f"{tally}.", highlight=False)
    console.out(f"{counted(problems)}{' so far' * so_far}.", highlight=False, style=_verdict(problems))


def _verdict(problems: Sequence[Problem]) -> str:
    if any(problem.is_error for problem in problems):
        return "bold red"
    return "bold yellow" if problems else "bold green"


def _rows(problem: Problem, width: int) -> Iterator[RenderableType]:
    place = problem.place
    colour = COLOURS[problem.severity]
    yield Padding(
        Text.assemble(
            (f"{problem.severity} ", f"bold {colour}"), (f"{place}:{place.column}  ", "dim"), problem.message
        ),
        (0, 0, 0, 2),
    )
    if problem.line_text:
        yield from _marked(problem, width)
    yield Padding(Text(problem.hint, style="green"), (0, 0, 1, LINE_WIDTH + 2))


def _marked(problem: Problem, width: int) -> Iterator[Text]:
    """The line, cut to the screen around the spot, and a marker below it."""
    room, at = max(20, width - LINE_WIDTH - 4), problem.place.column - 1
    line = problem.line_text.replace("\t", " ")
    start = max(0, min(at - room // 2, len(line) - room))
    cut = ("…" if start else "") + line[start : start + room]
    if start + room < len(line):
        cut = cut[:-1] + "…"
    marker = " " * cell_len(cut[: at - start + bool(start)]) + "^"
    yield Text(f"{problem.place.line:>{LINE_WIDTH}}  {cut}", no_wrap=True)
    yield Text(f"{'':>{LINE_WIDTH}}  {marker}", style=f"bold {COLOURS[problem.severity]}", no_wrap=True)
