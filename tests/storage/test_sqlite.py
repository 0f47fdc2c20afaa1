"""What is particular to the SQLite file: who may read it, what survives, and what is said when it cannot be used."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.dialogue.model import Session
from bot.storage.sqlite import SESSIONS_KEPT, TIDY_EVERY, SqliteStore
from bot.storage.store import NOTHING_SAVED, StoreError

if TYPE_CHECKING:
    from pathlib import Path


class Clock:
    """A clock that is moved by hand."""

    now = 1_800_000_000.0


TELLING = Session(turns=1, last="when_to_walk_away")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database will be; its folder does not exist yet."""
    return tmp_path / "data" / "bot.sqlite"


async def _written(path: Path) -> None:
    store = SqliteStore(path)
    await store.save("a", TELLING, NOTHING_SAVED, update_id=7)
    await store.close()


async def test_sessions_and_updates_survive_a_restart(path: Path) -> None:
    """What was saved is there after the file was closed and opened again."""
    await _written(path)
    store = SqliteStore(path)
    assert (await store.load("a")).session == TELLING
    assert await store.handled(7)
    await store.close()


async def test_only_the_owner_may_read_the_files(path: Path) -> None:
    """The database and its side files are closed to everybody else while the bot runs."""
    store = SqliteStore(path)
    await store.save("a", TELLING, NOTHING_SAVED)
    modes = {file.name: _mode(file) for file in path.parent.iterdir()}
    await store.close()
    assert modes == {"bot.sqlite": 0o600, "bot.sqlite-wal": 0o600, "bot.sqlite-shm": 0o600}
    assert _mode(path.parent) == 0o700


async def test_a_file_open_to_others_is_closed_to_them(path: Path) -> None:
    """A mode somebody loosened is tightened at the next start."""
    await _written(path)
    _loosen(path)
    await SqliteStore(path).close()
    assert _mode(path) == 0o600


async def test_a_deleted_session_leaves_no_bytes_behind(path: Path) -> None:
    """After a deletion no file holds what the chat was about, while the bot runs on."""
    store = SqliteStore(path)
    await store.save("a", TELLING, NOTHING_SAVED)
    await store.delete("a")
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    await store.close()
    assert b"when_to_walk_away" not in left


async def test_a_session_that_makes_no_sense_begins_afresh(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """One damaged row does not keep its person from being answered."""
    await _written(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute('UPDATE sessions SET session = \'{"turns": "many"}\'')
    store = SqliteStore(path)
    saved = await store.load("a")
    assert saved.session == Session()
    assert await store.save("a", TELLING, saved.version)
    await store.close()
    assert "begins afresh" in caplog.text


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _loosen(path: Path) -> None:
    path.chmod(0o644)


def _damage(path: Path) -> None:
    """Overwrite everything behind the first page."""
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * (path.stat().st_size - 4096))


def _no_database(path: Path) -> None:
    path.write_bytes(b"It was a dark and stormy night. " * 200)


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(_no_database, "is not a database", id="another file"),
        pytest.param(_newer, "written by a newer version of the bot", id="newer schema"),
        pytest.param(_folder, "cannot be", id="a folder"),
    ],
)
def test_an_unusable_file_is_explained(path: Path, spoil: object, said: str) -> None:
    """The error names the file and says what is wrong with it."""
    path.parent.mkdir()
    assert callable(spoil)
    spoil(path)
    with pytest.raises(StoreError, match=said) as caught:
        SqliteStore(path)
    assert str(path) in str(caught.value)


def test_a_data_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    """A file in the folder's place is an error in words."""
    (tmp_path / "data").write_text("")
    with pytest.raises(StoreError, match="cannot be used"):
        SqliteStore(tmp_path / "data" / "bot.sqlite")


async def test_a_damaged_file_is_explained(path: Path) -> None:
    """Damage that shows only when something is read is said in words too."""
    await _written(path)
    store = SqliteStore(path)
    await store.delete("nobody")
    _damage(path)
    with pytest.raises(StoreError, match="is damaged"):
        await store.load("a")
    await store.close()


async def test_a_locked_file_is_explained_and_works_again_afterwards(path: Path) -> None:
    """A lock held too long is an error in words; once it is gone, saving goes on."""
    store = SqliteStore(path, lock_wait=0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="locked by another program"):
            await store.save("a", TELLING, NOTHING_SAVED)
        other.execute("ROLLBACK")
    assert await store.save("a", TELLING, NOTHING_SAVED)
    await store.close()


async def test_two_processes_may_share_the_file(path: Path) -> None:
    """A second opener sees what the first saved, and the first loses the race it should lose."""
    first, second = SqliteStore(path), SqliteStore(path)
    await first.save("a", TELLING, NOTHING_SAVED)
    assert (await second.load("a")).session == TELLING
    assert not await second.save("a", Session(), NOTHING_SAVED)
    await first.close()
    await second.close()


@pytest.mark.parametrize("restarted", [pytest.param(True, id="at the start"), pytest.param(False, id="while it runs")])
async def test_a_silent_chat_is_forgotten(path: Path, monkeypatch: pytest.MonkeyPatch, restarted: bool) -> None:
    """Thirty days after its last message nothing of a chat is left, and of an update after two; others stay."""
    clock = Clock()
    monkeypatch.setattr("bot.storage.sqlite.time.time", lambda: clock.now)
    store = SqliteStore(path)
    await store.save("silent", TELLING, NOTHING_SAVED, update_id=7)
    clock.now += SESSIONS_KEPT - 60
    await store.save("talking", TELLING, NOTHING_SAVED, update_id=8)
    assert (await store.load("silent")).session == TELLING
    clock.now += TIDY_EVERY + 60
    if restarted:
        await store.close()
        store = SqliteStore(path)
    else:
        await store.save("another", TELLING, NOTHING_SAVED)
    assert (await store.load("silent")).version == NOTHING_SAVED
    assert (await store.load("talking")).session == TELLING
    assert (await store.handled(7), await store.handled(8)) == (False, True)
    await store.close()
