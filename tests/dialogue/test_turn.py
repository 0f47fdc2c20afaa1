"""Whole conversations, turn by turn, with a matcher that is told what it found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue import turn
from bot.dialogue.exchange import Message, Session
from bot.dialogue.model import Act, Action, Content, Ranking
from bot.dialogue.policy import HALF_SURE, NEAR
from tests.dialogue.conftest import AMBER, CARE, LINES, PHRASES, QUIET, RED, Chat, make_content, ranking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.dialogue.exchange import Turn

WHY, FAULT, WHAT, NEEDS = "why_he_pulled_back", "is_it_my_fault", "what_to_do", "my_own_needs"
THIN = ranking((WHY, 0.6), (FAULT, 0.5), (NEEDS, 0.4), confidence=(HALF_SURE + NEAR) / 2)
DAY = 24 * 60 * 60


def test_more_and_more_until_it_says_so(chat: Chat) -> None:
    """An answer has its layers; then it is said that this was all; nothing is said twice."""
    said = [chat.say(text).reply.bubbles for text in (WHY, "more", "more", "more", "more")]
    assert said[3:] == [(LINES["said_all"][0],), (LINES["said_all"][1],)]
    assert len(set(said)) == len(said)
    assert [one.decision.act for one in chat.turns] == [None, Act.MORE, Act.MORE, Act.MORE, Act.MORE]


def test_asking_again_goes_deeper_by_words_or_by_button(chat: Chat) -> None:
    """The same question, a button to it and "tell me more" all lead on."""
    chat.say(WHY)
    assert chat.say(WHY).reply.bubbles == (f"{WHY}: second he layer.",)
    assert chat.tap(f"i:{WHY}").reply.bubbles == (f"{WHY}: third layer.",)
    assert chat.tap(f"m:{WHY}").reply.bubbles == (LINES["said_all"][0],)


@pytest.mark.parametrize("picked", ["the second one", "2", "the last straw", ""], ids=str)
def test_a_thin_margin_offers_and_a_word_picks(chat: Chat, found: dict[str, Ranking], picked: str) -> None:
    """An offered topic is answered when it is named by its place; words that say little go on with the nearest."""
    found["oddly enough"] = THIN
    assert chat.say("oddly enough").decision.action is Action.OFFER
    decision = chat.say(picked).decision
    assert decision.intents == {"": (), "the last straw": (WHY,)}.get(picked, (FAULT,))


def test_an_offer_refused(chat: Chat, found: dict[str, Ranking]) -> None:
    """The bot lets go of its guesses and asks for other words; a second "no" is no follow-up of them."""
    found["oddly enough"] = THIN
    chat.say("oddly enough")
    chat.say("no")
    assert chat.text in LINES["no_offer"]
    assert chat.session.offered == ()


def test_an_offer_refused_by_button(chat: Chat, found: dict[str, Ranking]) -> None:
    """The button says the same as the word."""
    found["oddly enough"] = THIN
    chat.say("oddly enough")
    chat.press("None of these")
    assert (chat.decision.act, chat.text in LINES["no_offer"]) == (Act.NO, True)


def test_not_what_i_meant_offers_what_is_near(chat: Chat) -> None:
    """After an answer, the topics below it are offered."""
    chat.say(WHY)
    chat.press("👎 Not what I meant")
    assert chat.text in LINES["thumb_down"]
    assert chat.labels[:-1] == ["is it my fault", "what to do", "my own needs"]
    assert chat.say("the first one").decision.intents == (FAULT,)


def test_two_misses_then_an_answer(chat: Chat) -> None:
    """A first miss says so, a second shows the menu, an answer makes them forgotten."""
    chat.say("qwerty")
    assert chat.text in LINES["fallback_first"]
    chat.say("asdfgh")
    assert chat.text in LINES["fallback_again"]
    assert len(chat.labels) > 3
    chat.say(WHY)
    chat.say("qwerty")
    assert chat.text in LINES["fallback_first"]


@pytest.mark.parametrize("typed", ["more", "yes", "the first one"])
def test_a_follow_up_after_half_an_hour_is_none(chat: Chat, typed: str) -> None:
    """By then it is a message like any other."""
    chat.say(WHY)
    assert chat.say(typed, after=31 * 60).decision.intents in ((), ("greeting",))
    assert chat.session.asked[WHY] == 1


def test_yesterdays_session_is_forgotten(chat: Chat) -> None:
    """Everything but the count of turns, which keeps the openings changing."""
    chat.say(f"{WHY} she")
    chat.say(WHY)
    chat.say("hello", after=DAY + 1)
    assert (chat.session.asked, chat.session.partner, chat.session.turns) == ({}, "", 3)


@pytest.mark.parametrize("after", [-5.0, 0.0], ids=["out of order", "the same second"])
def test_a_clock_that_does_not_move_on_is_no_trouble(chat: Chat, after: float) -> None:
    """Messages may arrive together or in the wrong order."""
    chat.say(WHY)
    assert chat.say("more", after=after).decision.intents == (WHY,)


@pytest.mark.parametrize("data", ["i:renamed_since", "m:", "x", "", "care:gone", "i", "🙂", "/start"])
def test_an_old_button_leads_to_the_menu(chat: Chat, data: str) -> None:
    """Nobody taps into nothing."""
    assert chat.tap(data).decision.line == "old_button"
    assert (chat.text, len(chat.labels) > 3) == (LINES["old_button"][0], True)


@pytest.mark.parametrize(
    "message",
    [
        Message("more", 11.0),
        Message("yes", 11.0),
        Message("no", 11.0),
        Message("the first one", 11.0),
        Message("not", 11.0, tapped=True),
        Message(f"safe:{CARE}", 11.0, tapped=True),
        Message(WHAT, 11.0),
    ],
    ids=lambda message: message.text,
)
def test_an_intent_that_was_deleted_meanwhile_is_forgotten(content: Content, message: Message) -> None:
    """The editors may rename a file while somebody is talking about it."""
    gone = Session(turns=3, asked={"gone": 1}, last="gone", offered=("gone", WHY), care="gone", asking="gone", at=10.0)
    after = turn.take_turn(content, gone, message).session
    assert "gone" not in (after.last, *after.offered, after.care, after.asking)


@pytest.mark.parametrize(
    ("command", "says"),
    [("/start", "Welcome."), ("/help", "Just write."), ("/topics", "Choose one."), (" /START ", "Welcome.")],
)
def test_commands(chat: Chat, command: str, says: str) -> None:
    """The core knows the commands of every channel."""
    chat.say(command)
    assert chat.reply.bubbles[0] == says


def test_the_partner_is_spoken_of_as_the_user_does(chat: Chat, found: dict[str, Ranking]) -> None:
    """Taken from the last message that says it; a tap says nothing."""
    found["is she cold"] = ranking((WHY, 2.0))
    assert "they need time" in chat.say(NEEDS).reply.bubbles[0]
    assert "she needs time" in chat.say("is she cold").reply.bubbles[0]
    assert "she needs time" in chat.tap(f"i:{FAULT}").reply.bubbles[0]


def test_a_turn_changes_nothing_it_was_given(content: Content) -> None:
    """The same message on the same session is the same turn: it can be taken again."""
    session = Session(turns=2, asked={WHY: 1}, last=WHY, offered=(FAULT,), at=5.0)
    message = Message("is it my fault", 6.0)
    assert turn.take_turn(content, session, message) == turn.take_turn(content, session, message)
    assert session == Session(turns=2, asked={WHY: 1}, last=WHY, offered=(FAULT,), at=5.0)


@pytest.mark.parametrize(("name", "texts"), PHRASES.items())
def test_the_real_matcher_decides_in_a_fresh_chat(content: Content, name: str, texts: tuple[str, ...]) -> None:
    """``decide`` says what a first message brings: each phrase reaches its own intent."""
    for text in texts:
        decision = turn.decide(content, text)
        assert name in (*decision.intents, *decision.offered), decision.reason


def sound(content: Content, taken: Turn) -> bool:
    """Tell whether a reply could be sent: words, whole placeholders, buttons within limits, names that exist."""
    reply = taken.reply
    texts = [*reply.bubbles, *(button.label for button in reply.buttons)]
    names = {taken.session.last, taken.session.care, taken.session.asking, *taken.session.offered} - {""}
    return (
        bool(reply.bubbles or reply.notice)
        and all(text.strip() and "{" not in text for text in texts)
        and len(reply.buttons) <= 10
        and all(1 <= len(button.data.encode()) <= 64 for button in reply.buttons)
        and names <= content.intents.keys()
    )


WORDS = st.sampled_from(
    [
        *(text for texts in PHRASES.values() for text in texts),
        *(
            RED,
            AMBER,
            QUIET,
            "more",
            "yes",
            "no",
            "the second one",
            "menu",
            "back",
            "/start",
            "/topics",
            "/source",
            "/settings",
            "/wrong",
            "/reflect",
            "qwerty",
            "she",
        ),
    ]
)
CARDS = ("sign:0", "sign:3", "signs:1f", "signs:zz", "grow:", "grow:012", "set", "set:country:GB", "set:x", "source")
THUMBS = ("up:what_to_do", "down:why_he_pulled_back", "down:gone")
TAPS = st.sampled_from(
    ["not", "none", "menu", "menu:1", f"safe:{CARE}", "junk", *CARDS, *THUMBS, *(f"i:{n}" for n in PHRASES)]
)
MESSAGES: Mapping[bool, st.SearchStrategy[str]] = {True: TAPS, False: WORDS | st.text(max_size=80)}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_conversation_goes_on(content: Content, data: st.DataObject) -> None:
    """Whatever is typed or tapped in whatever order, there is a sound reply, and no answer is given twice in a row."""
    chat = Chat(content)
    for _ in range(data.draw(st.integers(1, 8))):
        tapped = data.draw(st.booleans())
        text = data.draw(MESSAGES[tapped])
        after = data.draw(st.sampled_from([1.0, 31 * 60.0, DAY + 1.0]))
        chat.now += after
        assert sound(content, chat.tap(text) if tapped else chat.say(text))


def test_a_small_content_of_ones_own_goes_through_every_command() -> None:
    """No intent is taken for granted."""
    content = make_content({WHY: PHRASES[WHY], CARE: PHRASES[CARE]})
    chat = Chat(replace(content, responses={**content.responses, WHY: replace(content.responses[WHY], related=())}))
    chat.say(RED)
    for text in ("/start", "/help", "/topics", "why did he pull back", "more", "no", "xyz"):
        assert sound(chat.content, chat.say(text))
