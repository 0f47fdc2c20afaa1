"""From a decision to words and buttons: layers, variants, and what is remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue import menu
from bot.dialogue.exchange import Message, Reply, Session
from bot.dialogue.menu import TOPIC_BUTTONS
from bot.dialogue.model import ARTICLE_TOPICS, Act, Action, Decision
from bot.dialogue.respond import LONG_STORY, Responder
from tests.dialogue.conftest import CARE, LINES, make_content

if TYPE_CHECKING:
    from bot.dialogue.model import Content

WHY, FAULT, NEEDS = "why_he_pulled_back", "is_it_my_fault", "my_own_needs"


def reply_to(
    content: Content,
    decision: Decision,
    session: Session = Session(turns=1),  # noqa: B008 - frozen
    message: Message = Message("why", 1.0),  # noqa: B008 - frozen
) -> tuple[Reply, Session]:
    """Make a reply."""
    return Responder(content, session, message).reply(decision)


def answer(*names: str, offered: tuple[str, ...] = ()) -> Decision:
    """Make an answer."""
    return Decision(Action.ANSWER, "Sure.", names, offered)


def labels(reply: Reply) -> list[str]:
    """List a reply's buttons."""
    return [button.label for button in reply.buttons]


def test_a_first_answer_is_opening_answer_and_question(content: Content) -> None:
    """One bubble, with the way on below it."""
    reply, session = reply_to(content, answer(WHY), Session(turns=1, partner="she"))
    assert reply.bubbles == (f"{WHY}: other opening. {WHY}: she needs time. And you?",)
    assert labels(reply) == [
        "Tell me more",
        "is it my fault",
        "what to do",
        "my own needs",
        "👍",
        "👎 Not what I meant",
        "All topics",
    ]
    assert (session.last, session.asked) == (WHY, {WHY: 1})
    assert session.offered == (FAULT, "what_to_do", NEEDS)


def test_layers_come_one_by_one_and_end_with_a_word(content: Content) -> None:
    """Asked again, an answer goes deeper; then it says that this was all, each time in other words."""
    session, said, more = Session(turns=1), list[str](), list[bool]()
    for _ in range(6):
        reply, session = reply_to(content, answer(WHY), session)
        said.append(reply.bubbles[0])
        more.append("Tell me more" in labels(reply))
    assert said[1:] == [f"{WHY}: second they layer.", f"{WHY}: third layer.", *LINES["said_all"]]
    assert more == [True, True, False, False, False, False]


@pytest.mark.parametrize("turn", range(4))
def test_small_talk_is_never_repeated(content: Content, turn: int) -> None:
    """Whatever came before, a greeting said again and again is answered in other words each time."""
    session, said = Session(turns=turn), list[tuple[str, ...]]()
    for _ in range(4):
        reply, session = reply_to(content, answer("greeting"), replace(session, turns=session.turns + 1))
        said.append(reply.bubbles)
    assert len(set(said)) == len(said)


def test_openings_change_with_the_turn(content: Content) -> None:
    """Two answers in a row do not begin alike."""
    first, _ = reply_to(content, answer(WHY), Session(turns=1))
    second, _ = reply_to(content, answer(WHY), Session(turns=2))
    assert first.bubbles != second.bubbles


def test_a_long_story_is_met_as_one(content: Content) -> None:
    """Whoever writes much sees that it was read."""
    reply, _ = reply_to(content, answer(WHY), message=Message("word " * LONG_STORY, 1.0))
    assert reply.bubbles[0].startswith(LINES["long_story"][0])


@pytest.mark.parametrize(("hedged", "line"), [(False, "both"), (True, "other_reading")])
def test_two_answers_stand_in_two_bubbles(content: Content, hedged: bool, line: str) -> None:
    """The second comes without its opening and its question, and says why it is there; both count as asked."""
    reply, session = reply_to(content, replace(answer(WHY, FAULT), hedged=hedged))
    assert reply.bubbles[1:] == (f"{LINES[line][0]} {FAULT}: they need time.",)
    assert session.asked == {WHY: 1, FAULT: 1}
    assert "is it my fault" not in labels(reply)


def test_after_two_answers_a_place_counts_in_these(content: Content) -> None:
    """Not in the buttons below them."""
    _, session = reply_to(content, answer(WHY, FAULT))
    assert session.listed == (WHY, FAULT)


