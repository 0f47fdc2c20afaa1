"""The shipped care corpus against the shipped patterns, without any routing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.dialogue.care import Level, assess, compile_care, pattern_problem
from bot.dialogue.model import CARE_TOPICS, Intent, Phrase, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _pytest.mark import ParameterSet

ROOT = Path(__file__).parents[2]


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
