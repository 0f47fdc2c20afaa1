"""What is said right after an answer to danger: telling on, or that it is no danger at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue import acts, followup, questions
from bot.dialogue.menu import known
from bot.dialogue.model import Act, Action, Content, Decision
from bot.dialogue.policy import SHORT, SURE, stands_alone

if TYPE_CHECKING:
    from bot.dialogue.exchange import Session

GENTLE = ("cope_tonight", "my_own_needs", "why_he_pulled_back")
"""What may be talked of where danger was told and taken back: no advice that needs safety."""
CLEAR = 0.9
"""Confidence from which a remark right after danger that may tell on is about something else; of others, ``SURE``."""
_TELLS = frozenset("he she they it that this we i his her their my".split())
"""How a remark begins that tells on."""


def was_just_raised(session: Session) -> bool:
    """Whether the last answer was to danger."""
    return bool(session.care) and session.last == session.care


def on_taken_back(content: Content, session: Session) -> Decision:
    """Believe it where danger was only likely; where it was told, be kind, and leave out what needs safety."""
    reason = f"{session.care} is taken back"
    if not session.doubtful:
        offered = known(content, GENTLE)
        reason = f"{reason}, but it was told in so many words."
        return Decision(Action.CARE, reason, (session.care,), offered, Act.NO, line="care_taken_back")
    reason = f"{reason}, and only near phrases had told it."
    if not session.near:
        return Decision(Action.ANSWER, reason, act=Act.NO, line="care_lifted", lifts=True)
    return Decision(Action.ANSWER, reason, session.near[:1], session.near[1:], Act.NO, lead="care_lifted", lifts=True)


def told_on(content: Content, session: Session, message: str, otherwise: Decision) -> Decision:
    """What comes right after danger: more of it, what was meant instead, or a question of its own."""
    if otherwise.action in (Action.CARE, Action.CHECK):
        return otherwise
    if followup.corrects(message):
        if session.doubtful and otherwise.action is Action.ANSWER:
            return replace(otherwise, act=Act.NO, lead="care_lifted", lifts=True)
        return on_taken_back(content, session)
    said, ranking = acts.core(message), otherwise.ranking
    remarks = len(said) <= SHORT and not questions.asks(message)
    clear = CLEAR if said[:1] and said[0] in _TELLS else SURE
    if not remarks or stands_alone(ranking) or ranking.confidence >= clear:
        return otherwise
    reason = f"A remark right after {session.care}."
    return Decision(Action.CARE, reason, (session.care,), act=Act.MORE, ranking=ranking, line="care_stays")
