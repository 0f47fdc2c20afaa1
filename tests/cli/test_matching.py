"""`bot match`, as people and programs run it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import invoke, write

if TYPE_CHECKING:
    from pathlib import Path


KEYS = {"id", "action", "topics", "offered", "act", "best", "ranked", "score", "us"}


def jsonl(*lines: object, options: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Run `bot match --jsonl` on lines; what is no text or bytes is written as JSON."""
    raw = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines]
    result = invoke("match", "--jsonl", *options, given=b"\n".join(raw) + b"\n")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def bare(tmp_path: Path) -> tuple[str, ...]:
    """Make a folder of bare intents, as benchmarks have them, and the option for it."""
    for name in ("lamp_on", "lamp_off"):
        phrase = name.replace("_", " ")
        write(tmp_path / "bare" / f"{name}.yaml", f"phrases:\n  - turn the {phrase}\n  - {phrase} please\n")
    return "--intents", str(tmp_path / "bare")


def test_each_line_is_answered_in_order(folder: Path) -> None:
    """One object in, one object out, with the keys that others read."""
    first, second = jsonl({"id": 1, "text": "why is he distant"}, {"id": "b", "text": "am i to blame"})
    assert first.keys() == second.keys() == KEYS
    assert (first["id"], first["best"], second["id"], second["best"]) == (
        1,
        "why_he_pulled_back",
        "b",
        "is_it_my_fault",
    )
    assert first["topics"] == ["why_he_pulled_back"]
    assert first["ranked"][0] == first["best"]


def test_care_is_reported(folder: Path) -> None:
    """A red pattern is care, whatever the ranking says."""
    (found,) = jsonl({"id": 1, "text": "i want to die"})
    assert (found["action"], found["topics"]) == ("care", ["crisis_self_harm"])


def test_a_dialogue_has_one_session_and_the_next_a_fresh_one(folder: Path) -> None:
    """A "more" follows within a dialogue and not from one to the next."""
    one, other = jsonl({"id": 1, "turns": ["is it my fault", "more"]}, {"id": 2, "turns": ["more"]})
    assert [turn["act"] for turn in one["turns"]] == [None, "more"]
    assert one["turns"][1]["topics"] == ["is_it_my_fault"]
    assert [turn["topics"] for turn in other["turns"]] == [[]]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        pytest.param(b"{", "line 2 is no JSON", id="broken"),
        pytest.param(b"hello", "line 2 is no JSON", id="plain text"),
        pytest.param(b'{"id": 1, "text": "caf\xe9"}', "line 2 is no JSON", id="not UTF-8"),
        pytest.param(b"[" * 100_000, "line 2 is no JSON", id="nested without end"),
        pytest.param(b"[1]", "line 2: expected an object", id="a list"),
        pytest.param(b'{"id": 7}', "line 2: ", id="no text"),
        pytest.param(b'{"id": 7, "text": 5}', "line 2: ", id="a number as text"),
        pytest.param(b'{"id": 7, "turns": ["a", 5]}', "line 2: ", id="a number as turn"),
        pytest.param(b'{"id": 7, "turns": "a"}', "line 2: ", id="turns that are no list"),
    ],
)
def test_a_malformed_line_stops_nothing(folder: Path, line: bytes, problem: str) -> None:
    """It gets an error with its number; the lines around it are answered."""
    before, wrong, after = jsonl({"id": 1, "text": "is it my fault"}, line, {"id": 3, "text": "is it my fault"})
    assert wrong["error"].startswith(problem)
    assert (before["best"], after["best"]) == ("is_it_my_fault", "is_it_my_fault")


@pytest.mark.parametrize("text", ["", "\ud83d", "😭" * 2000, "\x00", "/start", "/topics", "menu", "почему"])
def test_any_text_is_answered(folder: Path, bare: tuple[str, ...], text: str) -> None:
    """Odd texts and commands too, with the content and with bare intents; ids come back as they were."""
    for options in ((), bare):
        (found,) = jsonl({"id": text, "text": text}, options=options)
        assert found.keys() == KEYS
        assert found["id"] == text


def test_blank_lines_are_passed_over(folder: Path) -> None:
    """The last line of a file is often empty."""
    assert len(jsonl({"text": "a"}, b"", b"  ", {"text": "b"})) == 2


def test_a_folder_of_bare_intents_is_enough(folder: Path, bare: tuple[str, ...]) -> None:
    """Only phrases are needed; each intent is its own topic."""
    found, dialogue = jsonl({"text": "turn the lamp off"}, {"turns": ["turn the lamp on", "more"]}, options=bare)
    assert (found["best"], set(found["topics"] + found["offered"]) <= {"lamp_on", "lamp_off"}) == ("lamp_off", True)
    assert dialogue["turns"][0]["best"] == "lamp_on"


def test_a_folder_without_intents_is_refused(folder: Path, tmp_path: Path) -> None:
    """It is said, and nothing is answered."""
    result = invoke("match", "--intents", str(tmp_path / "nothing"), "hello")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "No YAML file is in this folder." in result.stderr


def test_answers_come_while_lines_still_arrive(folder: Path) -> None:
    """A program may wait for each answer before it asks on."""
    command = [sys.executable, "-m", "bot", "match", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin
        assert running.stdout
        for text in ("is it my fault", "why is he distant"):
            running.stdin.write(json.dumps({"text": text}).encode() + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["topics"]
        running.stdin.close()
        assert running.wait(timeout=60) == 0


@pytest.mark.parametrize("messages", [["is it my fault", "[/dim] why"], []], ids=["arguments", "standard input"])
@pytest.mark.parametrize(("why", "shows"), [([], "answer"), (["--why"], "is_it_my_fault.yaml:3")], ids=["table", "why"])
def test_match_for_people(folder: Path, messages: list[str], why: list[str], shows: str) -> None:
    """A table, or each decision with its reasons; what looks like markup is shown as typed."""
    result = invoke("match", *why, *messages, given="is it my fault\n\n[/dim] why\n")
    assert result.exit_code == 0
    assert "[/dim] why" in result.stdout
    assert "is_it_my_fault" in result.stdout
    assert shows in result.stdout
