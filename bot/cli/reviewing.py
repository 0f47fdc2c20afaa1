"""The command that shows what an edit does before it counts."""

from __future__ import annotations

import json
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import complaints, console, counting, progress, refuse
from bot.cli.parts import cache_of, kept_messages, loader_of, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.content.load import Loaded
    from bot.content.problem import Problem
    from bot.editing.review import Review
    from bot.settings import Settings


SHOWN = 3
"""How many errors of the content to compare with are named."""


class Format(StrEnum):
    """How a review is printed."""

    text = "text"
    markdown = "markdown"
    json = "json"


def diff(
    revision: Annotated[
        str, typer.Argument(help="What to compare with: the last save, or any name git knows.")
    ] = "HEAD",
    output: Annotated[
        Format, typer.Option("--format", help="text to read, markdown for a comment, json.")
    ] = Format.text,
    *,
    against: Annotated[Path | None, typer.Option(help="Compare with the content in this folder instead.")] = None,
) -> None:
    """Show what your changes do: which messages now go elsewhere, and which answers changed.

    Every phrase, every test and every message waiting in the inbox is looked at with the old content and with the new
    one.
    Ends with 0 where nothing that went right goes wrong, with 1 where something does.

    Example: `bot diff` or, since last week's release, `bot diff v1.2 --format markdown`
    """
    from bot.content.halves import halved
    from bot.editing.refusal import Refusal
    from bot.editing.review import review
    from bot.editing.router import Router
    from bot.garbage import leave_out_what_is_there

    settings = read_settings()
    with progress("Reading both contents …"):
        old, new = _both(settings, revision, against)
    leave_out_what_is_there()
    if new.content is None:
        refuse(new.problems)
    if old.content is None:
        raise Refusal(f"Nothing of the content at {against or revision} can be read: {old.problems[0].message}")
    if wrong := [one for one in old.problems if one.is_error]:
        _say_what_is_wrong(str(against or revision), wrong)
    asked = [one.text for one in kept_messages(settings)]
    with counting("Trying every message") as told:
        before = Router(old.content, cache_of(settings), halved)
        found = review(before, Router(new.content, share=halved, before=before), asked, told)
    _print(output, found)
    raise typer.Exit(code=int(found.is_worse))


def _say_what_is_wrong(name: str, problems: Sequence[Problem]) -> None:
    """Tell that of the content to compare with not all can be taken as it stands, and why."""
    from bot.content.problem import counted

    rows = [f"By today's rules {name} has {counted(problems)}, so it is compared as far as it can be read:"]
    rows += [f"  {one.place}  {one.message}" for one in problems[:SHOWN]]
    rows += [f"  … and {len(problems) - SHOWN} more"] * (len(problems) > SHOWN)
    complaints.print("\n".join(rows), style="yellow", markup=False, highlight=False)


def _print(output: Format, found: Review) -> None:
    from bot.editing.review import as_markdown
    from bot.terminal.review import show_review

    if output is Format.text:
        show_review(console, found)
    else:
        typer.echo(as_markdown(found) if output is Format.markdown else _as_json(found))


def _both(settings: Settings, revision: str, against: Path | None) -> tuple[Loaded, Loaded]:
    """Load the content to compare with and then, what has not changed since taken from it, the content as it is."""
    with _before(settings, revision, against) as folder:
        loader = loader_of(settings, folder)
        old = loader.load_what_can_be()
    loader.turn_to(settings.content_folder)
    return old, loader.load(quick=True)


@contextmanager
def _before(settings: Settings, revision: str, against: Path | None) -> Iterator[Path]:
    """The folder with the content to compare with."""
    from bot.editing.refusal import Refusal
    from bot.editing.repository import Repository

    if against:
        yield against
        return
    repository = Repository(settings.content_folder)
    if not repository.is_there:
        raise Refusal("This folder keeps no history. Name another folder to compare with:  bot diff --against FOLDER")
    with TemporaryDirectory() as folder:
        repository.export(revision, Path(folder))
        yield Path(folder)


def _as_json(found: Review) -> str:
    listed = [
        {
            "text": move.known.text,
            "kind": move.known.kind,
            "place": str(move.known.place) if move.known.place else None,
            "owner": move.known.owner or None,
            "before": {"action": move.before.action, "intents": move.before.intents},
            "after": {"action": move.after.action, "intents": move.after.intents},
            "verdict": move.verdict,
            "care": move.is_care,
        }
        for move in found.moves
    ]
    shown = {"changes": dict(found.changes), "guarded": found.guarded, "messages": found.messages, "moves": listed}
    return json.dumps(shown, ensure_ascii=False, indent=2)
