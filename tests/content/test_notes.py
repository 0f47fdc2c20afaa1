"""Notes save work and can never do harm: gone, broken or unwritable, they are as good as none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bot.content.notes import KEPT, Notes

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_noted_is_recalled_for_the_same_only(tmp_path: Path) -> None:
    """By its kind and what it was worked out from."""
    Notes(tmp_path / "new").write("tests", ["a", 1], {"found": True})
    notes = Notes(tmp_path / "new")
    assert notes.recall("tests", ["a", 1]) == {"found": True}
    assert notes.recall("tests", ["a", 2]) is None
    assert notes.recall("routes", ["a", 1]) is None


def test_without_a_folder_nothing_is_noted() -> None:
    """Everything is worked out anew."""
    Notes().write("tests", 1, 2)
    assert Notes().recall("tests", 1) is None


def test_a_broken_note_is_none(tmp_path: Path) -> None:
    """A computer that went down leaves half a file."""
    notes = Notes(tmp_path)
    notes.write("tests", 1, 2)
    (note,) = tmp_path.iterdir()
    note.write_text("{")
    assert notes.recall("tests", 1) is None


def test_where_nothing_can_be_written_nothing_fails(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "notes").write_text("")
    notes = Notes(tmp_path / "notes")
    notes.write("tests", 1, 2)
    assert notes.recall("tests", 1) is None


def test_the_last_of_each_kind_are_kept(tmp_path: Path) -> None:
    """They are found by what changes all the time, so old ones are of no use."""
    notes = Notes(tmp_path)
    for number in range(KEPT + 2):
        notes.write("tests", number, number)
        for at, path in enumerate(sorted(tmp_path.iterdir(), key=lambda path: path.stat().st_mtime_ns)):
            os.utime(path, ns=(at, at))
    notes.write("routes", 1, 1)
    assert len(list(tmp_path.iterdir())) == KEPT + 1
    assert notes.recall("tests", KEPT + 1) == KEPT + 1
    assert notes.recall("tests", 0) is None
