"""How much work the longest messages are: counted, not timed."""

from __future__ import annotations

import random
import string
from typing import TYPE_CHECKING

import pytest

from bot.dialogue import care, care_pattern, care_words
from bot.dialogue.care import Level, assess, looks_alike

if TYPE_CHECKING:
    from bot.dialogue.model import Content

LONGEST = 4096
STEPS = 40
"""So many steps of comparing a pattern are allowed for each word of a message."""
CHANCE = random.Random(8)
GIBBERISH = " ".join("".join(CHANCE.choices(string.ascii_lowercase, k=CHANCE.randint(3, 12))) for _ in range(600))


class Steps:
    """Counts the steps of comparing patterns, and the words looked at for slips."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.compared = self.mended = 0
        match_at, shortened = care_pattern.match_at, care_words._shortened

        def counting_match(*given: object) -> object:
            self.compared += 1
            return match_at(*given)  # type: ignore[arg-type] # handed on as they came

        def counting_shortened(*given: object) -> object:
            self.mended += 1
            return shortened(*given)  # type: ignore[arg-type] # the same

        monkeypatch.setattr(care_pattern, "match_at", counting_match)
        monkeypatch.setattr(care, "match_at", counting_match)
        monkeypatch.setattr(care_words, "_shortened", counting_shortened)


@pytest.mark.parametrize(
    "filler",
    [
        pytest.param("x", id="one long word"),
        pytest.param("a ", id="one letter"),
        pytest.param("he ", id="one common word of patterns"),
        pytest.param("i he me my ", id="the commonest words of patterns"),
        pytest.param("want to die he hit me ", id="nothing but danger"),
        pytest.param("hit me up ", id="nothing but look-alikes"),
        pytest.param("killmyself ", id="words typed as one"),
        pytest.param("wanttodiewanttodie ", id="and many of them"),
        pytest.param("*a", id="asterisks"),
        pytest.param("k.i.l.l ", id="spelt out"),
        pytest.param("\U0001f62d", id="emoji"),
        pytest.param("e\u0301\u0302\u0303", id="piled accents"),
        pytest.param(f"{GIBBERISH} ", id="no words at all"),
    ],
)
def test_the_longest_messages_are_read_in_few_steps(
    shipped: Content, monkeypatch: pytest.MonkeyPatch, filler: str
) -> None:
    """Whatever fills a message, the work grows with its words and no faster."""
    text = (filler * LONGEST)[:LONGEST]
    steps = Steps(monkeypatch)
    assess(shipped.care, text)
    looks_alike(shipped.care, text)
    assert steps.compared <= STEPS * max(1, len(text.split()))
    assert steps.mended <= care.MOST_UNKNOWN


@pytest.mark.parametrize("before", ["hit me up " * 300, "die " * 900, f"{GIBBERISH[:3900]} ", "\U0001f62d" * 3900])
def test_danger_at_the_end_of_a_long_message_is_found(shipped: Content, before: str) -> None:
    """Nothing that comes before hides it."""
    found = assess(shipped.care, f"{before}. i want to kill myself")
    assert found is not None
    assert (found.intent, found.level) == ("crisis_self_harm", Level.RED)
