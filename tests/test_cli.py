"""The commands, as people and programs run them: on a small content, in a process of their own where that matters."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import app
from bot.content.shape import REQUIRED_LINES
from bot.settings import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

INTENTS = {
    "why_he_pulled_back": "title: Why?\nphrases:\n  - why did he pull back\n  - why is he distant\n",
    "is_it_my_fault": "title: My fault?\nphrases:\n  - is it my fault\n  - am i to blame\n",
    "crisis_self_harm": "title: Not safe\nphrases:\n  - i do not want to live\nred:\n  - want to die\n",
}
ANSWER = "from: S01\nopenings:\n  - It hurts.\n  - That is hard.\nanswer: {name} answered.\nmore: {name} deeper.\n"
CARE = "answer: I'm glad. {helplines}\ncheck: Are you safe?\ncheck_yes: I am not\ncheck_no: I am\nkinds: [crisis]\n"
LINE = "lines:\n  - name: Samaritans\n    country: GB\n    kinds: [crisis]\n    contact: 116 123\n    source: x\n"
KEYS = {"id", "action", "topics", "offered", "act", "best", "ranked", "score", "us"}
runner = CliRunner()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a small content and point the settings to it."""
    for name, text in INTENTS.items():
        answer = CARE if name == "crisis_self_harm" else ANSWER.replace("{name}", name)
        _write(tmp_path / "content/intents" / f"{name}.yaml", text)
        _write(tmp_path / "content/responses" / f"{name}.yaml", answer)
    lines = "".join(f"{key}: The line {key}.\n" for key in REQUIRED_LINES)
    _write(tmp_path / "content/responses/lines.yaml", lines)
    _write(tmp_path / "content/responses/helplines.yaml", LINE + "    verified_on: 2026-11-15\n")
    monkeypatch.chdir(tmp_path)
    for name in ("TOKEN", "API_URL", "DATA", "SECRET", "STORE", "LOG"):
        monkeypatch.delenv(f"BOT_{name}", raising=False)
    monkeypatch.setenv("BOT_CONTENT", str(tmp_path / "content"))
    return tmp_path / "content"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def process(*arguments: str, given: bytes = b"") -> tuple[int, str, str]:
    """Run a command as its own process: how it ended, what it printed, what it complained about."""
    command = [sys.executable, "-m", "bot", *arguments]
    done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def jsonl(*lines: object, options: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Run `bot match --jsonl` on lines; what is no text or bytes is written as JSON."""
    raw = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines]
    result = runner.invoke(app, ["match", "--jsonl", *options], input=b"\n".join(raw) + b"\n")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def bare(tmp_path: Path) -> tuple[str, ...]:
    """Make a folder of bare intents, as benchmarks have them, and the option for it."""
    for name in ("lamp_on", "lamp_off"):
        phrase = name.replace("_", " ")
        _write(tmp_path / "bare" / f"{name}.yaml", f"phrases:\n  - turn the {phrase}\n  - {phrase} please\n")
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
    assert (found["action"], found["topics"], found["score"]) == ("care", ["crisis_self_harm"], None)


def test_a_dialogue_has_one_session_and_the_next_a_fresh_one(folder: Path) -> None:
    """A "more" follows within a dialogue and not from one to the next."""
    one, other = jsonl({"id": 1, "turns": ["is it my fault", "more"]}, {"id": 2, "turns": ["more"]})
    assert [turn["act"] for turn in one["turns"]] == [None, "more"]
    assert one["turns"][1]["topics"] == ["is_it_my_fault"]
    assert [turn["act"] for turn in other["turns"]] == [None]


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
    result = runner.invoke(app, ["match", "--intents", str(tmp_path / "nothing"), "hello"])
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
        assert running.wait(timeout=20) == 0


@pytest.mark.parametrize("messages", [["is it my fault", "[/dim] why"], []], ids=["arguments", "standard input"])
@pytest.mark.parametrize(("why", "shows"), [([], "answer"), (["--why"], "is_it_my_fault.yaml:3")], ids=["table", "why"])
def test_match_for_people(folder: Path, messages: list[str], why: list[str], shows: str) -> None:
    """A table, or each decision with its reasons; what looks like markup is shown as typed."""
    result = runner.invoke(app, ["match", *why, *messages], input="is it my fault\n\n[/dim] why\n")
    assert result.exit_code == 0
    assert "[/dim] why" in result.stdout
    assert "is_it_my_fault" in result.stdout
    assert shows in result.stdout


def test_check_says_what_is_wrong_and_where(folder: Path) -> None:
    """An error ends with 1, in words and in the form for annotations."""
    _write(folder / "intents/is_it_my_fault.yaml", "title: My fault?\nphrases:\n  - no\n")
    plain = runner.invoke(app, ["check"])
    github = runner.invoke(app, ["check", "--format", "github"])
    assert (plain.exit_code, github.exit_code) == (1, 1)
    assert "intents/is_it_my_fault.yaml:3:5" in plain.stdout
    assert plain.stdout.splitlines()[-1].startswith("1 error, ")
    assert "::error file=intents/is_it_my_fault.yaml,line=3" in github.stdout
    assert "1 error," not in github.stdout


def test_check_lets_warnings_stand(folder: Path) -> None:
    """Sections that a small content leaves out are no error; the folder may be named instead of set."""
    result = runner.invoke(app, ["check", str(folder)], env={"BOT_CONTENT": ""})
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "0 errors, 1 warning.")


def test_check_of_a_folder_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    """It is a problem like any other."""
    result = runner.invoke(app, ["check", str(tmp_path / "nothing")])
    assert result.exit_code == 1
    assert "There is no folder intents/" in result.stdout


def test_content_with_an_error_is_not_talked_about(folder: Path) -> None:
    """The other commands end with the problems, too."""
    (folder / "responses/is_it_my_fault.yaml").unlink()
    for command in (["match", "hello"], ["chat"]):
        result = runner.invoke(app, command)
        assert (result.exit_code, "It hurts" in result.stdout) == (1, False)
        assert "Nobody answers this intent." in result.stderr


CHAT = b"is it my fault\n1\nmore\n99999\n" + b"9" * 5000 + b"\n\n[/bold] \xff\xfe\n/topics\n/quit\nnever read\n"


def test_a_chat_from_beginning_to_end(folder: Path) -> None:
    """A welcome, an answer, a button by its number, odd input, an end; nothing is stored."""
    code, printed, complaints = process("chat", "--why", given=CHAT)
    assert (code, complaints) == (0, "")
    for part in ("The line start.", "is_it_my_fault answered.", "is_it_my_fault deeper.", "The line menu."):
        assert part in printed
    assert "1 The line more_label." in printed
    assert "never read" not in printed
    assert [path.name for path in folder.parent.iterdir()] == ["content"]


def test_run_without_a_token_is_a_preview(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newcomer talks to the bot at once, on a local Telegram, until Ctrl-C."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    command = [sys.executable, "-m", "bot", "run"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout
        assert "There is no BOT_TOKEN yet" in running.stdout.readline()
        assert "http://127.0.0.1:" in running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert running.communicate(timeout=30) == ("", "")
        assert running.returncode in (0, 130)  # 130 where it comes before the first poll


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("BOT_STORE", "[/red]", '"[/red]"'),
        ("BOT_CONTENT", "/nowhere", "intents/"),
        ("BOT_LOG", "LOUD", "DEBUG"),
    ],
)
def test_a_bad_setting_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    """In words, without a traceback."""
    monkeypatch.setenv(name, value)
    code, printed, complaints = process("run")
    assert (code, printed) == (2, "")
    assert name in complaints
    assert says in complaints
    assert "Traceback" not in complaints


def test_a_bad_token_is_not_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be a good one with a blank too many."""
    monkeypatch.setenv("BOT_TOKEN", "123456789:nearly-a-token")
    assert "nearly" not in "".join(process("run")[1:])


def test_a_bad_setting_is_an_error_of_its_own_kind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside the program it can be told from others."""
    monkeypatch.setenv("BOT_STORE", "stone tablets")
    assert isinstance(runner.invoke(app, ["chat"]).exception, SettingsError)


def test_help_shows_every_command_with_an_example() -> None:
    """Without a command, help is shown; each command shows how it is used."""
    assert all(
        command in runner.invoke(app, ["--help"]).output for command in ("run", "preview", "chat", "check", "match")
    )
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a group has them
    for name in commands:
        assert "Example:" in runner.invoke(app, [name, "--help"]).output
