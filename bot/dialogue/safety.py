"""What danger does to a decision: it is answered or asked about, and after it no advice is given that needs safety."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.care import Level
from bot.dialogue.model import Act, Action, Content, Decision

if TYPE_CHECKING:
    from bot.dialogue.care import Care
    from bot.dialogue.danger import Danger
    from bot.dialogue.exchange import Session

UNSAFE_AFTER_CARE = frozenset(
    (
        "what_to_do",
        "communication_gap",
        "what_not_to_do",
        "relationship_pacing",
        "when_to_walk_away",
        "boundaries",
        "punishing_silence",
        "hot_and_cold",
        "needs_space",
        "is_it_my_fault",
        "emotional_overwhelm",
    )
)
"""Topics and intents whose advice (give space, talk, set a limit, say sorry) is safe only where nobody is in danger."""


def on_danger(danger: Danger, otherwise: Decision) -> Decision:
    """Answer or ask about what speaks of danger; ``otherwise`` is what the message would be without it."""
    ranking, evidence = otherwise.ranking, danger.evidence
    topics = (*otherwise.intents, *otherwise.offered)
    if danger.level is Level.RED:
        behind, doubtful = topics if danger.doubtful else (), danger.doubtful
        return Decision(
            Action.CARE, danger.reason, (danger.intent,), behind, None, ranking, evidence, doubtful=doubtful
        )
    reason = f"{danger.reason} It may mean something else, so the bot asks."
    return Decision(Action.CHECK, reason, (), (danger.intent, *topics), None, ranking, evidence)


def on_asked_and_told(found: Care) -> Decision:
    """The gentle question was asked, and what came back holds a care pattern again: nobody is asked twice."""
    reason = f"The bot had asked, and {found.intent} shows again."
    return Decision(Action.CARE, reason, (found.intent,), evidence=found.evidence)


def on_asked_why(session: Session, said: tuple[str, ...] = ()) -> Decision:
    """Asked what it means, or told what answers neither way, the bot asks again in other words and says why.

    ``said`` is what the message is about by itself: the first thing to come to where nobody is in danger.
    """
    reason = f"The question about {session.asking} is still open."
    offered = tuple(dict.fromkeys((session.asking, *said, *session.offered)))
    return Decision(Action.CHECK, reason, (), offered, Act.MORE, line="check_again")


def on_check_answered(session: Session, *, safe: bool) -> Decision:
    """Go where the answer to the gentle question points."""
    if not safe:
        return Decision(Action.CARE, "The user is not sure to be safe.", (session.asking or session.care,), act=Act.YES)
    reason = "The user means the relationship."
    if session.asking and session.offered:
        return Decision(Action.ANSWER, reason, session.offered[:1], session.offered[1:], Act.NO)
    return Decision(Action.ANSWER, reason, act=Act.NO, line="check_no_reply")


def with_care(content: Content, session: Session, decision: Decision) -> Decision:
    """A care intent is answered as care however it was chosen; once care was raised, no advice needs safety."""
    if decision.action is not Action.ANSWER or decision.lifts:
        return decision
    answered = [content.intents[name] for name in decision.intents if name in content.intents]
    if care := next((intent.name for intent in answered if intent.is_care), ""):
        return replace(decision, action=Action.CARE, intents=(care,), offered=())
    if not session.care or not any(needs_safety(content, intent.name) for intent in answered):
        return decision
    reason = f"{decision.reason} But {session.care} was raised in this chat, so safety comes in its place."
    return Decision(Action.CARE, reason, (session.care,), (), decision.act, decision.ranking, line="care_instead")


def needs_safety(content: Content, name: str) -> bool:
    """Whether an intent's advice is safe only where nobody is in danger."""
    return not UNSAFE_AFTER_CARE.isdisjoint((name, content.topic_of(name)))
