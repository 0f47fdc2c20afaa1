"""Speaking of the partner as the user does: which word, and the placeholders filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMS = {
    "he": {"he": "he", "him": "him", "his": "his", "himself": "himself", "is": "is", "has": "has", "does": "does",
           "was": "was", "s": "s", "es": "es"},
    "she": {"he": "she", "him": "her", "his": "her", "himself": "herself", "is": "is", "has": "has", "does": "does",
            "was": "was", "s": "s", "es": "es"},
    "they": {"he": "they", "him": "them", "his": "their", "himself": "themselves", "is": "are", "has": "have",
             "does": "do", "was": "were", "s": "", "es": ""},
}  # fmt: skip
"""What each placeholder becomes: ``{he} need{s} time`` is "he needs time" or "they need time"."""

_SHE = frozenset(
    "she her hers herself wife girlfriend gf fiancee missus wifey girl woman lady mrs ladies women girls".split()
)
_HE = frozenset(
    "he him his himself husband boyfriend bf fiance hubby man guy bloke lad fella dude men guys lads blokes".split()
)
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def partner_in(words: Sequence[str]) -> str:
    """The word for the partner that a message uses most; empty where it uses none."""
    he = sum(map(_HE.__contains__, words))
    she = sum(map(_SHE.__contains__, words))
    if he == she:
        return "they" if he else ""
    return "he" if he > she else "she"


def fill(text: str, partner: str) -> str:
    """The text with its placeholders filled for a partner called ``he``, ``she`` or ``they``."""
    if "{" not in text:
        return text
    forms = FORMS.get(partner, FORMS["they"])

    def form(found: re.Match[str]) -> str:
        name = found[1]
        word = forms.get(name.lower())
        if word is None:
            return found[0]
        return word.capitalize() if name[0].isupper() else word

    return _PLACEHOLDER.sub(form, text)
