"""What a message means in the light of the last turn; nothing where it stands for itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dialogue import acts, aspects, picks
from bot.dialogue.model import ARTICLE_TOPICS, OUT_OF_SCOPE, Act
from bot.dialogue.wording import fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dialogue.exchange import Session
    from bot.dialogue.model import Content

FRESH = 30 * 60
"""Seconds after which a follow-up has nothing to follow."""
LONGEST = 20
"""Words of the longest message that follows up the last turn; a longer one speaks for itself."""
_ALWAYS = (Act.MENU, Act.BACK)
"""Acts that need nothing before them."""
_CORRECTION = re.compile(
    r"(?:(?:no|nah|nope|sorry|wait|actually|well|ok|oh)[,.!\s]+)*"
    r"(?:not [\w' ]{1,30}[,.!\s]+(?:(?:no|sorry|wait|actually|well|ok|oh)[,.!\s]+)*)?"
    r"i (?:mean|meant)(?! (?:it|that|this|every word|what i said)\W*$)(?: to (?:say|ask))?[,:\s]+(.+)"
    r"|(?:(?:no|but|well|sorry)[,.!\s]+)*i (?:said|asked)[,:\s]+(?:you )?"
    r"((?:how|why|what|when|where|who|if|whether|should|can|will|do|does|did|is|are) .+)"
    r"|(.*?[^,\s])[,\s]+i (?:mean|meant)\W*",
    re.IGNORECASE | re.DOTALL,
)
_TURNED_DOWN = re.compile(
    r"(?:(?:and|so|ok|oh|well|but|lol|haha|h?u+m+|uh|er|yeah)[,.!\s]+)*"
    r"(?:no+|nah|nope)(?:[,.!;\s]+(?=(?:he|she|they|it|i|we|my|that|there|just|not)\b)|[,.!;]\s*)"
    r"|not (?!sure|really sure|yet|even|only|just|to mention|a clue|long|heard|been|seen|spoken|talking)[\w' ]+",
    re.IGNORECASE,
)
_ANEW = re.compile(
    r"(?:(?:and|so|ok|okay|but|well|oh|ugh|right|actually|anyway|sorry|no|also)[,.!\s]+)*"
    r"(?:(?:totally |completely )?(?:a )?(?:different|another|new|other|next|separate|unrelated|quick|one more|last)"
    r" (?:question|thing|one|topic|subject|matter|issue|problem|note)(?: (?:though|then|now))?"
    r"|change of subject|changing the subject|on (?:a different|another) note)[,.:;!\s-]+(.+)",
    re.IGNORECASE | re.DOTALL,
)
_FRAME = re.compile(
    r"(?:(?:and|so|ok|okay|but|well)[,\s]+)*"
    r"(?:(?:can|could|would|will) (?:you|u) |please |i(?:'d| would) like (?:you )?to |i want (?:you )?to |let'?s )*"
    r"(?:(?:tell me|talk|say|hear|know|speak)(?: a bit| something)?(?: more)? (?:about|on|of)|more (?:about|on|of)"
    r"|explain|(?:what|how) about|the (?:one|bit|part|thing|section|answer|button) (?:about|on|with))"
    r"(?: the| this| that)? (.*?\w)(?: (?:thing|part|bit|one|stuff))?\W*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One reading of a message as an answer to the last turn."""

    act: Act | None
    """None for what is said beside the talk."""
    picked: str = ""
    """The intent it chooses or leads to, empty for the last one."""
    lead: str = ""
    """The key of the line that takes it up."""
    line: str = ""
    """The key of the line that is the whole answer, where more of the last one is not wanted."""
    card: str = ""
    """The card that answers it, such as ``source``."""
    rejects: bool = False
    """Whether it says that the bot misread."""
    firm: bool = True
    """Whether it is meant even where the message is near to a question of its own."""


