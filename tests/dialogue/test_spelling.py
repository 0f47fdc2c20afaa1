"""Unknown words are read as known ones; known and real ones are left alone."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.reader import MEMORY, MOST_DOUBTED, MOST_READ, Reader
from bot.dialogue.spelling import TRUSTED_COUNT, Speller
from bot.english import english, zipf

COUNTS = Counter(
    {
        "distance": 5,
        "distant": 9,
        "boundary": 4,
        "message": 6,
        "silent": 3,
        "fault": 3,
        "love": 9,
        "abeg": TRUSTED_COUNT,
        "wahala": TRUSTED_COUNT - 1,
    }
)


@pytest.fixture(scope="module")
def speller() -> Speller:
    """Know a few words."""
    return Speller.of(COUNTS)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("distnce", "distance", id="dropped letter"),
        pytest.param("mesage", "message", id="single for double"),
        pytest.param("faullt", "fault", id="doubled letter"),
        pytest.param("distnat", "distant", id="swapped letters"),
        pytest.param("silemt", "silent", id="neighbouring key"),
        pytest.param("boundreis", "boundreis", id="too far from anything"),
        pytest.param("boudarny", "boundary", id="a letter moved in a long word"),
        pytest.param("slenti", "slenti", id="a letter moved in a short word"),
        pytest.param("lov", "love", id="a letter dropped from a short word"),
        pytest.param("xlo", "xlo", id="a short word never loses a letter"),
        pytest.param("dontt", "dont", id="a chat spelling of two words"),
        pytest.param("abegg", "abeg", id="no English word, but used by several phrases"),
        pytest.param("wahalaa", "wahala", id="no English word and hardly used, but no slip of another either"),
        pytest.param("mesages", "messages", id="a form that no phrase has, of a word they know"),
        pytest.param("faúlt", "faúlt", id="other letters than English has"),
    ],
)
def test_slips_are_mended_and_nothing_else(speller: Speller, typed: str, read: str) -> None:
    """One slip in a word, two in a long one; what may be another word stays."""
    assert speller.read(typed) == read


def test_a_real_english_word_is_never_repaired(speller: Speller) -> None:
    """Whatever English knows is meant as it stands, however near a known word is."""
    assert [word for word in english() if speller.read(word) != word] == []


def test_known_words_stay(speller: Speller) -> None:
    """What the phrases use is read as itself."""
    assert [word for word in COUNTS if speller.read(word) != word] == []


def test_the_commoner_word_wins_a_tie() -> None:
    """Of two words equally near, the phrases' favourite is meant; then the alphabet decides."""
    assert Speller.of({"house": 2, "mouse": 9}).read("oouse") == "mouse"
    assert Speller.of({"house": 2, "mouse": 2}).read("oouse") == "house"


def test_the_first_letter_is_trusted() -> None:
    """People seldom miss the first letter of a word."""
    assert Speller.of({"house": 1, "mouse": 99}).read("houze") == "house"


def test_the_memory_of_what_was_read_has_an_end(speller: Speller) -> None:
    """Years of typos do not fill the machine."""
    reader = Reader(speller, str)
    for number in range(MEMORY + 10):
        reader.read(f"xqz{number}")
    assert len(reader._remembered) <= MEMORY
    assert reader.read("distnce")[0] == ["distance"]


def test_of_very_many_words_that_nobody_knows_the_first_are_read(speller: Speller) -> None:
    """To look for slips takes time; the words that are known are read wherever they stand."""
    unknown = [f"qxz{one}{other}" for one in "bcdfghjkl" for other in "mnpqrstv"][:MOST_DOUBTED]
    assert Reader(speller, str).read(" ".join(["mesage", *unknown[1:], "distant"]))[0][::MOST_DOUBTED] == [
        "message",
        "distant",
    ]
    assert Reader(speller, str).read(" ".join([*unknown, "mesage", "distant"]))[0][-2:] == ["mesage", "distant"]


def test_of_a_very_long_message_the_beginning_and_the_end_are_read(speller: Speller) -> None:
    """However much somebody writes, the answer does not wait."""
    words = [f"w{number}" for number in range(MOST_READ + 50)]
    read = Reader(speller, str).read(" ".join(["distance", *words, "message"]))[0]
    assert (read[0], read[-1]) == ("distance", "message")
    assert len(read) == MOST_READ


@given(st.text(max_size=30))
def test_any_word_can_be_read(typed: str) -> None:
    """Nothing breaks it, and what comes back is the word or a known one."""
    assert Speller.of({"distance": 3, "message": 3}).read(typed) in (typed, "distance", "message")


def test_common_words_are_common() -> None:
    """The scale runs from everyday words to none at all."""
    assert zipf("the") > zipf("love") > zipf("vulnerability") > zipf("qqzzx") == 0
