"""What was counted becomes topics by the day, endings, thumbs and buttons."""

from __future__ import annotations

from bot.editing.insights import insights
from bot.storage.store import Tally

TALLIES = (
    Tally("2026-11-20", "action", "answer", 6),
    Tally("2026-11-21", "action", "fallback", 2),
    Tally("2026-11-20", "topic", "what_to_do", 2),
    Tally("2026-11-21", "topic", "what_to_do", 1),
    Tally("2026-11-21", "topic", "is_it_my_fault", 5),
    Tally("2026-11-21", "intent", "should_i_text", 5),
    Tally("2026-11-21", "button", "i:should_i_text", 2),
    Tally("2026-11-21", "button", "m:should_i_text", 3),
    Tally("2026-11-21", "button", "up:should_i_text", 4),
    Tally("2026-11-21", "button", "down:should_i_text", 1),
    Tally("2026-11-21", "button", "unknown", 1),
)


def test_all_of_it() -> None:
    """The most asked topic first, the most tapped button first, in words."""
    found = insights(TALLIES)
    assert (found.days, found.turns) == (("2026-11-20", "2026-11-21"), 8)
    assert list(found.topics) == ["is_it_my_fault", "what_to_do"]
    assert dict(found.topics["what_to_do"]) == {"2026-11-20": 2, "2026-11-21": 1}
    assert (found.share("answer"), found.share("fallback"), found.share("care")) == (0.75, 0.25, 0.0)
    assert dict(found.thumbs) == {"up": 4, "down": 1}
    assert list(found.buttons) == ["more on should_i_text", "should_i_text", "unknown"]


def test_nothing_counted() -> None:
    """No share is taken of nothing."""
    found = insights(())
    assert (found.turns, found.share("answer"), found.days) == (0, 0.0, ())