@pytest.mark.parametrize(("name", "last"), [("greeting", WHY), ("help", "help"), (FAULT, FAULT)])
def test_what_is_said_in_passing_leaves_the_topic_open(content: Content, name: str, last: str) -> None:
    """After a hello in the middle, "more" is more of what came before it."""
    _, session = reply_to(content, answer(name), Session(last=WHY))
    assert session.last == last


@pytest.mark.parametrize(("last", "left"), [("help", (WHY,)), (WHY, ())])
def test_back_names_the_topic_that_was_left(content: Content, last: str, left: tuple[str, ...]) -> None:
    """Unless it is the one just talked of, from which somebody goes back."""
    reply, session = reply_to(
        content, Decision(Action.ANSWER, "Back.", act=Act.BACK), Session(last=last, asked={FAULT: 1, WHY: 1})
    )
    assert session.near == left
    assert [button.data for button in reply.buttons][: len(left)] == [f"i:{name}" for name in left]


def test_a_second_answer_heard_before_goes_deeper(content: Content) -> None:
    """Beside another answer too, nothing is said twice."""
    reply, _ = reply_to(content, answer(WHY, FAULT), Session(turns=2, asked={FAULT: 1}))
    assert reply.bubbles[1] == f"{LINES['both'][0]} {FAULT}: second they layer."


def test_what_the_matcher_found_near_is_offered_first(content: Content) -> None:
    """Then the editors' choices follow, so many in all and none twice, and no small talk, which nobody would choose."""
    reply, session = reply_to(content, answer(WHY, offered=(NEEDS, "greeting")))
    assert session.offered == (NEEDS, FAULT, "what_to_do")[:TOPIC_BUTTONS]
    assert len(set(reply.buttons)) == len(reply.buttons)


def test_an_offer_shows_choices_and_a_way_out(content: Content) -> None:
    """Nothing is answered, and the choices are remembered in order."""
    reply, session = reply_to(content, Decision(Action.OFFER, "Thin.", (), (FAULT, NEEDS)), Session(last=WHY))
    assert labels(reply) == ["is it my fault", "my own needs", "None of these"]
    assert (session.offered, session.last, session.misses) == ((FAULT, NEEDS), "", 0)


@pytest.mark.parametrize(
    ("misses", "line", "buttons"),
    [(0, "fallback_first", ["is it my fault", "None of these"]), (1, "fallback_again", None)],
    ids=["first miss", "second miss"],
)
def test_a_miss_is_owned_and_the_second_shows_everything(
    content: Content, misses: int, line: str, buttons: list[str] | None
) -> None:
    """First a guess, then all topics."""
    reply, session = reply_to(content, Decision(Action.FALLBACK, "Lost.", (), (FAULT,)), Session(misses=misses))
    assert reply.bubbles[0] in LINES[line]
    assert labels(reply) == (buttons or [button.label for button in menu.groups(content)])
    assert session.misses == misses + 1


def test_a_miss_without_a_guess_shows_the_way_to_all_topics(content: Content) -> None:
    """A reply never ends in nothing."""
    reply, _ = reply_to(content, Decision(Action.FALLBACK, "Lost."))
    assert labels(reply)


def tap_menu(content: Content, data: str) -> Reply:
    """Tap a button of the menu."""
    decision = Decision(Action.ANSWER, "Menu.", act=Act.MENU)
    return reply_to(content, decision, message=Message(data, 1.0, tapped=True))[0]


def test_the_menu_leads_to_every_topic_and_back() -> None:
    """In two levels, every topic once."""
    content = make_content({name: (name,) for name in ARTICLE_TOPICS})
    first = tap_menu(content, "menu")
    groups = [button.data for button in first.buttons if button.data.startswith("menu:")]
    seen = [button.data.removeprefix("i:") for button in first.buttons if button.data.startswith("i:")]
    for group in groups:
        *topics, way = tap_menu(content, group).buttons
        seen += [button.data.removeprefix("i:") for button in topics]
        assert tap_menu(content, way.data).buttons == first.buttons
    assert sorted(seen) == sorted(ARTICLE_TOPICS)


