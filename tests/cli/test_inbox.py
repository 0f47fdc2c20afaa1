"""`bot inbox` and `bot new`: from a message without an answer to the files, and back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.editing.refusal import Refusal
from bot.storage.keys import read_secret
from bot.storage.sqlite import SqliteStore
from bot.storage.store import Count
from tests.cli.conftest import invoke, write

if TYPE_CHECKING:
    from pathlib import Path

FAULT = "intents/is_it_my_fault.yaml"
NEW = ("name", "title", "topic", "phrase", "answer", "more", "from")


@pytest.fixture
def waiting(folder: Path) -> Path:
    """Let two chats keep messages; gives the content folder."""
    asyncio.run(_keep(folder.parent / "data", "was all of this down to me", "was all of this down to me then", "moon"))
    return folder


async def _keep(data: Path, *texts: str) -> None:
    store = SqliteStore(data / "bot.sqlite", read_secret(data))
    for number, text in enumerate(texts):
        await store.keep(f"chat {number}", text, "unanswered")
    await store.count(Count("action", "answer"), Count("topic", "is_it_my_fault"))
    await store.close()


def sitting(*keys: str) -> str:
    """Go through the inbox with these answers."""
    result = invoke("inbox", given="\n".join(keys) + "\n")
    assert result.exit_code == 0, result.output
    return result.output


def test_what_is_waiting_is_listed(waiting: Path) -> None:
    """With what it may mean."""
    shown = invoke("inbox", "--list").stdout
    assert "2 waiting" in shown
    assert '"was all of this down to me"  +1 like it' in shown
    assert '"moon"' in shown


def test_a_message_is_added_where_it_belongs(waiting: Path) -> None:
    """Each line is shown with its place before it is written; then it waits no longer, until that is taken back."""
    before = (waiting / FAULT).read_bytes()
    shown = sitting("i", "is_it_my_fault", "y", "q")
    assert f"{FAULT}:5  + - was all of this down to me  (phrases)\n" in shown
    assert f"{FAULT}:8  + - was all of this down to me  (tests.hit)\n" in shown
    assert 'Still elsewhere: "was all of this down to me then" → ' in " ".join(shown.split())
    assert "Nothing else moves." in shown
    after = (waiting / FAULT).read_text("utf-8")
    assert after.startswith(before.decode())
    assert after.endswith("tests:\n  hit:\n    - was all of this down to me\n")
    assert "was all" not in invoke("inbox", "--list").stdout
    assert invoke("undo").exit_code == 0
    assert (waiting / FAULT).read_bytes() == before
    assert "was all of this" in invoke("inbox", "--list").stdout


def test_nothing_is_written_without_a_yes(waiting: Path) -> None:
    """The message goes on waiting."""
    before = (waiting / FAULT).read_bytes()
    sitting("i", "is_it_my_fault", "n", "q")
    assert (waiting / FAULT).read_bytes() == before
    assert "was all of this" in invoke("inbox", "--list").stdout


def test_it_may_be_reworded(waiting: Path) -> None:
    """What was typed in a hurry is rarely the best phrase."""
    sitting("i", "is_it_my_fault", "w", "was it down to me", "y", "q")
    assert "  - was it down to me\n" in (waiting / FAULT).read_text("utf-8")


def test_what_is_put_aside_for_good_does_not_come_back(waiting: Path) -> None:
    """Not even when somebody else asks it."""
    sitting("s", "x")
    asyncio.run(_keep(waiting.parent / "data", "Moon!"))
    assert "oon" not in invoke("inbox", "--list").stdout


def test_a_new_intent_is_made_of_it(waiting: Path) -> None:
    """Both files, with every wording."""
    shown = sitting("n", "all_me", "All me?", "what_to_do", "Rarely.", "Never.", "S02", "y", "q")
    assert "intents/all_me.yaml:" in shown
    assert "  - was all of this down to me then\n" in (waiting / "intents/all_me.yaml").read_text("utf-8")
    assert "answer: Rarely.\n" in (waiting / "responses/all_me.yaml").read_text("utf-8")
    assert invoke("check").exit_code in (0, 1)


def test_a_slip_in_a_new_intent_is_asked_about_again(waiting: Path) -> None:
    """At once where a part will not do; where the whole will not, all that was typed is suggested."""
    shown = sitting("n", "All Me", "all_me", "All me?", "love", "what_to_do", "Rarely.", "Never.", "", "n",
                    "", "", "", "", "", "S99", "S02", "y", "q")  # fmt: skip
    for said in ("cannot be a name", "is no topic", '"from" is missing', 'no section "S99"'):
        assert said in " ".join(shown.split())
    assert "answer: Rarely.\n" in (waiting / "responses/all_me.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        (("9",), "not one of the keys"),
        (("i", "nowhere"), "There is no intent nowhere"),
        (("i", "is_it_my_fault", "w", "is it my fault", "q"), "already a phrase of is_it_my_fault"),
        (("i", "crisis_self_harm", "y"), "--care"),
    ],
    ids=["a key", "an intent", "a known phrase", "care"],
)
def test_a_slip_costs_nothing(waiting: Path, keys: tuple[str, ...], says: str) -> None:
    """It is said, and the same message is asked about again."""
    files = {path: path.read_bytes() for path in waiting.rglob("*.yaml")}
    assert says in " ".join(sitting(*keys, "q").split())
    assert {path: path.read_bytes() for path in waiting.rglob("*.yaml")} == files


def test_the_end_of_the_input_ends_it(waiting: Path) -> None:
    """As Ctrl-D does."""
    assert invoke("inbox", given="").exit_code == 0


def test_nothing_waits_where_nothing_was_stored(folder: Path) -> None:
    """Looking leaves no database behind."""
    assert "Nothing is waiting." in invoke("inbox").stdout
    assert not (folder.parent / "data/bot.sqlite").exists()
    assert "Nothing has been counted yet." in invoke("stats").stdout


def options(**parts: str) -> list[str]:
    """Give everything `bot new` would ask for."""
    given = {
        "title": "All me?",
        "topic": "what_to_do",
        "phrase": "was it all me",
        "answer": "Rarely.",
        "more": "Never.",
    }
    given |= {"from": "S02"} | parts
    return [part for name in NEW[1:] for part in (f"--{name}", given[name])]


def test_a_new_intent_by_name(folder: Path) -> None:
    """What is not given is asked for; the files are there, sound, and can be taken back."""
    result = invoke("new", "all_me", *options()[:-2], given="S02\n")
    assert result.exit_code == 0, result.output
    assert {"intents/all_me.yaml", "responses/all_me.yaml"} <= {
        path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")
    }
    invoke("undo")
    assert not (folder / "intents/all_me.yaml").exists()


@pytest.mark.parametrize(
    ("name", "parts", "says"),
    [
        ("All Me", {}, "cannot be a name"),
        ("is_it_my_fault", {}, "There is an intent is_it_my_fault already"),
        ("all_me", {"topic": "love"}, "is no topic"),
        ("all_me", {"from": "S99"}, 'no section "S99"'),
        ("all_me", {"phrase": "is it my fault"}, "already a phrase"),
        ("all_me", {"topic": "abuse"}, "by hand, with a second reader"),
    ],
)
def test_a_new_intent_that_will_not_do(folder: Path, name: str, parts: dict[str, str], says: str) -> None:
    """Nothing is written."""
    before = sorted(folder.rglob("*"))
    result = invoke("new", name, *options(**parts))
    assert isinstance(result.exception, Refusal)
    assert says in str(result.exception)
    assert sorted(folder.rglob("*")) == before


def test_a_name_that_will_not_do_is_told_before_anything_is_asked(folder: Path) -> None:
    """Nobody writes a whole answer in vain."""
    result = invoke("new", "All Me")
    assert "cannot be a name" in str(result.exception)
    assert "Label" not in result.stdout


def test_figures_of_a_small_content(waiting: Path) -> None:
    """Coverage, a card and the counters."""
    covered = invoke("coverage").stdout
    assert "is_it_my_fault" in covered
    assert "S13" in covered
    shown = invoke("card", "is_it_my_fault").stdout
    assert "characters" in shown
    assert "reading grade" in shown
    assert "1 message since" in invoke("stats").stdout
    assert isinstance(invoke("card", "is_it_my_falt").exception, Refusal)
    assert invoke("card", "is_it_my_fault", "--partner", "it").exit_code == 2


def test_another_wording_that_arrives_becomes_the_test(waiting: Path) -> None:
    """It holds the intent in place better than the phrase itself; one that would fail never becomes a test."""
    near = "".join(f"  - {word} all of this down to me\n" for word in ("is", "were", "surely", "then"))
    write(waiting / FAULT, f"title: My fault?\nphrases:\n{near}")
    sitting("i", "is_it_my_fault", "y", "q")
    after = (waiting / FAULT).read_text("utf-8")
    assert after.endswith("  - was all of this down to me\ntests:\n  hit:\n    - was all of this down to me then\n")
    assert invoke("check").exit_code == 0
