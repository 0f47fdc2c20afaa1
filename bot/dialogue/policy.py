"""What to do with a message. Every rule stands in this file, and every threshold but those of danger.

In this order:

1. Care before everything: what speaks of danger is answered as care, what may speak of it is asked about
   (``danger.py`` weighs the two).
2. A short follow-up is read in the light of the last turn.
3. A message is answered when the matcher is confident; with a second answer where another topic is as strong.
4. Less sure, two or three topics are offered. Sure of nothing, the bot says so and names the nearest topics.
5. What the article leaves out is never answered as if it were covered: it has its own kind, specific fallback.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue import acts
from bot.dialogue.care import Level
from bot.dialogue.danger import Danger, weigh
from bot.dialogue.followup import FollowUp
from bot.dialogue.model import ARTICLE_TOPICS, CHAT_TOPICS, OUT_OF_SCOPE, Act, Action, Content, Decision, Match, Ranking
from bot.dialogue.spelling import zipf

if TYPE_CHECKING:
    from bot.dialogue.care import Care
    from bot.dialogue.exchange import Session

SURE = 0.7
"""Confidence from which a message is answered."""
HALF_SURE = 0.45
"""Confidence from which it is answered together with the next topic, as another reading."""
NEAR = 0.2
"""Confidence from which the nearest topics are offered as choices; below it, as a guess under a fallback."""
SECOND = 0.8
"""Score from which a second topic is answered too …"""
SECOND_MARGIN = 0.6
"""… unless the first leads by more than this."""
ALIKE = 0.6
"""Likeness of the nearest phrase from which a message that may follow up the last turn is a question of its own."""
SHORT = 12
"""A message of no more words may go on with the last topic where the matcher is not sure of it."""
VAGUE_WORDS = 6
"""A message of no more words …"""
VAGUE_WORD = 5.3
"""… that are all as common as this (zipf frequency) tells danger by patterns or by a phrase very like it, not by near
ones: of 46 messages of danger that phrases alone told, none was like that. Such a message goes on with the last topic
where the matcher is not sure of it …"""
VAGUE_ALIKE = 0.45
"""… and no phrase is more like it than this."""
UNSAFE_AFTER_CARE = frozenset(
    (
        "what_to_do",
        "communication_gap",
        "what_not_to_do",
        "relationship_pacing",
        "when_to_walk_away",
        "boundaries",
        "punishing_silence",
    )
)
"""Topics and intents whose advice (give space, talk, set a limit) is safe only where nobody is in danger."""
CHOICES = 3
"""How many topics are offered."""


def on_danger(danger: Danger, otherwise: Decision) -> Decision:
    """Answer or ask about what speaks of danger; ``otherwise`` is what the message would be without it."""
    ranking, evidence = otherwise.ranking, danger.evidence
    if danger.level is Level.RED:
        return Decision(Action.CARE, danger.reason, (danger.intent,), ranking=ranking, evidence=evidence)
    topics = (*otherwise.intents, *otherwise.offered)
    reason = f"{danger.reason} It may mean something else, so the bot asks."
    return Decision(Action.CHECK, reason, (), (danger.intent, *topics), None, ranking, evidence)


def on_asked_and_told(found: Care) -> Decision:
    """The gentle question was asked, and what came back holds a care pattern again: nobody is asked twice."""
    reason = f"The bot had asked, and {found.intent} shows again."
    return Decision(Action.CARE, reason, (found.intent,), evidence=found.evidence)


def on_check_answered(session: Session, *, safe: bool) -> Decision:
    """Go where the answer to the gentle question points."""
    if not safe:
        return Decision(Action.CARE, "The user is not sure to be safe.", (session.asking or session.care,), act=Act.YES)
    reason = "The user means the relationship."
    if session.asking and session.offered:
        return Decision(Action.ANSWER, reason, session.offered[:1], session.offered[1:], Act.NO)
    return Decision(Action.ANSWER, reason, act=Act.NO, line="check_no_reply")


def on_follow_up(content: Content, session: Session, follow_up: FollowUp, near: tuple[str, ...] = ()) -> Decision:
    """Take up what a message means after the last turn; ``near`` are topics it is near to by itself."""
    act = follow_up.act
    reason = f"Read as {act}, after {session.last or 'an offer'}."
    if act in (Act.MENU, Act.BACK):
        return Decision(Action.ANSWER, reason, act=act)
    if session.care and session.last == session.care:
        line = "" if act in (Act.MORE, Act.YES) else "care_stays"
        return Decision(Action.CARE, reason, (session.care,), act=act, line=line)
    if follow_up.picked:
        return Decision(Action.ANSWER, reason, (follow_up.picked,), near, act, lead=follow_up.lead)
    if act is Act.NO:
        return _on_no(session, reason, rejects=follow_up.rejects)
    if act is Act.THANKS:
        return _on_thanks(content, session, reason, taken=bool(follow_up.lead))
    if session.last:
        return Decision(Action.ANSWER, reason, (session.last,), near, act, lead=follow_up.lead)
    if act is Act.YES and len(session.offered) == 1:
        return Decision(Action.ANSWER, reason, session.offered, act=act)
    key = "yes_which" if act is Act.YES else "more_of_what"
    return Decision(Action.FALLBACK, reason, (), session.offered, act, line=key)


def _on_no(session: Session, reason: str, *, rejects: bool) -> Decision:
    """A misreading offers what else was near; a plain "no" leaves the topic."""
    if not (session.last and session.offered):
        return Decision(Action.FALLBACK, reason, act=Act.NO, line="no_offer")
    return Decision(Action.FALLBACK, reason, (), session.offered, Act.NO, line="not_meant" if rejects else "declined")


def _on_thanks(content: Content, session: Session, reason: str, *, taken: bool) -> Decision:
    if taken or "thanks" not in content.responses:
        return Decision(Action.ANSWER, reason, (), session.offered, Act.THANKS, line="taken")
    return Decision(Action.ANSWER, reason, ("thanks",), act=Act.THANKS)


def in_context(
    content: Content, session: Session, message: str, follow_up: FollowUp | None, otherwise: Decision
) -> Decision:
    """Read a message that hardly stands for itself as going on with the last topic; danger always stands for itself."""
    if not session.last or otherwise.action in (Action.CARE, Action.CHECK) or _stands_alone(otherwise.ranking):
        return otherwise
    said = acts.core(message)
    if follow_up is None and _is_aside(said, otherwise):
        follow_up = FollowUp(Act.MORE, lead="lead_aside")
    if follow_up:
        near = (*otherwise.intents, *otherwise.offered)
        return replace(on_follow_up(content, session, follow_up, near), ranking=otherwise.ranking)
    return _beside(content, session, said, otherwise)


def _beside(content: Content, session: Session, said: list[str], otherwise: Decision) -> Decision:
    """Half sure of a short message, go on with the last topic as its other reading."""
    if not otherwise.hedged or len(said) > SHORT or session.last in otherwise.intents:
        return otherwise
    first, *rest = otherwise.intents
    if any(content.topic_of(name) not in ARTICLE_TOPICS for name in (first, session.last)):
        return otherwise
    reason = f"{otherwise.reason} It may also go on from {session.last}."
    offered = (*rest, *otherwise.offered)
    return replace(otherwise, reason=reason, intents=(first, session.last), offered=offered, act=Act.MORE)


def _stands_alone(ranking: Ranking) -> bool:
    """Whether a message is near to a question of its own, for sure."""
    return ranking.confidence >= SURE and any(_likeness(match) >= ALIKE for match in ranking.matches[:1])


def _is_aside(said: list[str], otherwise: Decision) -> bool:
    """Whether a message says next to nothing by itself, such as "my sister said the same"."""
    if not 0 < len(said) <= SHORT or not all(zipf(word) for word in said):
        return False
    if otherwise.action is not Action.ANSWER and not otherwise.intents:
        return True
    ranking = otherwise.ranking
    unlike = all(_likeness(match) < VAGUE_ALIKE for match in ranking.matches[:1])
    return _is_vague(said) and unlike and ranking.confidence < SURE


def _is_vague(said: list[str]) -> bool:
    """Whether a message is short and of the commonest words only: then phrases that are near to it tell little."""
    return 0 < len(said) <= VAGUE_WORDS and all(zipf(word) >= VAGUE_WORD for word in said)


def _likeness(match: Match) -> float:
    """How like a match's nearest phrase is to the message, 0 to 1."""
    return max((evidence.score for evidence in match.evidence), default=0.0)