def test_a_place_counts_in_the_menu_too(content: Content) -> None:
    """After the topics of a group, "the second one" means the second of these."""
    decision = Decision(Action.ANSWER, "Menu.", act=Act.MENU)
    _, session = reply_to(content, decision, message=Message("menu:1", 1.0, tapped=True))
    assert session.offered == ("what_to_do", NEEDS, FAULT)


@pytest.mark.parametrize("data", ["menu:99", "menu:", "menu:-1", "menu:x", "menu:²", "junk"])
def test_a_group_that_is_not_there_is_the_first_level(content: Content, data: str) -> None:
    """Old buttons do no harm."""
    assert tap_menu(content, data).buttons == tap_menu(content, "menu").buttons


def test_care_is_fixed_text_with_lines_of_help(content: Content) -> None:
    """No button leads to advice about love, and it is remembered that care was raised."""
    decision = Decision(Action.CARE, "Red.", (CARE,))
    reply, session = reply_to(content, decision, message=Message("…", 1.0, language="en-GB"))
    assert reply.bubbles[0] == "I'm glad you told me."
    assert reply.bubbles[1].splitlines()[0] == "Police: 999"
    assert reply.bubbles[-1] in LINES["safety_follow"]
    assert reply.buttons == ()
    assert (session.care, session.last, session.offered) == (CARE, CARE, ())


def test_care_in_doubt_names_nothing_that_may_not_have_happened(content: Content) -> None:
    """The lines of help are there all the same; a second sign is answered as what it is a sign of."""
    doubtful = Decision(Action.CARE, "Near phrases.", (CARE,), doubtful=True)
    first, session = reply_to(content, doubtful, message=Message("…", 1.0, language="en-GB"))
    assert first.bubbles[0] == "I may be wrong."
    assert first.bubbles[1].splitlines()[0] == "Police: 999"
    assert [button.data for button in first.buttons] == [f"lift:{CARE}"]
    second, _ = reply_to(content, doubtful, session)
    assert second.bubbles[0] == "I'm glad you told me."


def test_care_is_repeated_as_often_as_it_is_needed(content: Content) -> None:
    """The lines of help are never "already said"."""
    first, session = reply_to(content, Decision(Action.CARE, "Red.", (CARE,)))
    second, _ = reply_to(content, Decision(Action.CARE, "Red.", (CARE,)), session)
    assert first.bubbles[1] == second.bubbles[1]


def test_more_about_care_is_its_second_layer(content: Content) -> None:
    """What happens when one calls."""
    reply, _ = reply_to(content, Decision(Action.CARE, "More.", (CARE,), act=Act.MORE))
    assert reply.bubbles[0] == "What a call is like."


def test_in_place_of_unsafe_advice_the_numbers_are_offered(content: Content) -> None:
    """The person is told why, and one tap shows the lines again."""
    reply, _ = reply_to(content, Decision(Action.CARE, "Instead.", (CARE,), line="care_instead"))
    assert reply.bubbles[0] == LINES["care_instead"][0]
    assert [(button.label, button.data) for button in reply.buttons] == [("Show me the numbers", f"care:{CARE}")]


def test_the_gentle_question_has_two_answers(content: Content) -> None:
    """What the message was otherwise about is kept for the harmless one."""
    reply, session = reply_to(content, Decision(Action.CHECK, "Amber.", (), (CARE, WHY)))
    assert [button.data for button in reply.buttons] == [f"safe:{CARE}", f"care:{CARE}"]
    assert (session.asking, session.offered) == (CARE, (WHY,))


def test_a_welcome_shows_where_to_begin(content: Content) -> None:
    """The greeting's topics stand below the line for /start, cut into bubbles at empty lines."""
    reply, session = reply_to(content, Decision(Action.ANSWER, "/start", ("greeting",), line="start"))
    assert reply.bubbles == ("Welcome.", "I am a bot.")
    assert labels(reply)[-1] == "All topics"
    assert session.offered == content.responses["greeting"].related


def test_a_welcome_needs_no_greeting_in_the_content() -> None:
    """A folder of one's own may have no small talk."""
    content = make_content({WHY: ("why",)})
    reply, _ = reply_to(content, Decision(Action.ANSWER, "/start", ("greeting",), line="start"))
    assert labels(reply) == ["All topics"]
