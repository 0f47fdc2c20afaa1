"""The wheel holds the program and its content, so that the bot can be installed elsewhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as pip would, without fetching anything."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def test_every_file_of_the_program_and_its_content_is_inside(wheel: Path) -> None:
    """What the checkout has, the installed bot has: code, pages, intents and responses."""
    names = set(ZipFile(wheel).namelist())
    code = {f"bot/{path.relative_to(ROOT / 'bot').as_posix()}" for path in (ROOT / "bot").rglob("*") if _is_part(path)}
    content = {
        f"bot/shipped/{folder}/{path.name}"
        for folder in ("intents", "responses")
        for path in (ROOT / folder).glob("*.yaml")
    }
    assert len(content) > 100
    assert code | content <= names


def test_nothing_else_is_inside(wheel: Path) -> None:
    """No tests, no secrets, no data."""
    folders = {name.split("/")[0] for name in ZipFile(wheel).namelist()}
    assert {folder.split("-")[0] for folder in folders} == {"bot", "breathing_room"}


def test_the_installed_bot_finds_its_content(wheel: Path, tmp_path: Path) -> None:
    """Unpacked far from the checkout, it loads what came with it."""
    ZipFile(wheel).extractall(tmp_path / "site")
    command = [sys.executable, "-P", "-c", "import bot.cli, bot.settings; print(bot.settings.shipped_content())"]
    environment = {"PYTHONPATH": str(tmp_path / "site")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.stderr, done.stdout.strip()) == ("", str(tmp_path / "site/bot/shipped"))


def _is_part(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts
