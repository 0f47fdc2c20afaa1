"""What to do with a message by what it says: the rules, and every threshold but those of danger.

In this order:

1. Care before everything: what speaks of danger is answered as care, what may speak of it is asked about
   (``danger.py`` weighs the two, ``safety.py`` says what follows).
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
from bot.dialogue.in_passing import told_in_passing
from bot.dialogue.model import ARTICLE_TOPICS, CHAT_TOPICS, OUT_OF_SCOPE, Action, Content, Decision, Match, Ranking
from bot.dialogue.safety import on_danger
from bot.english import zipf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dialogue.care import Care

SURE = 0.7
"""Confidence from which a message is answered."""
HALF_SURE = 0.45
"""Confidence from which it is answered together with the next topic, as another reading."""
NEAR = 0.2
"""Confidence from which the nearest topics are offered as choices; below it, as a guess under a fallback."""
OUTSIDE_LAG = 0.3
"""What lies outside the article is taken for meant where its score is no further behind the best than this: to say that
the article does not cover something, and to offer what it does, costs less than an answer beside the point."""
SECOND = 0.8
"""Score from which a second topic is answered too …"""
SECOND_MARGIN = 0.6
"""… unless the first leads by more than this."""
ALIKE = 0.6
"""Likeness of the nearest phrase from which a message that may follow up the last turn is a question of its own."""
SHORT = 12
"""A message of no more words may be too short for near care phrases to mean much."""
VAGUE_WORDS = 6
"""A message of no more words …"""
VAGUE_WORD = 5.3
"""… that are all as common as this (zipf frequency) tells danger by patterns or by a phrase very like it, not by near
ones: of 46 messages of danger that phrases alone told, none was like that."""
IN_TALK = 2.6
"""Nearness of care phrases below which they tell one level less by themselves where a short message comes in the middle
of a talk about something else: what would be answered as danger is asked about, what would be asked about is not …"""
IN_TALK_ALIKE = 0.3
"""… unless a care phrase is so like it …"""
IN_TALK_FAINT = 1.9
"""… and below which they tell nothing. Of 48 short messages of danger that phrases alone told, the faintest was at
2.04; of thirteen harmless later turns that they took for danger, nine were below this."""
OTHER_LANGUAGE = "other_language"
"""The intent of messages that are not in English."""
MISREAD = "not_what_i_meant"
"""The intent that says in the middle of a talk what the thumb down says."""
NO_CHOICES = frozenset(("greeting", "thanks", "goodbye", MISREAD))
"""Topics and intents that nobody would choose from a list."""
PASSING = (*NO_CHOICES, "other_topics", "not_words")
"""What is said in passing: the topic before it is still the one talked of."""
CHOICES = 3
"""How many topics are offered where nothing is answered."""
RUNNERS_UP = 3
"""How many other readings of a message stand below its answer …"""
RUNNER_UP_LAG = 1.8
"""… whose score is not further behind than this."""


def on_questions(content: Content, otherwise: Decision, rankings: list[Ranking]) -> Decision:
    """Answer the questions of a message one by one, where each is sure and of a topic of its own; the rest are choices.

    Of a long story there is but one, the question it ends on or the whole.
    """
    if otherwise.action in (Action.CARE, Action.CHECK) or not rankings:
        return otherwise
    if len(rankings) == 1:
        return _on_story(content, otherwise, rankings[0])
    sure = [ranking.matches[0] for ranking in rankings if ranking.matches and ranking.confidence >= SURE]
    found = {content.topic_of(match.intent): match.intent for match in reversed(sure)}
    asked = tuple(name for topic, name in reversed(found.items()) if topic in ARTICLE_TOPICS)
    if len(asked) < 2:
        return otherwise
    near = (*asked[2:], *otherwise.intents, *otherwise.offered)
    offered = tuple(name for name in dict.fromkeys(near) if name not in asked[:2])[:RUNNERS_UP]
    reason = f"{len(rankings)} questions, in the order asked: {', '.join(asked)}."
    return replace(otherwise, action=Action.ANSWER, reason=reason, intents=asked[:2], offered=offered, hedged=False)


def is_vague(said: Sequence[str]) -> bool:
    """Whether a message is short and of the commonest words only: then phrases that are near to it tell little."""
    return 0 < len(said) <= VAGUE_WORDS and all(zipf(word) >= VAGUE_WORD for word in said)


def likeness(match: Match) -> float:
    """How like a match's nearest phrase is to the message, 0 to 1."""
    return max((evidence.score for evidence in match.evidence), default=0.0)


def stands_alone(ranking: Ranking) -> bool:
    """Whether a message is near to a question of its own, for sure."""
    return ranking.confidence >= SURE and any(likeness(match) >= ALIKE for match in ranking.matches[:1])


def is_of_article(content: Content, name: str) -> bool:
    """Whether an intent is about something the article covers; an empty name is none."""
    return name in content.intents and content.topic_of(name) in ARTICLE_TOPICS


def is_choice(content: Content, name: str) -> bool:
    """Whether somebody may choose an intent from a list."""
    return NO_CHOICES.isdisjoint((name, content.topic_of(name)))


