"""A small sound content folder, and the matcher replaced by one that is told what to decide."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from bot.content import compiling, load
from bot.content.own_lines import REQUIRED_LINES
from bot.dialogue.model import Action, Decision

if TYPE_CHECKING:
    from pathlib import Path

INTENT = """
    title: What do I do now?
    topic: what_to_do
    phrases:
      - {phrase}
"""
RESPONSE = """
    from: S10
    openings:
      - Not knowing is hard.
      - That is a lot to carry.
    answer: One calm message is enough.
    more:
      - Then look after your own evening.
    ask: What would do you good today?
"""
HELPLINES = """
    lines:
      - name: Samaritans
        country: GB
        kinds: [crisis]
        contact: call 116 123
        source: samaritans.org
        verified_on: 2026-11-15
"""


class Folder:
    """A content folder to write into."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write("responses/lines.yaml", "".join(f"{key}: One line.\n" for key in REQUIRED_LINES))
        self.write("responses/helplines.yaml", HELPLINES)
        self.add("what_now")

    def write(self, file: str, text: str) -> Path:
        """Write one file."""
        path = self.path / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(text), "utf-8")
        return path

    def add(self, name: str, intent: str = INTENT, response: str = RESPONSE) -> None:
        """Write an intent and its answer; ``{phrase}`` becomes a phrase of its own."""
        self.write(f"intents/{name}.yaml", intent.replace("{phrase}", f"phrase of {name}"))
        self.write(f"responses/{name}.yaml", response)

    def problems(self) -> list[str]:
        """List what loading says, without the sections that a small folder leaves uncovered."""
        found = load.load(self.path).problems
        return [f"{one.place}: {one.message}" for one in found if not one.message.startswith("No answer covers")]


@pytest.fixture
def decisions(monkeypatch: pytest.MonkeyPatch) -> dict[str, Decision]:
    """Decide by a table of messages, else fall back; no index is built."""
    known: dict[str, Decision] = {}
    fallback = Decision(Action.FALLBACK, "Nothing fits.")
    monkeypatch.setattr(compiling, "build_index", lambda _intents: None)
    monkeypatch.setattr(compiling, "revise_index", lambda _index, _intents: None)
    monkeypatch.setattr(compiling, "decide", lambda _content, text: known.get(text, fallback))
    return known


@pytest.fixture
def folder(tmp_path: Path, decisions: dict[str, Decision]) -> Folder:
    """Give a folder with one intent, its answer, the small lines and a helpline."""
    return Folder(tmp_path)
