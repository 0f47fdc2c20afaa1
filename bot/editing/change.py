"""A change of some files, all or nothing, which knows what it found before."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.editing.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Edit:
    """One file of a change."""

    file: str
    """Path relative to the content folder."""
    before: bytes | None
    """What the change was made from; None where there was no file."""
    after: bytes | None
    """What the file shall hold; None where it shall go."""

    @property
    def reverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.file, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """Files that change together, and why."""

    title: str
    edits: tuple[Edit, ...]
    answers: tuple[str, ...] = ()
    """Messages of the inbox that it deals with, by their ids."""


def apply(folder: Path, edits: Sequence[Edit]) -> None:
    """Write all files or none; raise ``Refusal`` where one is not as the change found it, or cannot be written.

    Each file is written beside its place and put there in one step, so whoever reads sees the old or the new one.
    """
    check_untouched(folder, edits)
    ready: list[tuple[Path, Path | None]] = []
    try:
        ready.extend((_place(folder, edit), _written(_place(folder, edit), edit.after)) for edit in edits)
        check_untouched(folder, edits)
        _put_in_place(ready, edits)
    except OSError as error:
        raise Refusal(f"Nothing was changed: {error.strerror or error}{_where(error)}.") from error
    finally:
        _remove(temporary for _, temporary in ready if temporary)


def check_untouched(folder: Path, edits: Iterable[Edit]) -> None:
    """Raise ``Refusal`` where a file is no longer what the edit was made from."""
    for edit in edits:
        if read(folder, edit.file) != edit.before:
            raise Refusal(f"{edit.file} has changed meanwhile, so nothing was written. Look at it, then try again.")


def read(folder: Path, file: str) -> bytes | None:
    """Read a file; None where there is none."""
    try:
        return (folder / file).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Refusal(f"{file} cannot be read: {error.strerror}.") from error


def _place(folder: Path, edit: Edit) -> Path:
    return (folder / edit.file).resolve()  # a link stays a link


def _written(place: Path, data: bytes | None) -> Path | None:
    """Write a file beside its place, down to the disk."""
    if data is None:
        return None
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.", suffix=".part")
    temporary = place.with_name(os.path.basename(name))  # noqa: PTH119 - mkstemp gives a text
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            shutil.copymode(place, temporary)
        else:
            temporary.chmod(0o644)
    except OSError:
        _remove([temporary])
        raise
    return temporary


def _put_in_place(ready: Sequence[tuple[Path, Path | None]], edits: Sequence[Edit]) -> None:
    """Put the files where they belong; where one cannot be, those before it go back."""
    done: list[tuple[Path, bytes | None]] = []
    try:
        for (place, temporary), edit in zip(ready, edits, strict=True):
            if temporary:
                temporary.replace(place)
            else:
                place.unlink(missing_ok=True)
            done.append((place, edit.before))
    except OSError:
        for place, before in reversed(done):
            place.unlink() if before is None else place.write_bytes(before)
        raise


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _where(error: OSError) -> str:
    return f" ({error.filename})" if error.filename else ""
