"""Chat keys and the secret behind them."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from bot.storage import keys
from bot.storage.keys import chat_key, read_secret
from bot.storage.store import StoreError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_chat_keeps_its_key() -> None:
    """The same chat and secret always give the same key."""
    assert chat_key(b"secret", 42) == chat_key(b"secret", 42)


@pytest.mark.parametrize(
    ("secret", "chat_id"),
    [(b"secret", 43), (b"secret", -42), (b"other", 42), (b"secret" * 30, 42)],
    ids=["another chat", "a group", "another secret", "a long secret"],
)
def test_keys_differ(secret: bytes, chat_id: int) -> None:
    """Another chat or another secret gives another key."""
    assert chat_key(secret, chat_id) != chat_key(b"secret", 42)


def test_a_key_does_not_show_the_chat_id() -> None:
    """The id cannot be read off the key."""
    assert "123456789" not in chat_key(b"secret", 123456789)


def test_the_first_start_makes_a_secret(tmp_path: Path) -> None:
    """The secret is made once, for its owner's eyes only, and found again."""
    folder = tmp_path / "data"
    made = read_secret(folder)
    assert len(made) == 32
    assert read_secret(folder) == made
    assert [file.name for file in folder.iterdir()] == ["secret"]
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600


def test_two_installations_have_two_secrets(tmp_path: Path) -> None:
    """The secret is drawn, not derived."""
    assert read_secret(tmp_path / "a") != read_secret(tmp_path / "b")


def test_a_secret_open_to_others_is_closed_to_them(tmp_path: Path) -> None:
    """A mode somebody loosened is tightened at the next start."""
    read_secret(tmp_path)
    (tmp_path / "secret").chmod(0o644)
    read_secret(tmp_path)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_of_two_first_starts_at_once_the_earlier_secret_stays(tmp_path: Path) -> None:
    """A process that comes second takes the other's secret and leaves no draft behind."""
    made = read_secret(tmp_path)
    keys._create(tmp_path / "secret")
    assert read_secret(tmp_path) == made
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("text", ["", "abc", "00ff", "not hexadecimal", "é"], ids=repr)
def test_a_damaged_secret_is_explained(tmp_path: Path, text: str) -> None:
    """A secret cut short is never taken for the right one: all sessions would seem lost."""
    (tmp_path / "secret").write_text(text, "utf-8")
    with pytest.raises(StoreError, match="is damaged"):
        read_secret(tmp_path)


def test_a_secret_that_cannot_be_read_is_explained(tmp_path: Path) -> None:
    """The error names the file, in words."""
    (tmp_path / "secret").mkdir()
    with pytest.raises(StoreError, match="cannot be used"):
        read_secret(tmp_path)
