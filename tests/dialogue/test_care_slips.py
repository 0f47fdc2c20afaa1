"""One slip of a thumb hides no danger: a property over the shipped must-catch lines, through the whole dialogue."""

from __future__ import annotations

import random
import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.dialogue.care_text import CHAT
from bot.dialogue.model import Action
from bot.dialogue.turn import decide
from bot.english import english

if TYPE_CHECKING:
    from bot.dialogue.model import Content

SHORTEST = 5
"""Letters of a word that one edit must not hide."""
EDITS = 200
"""How many edits the property tries; the same in every run."""
EACH = 3
"""How many edits of each line are counted."""
LOST = 0.01
"""The share of lines answered outright that an edit may turn into the gentle question."""


def must_catch(content: Content) -> list[str]:
    """List the lines that must be answered outright or asked about."""
    return [line.text for one in content.intents.values() if one.is_care for line in (*one.hits, *one.checks)]


def places(text: str) -> list[int]:
    """Give the places of the words in a message that an edit must not hide."""
    return [at for at, word in enumerate(text.split()) if _is_long(word)]


def words_to_edit(content: Content) -> list[tuple[str, int]]:
    """List every longer word of every line that must be caught, as the line and the word's place."""
    return [(text, place) for text in must_catch(content) for place in places(text)]


def _is_long(word: str) -> bool:
    return len(word) >= SHORTEST and word.isascii() and word.isalpha() and word.lower() in english()


def edited(word: str, at: int, kind: str, letter: str) -> str:
    """The word with one edit at a letter: left out, doubled, changed, put before it, or swapped with the next."""
    before, here, after = word[:at], word[at], word[at + 1 :]
    return {
        "left out": before + after,
        "doubled": before + here + here + after,
        "changed": before + letter + after,
        "added": before + letter + here + after,
        "swapped": before + after[:1] + here + after[1:],
    }[kind]


KINDS = ("left out", "doubled", "changed", "added", "swapped")


def slipped(text: str, place: int, *edit: int) -> str:
    """The message with one word edited as three numbers say: where, how and with which letter."""
    words = text.split()
    at, kind, letter = edit
    word = words[place]
    typed = edited(word, at % (len(word) - 1), KINDS[kind % len(KINDS)], string.ascii_lowercase[letter % 26])
    return " ".join([*words[:place], typed, *words[place + 1 :]])


def is_a_slip(text: str, typed: str) -> bool:
    """Whether an edit made a word that is none: another English word would say something else."""
    new = set(typed.lower().split()) - set(text.lower().split())
    return bool(new) and not any(word in english() or word in CHAT for word in new)


@settings(max_examples=EDITS, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.data())
def test_one_edit_hides_no_signal(shipped: Content, data: st.DataObject) -> None:
    """Whatever letter of whatever longer word is mistyped, the message is answered or asked about."""
    text, place = data.draw(st.sampled_from(words_to_edit(shipped)), "line and word")
    typed = slipped(text, place, *data.draw(st.tuples(*[st.integers(0, 51)] * 3), "edit"))
    assume(is_a_slip(text, typed))
    action = decide(shipped, typed).action  # outside the assertion, which would write out all content to explain itself
    assert action in (Action.CARE, Action.CHECK), typed


def test_every_line_is_mistyped(shipped: Content) -> None:
    """No line with a longer word is left out of what the property draws from, and few have none."""
    edited_lines = {text for text, _ in words_to_edit(shipped)}
    lines = must_catch(shipped)
    assert len(edited_lines) >= 0.9 * len({*lines})
    assert all(places(text) == [] for text in {*lines} - edited_lines)


def test_edits_hardly_ever_turn_an_answer_into_a_question(shipped: Content) -> None:
    """Of all lines answered outright, edited several times each, next to all are answered outright still."""
    chance = random.Random(4)
    lines = [line.text for one in shipped.intents.values() if one.is_care for line in one.hits]
    typed = [
        slip
        for text in lines
        for place in chance.choices(places(text) or [-1], k=EACH)
        if place >= 0 and is_a_slip(text, slip := slipped(text, place, *chance.choices(range(52), k=3)))
    ]
    asked = [slip for slip in typed if decide(shipped, slip).action is not Action.CARE]
    assert len(asked) <= LOST * len(typed), asked


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        pytest.param("i feel worthless", "i feel worhtless", id="letters swapped"),
        pytest.param("he strangled me", "he stragnled me", id="inside a long word"),
        pytest.param("i want to kill myself", "i want to kill myslef", id="the end"),
        pytest.param("he's obsessed with me", "he's obsssed with me", id="a letter left out between two alike"),
        pytest.param("he threatened to stab me", "he thretened to stab me", id="a vowel gone"),
    ],
)
def test_known_slips(shipped: Content, text: str, typed: str) -> None:
    """Some edits that went wrong once, or are so common that they must never."""
    assert decide(shipped, typed).action is decide(shipped, text).action
