"""What a message that is no plain follow-up means in the middle of a talk: going on with it, something new, or either.

How likely it goes on is weighed by three things: how sure the matcher is of the message by itself, how short it is, and
how near it is to the topic talked of. What is neither clearly the one nor the other is answered both ways.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue import acts, questions
from bot.dialogue.continuing import has_more, on_follow_up
from bot.dialogue.followup import LONGEST, FollowUp, topic_of_talk, unframed
from bot.dialogue.model import ARTICLE_TOPICS, CHAT_TOPICS, Act, Action, Content, Decision
from bot.dialogue.policy import CHOICES, MISREAD, is_of_article, stands_alone
from bot.english import zipf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dialogue.exchange import Session
    from bot.dialogue.model import Ranking

CONSTANT, SURENESS, WORDS, BEHIND = 11.55, -11.99, -0.55, -0.22
"""What tells: a constant, the matcher's confidence, each word, and how far the topic talked of is behind the best: a
logistic fit on the labelled dialogues of the tests and on short test messages asked out of the blue; ``make calibrate``
fits it again."""
FARTHEST = 3.0
"""No topic counts as further behind than this."""
GOES_ON = 0.85
"""Likelihood from which a remark only goes on with the last topic …"""
GOES_ON_OUTSIDE = 0.6
"""… where its own answer would be that the article leaves it out …"""
GOES_ON_UNREAD = 0.4
"""… and where it has no answer of its own."""
MAY_GO_ON = 0.2
"""Likelihood from which its own answer and more of the last topic are given, as two readings."""


def likelihood(content: Content, topic: str, said: Sequence[str], ranking: Ranking) -> float:
    """How likely words go on with a talk about an intent's topic, 0 to 1."""
    weights = (SURENESS, WORDS, BEHIND)
    figures_of = figures(content, topic, said, ranking)
    odds = CONSTANT + sum(weight * figure for weight, figure in zip(weights, figures_of, strict=True))
    return 1 / (1 + math.exp(-odds))


def figures(content: Content, topic: str, said: Sequence[str], ranking: Ranking) -> tuple[float, float, float]:
    """What it is weighed by: the matcher's confidence, the words, how far the topic is behind the best."""
    return ranking.confidence, float(min(LONGEST, len(said))), behind(content, topic, ranking)


def behind(content: Content, topic: str, ranking: Ranking) -> float:
    """By how much the best intent of a topic scores less than the best of all."""
    wanted = content.topic_of(topic)
    own = (match.score for match in ranking.matches if content.topic_of(match.intent) == wanted)
    return min(FARTHEST, ranking.matches[0].score - max(own, default=-math.inf)) if ranking.matches else FARTHEST


def in_context(
    content: Content, session: Session, message: str, follow_up: FollowUp | None, otherwise: Decision
) -> Decision:
    """Read a message that hardly stands for itself as going on with the last topic; danger always stands for itself."""
    topic = topic_of_talk(session)
    apart = follow_up is None and bool(topic) and content.topic_of(topic) in CHAT_TOPICS
    danger = otherwise.action in (Action.CARE, Action.CHECK)
    if not topic or danger or len(message.split()) > LONGEST:
        return otherwise
    session = replace(session, last=topic)
    if MISREAD in otherwise.intents[:1]:
        return replace(on_follow_up(content, session, FollowUp(Act.NO, rejects=True)), ranking=otherwise.ranking)
    if apart or stands_alone(otherwise.ranking):
        return otherwise
    if follow_up and follow_up.act is Act.NO and otherwise.action is Action.ANSWER:
        return replace(otherwise, act=Act.NO)
    if follow_up:
        return _followed(content, session, follow_up, otherwise)
    return _weighed(content, session, message, otherwise)


def _weighed(content: Content, session: Session, message: str, otherwise: Decision) -> Decision:
    """Go on, answer what is new, or do both, by how likely either is."""
    said = acts.core(unframed(message))
    if sum(zipf(word) > 0 for word in said) * 2 <= len(said):
        return otherwise
    likely = likelihood(content, session.last, said, otherwise.ranking)
    asks, answered = questions.asks(message), otherwise.action is Action.ANSWER
    unanswered = GOES_ON_OUTSIDE if otherwise.intents else GOES_ON_UNREAD
    if likely < (MAY_GO_ON if answered else unanswered):
        return otherwise
    if not has_more(content, session):
        return _on_told_out(session, otherwise)
    if not answered or (likely >= GOES_ON and not asks):
        follow_up = FollowUp(Act.MORE, lead="lead_stay" if asks else "lead_told")
        return _followed(content, session, follow_up, otherwise)
    return _both(content, session, otherwise, lead="" if asks else "lead_told")


def _followed(content: Content, session: Session, follow_up: FollowUp, otherwise: Decision) -> Decision:
    """Go on; what the message is near to by itself stands below."""
    names = dict.fromkeys((*otherwise.intents, *otherwise.offered))
    near = tuple(name for name in names if content.topic_of(name) in ARTICLE_TOPICS)
    return replace(on_follow_up(content, session, follow_up, near), ranking=otherwise.ranking)


def _both(content: Content, session: Session, otherwise: Decision, lead: str) -> Decision:
    """Answer the message by itself and go on with the last topic, where both are of the article."""
    first, *rest = otherwise.intents
    if not all(is_of_article(content, name) for name in (first, session.last)):
        return otherwise
    reason = f"{otherwise.reason} It may also go on from {session.last}."
    if first == session.last:
        return replace(otherwise, reason=reason, act=Act.MORE)
    readings = (first, session.last)
    offered = tuple(name for name in (*rest, *otherwise.offered) if name not in readings)
    return replace(otherwise, reason=reason, intents=readings, offered=offered, act=Act.MORE, lead=lead, hedged=True)


def _on_told_out(session: Session, otherwise: Decision) -> Decision:
    """Take up what goes on where there is no more: by what it is near to itself."""
    reason = f"{otherwise.reason} All that there is of {session.last} was said."
    if otherwise.action is Action.ANSWER:
        return replace(otherwise, reason=reason, act=Act.MORE)
    near = tuple(dict.fromkeys((*otherwise.offered, *session.offered)))[:CHOICES]
    return Decision(Action.FALLBACK, reason, (), near, Act.MORE, otherwise.ranking, line="heard")