def with_care(content: Content, session: Session, decision: Decision) -> Decision:
    """A care intent is answered as care however it was chosen; once care was raised, no advice needs safety."""
    if decision.action is not Action.ANSWER:
        return decision
    answered = [content.intents[name] for name in decision.intents if name in content.intents]
    if care := next((intent.name for intent in answered if intent.is_care), ""):
        return replace(decision, action=Action.CARE, intents=(care,), offered=())
    advised = {intent.name for intent in answered} | {intent.topic for intent in answered}
    if not session.care or not advised & UNSAFE_AFTER_CARE:
        return decision
    reason = f"{decision.reason} But {session.care} was raised in this chat, so safety comes in its place."
    return Decision(Action.CARE, reason, (session.care,), (), decision.act, decision.ranking, line="care_instead")


def on_ranking(content: Content, ranking: Ranking, message: str, found: Care | None = None) -> Decision:
    """Answer, ask, offer or fall back by what the matcher and the care patterns found."""
    otherwise = without_care(content, ranking)
    if found is None and ranking.care and _is_vague(acts.core(message)) and _likeness(ranking.care) < ALIKE:
        return otherwise
    danger = weigh(content.care, message, found, ranking.care)
    return on_danger(danger, otherwise) if danger else otherwise


def without_care(content: Content, ranking: Ranking) -> Decision:
    """What the message would be if it spoke of no danger."""
    if not ranking.matches:
        return Decision(Action.FALLBACK, "No word of the message stands in any phrase.", ranking=ranking)
    matches = [match for match in ranking.matches if not content.intents[match.intent].is_care]
    if not matches:
        return Decision(Action.FALLBACK, "Nothing but care is near.", ranking=ranking)
    best, others = matches[0], _other_topics(content, matches)
    if ranking.confidence < HALF_SURE:
        return _unsure(content, ranking, best, others)
    if content.topic_of(best.intent) == OUT_OF_SCOPE:
        reason = f"{best.intent} is nearest ({_figures(ranking, best)}), which the article does not cover."
        return Decision(Action.FALLBACK, reason, (best.intent,), _names(others), None, ranking, best.evidence)
    hedged = ranking.confidence < SURE
    second = [match for match in others[:1] if _is_second(content, best, match, hedged=hedged)]
    answered = (best.intent, *_names(second))
    sure = f"half sure, so the next reading is answered too (sure from {SURE})" if hedged else "sure enough"
    reason = f"{' and '.join(answered)}: {sure}; {_figures(ranking, best)}."
    offered = _names(others[len(second) :])
    return Decision(Action.ANSWER, reason, answered, offered, None, ranking, best.evidence, hedged=hedged)


