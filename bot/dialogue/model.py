"""The glossary of the project: every thing the dialogue talks about, frozen and comparable."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a stored session is read back by its annotations
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bot.dialogue.care import CareRules
    from bot.dialogue.index import Index

OUT_OF_SCOPE = "out_of_scope"
CARE_TOPICS = ("crisis_self_harm", "abuse")
CHAT_TOPICS = ("greeting", "thanks", "goodbye", "about_bot", "help")
ARTICLE_TOPICS = (
    "why_he_pulled_back", "is_it_my_fault", "emotional_overwhelm", "fear_of_commitment", "loss_of_identity",
    "external_pressures", "relationship_pacing", "communication_gap", "what_not_to_do", "what_to_do",
    "warning_signs", "when_to_walk_away", "does_he_still_care", "my_own_needs", "key_takeaways",
)  # fmt: skip
TOPICS = (*ARTICLE_TOPICS, *CHAT_TOPICS, *CARE_TOPICS, OUT_OF_SCOPE)


class Place(NamedTuple):
    """Where in the content something stands."""

    file: str
    """Path relative to the content folder, such as ``intents/help.yaml``."""
    line: int
    """Counted from 1."""
    column: int = 1
    """Counted from 1."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Phrase(NamedTuple):
    """One line an editor wrote, with its place: a phrase, a keyword, a test message or a care pattern."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Intent:
    """What people may want, and how they say it: one file in ``intents/``."""

    name: str
    """The file's name without its ending."""
    title: str
    """The label of a button that leads here."""
    topic: str
    """One of ``TOPICS``, or the intent's own name where a folder of bare intents has no topics."""
    place: Place
    phrases: tuple[Phrase, ...] = ()
    """Utterances as people type them."""
    keywords: tuple[Phrase, ...] = ()
    """Words or word pairs that point here on their own."""
    red: tuple[Phrase, ...] = ()
    """Care only: patterns that are answered as care at once."""
    amber: tuple[Phrase, ...] = ()
    """Care only: patterns that call for one gentle question."""
    quiet: tuple[Phrase, ...] = ()
    """Care only: harmless look-alikes, taken out before the patterns are looked for."""
    hits: tuple[Phrase, ...] = ()
    """``tests.hit``: messages that must reach this intent (for care: outright)."""
    checks: tuple[Phrase, ...] = ()
    """``tests.check``, care only: messages that must at least be asked about."""
    misses: tuple[Phrase, ...] = ()
    """``tests.miss``: look-alikes that must not reach this intent."""

    @property
    def is_care(self) -> bool:
        """Whether it comes before everything else."""
        return self.topic in CARE_TOPICS


@dataclass(frozen=True, slots=True)
class Response:
    """What the bot answers to an intent: one file in ``responses/`` under the intent's name."""

    name: str
    place: Place
    sources: tuple[str, ...]
    """``from``: ids of the article's sections behind this answer."""
    openings: tuple[str, ...]
    """Short validating clauses, one of which starts the first bubble, in turn."""
    answer: str
    """The first layer."""
    more: tuple[str, ...] = ()
    """The deeper layers, one for each further ask."""
    ask: str = ""
    """One thing to do or to think about; closes the first bubble."""
    related: tuple[str, ...] = ()
    """Intents offered as buttons below the answer."""
    points: tuple[str, ...] = ()
    """Intents that the answer's text lists, in its order: "the second one" counts in them."""
    story: str = ""
    """What is said in place of an opening to a long story: by topic, without a detail it may not have held."""
    check: str = ""
    """Care only: the one gentle question where the message may mean either thing."""
    check_yes: str = ""
    """Care only: the label of the button that leads to this answer."""
    check_no: str = ""
    """Care only: the label of the button that leads away from it."""
    kinds: tuple[str, ...] = ()
    """Care only: the kinds of helplines that belong to this answer."""


