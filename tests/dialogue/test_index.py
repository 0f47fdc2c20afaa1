"""What the index keeps of the intents, and which phrases it finds near a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue.index import build_index
from bot.dialogue.match import NEAREST, rank
from bot.dialogue.postings import Postings
from bot.dialogue.revising import revise_index
from tests.dialogue.conftest import PHRASES, make_intent, phrase

if TYPE_CHECKING:
    from bot.dialogue.index import Index
    from bot.dialogue.model import Content, Intent


def nearest(index: Index, message: str) -> list[str]:
    """List the phrases near a message, best first."""
    near = index.postings.near(index.vocabulary.read(index.read(message)[0]), most=5)
    return [index.lines.phrases[at].text for at, _ in near]


@pytest.mark.parametrize("text", [text for texts in PHRASES.values() for text in texts])
def test_a_phrase_is_nearest_to_itself(content: Content, text: str) -> None:
    """Sent word for word, a phrase finds itself first, wholly alike."""
    near = content.index.postings.near(content.index.vocabulary.read(content.index.read(text)[0]), most=5)
    likeness = [like for _, like in near]
    assert content.index.lines.phrases[near[0][0]].text == text
    assert likeness[0] == pytest.approx(1, abs=1e-4)
    assert likeness == sorted(likeness, reverse=True)


def test_nothing_is_near_what_shares_no_word(content: Content) -> None:
    """Without a common word there are no near phrases."""
    assert nearest(content.index, "zebra") == []


def test_keywords_find_their_intent_and_say_what_they_are() -> None:
    """A keyword is searched like a phrase and named as a keyword."""
    intents = {
        "texting": make_intent("texting", "should i write again", keywords=(phrase("double text"),)),
        "waiting": make_intent("waiting", "how long do i wait"),
    }
    index = build_index(intents)
    nearest_one, *_ = index.postings.near(index.vocabulary.read(index.read("is a double text bad")[0]), most=5)
    found = index.evidence(*nearest_one)
    assert (found.phrase.text, found.kind) == ("double text", "keyword")
    assert index.lines.intents[index.lines.owner[nearest_one[0]]] == "texting"


def test_an_intent_without_phrases_is_never_found() -> None:
    """Nothing can be learnt about it, and it does no harm."""
    index = build_index({"silent": make_intent("silent"), "loud": make_intent("loud", "shout at me")})
    assert index.lines.intents == ("loud",)


@pytest.mark.parametrize(
    "intents",
    [
        pytest.param({"only": make_intent("only", "the one phrase there is")}, id="one phrase"),
        pytest.param({"signs": make_intent("signs", "??", "😭"), "word": make_intent("word", "sorry")}, id="signs"),
        pytest.param({"a": make_intent("a", "hello"), "b": make_intent("b", "hello")}, id="the same phrase twice"),
    ],
)
def test_small_and_odd_contents_can_be_indexed(intents: dict[str, Intent]) -> None:
    """An editor begins with little."""
    assert build_index(intents).lines.intents == tuple(intents)


def test_all_lines_are_weighed_at_once_as_one_by_one(content: Content) -> None:
    """What the words of a phrase say is the same, read as a message or as a row."""
    index = content.index
    for line, said in zip(index.lines.phrases, index.weighed(), strict=True):
        assert index.table.weigh(index.vocabulary.read(index.read(line.text)[0])) == pytest.approx(said, abs=1e-4)


def test_repairs_are_told(content: Content) -> None:
    """What was read as another word is named; the rest is not."""
    words, repairs = content.index.read("is it my fualt?")
    assert words == ["is", "it", "my", "fault"]
    assert [(repair.typed, repair.read) for repair in repairs] == [("fualt", "fault")]


BEFORE = {
    "texting": make_intent("texting", "should i write again", "do i text first", "is one more message too many"),
    "waiting": make_intent("waiting", "how long do i wait", "is a month too long to wait"),
}


def best(index: Index, message: str) -> str:
    """Name the intent ranked first."""
    return rank(index, message).matches[0].intent


def test_a_revised_index_knows_the_new_phrase() -> None:
    """A phrase added while the bot runs counts at once."""
    after = BEFORE | {"waiting": make_intent("waiting", "do i text again or is a month too long", "how long do i wait")}
    index = build_index(BEFORE)
    revised = revise_index(index, after)
    assert revised is not None
    assert best(index, "do i text again") == "texting"
    assert nearest(revised, "do i text again or is a month too long")[0] == "do i text again or is a month too long"
    assert best(revised, "do i text again or is a month too long") == "waiting"


def test_a_revised_index_has_forgotten_a_deleted_phrase() -> None:
    """A phrase taken away counts no more."""
    revised = revise_index(build_index(BEFORE), BEFORE | {"texting": make_intent("texting", "do i text first")})
    assert revised is not None
    assert "should i write again" not in nearest(revised, "should i write again")


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(("how long do i wait", "is a month too long to wait", "is a week too long"), id="a phrase more"),
        pytest.param(("is a month too long to wait",), id="a phrase fewer"),
        pytest.param(("is a month too long to wait", "how long do i wait"), id="in another order"),
        pytest.param(("how long do i wait", "how long do i wait", "is a month too long to wait"), id="a phrase twice"),
        pytest.param(("when do i write again",), id="all others"),
    ],
)
def test_phrases_near_a_message_are_found_after_a_revision_as_if_sought_anew(after: tuple[str, ...]) -> None:
    """What came and went is told from what stayed, with the same likeness to the last digit."""
    revised = revise_index(build_index(BEFORE), BEFORE | {"waiting": make_intent("waiting", *after)})
    assert revised is not None
    anew = Postings.of(revised.vocabulary, revised.rows)
    for line in (*revised.lines.phrases, *BEFORE["waiting"].phrases):
        reading = revised.vocabulary.read(revised.read(line.text)[0])
        assert revised.postings.near(reading, NEAREST) == anew.near(reading, NEAREST)


def test_moved_lines_are_no_change() -> None:
    """Where only the places differ, every message is weighed as before."""
    index = build_index(BEFORE)
    revised = revise_index(index, dict(BEFORE))
    assert revised is not None
    assert rank(revised, "do i write first") == rank(index, "do i write first")


@pytest.mark.parametrize(
    "after",
    [
        pytest.param({"texting": BEFORE["texting"]}, id="an intent is gone"),
        pytest.param(BEFORE | {"new": make_intent("new", "hello there")}, id="an intent is new"),
        pytest.param({name: BEFORE[name] for name in reversed(BEFORE)}, id="in another order"),
    ],
)
def test_other_intents_need_a_new_index(after: dict[str, Intent]) -> None:
    """A revision changes phrases, nothing else."""
    assert revise_index(build_index(BEFORE), after) is None
