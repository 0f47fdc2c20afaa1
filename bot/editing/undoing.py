"""Which change is the last one, and taking it back: written and not saved yet, or the last saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.load import Loader
from bot.editing.guard import check_guarded, guarded

if TYPE_CHECKING:
    from pathlib import Path

    from bot.editing.repository import Repository
    from bot.editing.versions import Versions


def undo_last(folder: Path, repository: Repository, versions: Versions, *, care: bool) -> tuple[str, float] | None:
    """Take the last change back; gives its title and when it was made, or None where there is none.

    Raises ``Refusal`` where something has changed since, or where care files would change and ``care`` was not given.
    """
    commit = repository.last_saved() if repository.is_there else None
    version = versions.newest()
    if version and (commit is None or version.at > commit.at):
        _check(folder, [edit.file for edit in version.change.edits], care=care)
        versions.undo(version)
        return version.change.title, version.at
    if commit:
        _check(folder, repository.files_of(commit), care=care)
        repository.undo(commit)
        return commit.title, commit.at
    return None


def _check(folder: Path, files: list[str] | tuple[str, ...], *, care: bool) -> None:
    loader = Loader(folder)
    loader.read()
    check_guarded(guarded(files, loader.intents), care=care)
