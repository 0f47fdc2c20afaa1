"""The shipped care lists are large and every pattern is sound; `bot check` holds each line to its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.care_pattern import pattern_problem

if TYPE_CHECKING:
    from bot.dialogue.model import Content, Intent

MUST_CATCH, LOOK_ALIKES = 600, 500
"""At least so many lines stand beside the care intents."""


def care(content: Content) -> list[Intent]:
    """List the care intents."""
    return [one for one in content.intents.values() if one.is_care]


def test_every_pattern_is_sound(shipped: Content) -> None:
    """No shipped pattern is left out for a mistake."""
    patterns = [line.text for one in care(shipped) for line in (*one.red, *one.amber, *one.quiet)]
    assert [(text, problem) for text in patterns if (problem := pattern_problem(text))] == []


def test_the_lists_are_long_enough(shipped: Content) -> None:
    """What must be caught, and what only sounds like it."""
    assert sum(len(one.hits) + len(one.checks) for one in care(shipped)) >= MUST_CATCH
    assert sum(len(one.misses) for one in care(shipped)) >= LOOK_ALIKES
