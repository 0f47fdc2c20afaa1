"""Saving commits content and nothing else; taking back is one commit more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.editing.refusal import Refusal
from bot.editing.repository import Repository
from tests.editing.conftest import INTENT, git

if TYPE_CHECKING:
    from pathlib import Path

FILE = "intents/a.yaml"


def write(folder: Path, text: bytes, file: str = FILE) -> None:
    """Change a file of content."""
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_bytes(text)


def undone(repository: Repository) -> str:
    """Take the last saved change back, and name it."""
    commit = repository.last_saved()
    assert commit
    repository.undo(commit)
    return commit.title


def test_only_content_is_saved(checkout: Path) -> None:
    """Neither a program being worked on nor what somebody has already put forward."""
    (checkout.parent / "program.py").write_text("2\n")
    (checkout.parent / "other.py").write_text("3\n")
    git(checkout.parent, "add", "other.py")
    write(checkout, b"title: B\n")
    write(checkout, b"answer: Yes.\n", "responses/b c é.yaml")
    repository = Repository(checkout)
    assert repository.unsaved() == (FILE, "responses/b c é.yaml")
    repository.save("Why not")
    shown = git(checkout.parent, "-c", "core.quotePath=false", "show", "--name-only", "--format=%s")
    assert shown.splitlines() == ["Why not", "", "content/intents/a.yaml", "content/responses/b c é.yaml"]
    assert git(checkout.parent, "status", "--porcelain") == "A  other.py\n M program.py"
    assert repository.unsaved() == ()


def test_saves_are_taken_back_one_after_another(checkout: Path) -> None:
    """Each by a commit of its own: nothing is lost from the history; an undone one is not undone again."""
    repository = Repository(checkout)
    write(checkout, b"title: B\n")
    repository.save("first")
    write(checkout, b"title: C\n")
    write(checkout, b"new", "intents/new.yaml")
    repository.save("second")
    assert undone(repository) == "second"
    assert (checkout / FILE).read_bytes() == b"title: B\n"
    assert not (checkout / "intents/new.yaml").exists()
    assert undone(repository) == "first"
    assert (checkout / FILE).read_bytes() == INTENT
    assert repository.last_saved() is None
    assert git(checkout, "log", "--format=%s").splitlines() == [
        "Undo: first",
        "Undo: second",
        "second",
        "first",
        "First",
    ]


def test_others_commits_are_left_alone(checkout: Path) -> None:
    """Only what `bot save` made is taken back, however much came after."""
    repository = Repository(checkout)
    write(checkout, b"title: B\n")
    repository.save("first")
    (checkout.parent / "program.py").write_text("2\n")
    git(checkout.parent, "commit", "--quiet", "-am", "A program")
    assert undone(repository) == "first"
    assert (checkout.parent / "program.py").read_text() == "2\n"


@pytest.mark.parametrize("later", [b"title: C\n", b"title: B\nphrases:\n  - later\n"])
def test_a_later_change_on_the_same_lines_is_not_lost(checkout: Path, later: bytes) -> None:
    """It is said, and nothing is half undone."""
    repository = Repository(checkout)
    write(checkout, b"title: B\n")
    repository.save("first")
    write(checkout, later)
    git(checkout.parent, "commit", "--quiet", "-am", "By hand")
    with pytest.raises(Refusal, match="later change"):
        undone(repository)
    assert (checkout / FILE).read_bytes() == later
    assert git(checkout.parent, "status", "--porcelain") == ""


def test_unsaved_work_is_not_lost(checkout: Path) -> None:
    """An undo would run over it."""
    repository = Repository(checkout)
    write(checkout, b"title: B\n")
    repository.save("first")
    write(checkout, b"title: by hand\n")
    with pytest.raises(Refusal, match="not saved"):
        undone(repository)
    assert (checkout / FILE).read_bytes() == b"title: by hand\n"


def test_in_the_middle_of_a_merge_nothing_is_saved(checkout: Path) -> None:
    """Whoever merges would be surprised."""
    (checkout.parent / ".git/MERGE_HEAD").write_text(git(checkout, "rev-parse", "HEAD"))
    write(checkout, b"title: B\n")
    with pytest.raises(Refusal, match="merge"):
        Repository(checkout).save("Why not")


def test_a_name_git_does_not_know_is_asked_for(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the two lines to type; nothing stays put forward."""
    git(checkout, "config", "--unset", "user.name")
    git(checkout, "config", "--unset", "user.email")
    git(checkout, "config", "user.useConfigOnly", "true")
    monkeypatch.setenv("EMAIL", "")
    write(checkout, b"new", "intents/new.yaml")
    with pytest.raises(Refusal, match=r"git config --global user\.name"):
        Repository(checkout).save("Why not")
    assert git(checkout.parent, "status", "--porcelain") == "?? content/intents/new.yaml"


def test_a_hook_that_refuses_is_heard(checkout: Path) -> None:
    """Its words are shown."""
    hook = checkout.parent / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not on a Friday' >&2\nexit 1\n")
    hook.chmod(0o755)
    write(checkout, b"title: B\n")
    with pytest.raises(Refusal, match="not on a Friday"):
        Repository(checkout).save("Why not")


def test_a_folder_without_git(folder: Path) -> None:
    """It is told apart, without a complaint."""
    assert not Repository(folder).is_there


def test_content_as_it_was(checkout: Path, tmp_path: Path) -> None:
    """Any revision's content is written elsewhere, byte for byte."""
    write(checkout, b"title: B\r\n")
    Repository(checkout).export("HEAD", tmp_path / "old")
    assert (tmp_path / "old" / FILE).read_bytes() == INTENT
    assert Repository(checkout).saved(FILE) == INTENT
    assert Repository(checkout).saved("intents/none.yaml") is None