@dataclass(frozen=True, slots=True)
class Helpline:
    """One line of help, as last verified."""

    name: str
    country: str
    """ISO 3166 code, or ``WORLD``."""
    kinds: tuple[str, ...]
    """What it is for: ``emergency``, ``crisis``, ``abuse``, ``stalking``, ``sexual``, ``child``."""
    contact: str
    source: str
    verified_on: str
    """ISO date."""
    place: Place
    note: str = ""
    """When it is open, what it costs, in a few words."""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything the editors wrote, loaded and linked."""

    intents: Mapping[str, Intent]
    responses: Mapping[str, Response]
    lines: Mapping[str, tuple[str, ...]]
    """The bot's own small lines (fallbacks, menu, privacy …) by key, each with its variants."""
    helplines: tuple[Helpline, ...]
    index: Index
    """The compiled phrases and keywords."""
    care: CareRules
    """The compiled care patterns."""
    version: str
    """A short hash of the files, for logs and reports."""
    sections: Mapping[str, str] = field(default_factory=dict)
    """The article's sections by id, each in a few words."""

    def topic_of(self, intent: str) -> str:
        """Name the topic an intent belongs to."""
        return self.intents[intent].topic


class Action(StrEnum):
    """What the bot decided to do with a message."""

    ANSWER = "answer"
    OFFER = "offer"
    FALLBACK = "fallback"
    CARE = "care"
    CHECK = "check"


class Act(StrEnum):
    """What a short follow-up means after the last turn."""

    MORE = "more"
    YES = "yes"
    NO = "no"
    MENU = "menu"
    BACK = "back"
    THANKS = "thanks"


class Evidence(NamedTuple):
    """One reason for an intent: a phrase or keyword that resembles the message."""

    phrase: Phrase
    kind: str
    """``phrase``, ``keyword`` or ``pattern``."""
    score: float
    """Similarity to the message, 0 to 1."""
    words: tuple[str, ...] = ()
    """The words shared, rarest first."""


class Match(NamedTuple):
    """One intent as the matcher sees it for one message."""

    intent: str
    score: float
    """What the matcher's witnesses add up to: about 2 for a phrase of the intent's own, 0 or less for a foreign one."""
    evidence: tuple[Evidence, ...] = ()
    words: tuple[tuple[str, float], ...] = ()
    """The stems and pairs of the message that weigh most, with their weight for this intent; only where asked for."""


class Repair(NamedTuple):
    """A word that was read as another one."""

    typed: str
    read: str


class Ranking(NamedTuple):
    """What the matcher found for one message."""

    matches: tuple[Match, ...]
    """Best first."""
    confidence: float
    """How far the best that is no matter of care may be trusted, 0 to 1; the scale is the same for any content."""
    margin: float = 0.0
    """Its score's lead over that of the best intent of another topic."""
    repairs: tuple[Repair, ...] = ()
    care: Match | None = None
    """The nearest care intent; its score says how much the message speaks of danger, about 1.5 where a phrase does."""


UNRANKED = Ranking((), 0.0)
"""What the matcher finds where it was not asked, or knows no word."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a message, and why."""

    action: Action
    reason: str
    """A full sentence for editors, with the figures that decided."""
    intents: tuple[str, ...] = ()
    """Intents answered, in order."""
    offered: tuple[str, ...] = ()
    """Intents offered as choices."""
    act: Act | None = None
    ranking: Ranking = UNRANKED
    evidence: tuple[Evidence, ...] = ()
    """What won, for care: the pattern; else the best match's evidence."""
    line: str = ""
    """The key of the bot's own line to say where it is not an intent's answer."""
    card: str = ""
    """The data of the button that shows a card, such as the checklist with what is ticked in it."""
    lead: str = ""
    """The key of the line that takes a follow-up up, in place of the answer's opening."""
    hedged: bool = False
    """Whether the second intent is another reading of the message, not a second question in it."""
    doubtful: bool = False
    """Care only: whether danger is likely and no more, so that whoever wrote may take it back."""
    lifts: bool = False
    """Whether it takes back the danger that was raised before."""
