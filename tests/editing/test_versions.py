"""What commands wrote can be taken back, one after another, without git."""

from __future__ import annotations

from dataclasses import replace
from itertools import count, pairwise
from typing import TYPE_CHECKING

import pytest

from bot.editing.change import Change, Edit
from bot.editing.refusal import Refusal
from bot.editing.versions import KEPT, Versions
from tests.editing.conftest import INTENT

if TYPE_CHECKING:
    from pathlib import Path

FILE = "intents/a.yaml"


@pytest.fixture
def versions(folder: Path, tmp_path: Path) -> Versions:
    """Give a store whose clock ticks once a look."""
    ticks = count(1000)
    return Versions(tmp_path / "data/versions", folder, lambda: float(next(ticks)))


def change(before: bytes | None, after: bytes | None, title: str = "more", file: str = FILE) -> Change:
    """Make a change of one file."""
    return Change(title, (Edit(file, before, after),))


def undone(versions: Versions) -> str:
    """Take the newest change back, and name it."""
    version = versions.newest()
    assert version
    versions.undo(version)
    return version.change.title


def test_changes_are_taken_back_one_after_another(folder: Path, versions: Versions) -> None:
    """The last first, down to the beginning."""
    versions.write(change(INTENT, b"two", "first"))
    versions.write(change(b"two", b"three", "second"))
    assert (undone(versions), (folder / FILE).read_bytes()) == ("second", b"two")
    assert (undone(versions), (folder / FILE).read_bytes()) == ("first", INTENT)
    assert versions.newest() is None


def test_a_new_file_goes_again(folder: Path, versions: Versions) -> None:
    """And comes back where it was deleted."""
    versions.write(change(None, b"new", file="intents/b.yaml"))
    versions.write(change(b"new", None, file="intents/b.yaml"))
    undone(versions)
    assert (folder / "intents/b.yaml").read_bytes() == b"new"
    undone(versions)
    assert not (folder / "intents/b.yaml").exists()


def test_only_the_last_ten_are_kept(versions: Versions, tmp_path: Path) -> None:
    """Older ones are in git, or gone."""
    states = [INTENT, *(b"%d" % number for number in range(KEPT + 3))]
    for before, after in pairwise(states):
        versions.write(change(before, after))
    assert len(list((tmp_path / "data/versions").iterdir())) == KEPT


def test_what_a_change_answered_is_answered_while_it_stands(versions: Versions) -> None:
    """And waits again once it is taken back."""
    versions.write(replace(change(INTENT, b"two"), answers=("one", "other")))
    versions.write(replace(change(b"two", b"three"), answers=("third",)))
    assert versions.answered() == {"one", "other", "third"}
    undone(versions)
    assert versions.answered() == {"one", "other"}


def test_what_can_no_longer_be_taken_back_is_told(versions: Versions) -> None:
    """Messages that such a change answered need be kept no longer."""
    states = [INTENT, *(b"%d" % number for number in range(KEPT + 1))]
    settled = [versions.write(replace(change(*pair), answers=(str(at),))) for at, pair in enumerate(pairwise(states))]
    assert settled == [()] * KEPT + [("0",)]


def test_work_done_since_is_not_lost(folder: Path, versions: Versions) -> None:
    """The file was changed by hand after the command."""
    versions.write(change(INTENT, b"two"))
    (folder / FILE).write_bytes(b"by hand")
    version = versions.newest()
    assert version
    with pytest.raises(Refusal, match="has changed since"):
        versions.undo(version)
    assert (folder / FILE).read_bytes() == b"by hand"


def test_a_change_that_fails_leaves_no_version(folder: Path, versions: Versions, tmp_path: Path) -> None:
    """There is nothing to take back."""
    with pytest.raises(Refusal):
        versions.write(change(b"other", b"two"))
    assert list((tmp_path / "data/versions").iterdir()) == []


def test_a_change_that_never_took_place_is_passed_over(folder: Path, versions: Versions) -> None:
    """The program may end between keeping the old file and writing the new one."""
    versions.write(change(INTENT, b"two", "first"))
    versions._keep(change(b"two", b"three", "never"))
    assert undone(versions) == "first"


def test_another_folder_has_changes_of_its_own(versions: Versions, tmp_path: Path) -> None:
    """One data folder may serve two contents."""
    versions.write(change(INTENT, b"two"))
    assert Versions(tmp_path / "data/versions", tmp_path).newest() is None


def test_where_nothing_can_be_kept_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    """A change that could not be taken back is not made."""
    (tmp_path / "data").write_text("a file")
    with pytest.raises(Refusal, match="could not be kept"):
        Versions(tmp_path / "data/versions", folder).write(change(INTENT, b"two"))
    assert (folder / FILE).read_bytes() == INTENT


def test_a_damaged_version_is_passed_over(folder: Path, versions: Versions, tmp_path: Path) -> None:
    """It has no business stopping the others."""
    versions.write(change(INTENT, b"two", "first"))
    (tmp_path / "data/versions/99999999999999999999").mkdir()
    (tmp_path / "data/versions/99999999999999999999/change.json").write_text("{")
    assert undone(versions) == "first"
