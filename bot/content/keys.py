"""What each key of a file may hold, in the words its editors read: in problems, and while they type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.fields import Key, Kind
from bot.content.sections import SECTIONS
from bot.dialogue.model import TOPICS

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_TITLE = 40
LONGEST_OPENING = 80
HELPLINE_KINDS = ("emergency", "crisis", "abuse", "stalking", "sexual", "child", "men")
INTENT = "intent"
"""Among a key's choices: the name of any intent."""
_CARE = "Only for matters of care. "

_PHRASES = Key(
    Kind.LIST,
    "should i text him again",
    required=True,
    least=1,
    about="How people say it, one message a line, as they type it: small letters, slips and all.",
)
_MESSAGE = "his thumb is up but he says nothing, what now"
INTENT_KEYS: Mapping[str, Key] = {
    "title": Key(
        Kind.TEXT,
        "Should I text him?",
        required=True,
        longest=LONGEST_TITLE,
        about="The label of the button that leads here, in the words of whoever taps it.",
    ),
    "topic": Key(
        Kind.TEXT,
        "what_not_to_do",
        choices=TOPICS,
        about="The topic this intent belongs to; not needed where the file is named after a topic.",
    ),
    "phrases": _PHRASES,
    "keywords": Key(Kind.LIST, "double text", about="Words or pairs of words that point here on their own."),
    "tests": Key(
        Kind.GROUP,
        "",
        about="Messages that are tried at every check. One that is a phrase, too, stays where it is whatever is added "
        "elsewhere; one that is none shows that others like it arrive as well.",
        within={
            "hit": Key(Kind.LIST, _MESSAGE, about="Messages that must reach this intent."),
            "miss": Key(Kind.LIST, _MESSAGE, about="Look-alikes that must not reach this intent."),
            "check": Key(Kind.LIST, _MESSAGE, about=f"{_CARE}Messages that must at least be asked about."),
        },
    ),
    "red": Key(Kind.LIST, "hit/hits me", about=f"{_CARE}Patterns that are answered as care at once."),
    "amber": Key(Kind.LIST, "hit/hits me", about=f"{_CARE}Patterns that call for one gentle question."),
    "quiet": Key(Kind.LIST, "hit/hits me up", about=f"{_CARE}Harmless look-alikes, taken out before the patterns."),
}
RESPONSE_KEYS: Mapping[str, Key] = {
    "from": Key(
        Kind.EITHER, "S09a", choices=tuple(SECTIONS), about="The sections of the article this answer rests on."
    ),
    "openings": Key(
        Kind.LIST,
        "Not knowing is hard.",
        least=2,
        most=4,
        longest=LONGEST_OPENING,
        about="Heard first: short clauses that show the feeling was understood. They take turns.",
    ),
    "answer": Key(
        Kind.TEXT,
        "One calm message is enough.",
        required=True,
        about="The answer: one bubble on a phone, 350 characters together with its opening and `ask`.",
    ),
    "more": Key(
        Kind.EITHER,
        "If he answers, keep it light.",
        most=2,
        about="What comes when people ask for more, one at a time.",
    ),
    "ask": Key(
        Kind.TEXT, "What would you like him to know?", about="One thing to do or to think about; ends the bubble."
    ),
    "related": Key(Kind.LIST, "how_to_talk", choices=(INTENT,), about="Intents offered as buttons below the answer."),
    "points": Key(
        Kind.LIST,
        "fear_of_commitment",
        choices=(INTENT,),
        most=5,
        about='The intents that the answer\'s text lists, in its order: "the second one" means the second of these.',
    ),
    "story": Key(
        Kind.TEXT,
        "You've written out how it went from close to far away.",
        longest=LONGEST_OPENING,
        about="Said in place of an opening to a long story: by topic, without a detail it may not have held.",
    ),
    "check": Key(
        Kind.TEXT,
        "Do you mean the relationship, or that you are not safe?",
        about=f"{_CARE}The one gentle question where a message may mean either thing.",
    ),
    "check_yes": Key(
        Kind.TEXT,
        "I'm not sure I'm safe",
        longest=LONGEST_TITLE,
        about=f"{_CARE}The label of the button that leads to this answer.",
    ),
    "check_no": Key(
        Kind.TEXT,
        "I mean the relationship",
        longest=LONGEST_TITLE,
        about=f"{_CARE}The label of the button that leads away from it.",
    ),
    "kinds": Key(
        Kind.LIST, "crisis", choices=HELPLINE_KINDS, about=f"{_CARE}The kinds of helplines shown with this answer."
    ),
}
HELPLINE_KEYS: Mapping[str, Key] = {
    "name": Key(Kind.TEXT, "Samaritans", required=True, about="The name people know it by."),
    "country": Key(
        Kind.TEXT,
        "GB",
        required=True,
        form=r"[A-Z]{2}|WORLD",
        about="Two capital letters (ISO 3166), or WORLD where it is for everybody.",
    ),
    "kinds": Key(Kind.LIST, "crisis", required=True, least=1, choices=HELPLINE_KINDS, about="What it is for."),
    "contact": Key(Kind.TEXT, "call 116 123", required=True, about="How to reach it, in as few words as possible."),
    "source": Key(Kind.TEXT, "samaritans.org", required=True, about="Where this was read."),
    "verified_on": Key(
        Kind.TEXT,
        "2026-11-15",
        required=True,
        form=r"\d{4}-\d\d-\d\d",
        about="The day somebody last read it there: year-month-day.",
    ),
    "note": Key(Kind.TEXT, "free, day and night", about="When it is open, what it costs, in a few words."),
}
HELPLINES = Key(
    Kind.RECORDS, "name: Samaritans", required=True, within=HELPLINE_KEYS, about="Where people can turn, one a group."
)


def line_keys(names: tuple[str, ...]) -> Mapping[str, Key]:
    """Give the keys of the bot's own small lines."""
    about = "One of the bot's own small lines, or a list of them that take turns."
    return {name: Key(Kind.EITHER, "One short line.", required=True, about=about) for name in names}
