"""A folder is loaded whole, with all its problems at once."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from bot.content import bare, load
from bot.content.source import read
from bot.dialogue.match import rank
from bot.dialogue.model import Action, Decision

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.content.values import Source
    from bot.dialogue.model import Content
    from tests.content.conftest import Folder


def content_of(folder: Folder) -> Content:
    """Load a folder that has no error."""
    content = load.load(folder.path).content
    assert content is not None
    return content


def test_a_sound_folder_is_content(folder: Folder) -> None:
    """Intents, responses, lines and helplines are all there."""
    content = content_of(folder)
    assert list(content.intents) == list(content.responses) == ["what_now"]
    assert content.lines["menu"] == ("One line.",)
    assert [line.name for line in content.helplines] == ["Samaritans"]
    assert content.topic_of("what_now") == "what_to_do"


def test_all_problems_come_at_once(folder: Folder) -> None:
    """A syntax error ends only its own file; the others are read and linked."""
    folder.add("second")
    folder.write("intents/what_now.yaml", "title: 'he's cold'\n")
    folder.write("intents/second.yaml", "title: Two\ntopic: what_to_do\nphrases:\n  - no\n  - yes\n")
    folder.write(
        "responses/second.yaml", "from: S99\nopenings: [Oh., Ah.]\nanswer: Rest.\nmore: More.\nrelated: [thrid]\n"
    )
    assert sorted(folder.problems()) == [
        'intents/second.yaml:4: "no" is read as false.',
        'intents/second.yaml:5: "yes" is read as true.',
        "intents/what_now.yaml:1: An apostrophe inside single quotes ends the text early.",
        'responses/second.yaml:1: The article has no section "S99".',
        'responses/second.yaml:5: There is no intent "thrid".',
    ]
    loaded = load.load(folder.path)
    assert loaded.content is None
    assert all(problem.line_text for problem in loaded.problems if problem.is_error)


def test_warnings_leave_the_content_usable(folder: Folder) -> None:
    """A problem that is no error does not stop the bot."""
    loaded = load.load(folder.path)
    assert loaded.problems
    assert loaded.content is not None


@pytest.mark.parametrize("name", ["Help.yaml", "what-next.yaml", "what next.yaml", "next.yml", "next.YAML", "1st.yaml"])
def test_files_with_odd_names_are_told(folder: Folder, name: str) -> None:
    """A file that a button could not lead to, or that would not be read, is no silent loss."""
    folder.write(f"intents/{name}", "title: Next\ntopic: what_to_do\nphrases: [and now]\n")
    found = folder.problems()
    assert f"intents/{name}:1: A file's name has small letters, digits and _ only, and ends in .yaml." in found


@pytest.mark.parametrize("name", [".#help.yaml", "help.yaml~", "README.md", ".help.yaml.swp"])
def test_files_of_other_programs_are_left_alone(folder: Folder, name: str) -> None:
    """What editors' programs put beside the content is not read."""
    folder.write(f"intents/{name}", "]")
    assert folder.problems() == []


@pytest.mark.parametrize("file", ["responses/lines.yaml", "responses/helplines.yaml"])
def test_the_bot_needs_its_lines(folder: Folder, file: str) -> None:
    """Neither the small lines nor the helplines may be missing."""
    (folder.path / file).unlink()
    assert folder.problems() == [f"{file}:1: This file is missing."]


def test_a_folder_without_content_says_so(tmp_path: Path) -> None:
    """A wrong folder is told in words, with its path."""
    messages = [problem.message for problem in load.load(tmp_path).problems]
    assert f"There is no folder intents/ in {tmp_path}." in messages
    assert load.load(tmp_path).content is None


def test_an_unreadable_file_is_a_problem(folder: Folder) -> None:
    """A link into nowhere is told like any other problem."""
    (folder.path / "intents/help.yaml").symlink_to(folder.path / "gone")
    found = folder.problems()
    assert "intents/help.yaml:1: This file cannot be opened: No such file or directory." in found


def test_the_version_follows_the_bytes(folder: Folder) -> None:
    """Any change makes another version, and undoing it brings the first one back."""
    first = content_of(folder).version
    path = folder.path / "intents/what_now.yaml"
    before = path.read_text("utf-8")
    folder.write("intents/what_now.yaml", before + "# a note\n")
    second = content_of(folder).version
    folder.write("intents/what_now.yaml", before)
    assert content_of(folder).version == first != second
    assert len(first) == 12


