"""The content that ships: it loads clean, covers the article in its own words, and every reply it can give is whole."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.phrase_tests import failing_tests
from bot.content.sections import uncovered
from bot.dialogue import gentle
from bot.dialogue.care import assess
from bot.dialogue.exchange import Message, Reply, Session
from bot.dialogue.helplines import with_helplines
from bot.dialogue.model import ARTICLE_TOPICS, CHAT_TOPICS, OUT_OF_SCOPE, TOPICS, Act, Action, Decision
from bot.dialogue.respond import Responder
from bot.dialogue.turn import decide, take_turn
from bot.dialogue.wording import FORMS
from bot.settings import shipped_content
from tests.make_article_shingles import hashed, shingles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.load import Loaded
    from bot.dialogue.model import Content, Response

ARTICLE = frozenset((Path(__file__).parent / "article_shingles.txt").read_text("utf-8").split())
PHRASES, HITS = 40, 15
"""At least so many for every topic of the article."""
LANGUAGES = ("", "en-GB", "en-US", "en-IE", "en-CA", "en-AU", "en-NZ", "en-IN", "de-DE")


def test_it_has_no_problem(loaded: Loaded, shipped: Content) -> None:
    """`bot check` finds nothing to mend: no error, no warning, no test message that goes astray."""
    astray = failing_tests(shipped, lambda text: decide(shipped, text))
    assert [f"{one.place}: {one.message}" for one in (*loaded.problems, *astray)] == []


def test_every_topic_is_there(shipped: Content) -> None:
    """The names that others rely on each have an intent of their own; out of scope is a topic only."""
    assert set(TOPICS) - {OUT_OF_SCOPE} <= shipped.intents.keys()
    assert all(intent.topic in TOPICS for intent in shipped.intents.values())


def test_every_section_of_the_article_is_covered(shipped: Content) -> None:
    """Each has an answer that names it as its source."""
    assert list(uncovered({source for one in shipped.responses.values() for source in one.sources})) == []


@pytest.mark.parametrize("topic", ARTICLE_TOPICS)
def test_a_topic_of_the_article_has_phrases_and_tests_enough(shipped: Content, topic: str) -> None:
    """As people really type, and more than a handful."""
    intents = [intent for intent in shipped.intents.values() if intent.topic == topic]
    assert sum(len(intent.phrases) for intent in intents) >= PHRASES
    assert len(shipped.intents[topic].phrases) >= PHRASES
    assert len(shipped.intents[topic].hits) >= HITS


def written(response: Response) -> Iterator[str]:
    """Yield every text of a response."""
    yield from (*response.openings, response.answer, *response.more, response.ask)
    yield from (response.check, response.check_yes, response.check_no)


def test_no_sentence_of_the_article_is_copied(shipped: Content) -> None:
    """Seven words in a row are a borrowed sentence."""
    texts = [text for response in shipped.responses.values() for text in written(response)]
    texts += [line for lines in shipped.lines.values() for line in lines]
    assert [run for text in texts for run in shingles(text) if hashed(run) in ARTICLE] == []


def test_the_article_would_be_recognised() -> None:
    """The hashes are those of the article, whatever signs and capitals stand around its words."""
    copied = 'So when love brings vulnerability, it can trigger "discomfort" or fear!'
    assert {hashed(run) for run in shingles(copied)} <= ARTICLE


FORM = re.compile(r"\{(\w*)\}")


def test_every_placeholder_is_known(shipped: Content) -> None:
    """He, she and they have a form for each; the lines of help stand in answers of care only."""
    known = {name for form in FORMS["they"] for name in (form, form.capitalize())}
    for response in shipped.responses.values():
        allowed = known | ({"helplines"} if shipped.intents[response.name].is_care else set())
        used = {name for text in written(response) for name in FORM.findall(text)}
        assert used <= allowed, response.place


MOST_BUTTONS = 10
"""Tell me more, five topics, two thumbs beside each other, not what I meant, and the list of topics."""


FILLED = frozenset(("checklist_one", "checklist_some", "care_in_doubt"))
"""Lines that are not said as they stand: with the checklist's figures, or the lines of help, filled in."""


