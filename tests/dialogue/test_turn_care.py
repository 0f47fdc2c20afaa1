"""Conversations in which somebody may be in danger: what is said, what is asked, and what is held back after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue import policy
from bot.dialogue.model import Act, Action, Ranking
from tests.dialogue.conftest import AMBER, CARE, LINES, QUIET, RED, ranking

if TYPE_CHECKING:
    from tests.dialogue.conftest import Chat

WHY, WHAT, NEEDS = "why_he_pulled_back", "what_to_do", "my_own_needs"
DAY = 24 * 60 * 60


@pytest.mark.parametrize(
    "message",
    [RED, f"{RED.upper()}!!", f"{WHY} {RED}", f"/start i {RED}"],
    ids=["plain", "shouted", "in a question", "in a command"],
)
def test_care_comes_before_everything(chat: Chat, message: str) -> None:
    """A red pattern anywhere is answered as care."""
    assert chat.say(message).decision.action is Action.CARE
    assert "116 123" in chat.text


@pytest.mark.parametrize("unsafe", ["boundaries", WHAT])
def test_after_care_no_advice_that_needs_safety(chat: Chat, found: dict[str, Ranking], unsafe: str) -> None:
    """Asked by words, by button, as "tell me more" or as one of the topics below: safety comes in its place."""
    found["any good advice please"] = ranking((unsafe, 2.0))
    chat.say(RED)
    for turned in (chat.say("any good advice please"), chat.tap(f"i:{unsafe}"), chat.tap(f"m:{unsafe}")):
        assert turned.decision.action is Action.CARE
        assert LINES["care_instead"][0] in turned.reply.bubbles


def test_after_care_no_choice_leads_to_advice_that_needs_safety(chat: Chat) -> None:
    """It is not among the buttons, and naming a place cannot pick it."""
    chat.say(RED)
    assert chat.say(WHY).decision.action is Action.ANSWER
    assert WHAT not in chat.session.offered
    assert "what to do" not in chat.labels
    assert chat.say("the first one").decision.intents == (NEEDS,)


def test_after_care_the_numbers_are_one_tap_away(chat: Chat) -> None:
    """And everything that is safe goes on."""
    chat.say(RED)
    chat.tap(f"i:{WHAT}")
    chat.press("Show me the numbers")
    assert "116 123" in chat.text
    assert chat.say(NEEDS).decision.intents == (NEEDS,)


def test_more_after_care_stays_with_care(chat: Chat) -> None:
    """It is not about the topic before it."""
    chat.say(WHY)
    chat.say(RED)
    assert chat.say("more").decision.action is Action.CARE
    assert "What a call is like." in chat.text


TAKEN_BACK = """
    sorry, i didn't mean it like that | only joking | i was joking | jk | lol just kidding | omg no i was joking
    no he would never hurt me | figure of speech | just a figure of speech | calm down it's an expression | hyperbole
    it's only a saying, sorry | i don't mean it literally | no not literally | not like that | nothing like that
    bad choice of words | that came out wrong | sorry dark humour | i exaggerated | it was meant as a joke
