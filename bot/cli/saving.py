"""The commands that keep a change and that take one back."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import console, progress, refuse
from bot.cli.parts import loader_of, read_settings, versions_of, write_schemas
from bot.editing.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.editing.repository import Repository

Care = Annotated[bool, typer.Option("--care", help="Also care intents, their answers and the helplines.")]


def save(
    why: Annotated[str, typer.Argument(help="Why, in a few words; others read it.")], *, care: Care = False
) -> None:
    """Check the content and keep all changes to it under one title, which `bot undo` can take back.

    Only content is kept; anything else that changed in the folder stays as it is. Ends with 1 where something in the
    content must be mended first, with 2 where nothing could be kept for another reason.

    Example: `bot save "people ask about guys and space"`
    """
    from bot.editing.guard import check_guarded, guarded
    from bot.editing.repository import Repository

    loader = loader_of(read_settings())
    repository = Repository(loader.folder)
    _check_saving(repository, why)
    with progress("Checking the content …"):
        checked = loader.check()
    if not checked.is_sound:
        refuse(checked.problems)
    write_schemas(loader.folder, checked.intents)
    files = repository.unsaved()
    second = guarded(files, checked.intents)
    check_guarded(second, care=care)
    _show(repository, loader.folder, second)
    repository.save(why.strip(), f"Needs a second reader: {', '.join(second)}" if second else "")
    console.print(f"Saved: {why.strip()}", style="green", markup=False, highlight=False)
    for file in files:
        console.print(f"  {file}", highlight=False)
    console.print("`bot undo` takes it back.", style="dim", highlight=False)


def undo(*, care: Care = False) -> None:
    """Take back the last thing a command did: a change not saved yet, or else the last `bot save`.

    A running bot takes the old content up by itself. Ends with 1 where there is nothing to take back, with 2 where
    something has changed since.

    Example: `bot undo`
    """
    from bot.editing.repository import Repository
    from bot.editing.undoing import undo_last

    settings = read_settings()
    repository = Repository(settings.content_folder)
    done = undo_last(settings.content_folder, repository, versions_of(settings), care=care)
    if done is None:
        console.print("There is nothing to take back.")
        raise typer.Exit(code=1)
    title, at = done
    console.print(f"Undid: {title} ({_ago(time.time() - at)}).", style="green", markup=False, highlight=False)
    console.print("A running bot has taken the old content up; `bot check` looks at it.", style="dim", highlight=False)


def _check_saving(repository: Repository, why: str) -> None:
    if not why.strip():
        raise Refusal('Say why in a few words:  bot save "people ask about guys and space"')
    if not repository.is_there:
        raise Refusal(
            "This folder keeps no history, so there is nowhere to save to. Your files are on the disk as they are, "
            "and `bot undo` takes back what commands wrote."
        )
    if not repository.unsaved():
        raise Refusal("Nothing has changed since the last time.")


def _show(repository: Repository, folder: Path, files: Iterable[str]) -> None:
    """List what changed in files that need a second reader."""
    from bot.editing.change import Edit, read
    from bot.editing.lines import line_changes

    for file in files:
        console.print(f"For a second reader, {file}:", style="bold yellow", highlight=False)
        for change in line_changes(Edit(file, repository.saved(file), read(folder, file))):
            console.print(f"  {change}", style="green" if change.is_new else "red", markup=False, highlight=False)


def _ago(seconds: float) -> str:
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= size:
            number = int(seconds // size)
            return f"{number} {unit}{'' if number == 1 else 's'} ago"
    return "just now"
