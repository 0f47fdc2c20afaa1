"""Phrases and messages as weighted features."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.corpus import Corpus
from bot.dialogue.features import Vocabulary, letter_groups
from bot.dialogue.learning import RARE_UP_TO, learn

PHRASES = [
    ["is", "he", "distant"],
    ["he", "distances", "himself"],
    ["is", "he", "silent"],
    ["his", "silence", "hurts"],
    [],
]
OWNER = np.array([0, 0, 1, 1, 1])


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """Learn a few phrases of two intents, one of them empty."""
    return learn(Corpus.of(PHRASES), OWNER)[0]


def named(vocabulary: Vocabulary, words: list[str]) -> set[str]:
    """Name the units a message is read as."""
    names, reading = vocabulary.names(), vocabulary.read(words)
    return {names[unit] for unit in reading.units.tolist()}


def test_forms_of_a_word_share_their_stem(vocabulary: Vocabulary) -> None:
    """A form that no phrase has is known by its stem."""
    one, other = vocabulary.read(["silence"]), vocabulary.read(["silenced"])
    assert one.features.tolist() == other.features.tolist() != []
    assert other.unknown == ["silenced"]


def test_neighbours_are_a_pair_where_two_phrases_have_them(vocabulary: Vocabulary) -> None:
    """A pair that stands in one phrase only teaches nothing about another."""
    names = named(vocabulary, ["is", "he", "distant"])
    assert {"is", "he", "distant"} <= names
    assert "is distant" not in names


def test_a_rare_word_stands_for_any_other_in_a_pair() -> None:
    """What was said of Lucknow is known of Pune, which no phrase has."""
    cities = [["delivery", "to", city] for city in ("lucknow", "delhi", "chennai")]
    vocabulary = learn(Corpus.of(cities), np.zeros(len(cities), np.int64))[0]
    assert len(cities) > RARE_UP_TO
    assert "to ?" in named(vocabulary, ["delivery", "to", "pune"])


def test_what_no_phrase_shows_is_unknown(vocabulary: Vocabulary) -> None:
    """A message of words that have not even letters in common with the phrases has no unit and no feature."""
    reading = vocabulary.read(["qqq", "почему"])
    assert len(reading.units) == len(reading.features) == 0
    assert (reading.unknown, reading.known) == (["qqq", "почему"], 0.0)


@given(st.lists(st.sampled_from(["is", "he", "distant", "silence", "qqq", "himself", "mnmn"]), max_size=30))
def test_every_word_is_either_a_unit_or_unknown(words: list[str]) -> None:
    """Nothing of a message is lost, and what is known of it is a share."""
    vocabulary = learn(Corpus.of(PHRASES), OWNER)[0]
    reading = vocabulary.read(words)
    assert (reading.units >= vocabulary.size).sum() + len(reading.unknown) == len(words)
    assert reading.features.tolist() == sorted(set(reading.features.tolist()))
    assert 0.0 <= reading.known <= 1.0


def test_rows_are_the_phrases_in_their_order() -> None:
    """A phrase read as a text is its own row; an empty phrase's row is empty."""
    vocabulary, rows = learn(Corpus.of(PHRASES), OWNER)
    assert rows.shape == (len(PHRASES), vocabulary.size)
    for at, phrase in enumerate(PHRASES):
        assert vocabulary.row(phrase).toarray()[0] == pytest.approx(rows[[at]].toarray()[0], abs=1e-5)


def test_a_decided_word_weighs_more_than_one_all_intents_share() -> None:
    """A word of one intent tells more than a word that stands everywhere."""
    phrases = [["he", "works"], ["he", "sleeps"], ["he", "works"], ["he", "sleeps"]]
    vocabulary = learn(Corpus.of(phrases), np.array([0, 1, 0, 1]))[0]
    everywhere, decided = (vocabulary.scale[vocabulary.parts_of(word)[0]] for word in ("he", "works"))
    assert decided > 5 * everywhere


def test_every_unit_has_a_name(vocabulary: Vocabulary) -> None:
    """An explanation never shows a number."""
    assert len(vocabulary.names()) == len(vocabulary.squares)
    assert named(vocabulary, ["silenced"]) >= {"silenc", "sil…", "…lenc…"}


def test_letters_of_everyday_words_tell_nothing() -> None:
    """Only words that say something are cut into letter groups, their ends marked."""
    assert letter_groups("the") == []
    assert letter_groups("wary") == ["<war", "wary", "ary>"]


def test_no_phrases_at_all_can_be_learnt() -> None:
    """Phrases that hold nothing but signs do not break it."""
    vocabulary = learn(Corpus.of([[], []]), np.array([0, 1]))[0]
    assert len(vocabulary.read(["he"]).units) == 0
