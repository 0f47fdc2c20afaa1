"""The command that looks for mistakes in the content."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import console, progress
from bot.cli.parts import loader_of, read_settings

if TYPE_CHECKING:
    from bot.content.load import Checked, Loader


LOOK_EVERY = 0.3
"""Seconds between two looks at the files; unlike notices of the system, looks miss nothing on a network drive."""

REST = 3.0
"""Seconds after which, where no file was saved, a watch goes on from the quick check to the thorough one."""

QUICK = """\
This was the quick check: a test that lies at a border may still come out otherwise once all phrases are weighed
anew, as `bot save` and the check on GitHub do. To be certain, in about ten seconds:  bot check --thorough"""


class Format(StrEnum):
    """How problems are printed."""

    text = "text"
    json = "json"
    github = "github"


def check(
    folder: Annotated[Path | None, typer.Argument(help="The folder that holds intents/ and responses/.")] = None,
    output: Annotated[
        Format, typer.Option("--format", help="text to read, json for programs, github for annotations.")
    ] = Format.text,
    *,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file is saved.")] = False,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="Weigh all phrases anew, as `bot save` does: ten seconds more.")
    ] = False,
) -> None:
    """Check every YAML file, every link between them and every test message.

    Right after an edit of phrases it judges quickly, and says so: what lies at a border may come out otherwise when all
    phrases are weighed anew. A watch does that by itself when nothing is saved for a moment.

    Ends with 0 where nothing must be mended (warnings may stand), with 1 where something must, with 2 where the
    settings are wrong.

    Example: `bot check --watch`
    """
    loader = loader_of(read_settings(), folder)
    if watch:
        _watch(loader, thorough=thorough)
        return
    checked = _checked(loader, thorough=thorough)
    _print(output, checked, loader.folder)
    raise typer.Exit(code=int(not checked.is_sound))


def _checked(loader: Loader, *, thorough: bool) -> Checked:
    from bot.garbage import leave_out_what_is_there, paused

    today = datetime.now(UTC).date()
    with progress("Reading the files and trying every test message …"), paused():
        checked = loader.check(today, quick=not thorough)
        leave_out_what_is_there()
    return checked


def _print(output: Format, checked: Checked, folder: Path) -> None:
    """Write the problems in the form asked for."""
    from bot.content.reports import annotate, as_json, summary

    problems = checked.problems
    if output is Format.json:
        typer.echo(as_json(problems))
        return
    if output is Format.github:
        _add_summary(summary(problems))
        for line in annotate(problems, _prefix(folder)):
            typer.echo(line)
        return
    _show(checked)


def _show(checked: Checked) -> None:
    from bot.terminal.problems import show_problems

    show_problems(console, checked.problems, _tally(checked), so_far=checked.is_quick)
    if checked.is_quick:
        console.print(QUICK, highlight=False, style="dim", soft_wrap=True)


def _tally(checked: Checked) -> str:
    return str(checked.care) if checked.care and checked.care.must_catch else ""


def _add_summary(text: str) -> None:
    """Write where GitHub reads a step's summary from."""
    if path := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(text)


def _prefix(folder: Path) -> str:
    """Give the content folder's path in the repository, for the annotations' files."""
    root = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    within = folder.resolve()
    inside = within.relative_to(root).as_posix() if within.is_relative_to(root) else "."
    return "" if inside == "." else f"{inside}/"


def _watch(loader: Loader, *, thorough: bool) -> None:
    """Check now and after every change, until Ctrl-C; after a quick check thoroughly, once nothing is saved."""
    with suppress(KeyboardInterrupt):
        is_quick, at = _look(loader, thorough=thorough), time.monotonic()
        while True:
            time.sleep(LOOK_EVERY)
            is_stale = loader.is_stale()
            if is_stale or (is_quick and time.monotonic() - at > REST):
                is_quick, at = _look(loader, thorough=thorough or not is_stale), time.monotonic()


def _look(loader: Loader, *, thorough: bool) -> bool:
    """Check and show what was found; tells whether that was but the quick check."""
    checked = _checked(loader, thorough=thorough)
    console.clear()
    _show(checked)
    console.out("Watching the files; Ctrl-C ends it.", highlight=False, style="dim")
    return checked.is_quick
