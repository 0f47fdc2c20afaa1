"""The last ten changes made by commands, with the files as they were, outside of git."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.editing.change import Change, Edit, apply, read
from bot.editing.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KEPT = 10
"""How many changes can be taken back."""
ABOUT = "change.json"
"""What a change was, and which files it had; they lie beside it in ``before/`` and ``after/``."""


@dataclass(frozen=True, slots=True)
class Version:
    """A change that was made."""

    place: Path
    at: float
    """Seconds since the epoch."""
    change: Change


class Versions:
    """The changes made to one content folder; ``store`` is a folder of its own below ``BOT_DATA``."""

    def __init__(self, store: Path, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._folder = folder.resolve()
        self._clock = clock

    def write(self, change: Change) -> tuple[str, ...]:
        """Make a change and keep what was there before; raise ``Refusal``, with nothing changed, if that fails.

        Returns the messages that changes answered which from now on cannot be taken back.
        """
        place = self._keep(change)
        try:
            apply(self._folder, change.edits)
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        old = self._places()[:-KEPT]
        settled = [one for version in self._versions() if version.place in old for one in version.change.answers]
        for place in old:
            shutil.rmtree(place, ignore_errors=True)
        return tuple(settled)

    def newest(self) -> Version | None:
        """The last change to this folder that still stands."""
        for version in self._versions():
            if self._stands(version):
                return version
            shutil.rmtree(version.place, ignore_errors=True)  # the program ended before it took place
        return None

    def answered(self) -> frozenset[str]:
        """The messages that changes answered which still stand."""
        standing = filter(self._stands, self._versions())
        return frozenset(message for version in standing for message in version.change.answers)

    def _stands(self, version: Version) -> bool:
        return any(read(self._folder, edit.file) != edit.before for edit in version.change.edits)

    def undo(self, version: Version) -> None:
        """Take a change back; raise ``Refusal`` where one of its files has changed since."""
        for edit in version.change.edits:
            if read(self._folder, edit.file) != edit.after:
                raise Refusal(f"{edit.file} has changed since, and that would be lost. Change it by hand.")
        apply(self._folder, [edit.reverse for edit in version.change.edits])
        shutil.rmtree(version.place, ignore_errors=True)

    def _keep(self, change: Change) -> Path:
        at = self._clock()
        place = self._store / f"{int(at * 1e6):020d}"
        try:
            for edit in change.edits:
                _copy(place / "before" / edit.file, edit.before)
                _copy(place / "after" / edit.file, edit.after)
            about = {"title": change.title, "at": at, "folder": str(self._folder), "answers": change.answers}
            files = [edit.file for edit in change.edits]
            _copy(place / ABOUT, json.dumps(about | {"files": files}, indent=2).encode())
        except OSError as error:
            shutil.rmtree(place, ignore_errors=True)
            reason = f"Nothing was changed, for the old version could not be kept: {error.strerror} ({self._store})."
            raise Refusal(reason) from error
        return place

    def _places(self) -> list[Path]:
        return sorted(self._store.iterdir()) if self._store.is_dir() else []

    def _versions(self) -> Iterator[Version]:
        for place in reversed(self._places()):
            about = _about(place)
            if about.get("folder") == str(self._folder):
                edits = (_edit(place, file) for file in about["files"])
                yield Version(place, about["at"], Change(about["title"], tuple(edits), tuple(about.get("answers", ()))))


def _copy(place: Path, data: bytes | None) -> None:
    if data is not None:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def _about(place: Path) -> dict[str, Any]:
    """What a change was; nothing where it was not kept whole."""
    try:
        about = json.loads((place / ABOUT).read_bytes())
    except (OSError, ValueError):
        return {}
    return about if isinstance(about, dict) else {}


def _edit(place: Path, file: str) -> Edit:
    return Edit(file, read(place / "before", file), read(place / "after", file))