def _on_story(content: Content, otherwise: Decision, ending: Ranking) -> Decision:
    """Answer what a long story ends on where that is sure, else what the whole is near to; the rest are choices."""
    if otherwise.action is Action.FALLBACK and otherwise.intents:
        return otherwise
    best = ending.matches[0].intent if ending.matches and ending.confidence >= SURE else ""
    asked = best if best and content.topic_of(best) in ARTICLE_TOPICS else ""
    if not asked and otherwise.action is not Action.ANSWER:
        return otherwise
    ends_on = asked or otherwise.intents[0]
    near = (name for name in (*otherwise.intents, *otherwise.offered) if name != ends_on)
    reason = f"A long story that ends on {ends_on}. {otherwise.reason}"
    offered = tuple(dict.fromkeys(near))[:RUNNERS_UP]
    return replace(otherwise, action=Action.ANSWER, reason=reason, intents=(ends_on,), offered=offered, hedged=False)


def on_language(content: Content, language: str) -> Decision:
    """Say in the message's language that the bot speaks English only."""
    known = tuple(name for name in (OTHER_LANGUAGE,) if name in content.responses)
    return Decision(Action.FALLBACK, f"Written in another language ({language}).", known, line=f"language_{language}")


def on_ranking(
    content: Content, ranking: Ranking, message: str, found: Care | None = None, *, in_talk: bool = False
) -> Decision:
    """Answer, ask, offer or fall back by what the matcher and the care patterns found.

    ``in_talk`` says that it comes in the middle of a talk about the relationship.
    """
    otherwise = without_care(content, ranking)
    danger = weigh(content.care, message, found, ranking.care)
    if danger and found is None and ranking.care:
        danger = _in_doubt(danger, ranking.care, acts.core(message), in_talk=in_talk)
    if not (danger and danger.level is Level.RED):
        danger = told_in_passing(content, message, found) or danger
    return on_danger(danger, otherwise) if danger else otherwise


def _in_doubt(danger: Danger, care: Match, said: Sequence[str], *, in_talk: bool) -> Danger | None:
    """What is left of a danger that near phrases alone tell, where the message is too short for them to mean much."""
    alike = likeness(care)
    if is_vague(said) and alike < ALIKE:
        return None
    if not in_talk or len(said) > SHORT or care.score >= IN_TALK:
        return danger
    if care.score < IN_TALK_FAINT and alike < ALIKE:
        return None
    return replace(danger, level=Level.AMBER) if danger.level is Level.RED or alike >= IN_TALK_ALIKE else None


def without_care(content: Content, ranking: Ranking) -> Decision:
    """What the message would be if it spoke of no danger."""
    if not ranking.matches:
        return Decision(Action.FALLBACK, "No word of the message stands in any phrase.", ranking=ranking)
    matches = _leaning(content, [match for match in ranking.matches if not content.intents[match.intent].is_care])
    if not matches:
        return Decision(Action.FALLBACK, "Nothing but care is near.", ranking=ranking)
    best, others = matches[0], _other_topics(content, matches)
    if ranking.confidence < HALF_SURE:
        return _unsure(content, ranking, best, others)
    if content.topic_of(best.intent) == OUT_OF_SCOPE:
        reason = f"{best.intent} is nearest ({_figures(ranking, best)}), which the article does not cover."
        return Decision(
            Action.FALLBACK, reason, (best.intent,), _runners_up(best, others), None, ranking, best.evidence
        )
    hedged = ranking.confidence < SURE
    second = [match for match in others[:1] if _is_second(content, best, match, hedged=hedged)]
    answered = (best.intent, *_names(second))
    sure = f"half sure, so the next reading is answered too (sure from {SURE})" if hedged else "sure enough"
    reason = f"{' and '.join(answered)}: {sure}; {_figures(ranking, best)}."
    offered = _runners_up(best, others[len(second) :])
    return Decision(Action.ANSWER, reason, answered, offered, None, ranking, best.evidence, hedged=hedged)


def _leaning(content: Content, matches: list[Match]) -> list[Match]:
    """The matches, what lies outside the article first where it is hardly less near."""
    outside = next((match for match in matches if content.topic_of(match.intent) == OUT_OF_SCOPE), None)
    if outside is None or outside.score < matches[0].score - OUTSIDE_LAG:
        return matches
    return [outside, *(match for match in matches if match is not outside)]


def _unsure(content: Content, ranking: Ranking, best: Match, others: list[Match]) -> Decision:
    """Choices, or a fallback with guesses; what lies outside the article is never a choice."""
    outside = content.topic_of(best.intent) == OUT_OF_SCOPE
    near = others if outside else [best, *others]
    choices = tuple(name for name in _names(near) if is_choice(content, name))[:CHOICES]
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


def _runners_up(best: Match, others: list[Match]) -> tuple[str, ...]:
    """The other readings that are near enough to stand below the answer."""
    return _names([match for match in others if match.score >= best.score - RUNNER_UP_LAG][:RUNNERS_UP])


def _names(matches: list[Match]) -> tuple[str, ...]:
    return tuple(match.intent for match in matches)


def _figures(ranking: Ranking, best: Match) -> str:
    return f"confidence {ranking.confidence:.2f}, score {best.score:.2f}, margin {ranking.margin:.2f}"
