"""Texts as numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.corpus import Corpus

Texts = list[list[str]]
TEXTS = st.lists(st.lists(st.sampled_from(["i", "dont", "know", "him", "why"])))
OTHERS = {"dont": ["do", "not"], "him": [], "why": ["why"]}


def spelt(corpus: Corpus) -> Texts:
    """Write the texts of a corpus out as words again."""
    words = iter([corpus.words[token] for token in corpus.tokens])
    return [[next(words) for _ in range(length)] for length in corpus.lengths]


@given(TEXTS)
def test_nothing_is_lost(texts: Texts) -> None:
    """What goes in comes out, and every word is kept once."""
    corpus = Corpus.of(texts)
    assert spelt(corpus) == texts
    assert sorted(corpus.words) == sorted({word for text in texts for word in text})


@given(TEXTS)
def test_a_word_is_rewritten_wherever_it_stands(texts: Texts) -> None:
    """One word may become several, or none."""
    corpus = Corpus.of(texts).rewritten(lambda word: OTHERS.get(word, [word]))
    assert spelt(corpus) == [[part for word in text for part in OTHERS.get(word, [word])] for text in texts]


@pytest.mark.parametrize(
    ("texts", "counts"),
    [
        pytest.param([], {}, id="no text"),
        pytest.param([[], []], {}, id="empty texts"),
        pytest.param([["why", "him"], ["why", "why"]], {"why": 3, "him": 1}, id="a word several times"),
    ],
)
def test_words_are_counted(texts: Texts, counts: dict[str, int]) -> None:
    """Every place counts."""
    assert Corpus.of(texts).counts() == counts