def replies(content: Content, partner: str, language: str) -> Iterator[Reply]:
    """Yield everything the bot can say, each intent asked until it has nothing more."""
    message = Message("so", 1.0, language=language)
    actions = {True: Action.CARE, False: Action.ANSWER}
    for name, response in content.responses.items():
        session = Session(partner=partner)
        for asked in range(5):
            act = Act.MORE if asked else None
            decision = Decision(actions[content.intents[name].is_care], "", (name,), act=act)
            reply, session = Responder(content, replace(session, turns=session.turns + 1), message).reply(decision)
            yield reply
        if response.check:
            yield Responder(content, session, message).reply(Decision(Action.CHECK, "", (), (name,)))[0]
            doubtful = Decision(Action.CARE, "", (name,), doubtful=True)
            yield Responder(content, Session(partner=partner), message).reply(doubtful)[0]
    for key in sorted(content.lines.keys() - FILLED):
        yield Responder(content, Session(partner=partner), message).reply(Decision(Action.FALLBACK, "", line=key))[0]
    for misses in range(3):
        yield Responder(content, Session(misses=misses), message).reply(Decision(Action.FALLBACK, ""))[0]


@pytest.mark.parametrize("partner", [*FORMS, ""], ids=lambda partner: partner or "unknown")
@pytest.mark.parametrize("language", ["", "en-GB"], ids=["no country", "UK"])
def test_every_reply_is_whole(shipped: Content, partner: str, language: str) -> None:
    """No placeholder is left, no bubble is empty or too long, every button fits and leads somewhere."""
    for reply in replies(shipped, partner, language):
        assert reply.bubbles or reply.notice
        assert all(bubble.strip() and "{" not in bubble and "  " not in bubble for bubble in reply.bubbles), reply
        assert all(len(bubble) <= 4096 for bubble in reply.bubbles)
        assert len(reply.buttons) <= MOST_BUTTONS
        assert all(1 <= len(button.label) <= 40 and len(button.data.encode()) <= 64 for button in reply.buttons), reply
        assert len({button.data for button in reply.buttons}) == len(reply.buttons)


@pytest.mark.parametrize("key", ["topics_label", "more_label", "back_label", "none_of_these", "menu_why_label"])
def test_labels_hold_no_placeholder(shipped: Content, key: str) -> None:
    """Labels are shown as they stand."""
    assert all("{" not in line and len(line) <= 40 for line in shipped.lines[key])


def care_names() -> list[str]:
    """List the care intents by their files, before the content is loaded."""
    files = sorted((shipped_content() / "intents").glob("*.yaml"))
    return [
        file.stem
        for file in files
        if re.search("^topic: (crisis_self_harm|abuse)$", file.read_text("utf-8"), re.MULTILINE)
    ]


each_care = pytest.mark.parametrize("name", care_names())


@each_care
def test_a_care_answer_has_all_its_parts(shipped: Content, name: str) -> None:
    """Lines of help in the answer, a gentle question with two answers, and no button to anything else."""
    response = shipped.responses[name]
    assert response.answer.count("{helplines}") == 1
    assert response.kinds
    assert all((response.check, response.check_yes, response.check_no, response.more))
    assert response.related == ()
    assert response.check_yes != response.check_no


@each_care
def test_the_gentle_questions_answers_can_be_typed(shipped: Content, name: str) -> None:
    """Typing a button's label does what the button does, and is never asked about again."""
    response = shipped.responses[name]
    assert gentle.answer(response, response.check_yes) is Act.YES
    assert gentle.answer(response, response.check_no) is Act.NO
    asked = Session(asking=name, at=1.0)
    assert take_turn(shipped, asked, Message(response.check_yes, 2.0)).decision.action is Action.CARE
    assert take_turn(shipped, asked, Message(response.check_no, 2.0)).decision.action is Action.ANSWER


