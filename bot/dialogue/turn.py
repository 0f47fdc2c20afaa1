"""One message taken, step by step: tap or care, follow-up, matching, policy, reply."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import acts, policy, text
from bot.dialogue.care import Level, assess
from bot.dialogue.match import rank
from bot.dialogue.model import Act, Action, Content, Decision, Message, Session, Turn
from bot.dialogue.respond import Responder
from bot.dialogue.wording import partner_in

FORGOTTEN = 24 * 60 * 60
"""Seconds after which a chat starts anew."""
COMMANDS = {
    "/start": Decision(Action.ANSWER, "The command /start.", ("greeting",), line="start"),
    "/help": Decision(Action.ANSWER, "The command /help.", ("help",), line="help"),
    "/topics": Decision(Action.ANSWER, "The command /topics.", act=Act.MENU),
}
"""Commands the core decides; a channel adds its own."""


def decide(content: Content, message: str) -> Decision:
    """What the bot would do with a message in a fresh chat."""
    return _decide(content, Session(), Message(message, 0.0))


def take_turn(content: Content, session: Session, message: Message) -> Turn:
    """Take one message: what to show, what to remember, and why."""
    if message.at - session.at > FORGOTTEN:
        session = Session(turns=session.turns)
    decision = _decide(content, session, message)
    spoken = "" if message.tapped else partner_in(text.words(message.text))
    known = replace(session, turns=session.turns + 1, partner=spoken or session.partner)
    reply, after = Responder(content, known, message).reply(decision)
    return Turn(reply, replace(after, at=message.at), decision)


def _decide(content: Content, session: Session, message: Message) -> Decision:
    if message.tapped:
        return _on_tap(content, session, message.text)
    care = assess(content.care, message.text)
    if care and care.level is Level.RED:
        return policy.on_care(care)
    if command := COMMANDS.get(message.text.strip().lower()):
        return command
    if care is None and (follow_up := _on_follow_up(content, session, message)):
        return follow_up
    ranking = rank(content.index, message.text)
    decision = policy.on_ranking(content, ranking)
    if care:
        decision = policy.on_care(care, decision)
    return policy.after_care(content, session, decision) if session.care else decision


def _on_follow_up(content: Content, session: Session, message: Message) -> Decision | None:
    if session.asking and (answer := acts.answer_to_check(content.responses[session.asking], message.text)):
        return policy.on_check_answered(session, safe=answer is Act.NO)
    act = acts.read(session, message.text, message.at)
    return policy.on_act(session, *act) if act else None


def _on_tap(content: Content, session: Session, data: str) -> Decision:
    """What a button asks for; the kinds of data are those that ``respond.py`` writes."""
    kind, _, name = data.partition(":")
    if kind in ("i", "m", "care") and name in content.intents:
        action = Action.CARE if content.intents[name].is_care else Action.ANSWER
        decision = Decision(action, f"The button for {name}.", (name,), act=Act.MORE if kind == "m" else None)
        return policy.after_care(content, session, decision) if session.care else decision
    if kind == "menu":
        return Decision(Action.ANSWER, "The button for all topics.", act=Act.MENU)
    if kind in ("none", "not"):
        return policy.on_act(session, Act.NO, "")
    if kind == "safe":
        return policy.on_check_answered(session, safe=True)
    return Decision(Action.FALLBACK, "A button the bot no longer knows.", act=Act.MENU, line="old_button")
