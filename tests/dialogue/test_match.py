"""Which intents a message may mean: behaviour, whatever the weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue import match
from bot.dialogue.index import build_index
from bot.dialogue.match import explain, rank
from tests.dialogue.conftest import PHRASES, make_content, make_intent

if TYPE_CHECKING:
    from bot.dialogue.model import Content, Ranking

MISSPELT = [
    ("is it my fualt", "is_it_my_fault"),
    ("did i do somthing wrnog", "is_it_my_fault"),
    ("how do i set a boundry", "boundaries"),
    ("WHY IS HE SO DISTNAT LATELY???", "why_he_pulled_back"),
    ("is he cheeting", "cheating"),
    ("what shoud i do now", "what_to_do"),
]


def names(ranking: Ranking) -> list[str]:
    """List the intents, best first."""
    return [one.intent for one in ranking.matches]


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in PHRASES.items() for text in texts])
def test_an_exact_phrase_ranks_its_intent_first(content: Content, name: str, text: str) -> None:
    """What an editor wrote reaches the editor's intent, and the phrase is the evidence."""
    found = rank(content.index, text)
    assert names(found)[0] == name
    assert found.matches[0].evidence[0].phrase.text == text


@pytest.mark.parametrize(("text", "name"), MISSPELT, ids=[text for text, _ in MISSPELT])
def test_a_misspelt_phrase_ranks_its_intent_first(content: Content, text: str, name: str) -> None:
    """Thumbs slip."""
    assert names(rank(content.index, text))[0] == name


@pytest.mark.parametrize(
    "text",
    ["", "   ", "?!", "😭😭", "почему он молчит", "他不理我了", "لماذا ابتعد", "xqzt wvvk"],
    ids=["empty", "blank", "signs", "emoji", "cyrillic", "chinese", "arabic", "gibberish"],
)
def test_what_no_phrase_knows_ranks_nothing(content: Content, text: str) -> None:
    """Unknown words bring no guess and no confidence."""
    found = rank(content.index, text)
    assert found.matches == ()
    assert found.confidence == 0


def test_the_order_of_files_does_not_matter(content: Content) -> None:
    """The same intents loaded in another order decide alike."""
    turned = make_content(dict(reversed(PHRASES.items())))
    for texts in PHRASES.values():
        for text in texts:
            one, other = rank(content.index, text), rank(turned.index, text)
            assert names(one)[0] == names(other)[0]
            assert one.confidence == pytest.approx(other.confidence, abs=0.02)


def test_the_same_message_is_always_read_alike(content: Content) -> None:
    """Nothing is random, and nothing is remembered that changes a ranking; a rebuilt index says the same."""
    text = "he went cold, is it my fualt and what do i do"
    first = rank(content.index, text)
    rank(content.index, "something else entirely about boundaries")
    assert rank(content.index, text) == first == rank(make_content().index, text)


def test_matches_come_best_first_and_once(content: Content) -> None:
    """A ranking is in order and names no intent twice."""
    found = rank(content.index, "what should i do, is it my fault")
    scores = [one.score for one in found.matches]
    assert scores == sorted(scores, reverse=True)
    assert len(set(names(found))) == len(found.matches)


def test_the_margin_is_to_another_topic(content: Content) -> None:
    """Two intents of one topic do not make each other doubtful."""
    found = rank(content.index, "how do i set a boundary, what should i do now")
    best = found.matches[0]
    rival = next(one for one in found.matches if content.topic_of(one.intent) != content.topic_of(best.intent))
    assert found.margin == pytest.approx(best.score - rival.score, abs=1e-4)


def test_the_words_of_an_explanation_add_up(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    """The features' weights and the near phrases' shares are the score, with nothing hidden."""
    monkeypatch.setattr(match, "EXPLAINED", 1000)
    text = "why has he gone so quiet and distant"
    for one in explain(content.index, text, rank(content.index, text)).matches:
        near = sum(share * each.score for share, each in zip(match.NEAR_SHARES, one.evidence, strict=False))
        assert sum(weight for _, weight in one.words) + match.NEAR_WEIGHT * near == pytest.approx(one.score, abs=0.02)


def test_an_explanation_changes_no_ranking(content: Content) -> None:
    """Asking why adds words and moves nothing."""
    plain = rank(content.index, "is it my fualt")
    told = explain(content.index, "is it my fualt", plain)
    assert names(told) == names(plain)
    assert (told.confidence, told.margin, told.repairs) == (plain.confidence, plain.margin, plain.repairs)
    assert "fault" in {word for word, _ in told.matches[0].words}


def test_nothing_found_can_be_explained(content: Content) -> None:
    """An empty ranking stays empty."""
    assert explain(content.index, "xqzt", rank(content.index, "xqzt")).matches == ()


@pytest.mark.parametrize("unit", ["a", "is it my fault ", "why? ", "😭", "почему ", "\n", "don't "])
def test_a_message_of_the_greatest_length_is_ranked(content: Content, unit: str) -> None:
    """Telegram lets people send 4,096 characters."""
    found = rank(content.index, (unit * 4096)[:4096])
    assert 0 <= found.confidence <= 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400) | st.lists(st.sampled_from("why is he so cold? my fault… boundary".split())).map(" ".join))
def test_any_text_gives_a_ranking(content: Content, text: str) -> None:
    """Confidence is a share, and every intent named exists."""
    found = rank(content.index, text)
    assert 0 <= found.confidence <= 1
    assert set(names(found)) <= set(content.intents)


def test_a_phrase_word_for_word_is_answered_as_its_editor_meant() -> None:
    """However much the others speak for another intent, and however the message is dressed."""
    crowd = [f"how long does {what} take" for what in ("this", "it", "he", "waiting", "silence", "healing")]
    intents = {
        "how_long": make_intent("how_long", *crowd),
        "space": make_intent("space", "give him room", "how long does he need space"),
    }
    ranking = rank(build_index(intents), "  How long does he need space?")
    assert ranking.matches[0].intent == "space"
    assert ranking.margin > 1
