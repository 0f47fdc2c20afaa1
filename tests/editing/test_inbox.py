"""Messages that ask the same come together; what was put aside stays away; what is known already is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.editing.inbox import Ignored, grouped
from bot.storage.store import Kept

if TYPE_CHECKING:
    from pathlib import Path

SECRET = b"a secret of some length"


def kept(*texts: str, why: str = "unanswered") -> list[Kept]:
    """Keep messages, one after another."""
    return [Kept(str(at), at, text, why) for at, text in enumerate(texts)]


def test_wordings_of_one_question_come_together() -> None:
    """The most frequent stands for all, and the largest group comes first."""
    said = kept(
        "does the moon affect him",
        "how long do guys need their space usually",
        "How long do guys need space?",
        "how long do guys need space",
    )
    first, second = grouped(said)
    assert (first.text, len(first.kept), second.text) == ("how long do guys need space", 3, "does the moon affect him")
    assert first.others == ("how long do guys need their space usually",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("should i text him", "does he still care about me"),
        ("he left me on read", "is it my fault he left"),
        ("why is he distant", "how do i give him space"),
    ],
)
def test_other_questions_stay_apart(one: str, other: str) -> None:
    """Even where they share small words."""
    assert len(grouped(kept(one, other))) == 2


def test_thumbs_are_counted() -> None:
    """They tell that an answer is the wrong one."""
    (group,) = grouped([*kept("is it my fault"), *kept("is it my fault", why="thumb")])
    assert group.thumbs == 1


def test_nothing_waits() -> None:
    """No group comes of no message."""
    assert grouped([]) == ()


def test_what_was_put_aside_stays_away(tmp_path: Path) -> None:
    """However it is written next time, and for whoever opens the list again; its words are not in the file."""
    Ignored(tmp_path / "data/ignored", SECRET).add(["Does the moon matter?"])
    left = Ignored(tmp_path / "data/ignored", SECRET).without(kept("does the moon matter", "is it my fault"))
    assert [one.text for one in left] == ["is it my fault"]
    assert "moon" not in (tmp_path / "data/ignored").read_text()
