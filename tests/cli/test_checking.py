"""`bot check`: what is wrong in the content, for people and for GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.conftest import invoke, write

if TYPE_CHECKING:
    from pathlib import Path


def test_check_says_what_is_wrong_and_where(folder: Path) -> None:
    """An error ends with 1, in words and in the form for annotations."""
    write(folder / "intents/is_it_my_fault.yaml", "title: My fault?\nphrases:\n  - no\n")
    plain = invoke("check")
    github = invoke("check", "--format", "github")
    assert (plain.exit_code, github.exit_code) == (1, 1)
    assert "intents/is_it_my_fault.yaml:3:5" in plain.stdout
    assert plain.stdout.splitlines()[-1].startswith("1 error, ")
    assert "::error file=intents/is_it_my_fault.yaml,line=3" in github.stdout
    assert "1 error," not in github.stdout


def test_check_lets_warnings_stand(folder: Path) -> None:
    """Sections that a small content leaves out are no error; the folder may be named instead of set."""
    result = invoke("check", str(folder), env={"BOT_CONTENT": ""})
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "0 errors, 1 warning.")


def test_check_of_a_folder_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    """It is a problem like any other."""
    result = invoke("check", str(tmp_path / "nothing"))
    assert result.exit_code == 1
    assert "There is no folder intents/" in result.stdout
