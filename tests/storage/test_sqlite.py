"""What is particular to the SQLite file: who may read it, what survives, and what is said when it cannot be used."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.dialogue.exchange import Reply, Session
from bot.storage.sqlite import SqliteStore
from bot.storage.store import DAY, NOTHING_SAVED, UPDATES_KEPT, Outcome, Parcel, StoreError

if TYPE_CHECKING:
    from pathlib import Path


SECRET = b"a secret for the tests"
TELLING = Session(turns=1, last="when_to_walk_away")
PARCEL = Parcel("somewhere", Reply(("Take care.",)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database will be; its folder does not exist yet."""
    return tmp_path / "data" / "bot.sqlite"


async def _written(path: Path) -> None:
    store = SqliteStore(path, SECRET)
    await store.save("a", TELLING, NOTHING_SAVED, Outcome(7))
    await store.close()


async def test_sessions_and_updates_survive_a_restart(path: Path) -> None:
    """What was saved is there after the file was closed and opened again."""
    await _written(path)
    store = SqliteStore(path, SECRET)
    assert (await store.load("a")).session == TELLING
    assert (await store.load("a", 7)).handled
    await store.close()


async def test_only_the_owner_may_read_the_files(path: Path) -> None:
    """The database and its side files are closed to everybody else while the bot runs."""
    store = SqliteStore(path, SECRET)
    await store.save("a", TELLING, NOTHING_SAVED)
    modes = {file.name: _mode(file) for file in path.parent.iterdir()}
    await store.close()
    assert modes == {"bot.sqlite": 0o600, "bot.sqlite-wal": 0o600, "bot.sqlite-shm": 0o600}
    assert _mode(path.parent) == 0o700


async def test_a_file_open_to_others_is_closed_to_them(path: Path) -> None:
    """A mode somebody loosened is tightened at the next start."""
    await _written(path)
    _loosen(path)
    await SqliteStore(path, SECRET).close()
    assert _mode(path) == 0o600


async def test_a_deleted_session_leaves_no_bytes_behind(path: Path) -> None:
    """After a deletion no file holds even the sealed session, while the bot runs on."""
    store = SqliteStore(path, SECRET)
    await store.save("the key of a chat", TELLING, NOTHING_SAVED, Outcome(7, PARCEL))
    await store.keep("the key of a chat", "he collects stamps", "unanswered")
    before = _bytes_of(path)
    await store.delete("the key of a chat")
    after = _bytes_of(path)
    await store.close()
    assert b"the key of a chat" in before
    assert b"the key of a chat" not in after


@pytest.mark.parametrize("secret", [SECRET, b"another secret"], ids=["the secret", "another secret"])
async def test_what_belongs_to_a_chat_is_sealed(path: Path, secret: bytes) -> None:
    """The file alone tells nothing of what somebody asked or said; the secret opens it, and no other."""
    store = SqliteStore(path, SECRET)
    await store.save("a", TELLING, NOTHING_SAVED, Outcome(7, PARCEL))
    await store.keep("a", "he collects stamps", "unanswered")
    held = _bytes_of(path)
    await store.close()
    assert not any(told in held for told in (b"when_to_walk_away", b"somewhere", b"Take care", b"stamps"))
    again = SqliteStore(path, secret)
    known = await again.export("a")
    await again.close()
    assert (known.session, len(known.kept), len(known.unsent)) == (
        (TELLING, 1, 1) if secret == SECRET else (None, 0, 0)
    )


