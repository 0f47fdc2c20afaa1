"""What was decided before is decided again only where it may have changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.content import decided
from bot.content.cache import Cache
from bot.content.decided import Decided, is_firm
from bot.content.load import load
from bot.dialogue.model import Action, Decision, Evidence, Match, Phrase, Place, Ranking
from tests.content.conftest import Folder

if TYPE_CHECKING:
    from pathlib import Path

    from bot.dialogue.model import Content

ASKED = "phrase of what_now"


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """Load a small content that is really matched."""
    (tmp_path / "content").mkdir()
    found = load(Folder(tmp_path / "content").path).content
    assert found is not None
    return found


def test_what_was_kept_is_not_decided_again(content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In another process, or after a start."""
    first = Decided(content, Cache(tmp_path))
    found = first.of([ASKED])
    first.keep([ASKED])
    monkeypatch.setattr(decided, "decide", lambda *_: pytest.fail("decided again"))
    again = Decided(content, Cache(tmp_path)).of([ASKED])
    assert again[ASKED].decision == found[ASKED].decision
    assert again[ASKED].decision.intents == ("what_now",)


def test_what_people_asked_is_never_kept(content: Content, tmp_path: Path) -> None:
    """Their words stay where they can be forgotten."""
    first = Decided(content, Cache(tmp_path))
    first.of(["my own words", ASKED])
    first.keep([ASKED])
    assert "my own words" not in Decided(content, Cache(tmp_path))
    assert not any(b"my own words" in path.read_bytes() for path in tmp_path.glob("decided-*"))


def test_what_no_longer_reads_as_it_was_written_is_none(content: Content, tmp_path: Path) -> None:
    """Whatever happened to a file, the work is only done again."""
    first = Decided(content, Cache(tmp_path))
    first.of([ASKED])
    first.keep([ASKED])
    (kept,) = tmp_path.glob("decided-*")
    kept.write_bytes(kept.read_bytes()[:-9])
    assert ASKED not in Decided(content, Cache(tmp_path))


def test_what_a_revised_index_decided_is_not_kept(content: Content, tmp_path: Path) -> None:
    """At a border the built one, which is found by the same words, may decide otherwise."""
    revised = replace(content, index=replace(content.index, is_revised=True))
    first = Decided(revised, Cache(tmp_path))
    first.of([ASKED])
    first.keep([ASKED])
    assert ASKED not in Decided(content, Cache(tmp_path))


def decision(action: Action, confidence: float, *scores: float, kind: str = "phrase") -> Decision:
    """Make a decision by its figures."""
    matches = tuple(Match(f"intent {at}", score) for at, score in enumerate(scores))
    evidence = (Evidence(Phrase("x", Place("x", 1)), kind, 1.0),)
    return Decision(action, "", ("intent 0",), ranking=Ranking(matches, confidence), evidence=evidence)


@pytest.mark.parametrize(
    ("made", "firm"),
    [
        pytest.param(decision(Action.ANSWER, 0.9, 2.0, 1.0), True, id="well ahead"),
        pytest.param(decision(Action.ANSWER, 0.9, 2.0, 1.9), False, id="just ahead"),
        pytest.param(decision(Action.ANSWER, 0.71, 2.0, 1.0), False, id="just sure enough"),
        pytest.param(decision(Action.FALLBACK, 0.1, 0.1), False, id="hardly anything"),
        pytest.param(decision(Action.FALLBACK, 0.0), False, id="nothing"),
        pytest.param(decision(Action.CARE, 0.9, 2.0, 1.0), False, id="care by near phrases"),
        pytest.param(decision(Action.CARE, 0.9, 2.0, 1.0, kind="pattern"), True, id="care by a pattern"),
    ],
)
def test_what_lies_at_a_border_is_not_firm(made: Decision, *, firm: bool) -> None:
    """Scores that differ a little would decide otherwise."""
    assert is_firm(made) is firm
