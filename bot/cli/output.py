"""Where the commands print, and how they end when something is in the way."""

from __future__ import annotations

import sys
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from bot.content.problem import Problem

console = Console()
complaints = Console(stderr=True)


def complain(error: Exception) -> NoReturn:
    """End with a reason."""
    complaints.print(str(error), style="red", markup=False, highlight=False)
    sys.exit(2)


def refuse(problems: tuple[Problem, ...]) -> NoReturn:
    """End with the problems that keep the content from being used."""
    from bot.content.problem import plain

    for one in problems:
        typer.echo(plain(one), err=True)
    complaints.print("[red]The content cannot be used until this is mended.[/red]")
    raise typer.Exit(code=1)


def progress(message: str) -> AbstractContextManager[object]:
    """Show that something takes a while, where somebody looks on."""
    return complaints.status(message) if complaints.is_terminal else nullcontext()


@contextmanager
def counting(message: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far something has come, where somebody looks on; yields whom to tell how much of how much is done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=complaints, transient=True, disable=not complaints.is_terminal) as bar:
        task = bar.add_task(message, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
