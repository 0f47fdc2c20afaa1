"""One message taken, step by step: tap or care, follow-up, matching, policy, reply."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import acts, followup, policy, text
from bot.dialogue.care import Care, assess
from bot.dialogue.exchange import Message, Session, Turn
from bot.dialogue.followup import FollowUp
from bot.dialogue.match import rank
from bot.dialogue.model import Act, Action, Content, Decision, Response
from bot.dialogue.respond import Responder
from bot.dialogue.wording import partner_in

FORGOTTEN = 24 * 60 * 60
"""Seconds after which a chat starts anew."""
COMMANDS = {
    "/start": Decision(Action.ANSWER, "The command /start.", ("greeting",), line="start"),
    "/help": Decision(Action.ANSWER, "The command /help.", ("help",), line="help"),
    "/privacy": Decision(Action.ANSWER, "The command /privacy.", line="privacy"),
    "/topics": Decision(Action.ANSWER, "The command /topics.", act=Act.MENU),
}
"""Commands the core decides; a channel adds its own."""


def decide(content: Content, message: str) -> Decision:
    """What the bot would do with a message in a fresh chat."""
    return _decide(content, Session(), Message(message, 0.0))


def take_turn(content: Content, session: Session, message: Message) -> Turn:
    """Take one message: what to show, what to remember, and why."""
    session = _remembered(content, session, message.at)
    decision = _decide(content, session, message)
    spoken = "" if message.tapped else partner_in(text.words(message.text))
    known = replace(session, turns=session.turns + 1, partner=spoken or session.partner)
    reply, after = Responder(content, known, message).reply(decision)
    return Turn(reply, replace(after, at=message.at), decision)


def _remembered(content: Content, session: Session, now: float) -> Session:
    """What still holds of a session: nothing after a day, and no intent that has since left the content."""
    if now - session.at > FORGOTTEN:
        return Session(turns=session.turns)
    names = (session.last, session.care, session.asking)
    last, care, asking = (name if name in content.intents else "" for name in names)
    offered, listed = (
        tuple(name for name in names if name in content.intents) for names in (session.offered, session.listed)
    )
    return replace(session, last=last, care=care, asking=asking, offered=offered, listed=listed)


def _decide(content: Content, session: Session, message: Message) -> Decision:
    read = _on_tap if message.tapped else _on_text
    return policy.with_care(content, session, read(content, session, message))


def _on_text(content: Content, session: Session, message: Message) -> Decision:
    if command := COMMANDS.get(message.text.strip().lower()):
        return command
    found = assess(content.care, message.text)
    if session.asking and (answer := acts.answer_to_check(_asked(content, session), message.text)):
        return policy.on_check_answered(session, safe=answer is Act.NO)
    if session.asking and found:
        return policy.on_asked_and_told(found)
    follow_up = None if found else followup.read(content, session, message.text, message.at)
    if follow_up and follow_up.firm:
        return policy.on_follow_up(content, session, follow_up)
    return _on_words(content, session, message, found, follow_up)


def _on_words(
    content: Content, session: Session, message: Message, found: Care | None, follow_up: FollowUp | None
) -> Decision:
    """What the words mean by themselves, and where that is little, after the last turn."""
    if found:
        return policy.on_ranking(content, rank(content.index, message.text), message.text, found)
    asked = followup.unframed(message.text)
    otherwise = policy.on_ranking(content, rank(content.index, asked), message.text)
    if not followup.is_fresh(session, message.at):
        return otherwise
    return policy.in_context(content, session, asked, follow_up, otherwise)


def _asked(content: Content, session: Session) -> Response:
    return content.responses[session.asking]


def _on_tap(content: Content, session: Session, message: Message) -> Decision:
    """What a button asks for; the kinds of data are those that ``respond.py`` writes."""
    kind, _, name = message.text.partition(":")
    if kind in ("i", "m", "care") and name in content.intents:
        return Decision(Action.ANSWER, f"The button for {name}.", (name,), act=Act.MORE if kind == "m" else None)
    if kind == "menu":
        return Decision(Action.ANSWER, "The button for all topics.", act=Act.MENU)
    if kind in ("none", "not"):
        return policy.on_follow_up(content, session, FollowUp(Act.NO, rejects=True))
    if kind == "safe":
        return policy.on_check_answered(session, safe=True)
    return Decision(Action.FALLBACK, "A button the bot no longer knows.", act=Act.MENU, line="old_button")
