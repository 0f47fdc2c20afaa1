"""What a revision is said to leave as it was is what ranking everything again gives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue.index import build_index
from bot.dialogue.model import Phrase, Place
from bot.dialogue.revising import revise_index
from bot.dialogue.standing import Standings, observing, unaffected
from bot.dialogue.turn import decide

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.index import Index
    from bot.dialogue.model import Content, Decision, Intent

EVERY = 8
"""One test of so many is looked at."""
IN_PARTS = (
    "should i text him first? and how long do i wait for an answer? or is it over",
    "he moved out in may and said he needed room, his mum rang me since and cried. how long shall i wait for him",
)
"""Messages of which several parts are ranked."""
WAITING = "how_long_should_i_wait"


@pytest.fixture(scope="module")
def decided(shipped: Content) -> dict[str, tuple[Decision, Standings | None]]:
    """What is decided about some of the tests of the real content, and how they stand."""
    tests = [line.text for one in shipped.intents.values() for line in (*one.hits, *one.checks, *one.misses)]
    observed = observing(shipped, decide)
    return {said: observed(said) for said in (*sorted(tests)[::EVERY], *IN_PARTS)}


@pytest.fixture(scope="module")
def standing(decided: dict[str, tuple[Decision, Standings | None]]) -> dict[str, Standings]:
    """How those stand of which that can be said."""
    return {said: one for said, (_, one) in decided.items() if one is not None}


def edited(content: Content, name: str, edit: Callable[[list[Phrase]], list[Phrase]]) -> tuple[Content, Index]:
    """Change the phrases of one intent and revise the index."""
    intent = content.intents[name]
    phrases = tuple(edit(list(intent.phrases)))
    intents: dict[str, Intent] = {**content.intents, name: replace(intent, phrases=phrases)}
    revised = revise_index(content.index, intents)
    assert revised is not None
    return replace(content, intents=intents, index=revised), revised


def phrase(text: str) -> Phrase:
    """Make a phrase that stands nowhere."""
    return Phrase(text, Place("x", 1))


def shown(decision: Decision) -> object:
    """All of a decision but where its phrases stand."""
    ranking = decision.ranking
    matches = [
        (one.intent, one.score, [(why.phrase.text, why.score) for why in one.evidence]) for one in ranking.matches
    ]
    care = ranking.care and (ranking.care.intent, ranking.care.score)
    return decision.action, decision.intents, decision.offered, matches, ranking.confidence, ranking.margin, care


@pytest.mark.parametrize(
    ("name", "edit"),
    [
        pytest.param(WAITING, lambda old: [*old, phrase("how long till he rings the bell again")], id="added"),
        pytest.param(WAITING, lambda old: [*old[:40], *old[80:]], id="deleted"),
        pytest.param(WAITING, lambda old: [phrase("hello there"), *old[1:]], id="replaced"),
        pytest.param("greeting", lambda old: [*old, phrase("should i text him or leave him be")], id="astray"),
        pytest.param("how_to_give_space", lambda old: [*reversed(old)], id="in another order"),
    ],
)
def test_what_is_unaffected_is_decided_as_before(
    shipped: Content,
    decided: dict[str, tuple[Decision, Standings | None]],
    standing: dict[str, Standings],
    name: str,
    edit: Callable[[list[Phrase]], list[Phrase]],
) -> None:
    """To the last bit of each score."""
    content, index = edited(shipped, name, edit)
    same = unaffected(standing, shipped.index, index)
    assert len(same) < len(standing)
    assert [shown(decide(content, said)) for said in same] == [shown(decided[said][0]) for said in same]


def test_of_a_small_change_most_are_unaffected(shipped: Content, standing: dict[str, Standings]) -> None:
    """Else an editor waits for what cannot have changed."""
    _, index = edited(shipped, WAITING, lambda old: [*old, phrase("how long till he rings the bell again")])
    assert len(unaffected(standing, shipped.index, index)) > len(standing) / 2


def test_nothing_is_said_where_danger_is_told_otherwise(shipped: Content, standing: dict[str, Standings]) -> None:
    """A phrase of care more moves what tells danger in all messages."""
    _, index = edited(shipped, "crisis_self_harm", lambda old: [*old, phrase("i see no point in any of it")])
    assert not unaffected(standing, shipped.index, index)


def test_nothing_is_said_of_another_index(shipped: Content, standing: dict[str, Standings]) -> None:
    """Only a revision leaves anything as it was."""
    few = {name: replace(one, phrases=one.phrases[:5]) for name, one in shipped.intents.items()}
    assert not unaffected(standing, shipped.index, build_index(few))


def test_the_same_index_leaves_all(shipped: Content, standing: dict[str, Standings]) -> None:
    """Where only answers changed, nothing moves."""
    assert unaffected(standing, shipped.index, replace(shipped.index)) == standing.keys()


def test_a_message_that_became_a_phrase_is_affected(shipped: Content, standing: dict[str, Standings]) -> None:
    """Word for word it counts above all, whatever its words say."""
    said = next(said for said, one in sorted(standing.items()) if one)
    _, index = edited(shipped, WAITING, lambda old: [*old, phrase(said.upper())])
    assert said not in unaffected(standing, shipped.index, index)
