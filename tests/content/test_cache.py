"""What is kept saves work and can never do harm: gone, broken or unwritable, it is as good as none."""

from __future__ import annotations

import errno
import json
import os
from multiprocessing import get_context
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from bot.content import cache as caches
from bot.content.cache import KEPT, Cache

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_kept_is_recalled_for_the_same_only(tmp_path: Path) -> None:
    """By its kind and what it was worked out from."""
    Cache(tmp_path / "new").keep("tests", ["a", 1], {"found": True})
    cache = Cache(tmp_path / "new")
    assert cache.recall("tests", ["a", 1]) == {"found": True}
    assert cache.recall("tests", ["a", 2]) is None
    assert cache.recall("routes", ["a", 1]) is None


def test_without_a_folder_nothing_is_kept() -> None:
    """Everything is worked out anew."""
    Cache().keep("tests", 1, 2)
    assert Cache().recall("tests", 1) is None


def test_a_broken_file_is_none(tmp_path: Path) -> None:
    """A computer that went down leaves half a file."""
    cache = Cache(tmp_path)
    cache.keep("tests", 1, 2)
    (file,) = tmp_path.iterdir()
    file.write_text("{")
    assert cache.recall("tests", 1) is None


def test_where_nothing_can_be_written_nothing_fails(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "cache").write_text("")
    cache = Cache(tmp_path / "cache")
    cache.keep("tests", 1, 2)
    assert cache.recall("tests", 1) is None


def test_the_last_of_each_kind_are_kept(tmp_path: Path) -> None:
    """They are found by what changes all the time, so old ones are of no use."""
    cache = Cache(tmp_path)
    for number in range(KEPT + 2):
        cache.keep("tests", number, number)
        for at, path in enumerate(sorted(tmp_path.iterdir(), key=lambda path: path.stat().st_mtime_ns)):
            os.utime(path, ns=(at, at))
    cache.keep("routes", 1, 1)
    assert len(list(tmp_path.iterdir())) == KEPT + 1
    assert cache.recall("tests", KEPT + 1) == KEPT + 1
    assert cache.recall("tests", 0) is None


def test_results_of_other_code_are_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update everything is worked out anew."""
    cache = Cache(tmp_path)
    cache.keep("tests", 1, 2)
    monkeypatch.setattr(caches, "_code", lambda: "0" * 16)
    assert cache.recall("tests", 1) is None
    assert cache.newest("tests") is None


def test_the_newest_is_the_one_used_last(tmp_path: Path) -> None:
    """It is what a changed content is likely to differ least from."""
    cache = Cache(tmp_path)
    for number in (1, 2):
        cache.keep("tests", number, number)
        for path in tmp_path.iterdir():
            os.utime(path, (number, number))
    assert cache.recall("tests", 1) == 1
    assert bytes(cache.newest("tests") or b"") == b"1"


@pytest.mark.parametrize("at", [0, 20, -1], ids=["first", "middle", "last"])
def test_a_file_of_which_a_byte_was_lost_or_turned_is_none(tmp_path: Path, at: int) -> None:
    """A disk may fail in the middle of a file that still reads as one."""
    cache = Cache(tmp_path)
    cache.keep("tests", 1, [111111] * 20)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(bytes([*whole[:at], whole[at] ^ 1, *(whole[at:][1:])]))
    assert cache.recall("tests", 1) is None
    file.write_bytes(whole[: len(whole) // 2])
    assert cache.recall("tests", 1) is None
    file.write_bytes(b"")
    assert cache.recall("tests", 1) is None
    cache.keep("tests", 1, "mended")
    assert cache.recall("tests", 1) == "mended"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO], ids=["full", "read only", "broken"])
def test_a_disk_that_takes_nothing_leaves_what_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Half a file is taken away again, and nobody is told: the work is only done once more."""
    cache = Cache(tmp_path)
    cache.keep("tests", 1, "kept")
    monkeypatch.setattr(caches, "crc32", Mock(side_effect=OSError(number, "no room")))
    cache.keep("tests", 1, "lost")
    monkeypatch.undo()
    assert cache.recall("tests", 1) == "kept"
    assert len(list(tmp_path.iterdir())) == 1


def test_two_processes_at_once_read_what_one_of_them_wrote(tmp_path: Path) -> None:
    """Each file is put in place whole; of those that vanish meanwhile nothing fails."""
    writers = [get_context("spawn").Process(target=_write_and_read, args=(tmp_path,)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert not list(tmp_path.glob("*.new"))


def _write_and_read(folder: Path) -> None:
    """Write few keys over and over, more than are kept, and read them back."""
    cache = Cache(folder)
    for turn in range(150):
        key = turn % (KEPT + 1)
        cache.keep("tests", key, [key] * 5000)
        assert cache.recall("tests", key) in ([key] * 5000, None)
        assert cache.newest("tests") is None or json.loads(bytes(cache.newest("tests") or b"0")) is not None
