"""A handful of intents, a chat to take turns in, and a matcher that is told what it found."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from bot.content.own_lines import REQUIRED_LINES
from bot.dialogue import turn
from bot.dialogue.care import compile_care
from bot.dialogue.exchange import Message, Reply, Session, Turn
from bot.dialogue.index import build_index
from bot.dialogue.model import Content, Decision, Helpline, Intent, Match, Phrase, Place, Ranking, Response

if TYPE_CHECKING:
    from collections.abc import Mapping

PHRASES = {
    "why_he_pulled_back": (
        "why did he pull back",
        "why is he so distant lately",
        "what made him go cold all of a sudden",
        "why has he gone quiet on me",
    ),
    "is_it_my_fault": (
        "is it my fault",
        "did i do something wrong",
        "was i the one who pushed him away",
        "am i to blame for his silence",
    ),
    "what_to_do": (
        "what should i do now",
        "what can i do about this",
        "how do i react to his distance",
        "tell me what to do next",
    ),
    "boundaries": (
        "how do i set a boundary",
        "how can i tell him where my limits are",
        "setting boundaries without a fight",
        "what is a healthy limit",
    ),
    "my_own_needs": (
        "what do i need",
        "how do i look after myself",
        "i forget my own needs",
        "taking care of me for once",
    ),
    "greeting": ("hello", "good morning", "hey there", "hi"),
    "help": ("help", "what can you do", "how does this work", "how do i use you"),
    "cheating": ("is he cheating", "is there another woman", "i found messages from her", "is he seeing someone else"),
    "crisis_self_harm": ("i feel like ending my life", "i do not want to live", "life is not worth it"),
}
TOPICS = {"boundaries": "what_to_do", "cheating": "out_of_scope"}
CARE = "crisis_self_harm"
RED, AMBER, QUIET = "want to die", "want to end it", "want to end it with him"
LINES: dict[str, tuple[str, ...]] = {key: (key,) for key in REQUIRED_LINES} | {
    "fallback_first": ("Not sure.", "Missed it."),
    "fallback_again": ("Still not.", "Beyond me."),
    "offer": ("Which is nearest?", "Which one?"),
    "no_offer": ("Not those, then.", "Something else, then."),
    "yes_which": ("Which of them?",),
    "more_of_what": ("More about what?",),
    "not_meant": ("Was it one of these?",),
    "not_meant_label": ("Not what I meant",),
    "none_of_these": ("None of these",),
    "said_all": ("That is all.", "No more to say.", "The end of it."),
    "anything_else": ("Anything else?", "What else?", "Is there more?"),
    "other_reading": ("Or, if you mean that:",),
    "both": ("And the other question:",),
    "long_story": ("Thank you for writing it all out.",),
    "menu": ("Choose one.",),
    "menu_why_label": ("Why",),
    "menu_now_label": ("What now",),
    "menu_ahead_label": ("Where to",),
    "checklist_signs": ("Blames me", "Goes silent"),
    "thumb": ("Counted.",),
    "topics_label": ("All topics",),
    "more_label": ("Tell me more",),
    "back_label": ("Back",),
    "start": ("Welcome.\n\nI am a bot.",),
    "help": ("Just write.",),
    "old_button": ("That button is old.",),
    "check_again": ("I would rather ask than miss it.",),
    "check_no_reply": ("Then let us stay with the relationship.",),
    "care_in_doubt": ("I may be wrong.\n\n{helplines}\n\nTell me more.",),
    "safety_follow": ("Say so if it changes.",),
    "care_instead": ("Not that advice, after what you said.",),
    "no_danger_label": ("It isn't about danger",),
    "care_again_label": ("Show me the numbers",),
}


def phrase(text: str, file: str = "intents/test.yaml", line: int = 1) -> Phrase:
    """Make one line of an editor's file."""
    return Phrase(text, Place(file, line))


def make_intent(name: str, *phrases: str, **parts: tuple[Phrase, ...]) -> Intent:
    """Make an intent with its phrases, each in its place."""
    file = f"intents/{name}.yaml"
    lines = tuple(phrase(text, file, line) for line, text in enumerate(phrases, start=4))
    return Intent(name, name.replace("_", " "), TOPICS.get(name, name), Place(file, 1), lines, **parts)


