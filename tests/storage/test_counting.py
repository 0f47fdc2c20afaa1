"""What is counted of a turn."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from bot.dialogue.exchange import Message, Reply, Session, Turn
from bot.dialogue.model import Action, Content, Decision
from bot.storage.counting import counts_of
from bot.storage.store import Count

TOPICS = {"should_i_text": "what_not_to_do", "no_contact": "what_not_to_do", "is_it_over": "when_to_walk_away"}
CONTENT = cast("Content", SimpleNamespace(intents=TOPICS, topic_of=TOPICS.__getitem__))


def counted(decision: Decision, message: Message) -> list[Count]:
    """Count one turn."""
    return list(counts_of(CONTENT, message, Turn(Reply(()), Session(), decision)))


@pytest.mark.parametrize(
    ("intents", "topics"),
    [
        pytest.param((), [], id="nothing answered"),
        pytest.param(("is_it_over",), ["when_to_walk_away"], id="one"),
        pytest.param(("should_i_text", "is_it_over"), ["what_not_to_do", "when_to_walk_away"], id="two"),
        pytest.param(("should_i_text", "no_contact"), ["what_not_to_do"], id="two of one topic"),
    ],
)
def test_action_intents_and_topics_are_counted(intents: tuple[str, ...], topics: list[str]) -> None:
    """A topic counts once for a message however many of its intents were answered."""
    said = counted(Decision(Action.ANSWER, "", intents), Message("words", 0.0))
    assert said == [
        Count("action", "answer"),
        *(Count("intent", intent) for intent in intents),
        *(Count("topic", topic) for topic in topics),
    ]


def test_an_intent_the_content_lacks_is_not_counted() -> None:
    """Such as the greeting, in a folder of a few intents."""
    said = counted(Decision(Action.ANSWER, "", ("greeting",)), Message("/start", 0.0))
    assert said == [Count("action", "answer")]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("menu", "menu"),
        ("menu:2", "menu:2"),
        ("i:is_it_over", "i:is_it_over"),
        ("i:my name is Ann", "unknown"),
        ("Ann", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_tap_is_counted_by_what_it_asks_for(data: str, name: str) -> None:
    """What names nothing of ours is not stored: any client may send any data."""
    tapped = counted(Decision(Action.ANSWER, ""), Message(data, 0.0, tapped=True))
    assert tapped[1:] == [Count("button", name)]


def test_typed_words_are_no_button() -> None:
    """Whatever they look like."""
    assert counted(Decision(Action.FALLBACK, ""), Message("i:is_it_over", 0.0)) == [Count("action", "fallback")]
