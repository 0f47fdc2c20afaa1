"""A content folder to change, alone or in a git checkout."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

INTENT = b"title: A\nphrases:\n  - one\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with one intent in it."""
    (tmp_path / "content/intents").mkdir(parents=True)
    (tmp_path / "content/intents/a.yaml").write_bytes(INTENT)
    return tmp_path / "content"


@pytest.fixture
def checkout(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put it into a checkout whose top is one folder higher, with other files beside it."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    git(folder.parent, "init", "--quiet", "--initial-branch", "main")
    git(folder.parent, "config", "user.name", "An Editor")
    git(folder.parent, "config", "user.email", "editor@example.org")
    (folder.parent / "program.py").write_text("1\n")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "--quiet", "-m", "First")
    return folder


def git(folder: Path, *arguments: str) -> str:
    """Run git as a programmer would."""
    return subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True, text=True).stdout.strip()
