"""Cards: replies that are worked with by tapping. What was chosen stands in the buttons' data, so nothing is stored.

``sign:<mask>``    the checklist, with the signs of the mask (hexadecimal) ticked; ``signs:<mask>`` is its result
``grow:<answers>`` the reflection after so many answers, one digit each: 0 for no, 1 for partly, 2 for yes
``set:…``          the settings, such as ``set:country`` and ``set:country:GB``
``source``         the sections of the article behind the last answer
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.exchange import Button, Preferences, Reply, Session
from bot.dialogue.helplines import COUNTRIES
from bot.dialogue.menu import known, titles
from bot.dialogue.wording import FORMS

if TYPE_CHECKING:
    from bot.dialogue.model import Content

KINDS = ("sign", "signs", "grow", "set", "source")
DANGERS = (("checklist_fear", "abuse"), ("checklist_harm", "abuse"), ("checklist_control", "coercive_control"))
"""The signs that hand over to care, and to which answer."""
QUESTIONS = ("reflect_1", "reflect_2", "reflect_3")
ANSWERS = (("reflect_yes", "2"), ("reflect_partly", "1"), ("reflect_no", "0"))
SETTINGS = ("country", "partner", "improve")
GROWTH, WAITING = 4, 2
"""Points from which the reflection speaks of growth, and below which of waiting."""
PATTERN = 2
"""Signs from which the checklist speaks of a pattern."""


def danger_in(content: Content, data: str) -> str:
    """The care intent that the ticks of a finished checklist lead to; empty where none does."""
    kind, _, mask = data.partition(":")
    if kind != "signs":
        return ""
    signs = len(content.lines["checklist_signs"])
    ticked = [intent for place, (_, intent) in enumerate(DANGERS, start=signs) if _mask(mask) >> place & 1]
    return next((intent for intent in ticked if intent in content.intents), "")


def show(content: Content, session: Session, data: str) -> tuple[Reply, Session]:
    """The card that a button's data asks for, and the session after it."""
    kind, _, state = data.partition(":")
    if kind == "set":
        session = _chosen(session, state)
        return _settings(content, session, state), session
    if kind == "source":
        return _source(content, session), session
    shown = {"sign": _checklist, "signs": _checked, "grow": _reflection}[kind]
    return shown(content, session, state), session


def _checklist(content: Content, _: Session, state: str) -> Reply:
    mask = _mask(state)
    labels = (*content.lines["checklist_signs"], *(content.lines[key][0] for key, _ in DANGERS))
    signs = [
        Button(f"{'☑' if mask >> place & 1 else '☐'} {label}", f"sign:{mask ^ 1 << place:x}")
        for place, label in enumerate(labels)
    ]
    done = Button(content.lines["checklist_done_label"][0], f"signs:{mask:x}")
    return Reply((content.lines["checklist"][0],), (*signs, done), replaces=True)


def _checked(content: Content, session: Session, state: str) -> Reply:
    """The result, where no sign of danger is ticked."""
    signs = content.lines["checklist_signs"]
    count = (_mask(state) & (1 << len(signs)) - 1).bit_count()
    key = "checklist_none" if not count else "checklist_one" if count < PATTERN else "checklist_some"
    text = f"☑ {count} / {len(signs)}\n{content.lines[key][0]}"
    again = Button(content.lines["back_label"][0], f"sign:{_mask(state):x}")
    related = titles(content, known(content, _AFTER_CHECKLIST), session.partner)
    return Reply((text,), (*related, again), replaces=True)


_AFTER_CHECKLIST = ("warning_signs", "when_to_walk_away", "my_own_needs")
_AFTER_REFLECTION = ("how_long_should_i_wait", "when_to_walk_away", "my_own_needs")


def _mask(state: str) -> int:
    return int(state, 16) if state and set(state) <= set("0123456789abcdef") and len(state) <= 8 else 0


def _reflection(content: Content, session: Session, state: str) -> Reply:
    """The next of the three questions, or what the answers come to."""
    given = "".join(digit for digit in state if digit in "012")[: len(QUESTIONS)]
    if len(given) < len(QUESTIONS):
        text = content.lines[QUESTIONS[len(given)]][0]
        text = text if given else f"{content.lines['reflection'][0]}\n\n{text}"
        answers = [Button(content.lines[label][0], f"grow:{given}{digit}") for label, digit in ANSWERS]
        return Reply((text,), tuple(answers), replaces=True)
    points = sum(map(int, given))
    key = "reflect_growth" if points >= GROWTH else "reflect_waiting" if points < WAITING else "reflect_mixed"
    related = titles(content, known(content, _AFTER_REFLECTION), session.partner)
    return Reply((content.lines[key][0],), related, replaces=True)


def _source(content: Content, session: Session) -> Reply:
    """The sections behind the last answer, or that there are none."""
    response = content.responses.get(session.last)
    names = [content.sections[key] for key in response.sources if key in content.sections] if response else []
    if not names:
        return Reply((content.lines["source_none"][0],), (Button(content.lines["topics_label"][0], "menu"),))
    return Reply(("\n".join((content.lines["source"][0], *(f"– {name}" for name in names))),))


def _chosen(session: Session, state: str) -> Session:
    """The session after a choice of the settings; what is no choice changes nothing."""
    setting, _, value = state.partition(":")
    values = {"country": ("", *COUNTRIES), "partner": ("", *FORMS), "improve": ("0", "1")}.get(setting, ())
    if ":" not in state or value not in values:
        return session
    preferences: Preferences = session.preferences
    if setting == "country":
        return replace(session, preferences=replace(preferences, country=value))
    if setting == "partner":
        return replace(session, preferences=replace(preferences, partner=value))
    return replace(session, preferences=replace(preferences, improve=value == "1"))


def _settings(content: Content, session: Session, state: str) -> Reply:
    """The settings, or the values of one that was tapped."""
    line = {key: content.lines[key][0] for key in content.lines}
    chosen = session.preferences
    back = Button(line["back_label"], "set")
    if state == "country":
        values = [Button(name, f"set:country:{code}") for code, name in COUNTRIES.items()]
        return Reply((line["settings_country"],), (*values, Button(line["settings_app"], "set:country:"), back), True)
    if state == "partner":
        values = [Button(word, f"set:partner:{word}") for word in FORMS]
        return Reply((line["settings_partner"],), (*values, Button(line["settings_auto"], "set:partner:"), back), True)
    if state == "improve":
        values = [Button(line["settings_on"], "set:improve:1"), Button(line["settings_off"], "set:improve:0")]
        return Reply((line["settings_improve"],), (*values, back), replaces=True)
    rows = (
        (line["settings_country_label"], COUNTRIES.get(chosen.country, line["settings_app"]), "set:country"),
        (line["settings_partner_label"], chosen.partner or line["settings_auto"], "set:partner"),
        (line["settings_improve_label"], line["settings_on" if chosen.improve else "settings_off"], "set:improve"),
    )
    buttons = tuple(Button(f"{label}: {value}", data) for label, value, data in rows)
    return Reply((line["settings"],), buttons, replaces=True)
