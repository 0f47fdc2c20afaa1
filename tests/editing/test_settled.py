"""What is told of phrases without deciding them is what deciding them gives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue.care import assess, compile_care
from bot.dialogue.model import Phrase, Place
from bot.dialogue.revising import revise_index
from bot.dialogue.turn import decide
from bot.editing.router import Router
from bot.editing.settled import certain, certain_still, unmoved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.dialogue.model import Content

EVERY = 60
"""One phrase of so many is decided to see whether it goes where it was said to."""


@pytest.fixture(scope="module")
def router(shipped: Content) -> Router:
    """Ask the real content."""
    return Router(shipped)


@pytest.fixture(scope="module")
def edited(router: Router) -> Router:
    """Ask it after an edit: a phrase of its own, and one in the words of many others."""
    return Router(edit(router.content, "his_low_mood", ("low as the tide and not a word", "why is he so distant now")))


def edit(content: Content, name: str, phrases: Sequence[str]) -> Content:
    """Add phrases to an intent, as somebody who tries them out does."""
    intent = content.intents[name]
    intents = {**content.intents, name: replace(intent, phrases=(*intent.phrases, *map(phrase, phrases)))}
    index = revise_index(content.index, intents)
    assert index is not None
    return replace(content, intents=intents, index=index)


@pytest.fixture(scope="module")
def settled(router: Router, edited: Router) -> frozenset[str]:
    """The phrases of one intent in ten that are told without deciding them."""
    names = sorted(router.content.intents)[::10]
    return unmoved(router, edited, [line.text for name in names for line in router.content.intents[name].phrases])


def test_most_phrases_are_settled(router: Router) -> None:
    """Else a diff over all of them would take minutes."""
    phrases = sum(len(intent.phrases) for intent in router.content.intents.values())
    assert len(router.certain) > 0.9 * phrases


def test_each_goes_the_same_way_by_both(router: Router, edited: Router, settled: frozenset[str]) -> None:
    """As an answer, as what the article leaves out, or as care."""
    for text in sorted(settled)[::EVERY]:
        before, after = decide(router.content, text), decide(edited.content, text)
        assert (text, before.action, before.intents[:1]) == (text, after.action, after.intents[:1])


def test_the_nearest_to_the_bounds_do_too(router: Router, edited: Router, settled: frozenset[str]) -> None:
    """Where a bound is wrong, the phrases of care that are only just settled show it first."""
    care = [(one.nearness, text) for text in settled if (one := router.certain[text]).nearness is not None]
    for _, text in sorted(care)[:30]:
        assert decide(router.content, text).intents == decide(edited.content, text).intents


def test_whatever_a_care_pattern_makes_of_a_phrase_it_makes_of_it_by_both(router: Router, edited: Router) -> None:
    """Phrases that a pattern is found in go the same way where nothing near them changed."""
    content = router.content
    heard = [one.text for intent in content.intents.values() if not intent.is_care for one in intent.phrases[::40]]
    stays = unmoved(router, edited, [said for said in heard if assess(content.care, said)])
    assert stays
    for said in sorted(stays)[:30]:
        assert decide(content, said).intents == decide(edited.content, said).intents


def test_a_new_care_pattern_unsettles_what_it_finds(router: Router, settled: frozenset[str]) -> None:
    """It may take any phrase."""
    content = router.content
    crisis = content.intents["crisis_self_harm"]
    red = (*crisis.red, Phrase("distant", Place("x", 1)))
    intents = {**content.intents, crisis.name: replace(crisis, red=red)}
    changed = Router(replace(content, intents=intents, care=compile_care(intents)))
    changed.__dict__["certain"] = router.certain  # the same index, so the same scores
    stays = unmoved(router, changed, settled)
    assert any("distant" in text.split() for text in settled)
    assert not any("distant" in text.split() for text in stays)
    assert stays


def test_a_phrase_that_changed_hands_is_not_settled(router: Router, settled: frozenset[str]) -> None:
    """It is decided by both contents."""
    text = min(settled)
    moved = Router(router.content)
    moved.__dict__["certain"] = {**router.certain, text: router.certain[text]._replace(intent="another")}
    assert unmoved(router, moved, settled) == settled - {text}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        pytest.param("his_low_mood", lambda old: [*old, phrase("low as the tide and not a word")], id="added"),
        pytest.param("his_low_mood", lambda old: old[:-40], id="deleted"),
        pytest.param("his_low_mood", lambda old: [*old, phrase("should i text him")], id="one that another has"),
        pytest.param("crisis_self_harm", lambda old: [*old, phrase("the tide can have me")], id="of care"),
    ],
)
def test_what_is_still_certain_is_certain(
    router: Router, name: str, change: Callable[[tuple[Phrase, ...]], list[Phrase]]
) -> None:
    """Told from what changed alone, it is never more than all bounds worked out anew say."""
    content = router.content
    intents = {
        **content.intents,
        name: replace(content.intents[name], phrases=tuple(change(content.intents[name].phrases))),
    }
    index = revise_index(content.index, intents)
    assert index is not None
    after = replace(content, intents=intents, index=index)
    still, anew = certain_still(router.certain, content, after), certain(after)
    assert len(still) > 0.98 * len(anew)
    assert still.keys() <= anew.keys()
    assert all((one.intent, one.topic) == (anew[said].intent, anew[said].topic) for said, one in still.items())
    assert all(one.nearness <= (anew[said].nearness or 0) + 0.001 for said, one in still.items() if one.nearness)


def phrase(said: str) -> Phrase:
    """Make a phrase that stands nowhere."""
    return Phrase(said, Place("x", 1))


@pytest.mark.parametrize(
    "said",
    ["what next", "tell me about his fear of commitment", "should i text him? and how long should i wait?", "nonsense"],
)
def test_what_is_not_taken_whole_is_not_settled(router: Router, said: str) -> None:
    """More of the last answer, a question in a frame, two questions, and what no phrase says."""
    one = next(iter(router.certain.values()))
    framed = Router(router.content)
    framed.__dict__["certain"] = {said: one} if said != "nonsense" else {}
    assert not unmoved(framed, framed, [said])
