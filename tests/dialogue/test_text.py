"""A message's words, however it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.text import sentences, words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("  \n\t ", "", id="blanks"),
        pytest.param("?!…", "", id="signs only"),
        pytest.param("i'm dead 😂😂", "i am dead 😂 😂", id="each emoji is a word"),
        pytest.param("Why DID He", "why did he", id="case"),
        pytest.param("don't", "do not", id="straight apostrophe"),
        pytest.param("don’t", "do not", id="curly apostrophe"),
        pytest.param("don`t", "do not", id="backtick"),
        pytest.param("dont", "do not", id="no apostrophe"),
        pytest.param("can't won't shan't", "can not will not shall not", id="irregular contractions"),
        pytest.param("we're they've i'll i'm he'd she's", "we are they have i will i am he would she is", id="endings"),
        pytest.param("u r gr8 thx", "you are great thanks", id="chat spellings"),
        pytest.param("idk wut 2 do rn", "i do not know what 2 do right now", id="chat spellings that grow"),
        pytest.param("whyyyyyy", "whyy", id="letters typed many times"),
        pytest.param("too good", "too good", id="letters typed twice stay"),
        pytest.param("café Ünlü", "café ünlü", id="accents stay"),
        pytest.param("ｗｈｙ ﬁne", "why fine", id="wide letters and ligatures"),
        pytest.param("snake_case-and/slash", "snake case and slash", id="joined by signs"),
        pytest.param("3am", "3 am", id="number and word"),
        pytest.param("他不理我", "他 不 理 我", id="a language without spaces"),
        pytest.param("почему он молчит", "почему он молчит", id="another script"),
        pytest.param("what's wrong?he won't say", "what is wrong he will not say", id="no space after a mark"),
    ],
)
def test_words(typed: str, read: str) -> None:
    """Case, contractions, chat spellings and long runs are written out; signs are dropped."""
    assert " ".join(words(typed)) == read


@given(st.text(max_size=200))
def test_words_are_plain_for_any_text(typed: str) -> None:
    """No text breaks it, and no word is empty or holds a blank."""
    assert all(word and not any(sign.isspace() for sign in word) for word in words(typed))


@given(st.text(alphabet="abcdeiou ", max_size=60))
def test_reading_twice_changes_nothing_more(typed: str) -> None:
    """The words of the words are the same words, so phrases and messages meet."""
    once = words(typed)
    assert list(words(" ".join(once))) == [word for spelt in once for word in words(spelt)]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("he left", ["he left"], id="one"),
        pytest.param("He left. Why? Tell me!", ["He left.", "Why?", "Tell me!"], id="marks"),
        pytest.param("he left\n\nwhy", ["he left", "why"], id="lines"),
        pytest.param("he left - why", ["he left", "why"], id="dash"),
        pytest.param("he left… why", ["he left…", "why"], id="dots"),
        pytest.param("it's 3.5 days", ["it's 3.5 days"], id="a point inside a number"),
    ],
)
def test_sentences(typed: str, parts: list[str]) -> None:
    """A sentence, a line or a dash ends a part."""
    assert list(sentences(typed)) == parts
