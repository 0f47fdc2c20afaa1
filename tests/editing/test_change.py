"""Files change together or not at all, and only from what the change was made from."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.editing.change import Edit, apply
from bot.editing.refusal import Refusal
from tests.editing.conftest import INTENT

CHANGED = INTENT + b"  - two\n"
NEW = Edit("responses/a.yaml", None, b"answer: Yes.\n")
GOOD = Edit("intents/a.yaml", INTENT, CHANGED)


def names(folder: Path) -> list[str]:
    """List every file, hidden ones too."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_all_files_are_written(folder: Path) -> None:
    """One that was not there, too; nothing else is left behind."""
    apply(folder, [GOOD, NEW])
    assert (folder / "intents/a.yaml").read_bytes() == CHANGED
    assert (folder / "responses/a.yaml").read_bytes() == b"answer: Yes.\n"
    assert names(folder) == ["intents/a.yaml", "responses/a.yaml"]


def test_a_file_may_go(folder: Path) -> None:
    """Taking back a new file removes it."""
    apply(folder, [Edit("intents/a.yaml", INTENT, None)])
    assert names(folder) == []


@pytest.mark.parametrize(
    "found",
    [pytest.param(b"title: B\n", id="changed"), pytest.param(None, id="deleted")],
)
def test_a_file_that_changed_underneath_is_left(folder: Path, found: bytes | None) -> None:
    """And so are the others of the same change."""
    path = folder / "intents/a.yaml"
    path.unlink() if found is None else path.write_bytes(found)
    with pytest.raises(Refusal, match=r"intents/a\.yaml has changed meanwhile"):
        apply(folder, [NEW, GOOD])
    assert names(folder) == (["intents/a.yaml"] if found else [])
    assert not found or path.read_bytes() == found


def test_a_file_that_appeared_is_left(folder: Path) -> None:
    """Somebody else has made the same intent."""
    with pytest.raises(Refusal, match="has changed meanwhile"):
        apply(folder, [Edit("intents/a.yaml", None, CHANGED)])
    assert (folder / "intents/a.yaml").read_bytes() == INTENT


def test_a_change_while_writing_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files are looked at once more just before they are put in place."""
    monkeypatch.setattr(os, "fsync", lambda _: (folder / "intents/a.yaml").write_bytes(b"title: B\n"))
    with pytest.raises(Refusal, match="has changed meanwhile"):
        apply(folder, [GOOD])
    assert (folder / "intents/a.yaml").read_bytes() == b"title: B\n"
    assert names(folder) == ["intents/a.yaml"]


def test_a_full_disk_loses_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It shows when the file is brought to the disk; nothing half written stays."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal, match="Nothing was changed: No space left on device"):
        apply(folder, [GOOD])
    assert (folder / "intents/a.yaml").read_bytes() == INTENT
    assert names(folder) == ["intents/a.yaml"]


FILL = """
import sys
from pathlib import Path
from bot.editing.change import Edit, apply
from bot.editing.refusal import Refusal
folder = Path(sys.argv[1])
old = b"x" * 20_000
(folder / "a.yaml").write_bytes(old)
try:
    apply(folder, [Edit("a.yaml", old, b"y" * 60_000)])
except Refusal as refusal:
    print(refusal, (folder / "a.yaml").read_bytes() == old, [path.name for path in folder.iterdir()])
"""


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """A file system of 64 kilobytes, where this machine lets a test make one."""
    script = 'mount -t tmpfs -o size=64k tmpfs "$2" 2>/dev/null || exit 77; exec "$0" -c "$1" "$2"'
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", script, sys.executable, FILL, str(tmp_path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    except FileNotFoundError:
        pytest.skip("unshare is not installed")
    if done.returncode in (1, 77) and not done.stdout:
        pytest.skip("no file system can be mounted here")
    assert done.stdout.strip() == "Nothing was changed: No space left on device. True ['a.yaml']"


def test_where_the_second_file_fails_the_first_goes_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder may forbid what its files allow."""
    replace = Path.replace

    def fail_late(self: Path, target: Path) -> Path:
        if target.name == "b.yaml":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_late)
    with pytest.raises(Refusal, match="Permission denied"):
        apply(folder, [GOOD, NEW, Edit("intents/b.yaml", None, b"title: B\n")])
    assert (folder / "intents/a.yaml").read_bytes() == INTENT
    assert names(folder) == ["intents/a.yaml"]


def test_rights_and_links_stay(folder: Path, tmp_path: Path) -> None:
    """A linked file is changed where it lies."""
    real = tmp_path / "real.yaml"
    (folder / "intents/a.yaml").rename(real)
    real.chmod(0o640)
    (folder / "intents/a.yaml").symlink_to(real)
    apply(folder, [GOOD])
    assert (folder / "intents/a.yaml").is_symlink()
    assert (real.read_bytes(), stat.S_IMODE(real.stat().st_mode)) == (CHANGED, 0o640)