def read(content: Content, session: Session, message: str, at: float) -> FollowUp | None:
    """The reading of a whole message as a follow-up; None where it is none."""
    if len(message.split()) > LONGEST:
        return None
    words = acts.core(picks.without_endings(message))
    act = acts.read(words)
    rejects = acts.rejects(words)
    follows = is_fresh(session, at) and bool(session.last or session.offered)
    if follows and (other := picks.the_other(words, session.listed or session.offered, session.last)):
        return FollowUp(Act.YES, other)
    if act in _ALWAYS or rejects:
        return FollowUp(act or Act.NO, line="go_ahead" if acts.asks_leave(words) else "", rejects=rejects)
    return _after_answer(content, session, message, words) if follows else None


def _after_answer(content: Content, session: Session, message: str, words: tuple[str, ...]) -> FollowUp | None:
    """What is said beside the talk, asks for sources, picks a choice, or is an act; else what asks or tells on."""
    if session.last and acts.asks_source(words):
        return FollowUp(Act.MORE, card="source")
    asked_on = _on_aspect(content, session, words)
    if asked_on and not asked_on.act:
        return asked_on
    if picked := _picked(content, session, words) or _picked(content, session, acts.core(unframed(message))):
        return FollowUp(Act.YES, picked)
    act = acts.read(words)
    if act in (Act.YES, Act.NO, Act.THANKS) and message.rstrip().endswith("?"):
        return asked_on or FollowUp(Act.MORE, lead="lead_judge")
    if act and not (act is Act.MORE and asked_on):
        return FollowUp(act, lead=acts.lead(words))
    return asked_on or _on_turned_down(message)


def _on_turned_down(message: str) -> FollowUp | None:
    """What begins with a no and goes on to say what is so instead; a clear question in it is answered first."""
    return FollowUp(Act.NO, lead="no_told", firm=False) if _TURNED_DOWN.match(message.strip()) else None


def is_fresh(session: Session, at: float) -> bool:
    """Whether the last turn is recent enough to be followed."""
    return at - session.at <= FRESH


def topic_of_talk(session: Session) -> str:
    """The intent talked of: the last answer, else what the last message was nearest to; empty where there is none."""
    return session.last or next(iter(session.near), "")


def is_in_talk(content: Content, session: Session, at: float) -> bool:
    """Whether the relationship was just talked of, and nothing of danger before it."""
    topic = topic_of_talk(session)
    talked = topic and content.topic_of(topic) in (*ARTICLE_TOPICS, OUT_OF_SCOPE)
    return bool(talked) and is_fresh(session, at) and not (session.care or session.asking)


def corrects(message: str) -> bool:
    """Whether a message says what was meant instead, such as "no, I mean …"."""
    return bool(_CORRECTION.fullmatch(message.strip()))


def begins_anew(message: str) -> bool:
    """Whether a message says that it is about something else, such as "different question: …"."""
    return bool(_ANEW.fullmatch(message.strip()))


def unframed(message: str) -> str:
    """What is asked about, without "tell me about …", "no, I mean …" and their like around it."""
    for frame in (_ANEW, _CORRECTION, _FRAME):
        if found := frame.fullmatch(message.strip()):
            return str(found[found.lastindex or 0])
    return message


def _picked(content: Content, session: Session, words: Sequence[str]) -> str:
    titles = [(name, fill(content.intents[name].title, session.partner)) for name in session.offered]
    return picks.by_place(words, session.listed or session.offered, session.last) or picks.by_name(words, titles)


def _on_aspect(content: Content, session: Session, words: Sequence[str]) -> FollowUp | None:
    aspect = aspects.read(words)
    if aspect and aspect.aside:
        return FollowUp(None, line=aspect.line)
    target = aspect.leads_to if aspect and aspect.leads_to in content.intents else ""
    if aspect is None or not (session.last or target):
        return None
    return FollowUp(Act.MORE, target, aspect.line, firm=aspect.firm)
