"""`bot run`, `bot preview` and `bot chat`, from their settings to their end."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.settings import SettingsError
from tests.cli.conftest import invoke, process

if TYPE_CHECKING:
    from pathlib import Path


def test_content_with_an_error_is_not_talked_about(folder: Path) -> None:
    """The other commands end with the problems, too."""
    (folder / "responses/is_it_my_fault.yaml").unlink()
    for command in (["match", "hello"], ["chat"]):
        result = invoke(*command)
        assert (result.exit_code, "It hurts" in result.stdout) == (1, False)
        assert "Nobody answers this intent." in result.stderr


CHAT = b"is it my fault\n1\nmore\n99999\n" + b"9" * 5000 + b"\n\n[/bold] \xff\xfe\n/topics\n/quit\nnever read\n"


def test_a_chat_from_beginning_to_end(folder: Path) -> None:
    """A welcome, an answer, a button by its number, odd input, an end; nothing is stored."""
    code, printed, complaints = process("chat", "--why", given=CHAT)
    assert (code, complaints) == (0, "")
    for part in ("The line start.", "is_it_my_fault answered.", "is_it_my_fault deeper.", "The line menu."):
        assert part in printed
    assert "1 The line more_label." in printed
    assert "never read" not in printed
    assert [path.name for path in folder.parent.iterdir()] == ["content"]


def test_run_without_a_token_is_a_preview(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newcomer talks to the bot at once, on a local Telegram, until Ctrl-C."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    command = [sys.executable, "-m", "bot", "run"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout
        assert "There is no BOT_TOKEN yet" in running.stdout.readline()
        assert "http://127.0.0.1:" in running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert running.communicate(timeout=60) == ("", "")
        assert running.returncode in (0, 130)  # 130 where it comes before the first poll


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("BOT_STORE", "[/red]", '"[/red]"'),
        ("BOT_CONTENT", "/nowhere", "intents/"),
        ("BOT_LOG", "LOUD", "DEBUG"),
    ],
)
def test_a_bad_setting_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    """In words, without a traceback."""
    monkeypatch.setenv(name, value)
    code, printed, complaints = process("run")
    assert (code, printed) == (2, "")
    assert name in complaints
    assert says in complaints
    assert "Traceback" not in complaints


def test_a_bad_token_is_not_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be a good one with a blank too many."""
    monkeypatch.setenv("BOT_TOKEN", "123456789:nearly-a-token")
    assert "nearly" not in "".join(process("run")[1:])


def test_a_bad_setting_is_an_error_of_its_own_kind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside the program it can be told from others."""
    monkeypatch.setenv("BOT_STORE", "stone tablets")
    assert isinstance(invoke("chat").exception, SettingsError)
