"""What the words of messages alone tell, whatever the phrases are: care patterns, and whether they are taken whole."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.content.decided import patterns
from bot.dialogue import acts, followup, policy
from bot.dialogue.care import assess, looks_alike
from bot.dialogue.model import Act
from bot.dialogue.questions import ending, questions
from bot.dialogue.respond import LONG_STORY
from bot.english import english

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.content.cache import Cache
    from bot.content.halves import Share
    from bot.dialogue.model import Content

SEVERAL = re.compile(r"[.?!…\n].*\w|\s[-–—]\s|\b(?:and|also|plus)\b|&", re.DOTALL | re.IGNORECASE)
"""Without one of these a message is one sentence with one question at most."""


class Heard(NamedTuple):
    """What is told by the words of a message."""

    is_whole: bool
    """Whether it is taken as it stands."""
    intent: str = ""
    """What a care pattern tells, if one is found."""
    alike: float = 0.0
    """The share of it that stands in harmless look-alikes."""


class Depth(StrEnum):
    """How closely a message is listened to."""

    WHOLE = "whole"
    """Only whether it is taken as it stands."""
    PLAIN = "plain"
    """And for care patterns, where nothing but those could make it a matter of care."""
    CARE = "care"
    """And for look-alikes and vagueness, where it is near danger by its phrases already."""


class Hearing:
    """What the words of messages tell by the care patterns of a content; worked out once and kept."""

    def __init__(self, content: Content, cache: Cache, share: Share[Any, Any]) -> None:
        self._share = share
        self._patterns = patterns(content)
        self._rules = content.care
        self._cache = cache
        self._facts: dict[str, dict[str, tuple[bool, str, float]]] = cache.recall("heard", self._patterns) or {}
        self._is_new = False

    def of(self, said: str, depth: Depth) -> Heard:
        """What was heard of a message."""
        return Heard(*self._facts[depth][said])

    def hear(self, messages: Iterable[tuple[str, Depth]]) -> None:
        """Work out what is not known yet of some messages."""
        open_ = [(said, depth) for said, depth in messages if said not in self._facts.setdefault(depth, {})]
        found = self._share(lambda one: self._worked_out(*one), open_)
        for (said, depth), facts in zip(open_, found, strict=True):
            self._facts[depth][said] = facts
        self._is_new |= bool(open_)

    def keep(self) -> None:
        """Keep what was worked out for the next time."""
        if self._is_new:
            self._cache.keep("heard", self._patterns, self._facts)
            self._is_new = False

    def _worked_out(self, said: str, depth: Depth) -> Heard:
        if not is_whole(said):
            return Heard(is_whole=False)
        if depth is Depth.WHOLE:
            return Heard(is_whole=True)
        if found := assess(self._rules, said):
            return Heard(is_whole=True, intent=found.intent)
        if depth is Depth.PLAIN:
            return Heard(is_whole=True)
        return Heard(not policy.is_vague(acts.core(said)), alike=looks_alike(self._rules, said))


def is_whole(said: str) -> bool:
    """Whether a message is taken as it stands, not some part of it by itself or as a bare "more"."""
    if followup.unframed(said) != said or _asks_for_more(said):
        return False
    if len(said.split()) >= LONG_STORY:
        return not ending(said)
    return not SEVERAL.search(said) or len(questions(said)) < 2


def _asks_for_more(said: str) -> bool:
    """Whether a message asks for more and nothing else; a word that is never in such a message tells it quickly."""
    others = (word for word in said.lower().split() if word not in acts.ASKS_FOR_MORE)
    return not any(word in english() for word in others) and acts.read(acts.core(said)) is Act.MORE
