"""`bot save` and `bot undo`, as an editor runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.editing.change import Change, Edit
from bot.editing.refusal import Refusal
from bot.editing.versions import Versions
from tests.cli.conftest import invoke, process, write
from tests.editing.conftest import git

if TYPE_CHECKING:
    from pathlib import Path

FAULT = "title: My fault?\nphrases:\n  - is it my fault\n  - what did i do\n"


@pytest.fixture
def checkout(folder: Path) -> Path:
    """Put the content into a git checkout."""
    git(folder.parent, "init", "--quiet", "--initial-branch", "main")
    git(folder.parent, "config", "user.name", "An Editor")
    git(folder.parent, "config", "user.email", "editor@example.org")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "--quiet", "-m", "First")
    return folder


def refused(*arguments: str) -> str:
    """Run a command that declines, and give its reason."""
    result = invoke(*arguments)
    assert isinstance(result.exception, Refusal)
    return str(result.exception)


def test_a_change_is_saved_and_taken_back(checkout: Path) -> None:
    """Two commands, and the file is as it was."""
    before = (checkout / "intents/is_it_my_fault.yaml").read_bytes()
    write(checkout / "intents/is_it_my_fault.yaml", FAULT)
    saved = invoke("save", "people ask what they did")
    assert (saved.exit_code, git(checkout, "log", "-1", "--format=%s")) == (0, "people ask what they did")
    assert "intents/is_it_my_fault.yaml" in saved.stdout
    undone = invoke("undo")
    assert (undone.exit_code, (checkout / "intents/is_it_my_fault.yaml").read_bytes()) == (0, before)
    assert "Undid: people ask what they did (just now)." in undone.stdout
    assert invoke("undo").exit_code == 1


def test_content_with_an_error_is_not_saved(checkout: Path) -> None:
    """The errors are shown."""
    write(checkout / "intents/is_it_my_fault.yaml", "title: My fault?\nphrases:\n  - no\n")
    result = invoke("save", "oops")
    assert (result.exit_code, git(checkout, "log", "-1", "--format=%s")) == (1, "First")
    assert "is read as false" in result.stderr


def test_a_test_message_that_goes_astray_is_not_saved(checkout: Path) -> None:
    """Saving is as strict as `bot check`."""
    write(checkout / "intents/is_it_my_fault.yaml", FAULT + "tests:\n  hit:\n    - why is he distant\n")
    assert invoke("save", "oops").exit_code == 1


def test_schemas_are_saved_in_step(checkout: Path) -> None:
    """A new intent can be completed and is no error in an editor's program."""
    (checkout / "schemas").mkdir()
    write(checkout / "intents/is_it_my_fault.yaml", FAULT)
    assert invoke("save", "more").exit_code == 0
    assert "why_he_pulled_back" in git(checkout, "show", "HEAD:./schemas/response.schema.json")


@pytest.mark.parametrize("command", [("save", "more help"), ("undo",)])
def test_care_files_need_a_word_more(checkout: Path, command: tuple[str, ...]) -> None:
    """And are listed line by line for a second reader."""
    path = checkout / "responses/crisis_self_harm.yaml"
    write(path, path.read_text("utf-8").replace("I'm glad.", "I'm glad you wrote."))
    if command == ("undo",):
        invoke("save", "more help", "--care")
    assert "--care" in refused(*command)
    result = invoke(*command, "--care")
    assert result.exit_code == 0
    if command != ("undo",):
        assert "responses/crisis_self_harm.yaml:1  + answer: I'm glad you wrote." in result.stdout
        assert "second reader: responses/crisis_self_harm.yaml" in git(checkout, "log", "-1", "--format=%b")


@pytest.mark.parametrize(
    ("why", "says"), [("  ", "Say why"), ("nothing", "Nothing has changed")], ids=["no reason", "no change"]
)
def test_what_cannot_be_saved_is_said(checkout: Path, why: str, says: str) -> None:
    """In words."""
    assert says in refused("save", why)


def test_without_git_there_is_nowhere_to_save_to(folder: Path) -> None:
    """It ends with 2 and the reason alone; what commands wrote can still be taken back."""
    code, printed, complaint = process("save", "why")
    assert (code, printed) == (2, "")
    assert "keeps no history" in complaint
    assert "Traceback" not in complaint
    assert invoke("undo").exit_code == 1


@pytest.mark.parametrize("saved", [False, True], ids=["not saved", "saved"])
def test_the_last_thing_done_is_taken_back_first(checkout: Path, saved: bool) -> None:
    """What a command wrote, or the save that came after it."""
    before = (checkout / "intents/is_it_my_fault.yaml").read_bytes()
    edit = Edit("intents/is_it_my_fault.yaml", before, FAULT.encode())
    clock = None if not saved else 0.0
    versions = Versions(checkout.parent / "data/versions", checkout, *([] if clock is None else [lambda: clock]))
    versions.write(Change("added a phrase", (edit,)))
    if saved:
        invoke("save", "kept")
    undone = invoke("undo")
    assert f"Undid: {'kept' if saved else 'added a phrase'}" in undone.stdout
    assert (checkout / "intents/is_it_my_fault.yaml").read_bytes() == before
