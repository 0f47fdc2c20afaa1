"""Many short dialogues at once: how many turns are read as they were meant, with the shipped content."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from bot.dialogue.exchange import Message, Session
from bot.dialogue.model import CARE_TOPICS, OUT_OF_SCOPE, Action
from bot.dialogue.turn import take_turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.dialogue.exchange import Turn
    from bot.dialogue.model import Content

DIALOGUES: Mapping[str, Mapping[str, list[str]]] = yaml.load(
    Path(__file__).with_name("dialogues.yaml").read_bytes(), yaml.CSafeLoader
)
FIRST, WITHIN_REACH = 0.86, 0.95
"""The share of turns whose first reading is right, and of those where it is answered or one tap away."""


def turns(content: Content) -> Iterator[tuple[str, list[str], Turn]]:
    """Have all dialogues: each turn with what would be right."""
    for dialogue in DIALOGUES.values():
        session = Session()
        for at, (typed, right) in enumerate(dialogue.items()):
            turn = take_turn(content, session, Message(typed, float(at)))
            session = turn.session
            yield typed, right, turn


def is_first(content: Content, right: list[str], turn: Turn) -> bool:
    """Tell whether what is done first is right."""
    decision = turn.decision
    topics = [content.topic_of(name) for name in decision.intents[:1]]
    outside = decision.action is Action.FALLBACK and OUT_OF_SCOPE in right
    return decision.act in right or not {*topics}.isdisjoint(right) or outside


def is_within_reach(content: Content, right: list[str], turn: Turn) -> bool:
    """Tell whether what is right is answered, or stands below as a button."""
    shown = [button.data.removeprefix("i:") for button in turn.reply.buttons if button.data.startswith("i:")]
    named = {content.topic_of(name) for name in (*turn.decision.intents, *turn.decision.offered, *shown)}
    unanswered = turn.decision.action is not Action.ANSWER and OUT_OF_SCOPE in right
    return is_first(content, right, turn) or not named.isdisjoint(right) or unanswered


@pytest.fixture(scope="module")
def taken(shipped: Content) -> list[tuple[str, list[str], Turn]]:
    """Have them once."""
    return list(turns(shipped))


@pytest.mark.parametrize(("judge", "floor"), [(is_first, FIRST), (is_within_reach, WITHIN_REACH)])
def test_dialogues_are_read_as_meant(
    shipped: Content,
    taken: list[tuple[str, list[str], Turn]],
    judge: Callable[[Content, list[str], Turn], bool],
    floor: float,
) -> None:
    """Not every turn of every dialogue, for people are not that clear, but by far the most."""
    missed = [(typed, right, turn.decision.intents) for typed, right, turn in taken if not judge(shipped, right, turn)]
    assert len(missed) <= (1 - floor) * len(taken), missed


def test_danger_told_in_a_dialogue_is_heard(taken: list[tuple[str, list[str], Turn]]) -> None:
    """Answered or asked about, each time."""
    told = [(typed, turn) for typed, right, turn in taken if set(right) <= set(CARE_TOPICS)]
    assert told
    assert [typed for typed, turn in told if turn.decision.action not in (Action.CARE, Action.CHECK)] == []


def test_no_reply_but_the_menu_is_a_screen_of_buttons(taken: list[tuple[str, list[str], Turn]]) -> None:
    """Nobody reads ten."""
    assert max(len(turn.reply.buttons) for _, _, turn in taken) <= 8
