"""The commands that look for mistakes in the content."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.output import counted, progress
from bot.settings import Settings


class Format(StrEnum):
    """How problems are printed."""

    plain = "plain"
    github = "github"


def check(
    folder: Annotated[Path | None, typer.Argument(help="The folder that holds intents/ and responses/.")] = None,
    output: Annotated[Format, typer.Option("--format", help="plain to read, github for annotations.")] = Format.plain,
) -> None:
    """Check every YAML file, every link between them and every test message.

    Ends with 0 where nothing must be mended (warnings may stand), with 1 where something must.

    Example: `bot check`
    """
    from bot.content import problem
    from bot.content.load import check as check_content

    with progress("Checking the content …"):
        problems = check_content(folder or Settings.read().content_folder)
    show = problem.github if output is Format.github else problem.plain
    for one in problems:
        typer.echo(show(one))
    errors = sum(one.is_error for one in problems)
    if output is Format.plain:
        typer.echo(f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}.")
    raise typer.Exit(code=1 if errors else 0)
