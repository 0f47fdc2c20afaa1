"""`bot check`: what is wrong in the content, for people and for GitHub."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.cli.conftest import invoke, write

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_check_says_what_is_wrong_and_where(folder: Path) -> None:
    """An error ends with 1, in words and in the form for annotations."""
    write(folder / "intents/is_it_my_fault.yaml", "title: My fault?\nphrases:\n  - no\n")
    plain = invoke("check")
    github = invoke("check", "--format", "github")
    as_json = json.loads(invoke("check", "--format", "json").stdout)
    assert (plain.exit_code, github.exit_code) == (1, 1)
    assert "intents/is_it_my_fault.yaml:3:5" in plain.stdout
    assert plain.stdout.splitlines()[-1].startswith("1 error, ")
    assert "::error file=content/intents/is_it_my_fault.yaml,line=3" in github.stdout
    assert "1 error," not in github.stdout
    assert (as_json["errors"], as_json["problems"][0]["file"]) == (1, "intents/is_it_my_fault.yaml")


def test_check_lets_warnings_stand(folder: Path) -> None:
    """Sections that a small content leaves out are no error; the folder may be named instead of set."""
    result = invoke("check", str(folder), env={"BOT_CONTENT": ""})
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "0 errors, 1 warning.")


def test_check_counts_what_must_be_caught(folder: Path) -> None:
    """The line on care stands before the last; content without such tests has none."""
    assert "CARE" not in invoke("check").stdout
    care = folder / "intents/crisis_self_harm.yaml"
    write(care, f"{care.read_text()}tests:\n  hit: [i want to die]\n  check: [who knows]\n  miss: [hello there]\n")
    tally = invoke("check").stdout.splitlines()[-2]
    assert tally == "CARE 1/2 must-catch found, 1/1 look-alikes quiet."


def test_check_of_a_folder_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    """It is a problem like any other."""
    result = invoke("check", str(tmp_path / "nothing"))
    assert result.exit_code == 1
    assert "There is no folder intents/" in result.stdout


def test_a_terminal_gets_a_marker_below_the_spot(folder: Path) -> None:
    """By file, with its line, in colours."""
    write(folder / "intents/is_it_my_fault.yaml", "title: My fault?\nphrases:\n  - no\n")
    shown = subprocess.run(
        [sys.executable, "-m", "bot", "check"], env={**os.environ, "FORCE_COLOR": "1"}, capture_output=True, check=False
    ).stdout.decode()
    rows = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown).splitlines()
    at = next(number for number, row in enumerate(rows) if row.endswith("- no"))
    assert rows[at + 1].index("^") == rows[at].index("no")
    assert "\x1b[" in shown


def test_github_gets_a_summary_and_paths_from_the_root(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The content may be a folder of the repository."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder.parent / "summary.md"))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder.parent))
    write(folder / "intents/is_it_my_fault.yaml", "title: My fault?\nphrases:\n  - no\n")
    assert "file=content/intents/is_it_my_fault.yaml," in invoke("check", "--format", "github").stdout
    assert "1 error" in (folder.parent / "summary.md").read_text("utf-8")


def test_watching_checks_again_after_a_change(folder: Path) -> None:
    """Until Ctrl-C, which is no failure."""
    command = [sys.executable, "-u", "-m", "bot", "check", "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        shown = iter(running.stdout)
        first = "".join(iter(shown.__next__, "Watching the files; Ctrl-C ends it.\n"))
        write(folder / "intents/is_it_my_fault.yaml", "title: My fault?\nphrases:\n  - no\n")
        second = "".join(iter(shown.__next__, "Watching the files; Ctrl-C ends it.\n"))
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=60) in (0, 130)
    assert "0 errors" in first
    assert "1 error" in second