def test_only_changed_files_are_read_again(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second load reads the file that was changed and no other; what was deleted is forgotten."""
    folder.add("second")
    loader = load.Loader(folder.path)
    first = loader.load().content
    files: list[str] = []

    def reading(file: str, data: bytes) -> Source:
        files.append(file)
        return read(file, data)

    monkeypatch.setattr(load, "read", reading)
    folder.write("intents/what_now.yaml", "title: New\ntopic: what_to_do\nphrases: [quite another]\n")
    (folder.path / "intents/second.yaml").unlink()
    (folder.path / "responses/second.yaml").unlink()
    second = loader.load().content
    assert first is not None
    assert second is not None
    assert files == ["intents/what_now.yaml"]
    assert list(second.intents) == ["what_now"]
    assert second.intents["what_now"].title == "New"
    assert second.responses["what_now"] is first.responses["what_now"]


@pytest.mark.parametrize(
    ("edit", "intents"),
    [
        pytest.param(lambda path: (path / "intents/b.yaml").touch(), ["a", "b", "what_now"], id="saved unchanged"),
        pytest.param(lambda path: [one.unlink() for one in path.glob("*/b.yaml")], ["a", "what_now"], id="removed"),
        pytest.param(
            lambda path: [one.rename(one.with_stem("c")) for one in path.glob("*/b.yaml")],
            ["a", "c", "what_now"],
            id="renamed",
        ),
    ],
)
def test_a_loader_that_knows_a_folder_reads_another_as_if_it_knew_none(
    folder: Folder, tmp_path_factory: pytest.TempPathFactory, edit: Callable[[Path], object], intents: list[str]
) -> None:
    """What is taken from the folder before is only what says the same."""
    folder.add("a")
    folder.add("b")
    other = shutil.copytree(folder.path, tmp_path_factory.mktemp("beside") / "other")
    edit(other)
    loader = load.Loader(folder.path)
    loader.load()
    loader.turn_to(other)
    found, fresh = loader.load(quick=True), load.load(other)
    assert found.problems == fresh.problems
    assert found.content is not None
    assert fresh.content is not None
    assert sorted(found.content.intents) == intents
    assert (found.content.intents, found.content.version) == (fresh.content.intents, fresh.content.version)


def test_check_runs_the_phrase_tests(folder: Folder, decisions: dict[str, Decision]) -> None:
    """A test that fails is an error on its own line; one that passes is silent."""
    text = "title: Now?\ntopic: what_to_do\nphrases: [a]\ntests:\n  hit:\n    - what now\n    - what else\n"
    folder.write("intents/what_now.yaml", text)
    decisions["what now"] = Decision(Action.ANSWER, "It fits.", intents=("what_now",))
    failed = [problem for problem in load.check(folder.path) if problem.is_error]
    assert [(str(problem.place), problem.line_text) for problem in failed] == [
        ("intents/what_now.yaml:7", "    - what else")
    ]


def test_check_of_broken_content_tells_what_load_tells(folder: Folder) -> None:
    """Without content there is nothing to run phrase tests on."""
    folder.write("intents/what_now.yaml", "title: no\n")
    assert load.check(folder.path) == load.load(folder.path).problems


def test_bare_intents_need_nothing_else(tmp_path: Path, decisions: dict[str, Decision]) -> None:
    """A folder of phrases as a program writes them is content; names and repeated phrases are free."""
    for name in ("card lost?", "Card_Found"):
        body = "phrases:\n" + "".join(f"  - {json.dumps(text)}\n" for text in ("it's #1: gone", "no", "“é”\n"))
        (tmp_path / f"{name}.yaml").write_text(body, "utf-8")
    content = bare.load_intents(tmp_path).content
    assert content is not None
    assert {name: intent.topic for name, intent in content.intents.items()} == {
        "Card_Found": "Card_Found",
        "card lost?": "card lost?",
    }
    assert content.intents["card lost?"].phrases[0].text == "it's #1: gone"
    assert content.intents["card lost?"].phrases[0].place.file == "card lost?.yaml"


@pytest.mark.parametrize(
    ("file", "message", "intent"),
    [
        pytest.param("refund_request.yaml", "refund pls", "refund_request", id="its words"),
        pytest.param("opening-hours.yaml", "what are your opening hours", "opening-hours", id="parted by a hyphen"),
        pytest.param("__.yaml", "parcel not here", "delivery", id="a name without words says nothing"),
    ],
)
def test_a_bare_intent_is_known_by_its_name(tmp_path: Path, file: str, message: str, intent: str) -> None:
    """Its author said with it what it is about."""
    (tmp_path / file).write_text("phrases:\n  - i want my money back\n", "utf-8")
    (tmp_path / "delivery.yaml").write_text("phrases:\n  - where is my parcel\n", "utf-8")
    content = bare.load_intents(tmp_path).content
    assert content is not None
    assert rank(content.index, message).matches[0].intent == intent


def test_bare_intents_tell_their_problems(tmp_path: Path, decisions: dict[str, Decision]) -> None:
    """Traps are traps in bare intents, too, and an empty folder is a mistake."""
    assert [problem.message for problem in bare.load_intents(tmp_path).problems] == ["No YAML file is in this folder."]
    assert [problem.message for problem in bare.load_intents(tmp_path / "gone").problems]
    (tmp_path / "one.yaml").write_text("phrases:\n  - no\n", "utf-8")
    loaded = bare.load_intents(tmp_path)
    assert loaded.content is None
    assert [str(problem.place) for problem in loaded.problems] == ["one.yaml:2"]
