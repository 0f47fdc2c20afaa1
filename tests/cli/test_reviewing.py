"""`bot diff`: what an edit moves, in words, as Markdown and as JSON."""

from __future__ import annotations

import json
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from bot.content import decided
from bot.editing.refusal import Refusal
from tests.cli.conftest import ANSWER, invoke, write
from tests.editing.conftest import git

if TYPE_CHECKING:
    from pathlib import Path

MINE = "title: Why?\nphrases:\n  - why did he pull back\n  - is it my fault\n  - is it all my fault\n"
TAKEN = "title: My fault?\nphrases:\n  - am i to blame\ntests:\n  hit:\n    - is it my fault\n"


@pytest.fixture
def old(folder: Path) -> Path:
    """Keep a copy of the content as it was."""
    return copytree(folder, folder.parent / "old")


def diff(old: Path, *options: str) -> tuple[int, str]:
    """Compare the content with its copy."""
    result = invoke("diff", "--against", str(old), *options)
    return result.exit_code, result.stdout


def test_without_a_change_nothing_moves(folder: Path, old: Path) -> None:
    """It is said, and ends with 0."""
    code, shown = diff(old)
    assert code == 0
    assert "No text changed." in shown
    assert "go where they went, 0 elsewhere" in shown


def test_a_message_that_another_intent_takes_is_named(folder: Path, old: Path) -> None:
    """From where to where, where it stands, and where it should go."""
    write(folder / "intents/why_he_pulled_back.yaml", MINE)
    write(folder / "intents/is_it_my_fault.yaml", TAKEN)
    code, shown = diff(old)
    assert code == 1
    assert "No longer where they should go" in shown
    assert '"is it my fault" (intents/is_it_my_fault.yaml:6): is_it_my_fault → why_he_pulled_back' in shown
    assert "and should reach is_it_my_fault" in shown
    moves = json.loads(diff(old, "--format", "json")[1])["moves"]
    assert {"test", "phrase"} <= {move["kind"] for move in moves}
    assert [move["verdict"] for move in moves if move["kind"] == "test"] == ["worse"]


def test_answers_that_changed_are_told_in_words(folder: Path, old: Path) -> None:
    """As text and, for a pull request, as Markdown in which nothing an editor wrote is read as such."""
    longer = ANSWER.replace("{name} answered.", "It is <b>never</b> all yours.").replace("{name}", "Somebody")
    write(folder / "responses/is_it_my_fault.yaml", longer)
    assert "responses/is_it_my_fault.yaml: answer reworded (24 → 29 characters)" in diff(old)[1]
    write(folder / "intents/is_it_my_fault.yaml", TAKEN.replace("is it my fault", "whose *fault* is it <br>"))
    markdown = diff(old, "--format", "markdown")[1]
    assert "- `responses/is_it_my_fault.yaml`: answer reworded" in markdown
    assert "<br>" not in markdown


def test_where_only_answers_changed_no_message_is_tried(
    folder: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None can go elsewhere."""
    reworded = ANSWER.replace("{name} answered.", "It never is.").replace("{name}", "Somebody")
    write(folder / "responses/is_it_my_fault.yaml", reworded)
    monkeypatch.setattr(decided, "decide", lambda *_: pytest.fail("tried"))
    assert diff(old)[0] == 0


def test_care_that_changed_needs_a_second_reader(folder: Path, old: Path) -> None:
    """It is said on top, and messages into and out of care come first."""
    path = folder / "intents/crisis_self_harm.yaml"
    write(path, path.read_text("utf-8").replace("want to die", "is it my fault"))
    code, shown = diff(old)
    assert "Needs a second reader: intents/crisis_self_harm.yaml" in shown
    assert shown.index("Care comes in or goes out") < shown.index("known messages")
    assert (code, "1 red pattern added; 1 red pattern deleted" in shown) == (1, True)


def test_compared_with_what_was_saved(folder: Path) -> None:
    """The last save where nothing else is said; a name that git does not know is refused."""
    git(folder.parent, "init", "--quiet", "--initial-branch", "main")
    git(folder.parent, "config", "user.name", "An Editor")
    git(folder.parent, "config", "user.email", "editor@example.org")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "--quiet", "-m", "First")
    write(folder / "responses/is_it_my_fault.yaml", ANSWER.replace("{name}", "Somebody"))
    assert "responses/is_it_my_fault.yaml: answer reworded" in invoke("diff").stdout
    assert 'no saved version called "no-such-thing"' in str(invoke("diff", "no-such-thing").exception)


def test_without_history_another_folder_is_asked_for(folder: Path) -> None:
    """In words."""
    result = invoke("diff")
    assert isinstance(result.exception, Refusal)
    assert "--against" in str(result.exception)


def test_old_content_with_errors_is_compared_as_far_as_it_can_be_read(folder: Path, old: Path) -> None:
    """A version of last year lacks lines that are needed today, and a file in it may be broken: that is said."""
    lines = (old / "responses/lines.yaml").read_text("utf-8")
    write(old / "responses/lines.yaml", lines.split("\n", 1)[1])
    write(old / "intents/is_it_my_fault.yaml", "title: a: b\n")
    write(folder / "intents/why_he_pulled_back.yaml", MINE.replace("is it my fault", "why so cold"))
    result = invoke("diff", "--against", str(old))
    said = " ".join(result.output.split())
    assert "By today's rules" in said
    assert "compared as far as it can be read" in said
    assert "intents/is_it_my_fault.yaml:1" in said
    assert "intents/why_he_pulled_back.yaml: " in said


def test_old_content_of_which_nothing_can_be_read_is_refused(folder: Path, old: Path) -> None:
    """It is no content at all."""
    for path in old.glob("intents/*.yaml"):
        write(path, "title: a: b\n")
    result = invoke("diff", "--against", str(old))
    assert isinstance(result.exception, Refusal)
    assert "can be read" in str(result.exception)