def _unsure(content: Content, ranking: Ranking, best: Match, others: list[Match]) -> Decision:
    """Choices, or a fallback with guesses; what lies outside the article is never a choice."""
    outside = content.topic_of(best.intent) == OUT_OF_SCOPE
    choices = _names(others if outside else [best, *others])[:CHOICES]
    if outside or ranking.confidence < NEAR or len(choices) < 2:
        reason = f"Nothing is near enough: {best.intent} leads with {_figures(ranking, best)}, needed {NEAR}."
        return Decision(Action.FALLBACK, reason, (), choices, None, ranking, best.evidence)
    reason = f"{best.intent} leads, but not by enough to answer ({_figures(ranking, best)}, needed {HALF_SURE})."
    return Decision(Action.OFFER, reason, (), choices, None, ranking, best.evidence)


def _other_topics(content: Content, matches: list[Match]) -> list[Match]:
    """The best match of each topic after the first that may be offered."""
    seen = {content.topic_of(matches[0].intent), OUT_OF_SCOPE}
    found = []
    for match in matches[1:]:
        topic = content.topic_of(match.intent)
        if topic not in seen:
            seen.add(topic)
            found.append(match)
    return found


def _is_second(content: Content, best: Match, match: Match, *, hedged: bool) -> bool:
    """Whether another topic is answered too: as a second question, or as another reading."""
    if content.topic_of(best.intent) in CHAT_TOPICS or content.topic_of(match.intent) in CHAT_TOPICS:
        return False
    return hedged or (match.score >= SECOND and best.score - match.score <= SECOND_MARGIN)


def _names(matches: list[Match]) -> tuple[str, ...]:
    return tuple(match.intent for match in matches)


def _figures(ranking: Ranking, best: Match) -> str:
    return f"confidence {ranking.confidence:.2f}, score {best.score:.2f}, margin {ranking.margin:.2f}"