@each_care
@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_gets_numbers(shipped: Content, name: str, language: str) -> None:
    """An emergency number, a line for the trouble, and one for the rest of the world; none twice."""
    shown = with_helplines(shipped, shipped.responses[name], "{helplines}", language).splitlines()
    worldwide = [line.contact for line in shipped.helplines if line.country == "WORLD"]
    assert "Emergency services: " in shown[0]
    assert any(contact in shown[-1] for contact in worldwide)
    assert len(shown) >= 2
    assert len(set(shown)) == len(shown)


def test_helplines_were_read_in_their_sources(shipped: Content) -> None:
    """Each line names where and when it was read."""
    for line in shipped.helplines:
        assert line.source
        assert date(2026, 1, 1) <= date.fromisoformat(line.verified_on)


def test_no_answer_of_the_article_takes_the_partner_for_a_man(shipped: Content) -> None:
    """Where the user says "she" or "they", no fixed "he" is left in an answer."""
    fixed = re.compile(r"\b(he|him|his|himself)\b", re.IGNORECASE)
    for name in (name for name, intent in shipped.intents.items() if intent.topic in ARTICLE_TOPICS):
        for text in written(shipped.responses[name]):
            assert not fixed.search(re.sub(r"\{\w+\}", "", text)), f"{name}: {text}"


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("why did he pull away", "why_he_pulled_back"),
        ("is it my fault", "is_it_my_fault"),
        ("should i text him again", "what_not_to_do"),
        ("is he scared of commitment", "fear_of_commitment"),
        ("hello", "greeting"),
        ("thank you so much", "thanks"),
        ("are you a real person", "about_bot"),
    ],
)
def test_plain_questions_reach_their_topic(shipped: Content, message: str, topic: str) -> None:
    """What anybody would try first."""
    decision = decide(shipped, message)
    assert decision.action is Action.ANSWER
    assert shipped.topic_of(decision.intents[0]) == topic


@pytest.mark.parametrize(
    ("message", "actions"),
    [
        ("i want to kill myself", {Action.CARE}),
        ("he hit me last night", {Action.CARE}),
        ("im 14 and he is 25", {Action.CARE}),
        ("he says he'll kill himself if i leave", {Action.CARE}),
        ("i want to end it", {Action.CHECK}),
        ("he goes through my phone", {Action.CARE, Action.CHECK}),
        ("hit me up later", {Action.ANSWER, Action.OFFER, Action.FALLBACK}),
        ("i want to end things with him", {Action.ANSWER, Action.OFFER, Action.FALLBACK}),
        ("this silence is killing me", {Action.ANSWER, Action.OFFER, Action.FALLBACK}),
    ],
)
def test_danger_is_told_from_its_lookalikes(shipped: Content, message: str, actions: set[Action]) -> None:
    """Care is outright, asked about, or left alone."""
    assert decide(shipped, message).action in actions


@pytest.mark.parametrize("topic", CHAT_TOPICS)
def test_small_talk_has_openings_enough(shipped: Content, topic: str) -> None:
    """A second greeting is another one."""
    session, said = Session(), list[tuple[str, ...]]()
    for at in range(3):
        turn = take_turn(shipped, session, Message(f"i:{topic}", float(at), tapped=True))
        session = turn.session
        said.append(turn.reply.bubbles)
    assert len(set(said)) == len(said)


def test_the_bots_own_words_raise_no_alarm(shipped: Content) -> None:
    """A button's title, typed out, is not taken for a cry for help unless it is one."""
    titles = [intent.title for intent in shipped.intents.values() if not intent.is_care]
    assert [title for title in titles if assess(shipped.care, title)] == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=60) | st.sampled_from("he left me why? more no yes 2 😭".split()), max_size=5))
def test_any_message_gets_a_reply(shipped: Content, parts: list[str]) -> None:
    """Whatever is typed, something can be sent."""
    reply = take_turn(shipped, Session(), Message(" ".join(parts), 1.0)).reply
    assert reply.bubbles
    assert all(bubble.strip() and len(bubble) <= 4096 for bubble in reply.bubbles)
    assert all(button.label and 1 <= len(button.data.encode()) <= 64 for button in reply.buttons)