async def test_a_session_that_makes_no_sense_begins_afresh(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """One damaged row does not keep its person from being answered; nor can one chat be given another's session."""
    await _written(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("INSERT INTO sessions SELECT 'b', session, version, at FROM sessions")
        db.execute("UPDATE sessions SET session = x'00' WHERE chat = 'a'")
    store = SqliteStore(path, SECRET)
    for chat in ("a", "b"):
        saved = await store.load(chat)
        assert saved.session == Session()
        assert await store.save(chat, TELLING, saved.version)
    await store.close()
    assert caplog.text.count("could not be read") == 2


def _write_first_version(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(
            """CREATE TABLE sessions (
                chat TEXT PRIMARY KEY, session TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE handled (update_id INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;
            CREATE INDEX sessions_by_age ON sessions (at);
            CREATE INDEX handled_by_age ON handled (at);
            INSERT INTO sessions VALUES ('a', '{"turns": 1, "last": "when_to_walk_away"}', 5, 1700000000);
            INSERT INTO handled VALUES (7, 1700000000);
            PRAGMA user_version = 1;"""
        )


async def test_a_file_of_the_first_version_is_taken_over(path: Path) -> None:
    """Its sessions, which were not sealed, and its handled updates."""
    _write_first_version(path)
    await SqliteStore(path, SECRET).close()
    store = SqliteStore(path, SECRET)
    saved = await store.load("a", 7)
    await store.close()
    assert (saved.session, saved.version, saved.handled) == (TELLING, 5, True)
    assert b"when_to_walk_away" not in _bytes_of(path)


async def test_a_file_of_the_second_version_is_taken_over(path: Path) -> None:
    """It knew no numbers of messages; its sessions stay."""
    await _written(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript("DROP TABLE numbers; PRAGMA user_version = 2;")
    store = SqliteStore(path, SECRET)
    await store.sent("a", 7, (41,))
    assert await store.numbers("a") == (41,)
    await store.close()


async def test_ids_of_updates_go_after_two_days_and_dead_letters_after_thirty(path: Path) -> None:
    """Both would grow without end."""
    now = 1_800_000_000.0
    store = SqliteStore(path, SECRET, clock=lambda: now)
    await store.settle("a", 7)
    await store.bury(8, "unreadable")
    now += UPDATES_KEPT + 60
    await store.tidy()
    assert not (await store.load("a", 7)).handled
    assert len(await store.dead_letters()) == 1
    now += 30 * DAY
    await store.tidy()
    await store.close()
    assert len(await _rows(path, "dead_letters")) == 0


async def test_what_is_flushed_is_on_the_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wait for the disk covers all commits before it; a disk that fails is explained."""
    synced: list[int] = []
    monkeypatch.setattr("bot.storage.database.os.fsync", synced.append)
    store = SqliteStore(path, SECRET)
    for number in range(5):
        await store.settle("a", number)
    assert synced == []
    await store.flush()
    assert len(synced) == 1

    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("bot.storage.database.os.fsync", fail)
    with pytest.raises(StoreError, match="Input/output error"):
        await store.flush()
    await store.close()


async def _rows(path: Path, table: str) -> list[object]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(f"SELECT * FROM {table}").fetchall()


def _bytes_of(path: Path) -> bytes:
    """Read the file and its side files."""
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


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
        SqliteStore(path, SECRET)
    assert str(path) in str(caught.value)


def test_a_data_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    """A file in the folder's place is an error in words."""
    (tmp_path / "data").write_text("")
    with pytest.raises(StoreError, match="cannot be used"):
        SqliteStore(tmp_path / "data" / "bot.sqlite", SECRET)


async def test_a_damaged_file_is_explained(path: Path) -> None:
    """Damage that shows only when something is read is said in words too."""
    await _written(path)
    store = SqliteStore(path, SECRET)
    await store.delete("nobody")
    _damage(path)
    with pytest.raises(StoreError, match="is damaged"):
        await store.load("a")
    await store.close()


async def test_a_file_that_can_only_be_read_is_not_ready(path: Path) -> None:
    """On a disk that is full, or has been made read-only, reading goes on as if nothing were wrong."""
    store = SqliteStore(path, SECRET)
    await store.ping()
    store._db._db.execute("PRAGMA query_only = ON")
    assert await store.load("a")
    with pytest.raises(StoreError, match="cannot be written"):
        await store.ping()
    await store.close()


async def test_a_locked_file_is_explained_and_works_again_afterwards(path: Path) -> None:
    """A lock held too long is an error in words; once it is gone, saving goes on."""
    store = SqliteStore(path, SECRET, lock_wait=0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="locked by another program"):
            await store.save("a", TELLING, NOTHING_SAVED)
        other.execute("ROLLBACK")
    assert await store.save("a", TELLING, NOTHING_SAVED)
    await store.close()


async def test_two_processes_may_share_the_file(path: Path) -> None:
    """A second opener sees what the first saved, and the first loses the race it should lose."""
    first, second = SqliteStore(path, SECRET), SqliteStore(path, SECRET)
    await first.save("a", TELLING, NOTHING_SAVED)
    assert (await second.load("a")).session == TELLING
    assert not await second.save("a", Session(), NOTHING_SAVED)
    await first.close()
    await second.close()


async def test_a_disk_with_an_error_is_explained(path: Path) -> None:
    """As after one that had Linux make it read-only while the bot runs."""
    store = SqliteStore(path, SECRET)

    def fail(_: sqlite3.Connection) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
        raise error

    with pytest.raises(StoreError, match="the disk reports an error"):
        await store._db.write(fail)
    await store.close()
