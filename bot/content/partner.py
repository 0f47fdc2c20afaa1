"""Whether what speaks of the partner can be said of him, her and them: the placeholders and the verbs behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.content.fields import did_you_mean
from bot.content.problem import Problem, Severity
from bot.dialogue.model import CARE_TOPICS
from bot.dialogue.wording import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.links import Draft
    from bot.dialogue.model import Phrase

OTHERS = ("helplines",)
"""Placeholders that are not about the partner."""
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_BETWEEN = "(?:(?:[a-z]+ly|often|never|still|also|just|always|sometimes|once|now) )?"
_VERB = re.compile(rf"\{{[Hh]e\}} {_BETWEEN}([a-z]+)(?![a-z{{])")
_CONTRACTED = re.compile(r"\{([Hh]e)\}['’]s\b")
_PLAIN = re.compile(r"\b(he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
_IRREGULAR = {"is": "{is}", "has": "{has}", "does": "{does}", "was": "{was}"}
_NOT_VERBS = frozenset("as always perhaps this sometimes besides its yes us".split())
_SPOKEN = ("openings", "answer", "more", "ask", "story")


def partner_words(draft: Draft) -> Iterator[Problem]:
    """Find words for the partner that fit one reader only.

    Good: ``{he} need{s} time``, ``{he} {is} tired``. Bad: ``{he} needs time``, ``{he}'s tired``, ``he may come back``.
    """
    for name in draft.responses:
        for key in _SPOKEN:
            for text in draft.texts(name, key):
                yield from _problems(text, plain=draft.topic(name) not in CARE_TOPICS)
    for name, titles in draft.titles.items():
        for title in titles:
            yield from _problems(title, plain=draft.topic(name) not in CARE_TOPICS)


def _problems(text: Phrase, *, plain: bool) -> Iterator[Problem]:
    known = (*FORMS["he"], *OTHERS)
    for found in _PLACEHOLDER.finditer(text.text):
        if found[1].lower() not in known:
            yield Problem(text.place, f'There is no placeholder "{found[0]}".', did_you_mean(found[1], known))
    for found in _CONTRACTED.finditer(text.text):
        hint = f"Write:  {{{found[1]}}} {{is}}  or  {{{found[1]}}} {{has}}"
        yield Problem(text.place, f'"{found[0]}" does not fit "they".', hint)
    for found in _VERB.finditer(text.text):
        if fitting := _fitting(found[1]):
            hint = f"Write:  {found[0].removesuffix(found[1])}{fitting}"
            yield Problem(text.place, f'"{found[0]}" does not fit "they".', hint)
    bare = _PLAIN.search(_PLACEHOLDER.sub("", text.text)) if plain else None
    if bare:
        hint = "Write {he}, {him}, {his} or {himself}; the bot fills in what the reader uses."
        yield Problem(text.place, f'"{bare[0]}" fits one reader only.', hint, Severity.WARNING)


def _fitting(verb: str) -> str:
    """How a verb behind ``{he}`` is written so that it fits "they" too; empty where it fits as it is."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb in _NOT_VERBS or not verb.endswith("s") or verb.endswith("ss"):
        return ""
    ending = "es" if verb.endswith(("shes", "ches", "sses", "xes", "zes", "goes")) else "s"
    return f"{verb.removesuffix(ending)}{{{ending}}}"
