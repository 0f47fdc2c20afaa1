"""A small sound content, and the commands run on it: as a command or as the whole program."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from bot.cli import app, main
from bot.content.own_lines import REQUIRED_LINES

if TYPE_CHECKING:
    from io import BytesIO
    from pathlib import Path

    from typer.testing import Result

INTENTS = {
    "why_he_pulled_back": "title: Why?\nphrases:\n  - why did he pull back\n  - why is he distant\n",
    "is_it_my_fault": "title: My fault?\nphrases:\n  - is it my fault\n  - am i to blame\n",
    "crisis_self_harm": "title: Not safe\nphrases:\n  - i do not want to live\nred:\n  - want to die\n",
}
ANSWER = "from: S01\nopenings:\n  - It hurts.\n  - That is hard.\nanswer: {name} answered.\nmore: {name} deeper.\n"
CARE = "answer: I'm glad. {helplines}\ncheck: Are you safe?\ncheck_yes: I am not\ncheck_no: I am\nkinds: [crisis]\n"
LINE = "lines:\n  - name: Samaritans\n    country: WORLD\n    kinds: [crisis]\n    contact: 116 123\n    source: x\n"


def invoke(*arguments: str, given: str | bytes = "", env: dict[str, str] | None = None) -> Result:
    """Run a command inside this process."""
    return CliRunner().invoke(app, list(arguments), input=given, env=env)


def process(*arguments: str, given: bytes = b"") -> tuple[int, str, str]:
    """Run a command to the program's end: its exit code, what it printed, what it complained about."""
    code: object = None
    with CliRunner().isolation(input=given) as (printed, complaints, _), patch.object(sys, "argv", ["bot", *arguments]):
        try:
            main()
        except SystemExit as end:
            code = end.code
        return code if isinstance(code, int) else int(bool(code)), _text(printed), _text(complaints)


def _text(written: BytesIO) -> str:
    return written.getvalue().decode()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a small content and point the settings to it."""
    write_content(tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    for name in ("TOKEN", "API_URL", "DATA", "SECRET", "STORE", "LOG"):
        monkeypatch.delenv(f"BOT_{name}", raising=False)
    monkeypatch.setenv("BOT_CONTENT", str(tmp_path / "content"))
    return tmp_path / "content"


def write_content(folder: Path) -> None:
    """Write a small sound content."""
    for name, text in INTENTS.items():
        answer = CARE if name == "crisis_self_harm" else ANSWER.replace("{name}", name)
        write(folder / "intents" / f"{name}.yaml", text)
        write(folder / "responses" / f"{name}.yaml", answer)
    lines = "".join(f"{key}: The line {key}.\n" for key in REQUIRED_LINES)
    write(folder / "responses/lines.yaml", lines)
    write(folder / "responses/helplines.yaml", LINE + f"    verified_on: {datetime.now(UTC).date()}\n")


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
