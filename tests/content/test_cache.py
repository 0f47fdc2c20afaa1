"""What is kept saves work and can never do harm: gone, broken or unwritable, it is as good as none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bot.content import cache as caches
from bot.content.cache import KEPT, Cache

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


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
    for number, second in ((1, 10), (2, 20)):
        cache.keep("tests", number, number)
        path = cache.find("tests", number)
        assert path is not None
        os.utime(path, (second, second))
    newest = cache.newest("tests")
    assert newest is not None
    assert newest.read_text() == "2"
    assert cache.recall("tests", 1) == 1
    assert cache.newest("tests") == cache.find("tests", 1)
