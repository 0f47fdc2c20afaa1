"""The article's sections, which answers name in ``from``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SECTIONS: Mapping[str, str] = {
    "K1": "overload rather than indifference",
    "K2": "norms against showing weakness",
    "K3": "timing, commitment and identity",
    "K4": "poor talk widens the gap",
    "K5": "empathy instead of guesses",
    "S01": "closeness can flip to distance",
    "S02": "self-blame",
    "S03": "overload",
    "S04": "worry about commitment",
    "S04a": "less freedom",
    "S04b": "the wrong choice",
    "S04c": "an old failure again",
    "S05": "worry about losing himself",
    "S05a": "keeping things shallow",
    "S05b": "undermining closeness",
    "S05c": "withdrawing to feel like himself",
    "S06": "load from outside",
    "S06a": "work",
    "S06b": "family",
    "S06c": "money",
    "S06d": "mental health",
    "S07": "different speeds",
    "S08": "silence and how to talk",
    "S09": "what to avoid",
    "S09a": "chasing",
    "S09b": "assuming the worst",
    "S09c": "changing yourself",
    "S09d": "games",
    "S10": "what to do",
    "S10a": "allow space",
    "S10b": "ask what you need",
    "S10c": "keep limits",
    "S10d": "say what you feel and expect",
    "S11": "when to worry",
    "S11a": "no responsibility",
    "S11b": "you get the blame",
    "S11c": "distance to control or punish",
    "S11d": "back only when it suits",
    "S12": "understanding is not endless waiting",
    "S13": "a reset, or the end",
}
"""The article's sections and bullets by id, each in a few words."""


def uncovered(named: Collection[str]) -> list[str]:
    """List the sections that no id names: a bullet counts with its section, a section with any of its bullets."""
    with_bullets = {section[:3] for section in named}
    return [key for key in SECTIONS if not (key in named or key[:3] in named or key in with_bullets)]