"""
TOLD_AGAIN = (
    "no joke | no kidding | not a joke | i'm not joking | i wish it was a joke | he says it was a joke | i meant it"
)


def _each(listed: str) -> list[str]:
    return [typed.strip() for typed in listed.replace("\n", "|").split("|") if typed.strip()]


@pytest.mark.parametrize("typed", _each(TOLD_AGAIN))
def test_what_only_sounds_like_taking_back_does_not(chat: Chat, typed: str) -> None:
    """Who says that it is no joke takes nothing back."""
    chat.say(RED)
    assert chat.say(typed).decision.line != "care_taken_back"


@pytest.mark.parametrize("typed", _each(TAKEN_BACK))
def test_danger_that_was_told_is_taken_back_kindly(chat: Chat, typed: str) -> None:
    """It is not argued with, and what needs safety stays away."""
    chat.say(RED)
    turned = chat.say(typed)
    assert (turned.decision.action, turned.decision.act) == (Action.CARE, Act.NO)
    assert LINES["care_taken_back"][0] in turned.reply.bubbles
    assert chat.tap(f"i:{WHAT}").decision.action is Action.CARE


@pytest.mark.parametrize("typed", ["sorry, i didn't mean it like that", "no i mean he sulks", "tap"])
def test_danger_that_was_only_likely_can_be_taken_back(chat: Chat, found: dict[str, Ranking], typed: str) -> None:
    """By button or by words: then what was meant is answered, and nothing is held back any more."""
    found["he goes for it"] = ranking((WHY, 2.0), (CARE, 2.5))
    found["he sulks"] = ranking((WHY, 2.0))
    assert chat.say("he goes for it").decision.doubtful
    turned = chat.press("It isn't about danger") if typed == "tap" else chat.say(typed)
    assert turned.decision.intents == (WHY,)
    assert turned.session.care == ""
    assert chat.tap(f"i:{WHAT}").decision.action is Action.ANSWER


def test_a_remark_right_after_danger_stays_with_it(chat: Chat, found: dict[str, Ranking]) -> None:
    """It is no question about the article, unless it is clearly one of its own."""
    found["he said sorry"] = ranking((WHY, 2.0), confidence=0.75)
    found["he is stressed"] = ranking((WHY, 2.0), confidence=0.95)
    chat.say(RED)
    assert chat.say("he said sorry").decision.line == "care_stays"
    assert chat.say("he is stressed").decision.action is Action.ANSWER


def test_care_is_forgotten_after_a_day(chat: Chat) -> None:
    """A new day, a new chat."""
    chat.say(RED)
    assert chat.say("boundaries", after=DAY + 1).decision.action is Action.ANSWER


@pytest.mark.parametrize("answer", ["I'm not sure I'm safe", "yes", "yes sometimes", f"care:{CARE}"])
def test_the_gentle_question_answered_with_danger(chat: Chat, answer: str) -> None:
    """By button or by words, it leads to the lines of help."""
    assert chat.say(AMBER).decision.action is Action.CHECK
    turned = chat.tap(answer) if ":" in answer else chat.say(answer)
    assert turned.decision.action is Action.CARE
    assert "116 123" in chat.text


@pytest.mark.parametrize("answer", ["I mean the relationship", "no", f"safe:{CARE}"])
@pytest.mark.parametrize(("about", "intents"), [(WHY, (WHY,)), ("", ())], ids=["about something", "nothing else"])
def test_the_gentle_question_answered_without_danger(
    chat: Chat, found: dict[str, Ranking], answer: str, about: str, intents: tuple[str, ...]
) -> None:
    """What the message was about is answered; where there was nothing, the bot thanks and listens."""
    message = f"i {AMBER}"
    found[message] = ranking((about, 2.0)) if about else ranking()
    assert chat.say(message).decision.action is Action.CHECK
    turned = chat.tap(answer) if ":" in answer else chat.say(answer)
    assert (turned.decision.action, turned.decision.intents) == (Action.ANSWER, intents)
    assert chat.session.asking == ""
    assert "helplines" not in chat.text


def test_the_gentle_question_passed_over(chat: Chat) -> None:
    """Another message is answered; a later "yes" is no answer to the question."""
    chat.say(AMBER)
    chat.say(WHY)
    assert chat.say("yes").decision.intents == (WHY,)


def test_the_gentle_question_met_with_something_worse(chat: Chat) -> None:
    """Care is looked for in the answer, too."""
    chat.say(AMBER)
    assert chat.say(f"no i {RED}").decision.action is Action.CARE


def test_an_old_answer_to_the_gentle_question(chat: Chat) -> None:
    """Tapped when something else has been talked about, it takes nothing of that for granted."""
    chat.say(AMBER)
    chat.say(WHY)
    assert chat.tap(f"safe:{CARE}").decision.intents == ()
    assert chat.text == LINES["check_no_reply"][0]
    assert chat.tap(f"care:{CARE}").decision.action is Action.CARE


def test_a_harmless_lookalike_is_no_care(chat: Chat, found: dict[str, Ranking]) -> None:
    """Quiet patterns are taken out first."""
    found[QUIET] = ranking((WHY, 2.0))
    assert chat.say(QUIET).decision.intents == (WHY,)


@pytest.mark.parametrize("message", ["what do you mean", "why", "What do you mean by that?", "why do you ask"])
def test_the_gentle_question_is_not_dropped_when_it_is_questioned(chat: Chat, message: str) -> None:
    """It says why it asks and asks again, with the same two answers; what it is otherwise about is kept."""
    chat.say(f"{WHY} {AMBER}")
    labels, offered = chat.labels, chat.session.offered
    chat.say(message)
    assert chat.decision.action is Action.CHECK
    assert chat.text == LINES["check_again"][0]
    assert (chat.labels, chat.session.asking, chat.session.offered) == (labels, CARE, offered)


def test_an_unclear_answer_to_the_gentle_question_is_asked_about_once(chat: Chat, found: dict[str, Ranking]) -> None:
    """What answers neither way leaves it open; nobody is pressed a third time."""
    found["because of him"] = ranking((WHY, 1.0), (NEEDS, 0.9), confidence=policy.NEAR)
    chat.say(AMBER)
    assert chat.say("because of him").decision.line == "check_again"
    assert chat.session.asking == CARE
    assert chat.say("because of him").decision.action is Action.OFFER


@pytest.mark.parametrize("message", ["maybe", "idk", "both", "I'm not sure", "a bit", "hard to say"])
def test_neither_yes_nor_no_counts_as_not_safe(chat: Chat, message: str) -> None:
    """Who cannot say that they are safe gets the lines of help."""
    chat.say(AMBER)
    assert chat.say(message).decision.action is Action.CARE


def test_nobody_is_asked_twice(chat: Chat) -> None:
    """A sign after the question is an answer to it."""
    chat.say(AMBER)
    assert chat.say(f"well {AMBER}, you know").decision.action is Action.CARE
