"""The shipped care corpus against the shipped patterns, without any routing."""

from __future__ import annotations

import random
import re
import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.dialogue.care import Level, assess, compile_care, pattern_problem
from bot.dialogue.care_text import CHAT, english, tokens
from bot.dialogue.model import CARE_TOPICS, Intent, Phrase, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _pytest.mark import ParameterSet

ROOT = Path(__file__).parents[2]
EDITS_PER_WORD = 3
DRAWN_OUT = re.compile(r"(.)\1\1")
"""Letters typed three times: read as feeling, not as a slip."""


def _phrases(name: str, texts: Iterable[str] | None) -> tuple[Phrase, ...]:
    """Lines of a file as phrases."""
    return tuple(Phrase(text, Place(f"intents/{name}.yaml", 1)) for text in texts or ())


def _intent(path: Path) -> Intent:
    """One intent file, read plainly."""
    data = yaml.load(path.read_bytes(), yaml.CSafeLoader)
    name, tests = path.stem, data.get("tests", {})
    patterns = {key: _phrases(name, data.get(key)) for key in ("phrases", "red", "amber", "quiet")}
    corpus = {
        key: _phrases(name, tests.get(one)) for key, one in (("hits", "hit"), ("checks", "check"), ("misses", "miss"))
    }
    return Intent(name, data["title"], data.get("topic", name), Place(f"intents/{name}.yaml", 1), **patterns, **corpus)


CARE = [each for each in map(_intent, sorted((ROOT / "intents").glob("*.yaml"))) if each.topic in CARE_TOPICS]
RULES = compile_care({each.name: each for each in CARE})


def _cases(kind: str) -> list[ParameterSet]:
    """Every test line of one kind, with its intent."""
    return [
        pytest.param(each.name, line.text, id=f"{each.name}-{line.text}")
        for each in CARE
        for line in getattr(each, kind)
    ]


@pytest.mark.parametrize(("name", "text"), _cases("hits"))
def test_hits_are_answered_outright(name: str, text: str) -> None:
    """Each outright message is red, and for its own intent."""
    care = assess(RULES, text)
    assert care is not None
    assert (care.intent, care.level) == (name, Level.RED)


@pytest.mark.parametrize(("name", "text"), _cases("checks"))
def test_checks_are_at_least_asked_about(name: str, text: str) -> None:
    """Each doubtful message raises a signal."""
    assert assess(RULES, text) is not None


@pytest.mark.parametrize(("name", "text"), _cases("misses"))
def test_look_alikes_stay_silent(name: str, text: str) -> None:
    """No harmless message raises a signal."""
    assert assess(RULES, text) is None


def test_every_pattern_is_sound() -> None:
    """No shipped pattern is left out for a mistake."""
    patterns = [line.text for each in CARE for line in (*each.red, *each.amber, *each.quiet)]
    assert [(text, problem) for text in patterns if (problem := pattern_problem(text))] == []


def test_the_corpus_is_large_enough() -> None:
    """The lists keep the size that makes them worth trusting."""
    caught = sum(len(each.hits) + len(each.checks) for each in CARE)
    silent = sum(len(each.misses) for each in CARE)
    assert caught >= 220
    assert silent >= 160


def _edited(word: str, chance: random.Random) -> str:
    """The word with one letter left out, doubled, changed or swapped with the next."""
    at = chance.randrange(len(word) - 1)
    letter = chance.choice(string.ascii_lowercase)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ],
    )


def _slips(text: str, chance: random.Random) -> list[str]:
    """The message with one slip in one longer word, for each such word that is spelt right so far."""
    words = [word for sentence in tokens(text) for word in sentence]
    found = []
    for place, word in enumerate(words):
        for _ in range(EDITS_PER_WORD if len(word) > 4 and word in english() else 0):
            typed = _edited(word, chance)
            if typed not in english() and typed not in CHAT and not DRAWN_OUT.search(typed):
                found.append(" ".join([*words[:place], typed, *words[place + 1 :]]))
    return found


def _level(text: str) -> int:
    """How sure the signal is, 0 for none."""
    care = assess(RULES, text)
    return care.level if care else 0


def test_one_slip_does_not_hide_a_signal() -> None:
    """Recall stays whole under one edit in a word of five letters or more."""
    chance = random.Random(4)
    lines = [line.text for each in CARE for line in (*each.hits, *each.checks)]
    plain = {text: " ".join(word for sentence in tokens(text) for word in sentence) for text in lines}
    lost = [slip for text in lines for slip in _slips(text, chance) if _level(slip) < _level(plain[text])]
    assert lost == []
