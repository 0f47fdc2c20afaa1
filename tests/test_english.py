"""How common English words are."""

from __future__ import annotations

import pytest
import wordfreq

from bot.english import english, zipf


def test_the_list_is_the_packages_own() -> None:
    """Reading the file gives what the package gives."""
    assert english() == wordfreq.get_frequency_dict("en", wordlist="small")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("the", 7.73, id="the commonest"),
        pytest.param("silence", 4.5, id="a common one"),
        pytest.param("situationship", 0.0, id="one that the list lacks"),
    ],
)
def test_words_are_on_the_zipf_scale(word: str, expected: float) -> None:
    """Every step is ten times as common."""
    assert zipf(word) == pytest.approx(expected, abs=0.2)