def make_response(name: str) -> Response:
    """Make an answer with two openings, two deeper layers and a question; chat and care have their own shapes."""
    place = Place(f"responses/{name}.yaml", 1)
    if name == CARE:
        return Response(
            name,
            place,
            (),
            (),
            "I'm glad you told me.\n\n{helplines}",
            more=("What a call is like.",),
            check="Do you mean the relationship?",
            check_yes="I'm not sure I'm safe",
            check_no="I mean the relationship",
            kinds=("emergency", "crisis"),
        )
    more = () if name in ("greeting", "help") else (f"{name}: second {{he}} layer.", f"{name}: third layer.")
    related = tuple(other for other in ("is_it_my_fault", "what_to_do", "my_own_needs") if other != name)
    openings = (f"{name}: one opening.", f"{name}: other opening.")
    return Response(name, place, ("S01",), openings, f"{name}: {{he}} need{{s}} time.", more, "And you?", related)


def make_helplines() -> tuple[Helpline, ...]:
    """Make lines of help for two countries and the world."""
    lines = (
        ("Police", "GB", ("emergency",), "999", ""),
        ("Samaritans", "GB", ("crisis",), "116 123", "day and night"),
        ("Refuge", "GB", ("abuse",), "0808", ""),
        ("Police", "US", ("emergency",), "911", ""),
        ("Lifeline", "US", ("crisis", "emergency"), "988", ""),
        ("Second line", "US", ("crisis",), "741741", ""),
        ("Find a line", "WORLD", ("crisis", "abuse"), "findahelpline.com", ""),
    )
    place = Place("responses/helplines.yaml", 1)
    return tuple(
        Helpline(name, country, kinds, contact, "source", "2026-11-15", place, note)
        for name, country, kinds, contact, note in lines
    )


def make_content(phrases: Mapping[str, tuple[str, ...]] = PHRASES) -> Content:
    """Make a small content; the care intent has one pattern of each kind."""
    intents = {name: make_intent(name, *lines) for name, lines in phrases.items()}
    if CARE in intents:
        red, amber, quiet = (phrase(RED),), (phrase(AMBER),), (phrase(QUIET),)
        intents[CARE] = replace(intents[CARE], red=red, amber=amber, quiet=quiet)
    responses = {name: make_response(name) for name in intents}
    compiled = build_index(intents), compile_care(intents)
    return Content(intents, responses, LINES, make_helplines(), *compiled, "test")


def ranking(*scored: tuple[str, float], confidence: float = 0.9) -> Ranking:
    """Make what the matcher would find: intents with their scores, best first."""
    ordinary = [score for name, score in scored if name != CARE]
    margin = ordinary[0] - ordinary[1] if len(ordinary) > 1 else 0.0
    care = next((Match(name, score) for name, score in scored if name == CARE), None)
    matches = tuple(Match(name, score) for name, score in scored)
    return Ranking(matches, confidence if scored else 0.0, margin, care=care)


@pytest.fixture(scope="session")
def content() -> Content:
    """Give the small content."""
    return make_content()


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> dict[str, Ranking]:
    """Rank by a table of messages; what is not in it is not understood."""
    known: dict[str, Ranking] = {}
    monkeypatch.setattr(turn, "rank", lambda _index, message: known.get(message, ranking()))
    return known


@dataclass
class Chat:
    """A chat with a clock: each message comes a second after the last."""

    content: Content
    session: Session = field(default_factory=Session)
    now: float = 1_700_000_000.0
    turns: list[Turn] = field(default_factory=list)

    def say(self, text: str, *, after: float = 1.0, language: str = "") -> Turn:
        """Type something."""
        return self._take(Message(text, self.now + after, language=language))

    def tap(self, data: str) -> Turn:
        """Send what a button sends."""
        return self._take(Message(data, self.now + 1, tapped=True))

    def press(self, label: str) -> Turn:
        """Press a button of the last reply."""
        return self.tap(next(button.data for button in self.reply.buttons if button.label == label))

    @property
    def reply(self) -> Reply:
        """Give the last reply."""
        return self.turns[-1].reply

    @property
    def decision(self) -> Decision:
        """Give the last decision."""
        return self.turns[-1].decision

    @property
    def text(self) -> str:
        """Give the last reply's words."""
        return "\n".join(self.reply.bubbles)

    @property
    def labels(self) -> list[str]:
        """Give the last reply's buttons."""
        return [button.label for button in self.reply.buttons]

    def _take(self, message: Message) -> Turn:
        taken = turn.take_turn(self.content, self.session, message)
        self.now, self.session = message.at, taken.session
        self.turns.append(taken)
        return taken


@pytest.fixture
def chat(content: Content, found: dict[str, Ranking]) -> Chat:
    """Start a chat; each intent of the small content is reached by its own name, for sure."""
    found.update({name: ranking((name, 2.0)) for name in content.intents})
    return Chat(content)
