"""Words one dropped letter apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.shortened import Shortened

WORDS = ["distant", "silent", "silence", "text", "texts", "is", "café", "почему"]


def forms(word: str) -> set[str]:
    """Write out a word, whole and with each letter left out."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


@pytest.mark.parametrize(
    ("word", "near"),
    [
        pytest.param("distant", {"distant"}, id="itself"),
        pytest.param("distnt", {"distant"}, id="a letter dropped"),
        pytest.param("dsitant", {"distant"}, id="two letters swapped"),
        pytest.param("distantt", {"distant"}, id="a letter too many"),
        pytest.param("text", {"text", "texts"}, id="two words near"),
        pytest.param("cafe", {"café"}, id="an accent"),
        pytest.param("почиму", {"почему"}, id="another script"),
        pytest.param("zzz", set(), id="nothing near"),
        pytest.param("", set(), id="no letter"),
        pytest.param("a" * 4096, set(), id="far too long"),
    ],
)
def test_near_words_share_a_form(word: str, near: set[str]) -> None:
    """Each may lack one letter of the other."""
    assert Shortened(WORDS).near(word) == near


def test_without_words_nothing_is_near() -> None:
    """There may be no phrase at all."""
    assert Shortened([]).near("text") == set()


@given(st.lists(st.text("abc", min_size=1, max_size=6), unique=True), st.text("abc", min_size=1, max_size=6))
def test_no_near_word_is_missed_and_no_other_found(words: list[str], word: str) -> None:
    """The hashes find what the letters would."""
    assert Shortened(words).near(word) == {other for other in words if forms(word) & forms(other)}
