"""Phrases and messages as weighted features."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.features import Vector, Vocabulary, letter_groups

PHRASES = [
    ["is", "he", "distant"],
    ["he", "distances", "himself"],
    ["is", "he", "silent"],
    ["his", "silence", "hurts"],
    [],
]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """Learn a few phrases, one of them empty."""
    return Vocabulary(PHRASES)


def names_in(vocabulary: Vocabulary, vector: Vector) -> set[str]:
    """Name the features of a vector."""
    names = vocabulary.names()
    return {names[int(at)] for at in vector.ids}


def test_forms_of_a_word_are_one_feature(vocabulary: Vocabulary) -> None:
    """A stem stands for its forms."""
    one, other = (vocabulary.vector([word]) for word in ("silence", "silenced"))
    assert "silenc" in names_in(vocabulary, one) & names_in(vocabulary, other)


def test_neighbours_are_features_where_two_phrases_have_them(vocabulary: Vocabulary) -> None:
    """A pair that stands in one phrase only teaches nothing about another."""
    names = names_in(vocabulary, vocabulary.vector(["is", "he", "distant"]))
    assert "is he" in names
    assert "he distant" not in names


def test_what_no_phrase_shows_is_no_feature(vocabulary: Vocabulary) -> None:
    """A message of unknown words is empty, not nearly empty."""
    vector = vocabulary.vector(["qqq", "почему"])
    assert (len(vector.ids), len(vector.values)) == (0, 0)


@given(st.lists(st.sampled_from(["is", "he", "distant", "silence", "qqq", "himself", "mnmn"]), max_size=30))
def test_a_vector_has_length_one_or_none(words: list[str]) -> None:
    """Long and short messages weigh the same."""
    vector = Vocabulary(PHRASES).vector(words)
    length = float(np.sqrt(vector.values @ vector.values))
    assert length == pytest.approx(1 if len(vector.ids) else 0, abs=1e-5)
    assert len(set(vector.ids.tolist())) == len(vector.ids)


def test_rows_are_the_phrases_in_their_order(vocabulary: Vocabulary) -> None:
    """Each row has length one, an empty phrase's is empty, and a phrase read as a message is its own row."""
    assert vocabulary.rows.shape == (len(PHRASES), vocabulary.size)
    lengths = np.sqrt(vocabulary.rows.multiply(vocabulary.rows).sum(axis=1))
    assert lengths == pytest.approx([1, 1, 1, 1, 0], abs=1e-5)
    for at, phrase in enumerate(PHRASES):
        vector = vocabulary.vector(phrase)
        row = vocabulary.rows[[at]].toarray()[0]
        assert row[vector.ids] == pytest.approx(vector.values, abs=1e-5)


def test_every_feature_has_a_name(vocabulary: Vocabulary) -> None:
    """An explanation never shows a number."""
    assert set(range(2, vocabulary.size)) <= set(vocabulary.names())


def test_letters_of_everyday_words_tell_nothing() -> None:
    """Only words that say something are cut into letter groups, their ends marked."""
    assert letter_groups("the") == []
    assert letter_groups("wary") == ["<wa", "war", "ary", "ry>", "<war", "wary", "ary>"]


def test_no_phrases_at_all_can_be_learnt() -> None:
    """Phrases that hold nothing but signs do not break it."""
    vocabulary = Vocabulary([[], []])
    assert len(vocabulary.vector(["he"]).ids) == 0
