"""One message taken, step by step: tap or care, follow-up, matching, policy, reply."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import (
    acts,
    after_care,
    cards,
    commands,
    continuing,
    followup,
    gentle,
    going_on,
    policy,
    questions,
    safety,
    signs,
    text,
)
from bot.dialogue.care import Care, assess
from bot.dialogue.exchange import Message, Session, Turn
from bot.dialogue.followup import FollowUp
from bot.dialogue.languages import language_of
from bot.dialogue.match import rank
from bot.dialogue.model import Act, Action, Content, Decision, Ranking, Response
from bot.dialogue.respond import LONG_STORY, Responder
from bot.dialogue.wording import partner_in

FORGOTTEN = 24 * 60 * 60
"""Seconds after which a chat starts anew."""


def decide(content: Content, message: str) -> Decision:
    """What the bot would do with a message in a fresh chat; content without answers has no talk, only topics."""
    if not content.responses:
        return policy.on_ranking(content, rank(content.index, message), message, assess(content.care, message))
    return _decide(content, Session(), Message(message, 0.0))


def take_turn(content: Content, session: Session, message: Message) -> Turn:
    """Take one message: what to show, what to remember, and why."""
    session = _remembered(content, session, message.at)
    decision = _decide(content, session, message)
    spoken = "" if message.tapped else partner_in(text.words(message.text))
    session = replace(session, care="", doubtful=False) if decision.lifts else session
    partner = session.preferences.partner or spoken or session.partner
    known = replace(session, turns=session.turns + 1, partner=partner, at=message.at)
    reply, after = Responder(content, known, message).reply(decision)
    return Turn(reply, after, decision)


def _remembered(content: Content, session: Session, now: float) -> Session:
    """What still holds of a session: nothing after a day, and no intent that has since left the content."""
    if now - session.at > FORGOTTEN:
        return Session(turns=session.turns, preferences=session.preferences)
    names = (session.last, session.care, session.asking)
    if content.intents.keys() >= {*filter(None, names), *session.offered, *session.listed, *session.near}:
        return session
    last, care, asking = (name if name in content.intents else "" for name in names)
    offered, listed, near = (
        tuple(name for name in names if name in content.intents)
        for names in (session.offered, session.listed, session.near)
    )
    return replace(session, last=last, care=care, asking=asking, offered=offered, listed=listed, near=near)


def _decide(content: Content, session: Session, message: Message) -> Decision:
    read = _on_tap if message.tapped else _on_text
    return safety.with_care(content, session, read(content, session, message))


def _on_text(content: Content, session: Session, message: Message) -> Decision:
    found = assess(content.care, message.text)
    if found is None and (decision := _without_reading(content, session, message)):
        return decision
    name, message = _without_wrong(message)
    if name and not message.text:
        return continuing.on_follow_up(content, session, FollowUp(Act.NO, rejects=True))
    if session.asking and (answer := gentle.answer(_asked(content, session), followup.unframed(message.text))):
        return safety.on_check_answered(session, safe=answer is Act.NO)
    if session.asking and found:
        return safety.on_asked_and_told(found)
    if after_care.was_just_raised(session) and gentle.takes_back(message.text):
        return after_care.on_taken_back(content, session)
    follow_up = None if found else followup.read(content, session, message.text, message.at)
    if session.asking and (gentle.asks_back(message.text) or (follow_up and follow_up.act is Act.MORE)):
        return safety.on_asked_why(session)
    if follow_up and follow_up.firm:
        return continuing.on_follow_up(content, session, follow_up)
    decision = _on_words(content, session, message, found, follow_up)
    unclear = decision.hedged or decision.action in (Action.OFFER, Action.FALLBACK)
    ask_again = session.asking and unclear and not session.misses
    return safety.on_asked_why(session, (*decision.intents, *decision.offered)) if ask_again else decision


def _without_reading(content: Content, session: Session, message: Message) -> Decision | None:
    """What is answered without reading on: commands, signs without a word, other languages."""
    if command := commands.read(content, message.text):
        return continuing.on_card(content, session, command.card) if command.card else command
    if sign := signs.read(message.text):
        return continuing.on_sign(content, session, sign, fresh=followup.is_fresh(session, message.at))
    language = language_of(message.text)
    return policy.on_language(content, language) if language else None


def _on_words(
    content: Content, session: Session, message: Message, found: Care | None, follow_up: FollowUp | None
) -> Decision:
    """What the words mean by themselves, and where that is little, after the last turn."""
    if found:
        said = commands.split(message.text)[1] or message.text
        return policy.on_ranking(content, rank(content.index, said), said, found)
    asked = followup.unframed(message.text)
    in_talk = followup.is_in_talk(content, session, message.at)
    ranking = rank(content.index, acts.bare(asked))
    otherwise = policy.on_ranking(content, ranking, message.text, in_talk=in_talk)
    otherwise = policy.on_questions(content, otherwise, _ranked_parts(content, message.text, ranking))
    if not (followup.is_fresh(session, message.at) and (session.last or session.offered)):
        return continuing.out_of_nothing(content, message.text, otherwise)
    if after_care.was_just_raised(session):
        otherwise = after_care.told_on(content, session, message.text, otherwise)
    named = asked != message.text and (questions.asks(asked) or otherwise.action is Action.ANSWER)
    if named or followup.begins_anew(message.text):
        return otherwise
    return going_on.in_context(content, session, message.text, follow_up, otherwise)


def _ranked_parts(content: Content, message: str, whole: Ranking) -> list[Ranking]:
    """The questions of a message one by one, where it has more than one; of a long story, the one it ends on or all."""
    if len(message.split()) >= LONG_STORY:
        ending = questions.ending(message)
        return [rank(content.index, ending) if ending else whole]
    parts = questions.questions(message)
    return [rank(content.index, part) for part in parts] if len(parts) > 1 else []


def _without_wrong(message: Message) -> tuple[str, Message]:
    """A message behind ``/wrong``, which says again what was meant."""
    name, rest = commands.split(message.text)
    return ("", message) if name != commands.WRONG else (name, replace(message, text=rest))


def _asked(content: Content, session: Session) -> Response:
    return content.responses[session.asking]


def _on_tap(content: Content, session: Session, message: Message) -> Decision:
    """What a button asks for; the kinds of data are those that ``respond.py`` writes."""
    kind, _, name = message.text.partition(":")
    if kind in cards.KINDS:
        return continuing.on_card(content, session, message.text)
    if kind in ("up", "down") and name in content.intents:
        return continuing.on_thumb(session, name, up=kind == "up")
    if kind in ("i", "m", "care") and name in content.intents:
        return Decision(Action.ANSWER, f"The button for {name}.", (name,), act=Act.MORE if kind == "m" else None)
    if kind == "menu":
        return Decision(Action.ANSWER, "The button for all topics.", act=Act.MENU)
    if kind in ("none", "not"):  # "not" stands below answers that were given before thumbs said the same
        return continuing.on_follow_up(content, session, FollowUp(Act.NO, rejects=True))
    if kind == "lift" and session.care == name:
        return after_care.on_taken_back(content, session)
    if kind == "safe":
        return safety.on_check_answered(session, safe=True)
    return Decision(Action.FALLBACK, "A button the bot no longer knows.", act=Act.MENU, line="old_button")
