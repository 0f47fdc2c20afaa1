"""What to do with a message, a tap or a thumb in the light of the last turn; the thresholds stand in ``policy.py``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue import acts, cards
from bot.dialogue.followup import LONGEST, FollowUp
from bot.dialogue.menu import known, leading
from bot.dialogue.model import Act, Action, Content, Decision
from bot.dialogue.policy import (
    CHOICES,
    stands_alone,
)
from bot.dialogue.safety import on_asked_why
from bot.dialogue.signs import Sign

GREETING = "greeting"
DESPAIR = "crisis_self_harm"
"""What a knife or a gravestone without a word is asked about."""
COMFORTS = ("cope_tonight", "my_own_needs", "why_he_pulled_back")
"""What is offered to somebody who sends a tear."""
_FOLLOWS = {
    Sign.WARM: FollowUp(Act.THANKS, lead="taken"),
    Sign.HELLO: FollowUp(Act.THANKS, lead="taken"),
    Sign.WRONG: FollowUp(Act.NO, rejects=True),
    Sign.ASKS: FollowUp(Act.MORE),
}
"""What signs mean after an answer …"""
_OPENS = {Sign.WARM: GREETING, Sign.HELLO: GREETING, Sign.WRONG: "help", Sign.ASKS: "help"}
"""… and what is answered to them out of the blue."""

if TYPE_CHECKING:
    from bot.dialogue.exchange import Session


def on_follow_up(content: Content, session: Session, follow_up: FollowUp, near: tuple[str, ...] = ()) -> Decision:
    """Take up what a message means after the last turn; ``near`` are topics it is near to by itself."""
    act = follow_up.act
    reason = f"Read as {act or 'said beside the talk'}, after {session.last or 'an offer'}."
    if act in (Act.MENU, Act.BACK):
        return Decision(Action.ANSWER, reason, act=act, line=follow_up.line)
    if session.care and session.last == session.care:
        line = "" if act in (Act.MORE, Act.YES) and not follow_up.lead else "care_stays"
        return Decision(Action.CARE, reason, (session.care,), act=act, line=line)
    if follow_up.line:
        where_we_were = dict.fromkeys((*filter(None, (session.last,)), *session.offered))
        return Decision(Action.FALLBACK, reason, (), tuple(where_we_were)[:CHOICES], act, line=follow_up.line)
    if act is Act.NO:
        return _on_no(replace(session, near=(*near, *session.near)), reason, follow_up)
    if act is Act.THANKS:
        return _on_thanks(content, session, reason, follow_up.lead)
    if name := follow_up.picked or session.last:
        answered = () if follow_up.card else (name,)
        return Decision(Action.ANSWER, reason, answered, near, act, lead=follow_up.lead, card=follow_up.card)
    if act is Act.YES and len(session.offered) == 1:
        return Decision(Action.ANSWER, reason, session.offered, act=act)
    key = "yes_which" if act is Act.YES else "more_of_what"
    return Decision(Action.FALLBACK, reason, (), session.offered, act, line=key)


def on_sign(content: Content, session: Session, sign: Sign, *, fresh: bool) -> Decision:
    """Take up what is said without a word: by what came before it, where that is ``fresh``."""
    if session.asking:
        return on_asked_why(session)
    reason = f"A message without words, read as {sign}."
    if fresh and (session.last or session.offered) and sign in _FOLLOWS:
        return on_follow_up(content, session, _FOLLOWS[sign])
    if fresh and session.care and session.last == session.care:
        return on_follow_up(content, session, FollowUp(Act.MORE if sign in (Sign.DANGER, Sign.HURT) else Act.NO))
    if sign is Sign.DANGER and DESPAIR in content.intents:
        return Decision(Action.CHECK, reason, (), (DESPAIR,))
    if sign in _OPENS and _OPENS[sign] in content.responses:
        return Decision(Action.ANSWER, reason, (_OPENS[sign],))
    offered = COMFORTS if sign in (Sign.DANGER, Sign.HURT) else session.offered if fresh else leading(content)
    line = f"sign_{Sign.HURT if sign is Sign.DANGER else sign}"
    action = Action.FALLBACK if sign in (Sign.OTHER, Sign.PAUSE) else Action.ANSWER
    return Decision(action, reason, (), known(content, offered), Act.MORE, line=line)


def on_card(content: Content, session: Session, data: str) -> Decision:
    """Show a card; ticks that tell danger are answered as care, and none gives advice where danger was told."""
    if care := cards.danger_in(content, data):
        return Decision(Action.CARE, "Signs of danger are ticked in the checklist.", (care,))
    if session.care and data.startswith("grow"):
        reason = f"{session.care} was raised in this chat, so safety comes in the place of the reflection."
        return Decision(Action.CARE, reason, (session.care,), line="care_instead")
    return Decision(Action.ANSWER, f"The card {data}.", card=data)


def on_thumb(session: Session, name: str, *, up: bool) -> Decision:
    """Thank for a thumb; one that points down is asked what was meant instead."""
    reason = f"A thumb {'up' if up else 'down'} for {name}."
    if up or session.last != name:
        return Decision(Action.ANSWER, reason, line="thumb")
    return Decision(Action.FALLBACK, reason, (), _instead(session), Act.NO, line="thumb_down")


def _instead(session: Session) -> tuple[str, ...]:
    """What to offer where an answer was not what was meant: the other readings, then what stood below it."""
    return tuple(dict.fromkeys((*session.near, *session.offered)))[:CHOICES]


def _on_no(session: Session, reason: str, follow_up: FollowUp) -> Decision:
    """A misreading offers what else was near; a plain "no" leaves the topic."""
    if not (session.last and session.offered):
        return Decision(Action.FALLBACK, reason, act=Act.NO, line="no_offer")
    line = follow_up.lead or ("not_meant" if follow_up.rejects else "declined")
    return Decision(Action.FALLBACK, reason, (), _instead(session), Act.NO, line=line)


def _on_thanks(content: Content, session: Session, reason: str, lead: str) -> Decision:
    if lead or "thanks" not in content.responses:
        return Decision(Action.ANSWER, reason, (), session.offered, Act.THANKS, line=lead or "taken")
    return Decision(Action.ANSWER, reason, ("thanks",), act=Act.THANKS)


def out_of_nothing(content: Content, message: str, otherwise: Decision) -> Decision:
    """Ask what it is about where somebody wants more, and nothing came before; a yes or a no is a beginning."""
    danger = otherwise.action in (Action.CARE, Action.CHECK)
    if danger or stands_alone(otherwise.ranking) or len(message.split()) > LONGEST:
        return otherwise
    act = acts.read(acts.core(message))
    if act in (Act.YES, Act.NO) and GREETING in content.responses:
        reason = f"Read as {act}, to nothing."
        return replace(otherwise, action=Action.ANSWER, reason=reason, intents=(GREETING,), offered=(), hedged=False)
    if act is not Act.MORE:
        return otherwise
    return replace(
        otherwise, action=Action.FALLBACK, reason="More, of nothing.", intents=(), act=Act.MORE, line="more_of_what"
    )


def has_more(content: Content, session: Session) -> bool:
    """Whether the last answer has a layer that was not given yet."""
    return session.asked.get(session.last, 0) <= len(content.responses[session.last].more)
