"""The conversations in ``tests/conversations``, with the shipped content; and any other, within Telegram's limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue.exchange import Message, Reply, Session
from bot.dialogue.model import Act
from bot.dialogue.turn import take_turn
from bot.telegram.render import DATA_LIMIT, TEXT_LIMIT, render, units
from tests.conversing import Conversation, conversations, found

if TYPE_CHECKING:
    from bot.dialogue.model import Content

CONVERSATIONS = conversations()


def within_limits(reply: Reply) -> bool:
    """Tell whether Telegram would take it: some text, every message and every button small enough."""
    shown = render(reply)
    texts = all(0 < units(one.html) <= TEXT_LIMIT for one in shown)
    buttons = all(button.label and 1 <= len(button.data.encode()) <= DATA_LIMIT for button in reply.buttons)
    return bool(shown or reply.notice) and texts and buttons


def test_there_are_enough() -> None:
    """One of each kind at least."""
    assert len(CONVERSATIONS) >= 30


@pytest.mark.parametrize("conversation", CONVERSATIONS.values(), ids=CONVERSATIONS)
def test_a_conversation_goes_as_written_down(shipped: Content, conversation: Conversation) -> None:
    """Turn by turn, through the core; nothing is said twice."""
    session, at, said = Session(), 1_700_000_000.0, list[Reply]()
    for turn in conversation.turns:
        at += 1 + 60 * turn.wait
        button = found(said[-1].buttons, turn.tap) if turn.tap else None
        assert button or not turn.tap, f"There is no button {turn.tap} below {said[-1].bubbles}."
        message = Message(button.data if button else turn.user, at, bool(button), conversation.language)
        taken = take_turn(shipped, session, message)
        turn.check(shipped, taken.decision, taken.reply)
        assert within_limits(taken.reply)
        assert taken.reply not in said or taken.decision.act in (Act.MENU, Act.BACK)
        session = taken.session
        said.append(taken.reply)


ANYTHING = st.one_of(
    st.text(max_size=300),
    st.text(st.characters(min_codepoint=0x1F300, max_codepoint=0x1FAFF), max_size=50),
    st.builds(lambda part, times: (part * times)[:6000], st.text(min_size=1, max_size=20), st.integers(1, 900)),
    st.sampled_from(
        ["should i text him again", "more", "and if he doesn't?", "the second one", "/settings", "/source"]
    ),
    st.builds(
        lambda name, rest: f"/{name} {rest}", st.sampled_from(["start", "wrong", "help", "x"]), st.text(max_size=20)
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(ANYTHING, st.booleans()), min_size=1, max_size=4))
def test_any_text_gets_a_valid_reply(shipped: Content, messages: list[tuple[str, bool]]) -> None:
    """Of any length, script or emoji, typed or as a button's data, in any order."""
    session = Session()
    for at, (text, tapped) in enumerate(messages):
        taken = take_turn(shipped, session, Message(text, float(at), tapped=tapped))
        assert within_limits(taken.reply), (text, taken.reply)
        session = taken.session
