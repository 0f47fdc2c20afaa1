"""Which of the choices shown a message names: by place ("the second one") or by words of its button ("text him")."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.dialogue import text

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLACES = ("first 1 one top", "second 2 two", "third 3 three", "fourth 4 four", "fifth 5 five", "sixth 6 six")
_NUMBERED = {word: place for place, words in enumerate(_PLACES) for word in words.split()} | {"last": -1, "bottom": -1}
_THING = "(?: (?:one|option|reason|point|thing|part|button))?"
_ORDINAL = re.compile(rf"(?:the )?(?:number |option |no |point |reason )?({'|'.join(_NUMBERED)}){_THING}")
_WORDED = "|".join(word for word in _NUMBERED if not word.isdecimal())
_NAMED = re.compile(
    rf"(?:the )?(?:(?:number|option|point|reason|part) ({'|'.join(_NUMBERED)})"
    rf"|({_WORDED}) (?:one|option|reason|point|part|bit|of (?:them|those|these)))"
)
_AROUND = frozenset(
    """tell me more about on what is was it that this a i he you she they we him her them us my your sounds like looks
    feels seems fits mean means meant do does did by say explain go into please can could would will want hear know
    think guess definitely probably exactly mostly really true so and but then maybe hits home for in again yes yeah no
    sorry actually rather let talk s one""".split()
)
"""Words that may stand around a place without making it something else: "the second one sounds like him"."""
_NEXT = re.compile(rf"(?:the )?next{_THING}")
_BEFORE = re.compile(rf"(?:no )?(?:the )?(?:one before(?: that| it)?|previous{_THING})")
_OTHER = re.compile(r"(?:no )?(?:the )?other(?: one| option| answer)?")
_ENDING = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_COMMON = frozenset(
    """a an the i me my you your it that this he him his she her they them their is are am was be do does did to of on
    in for with about and or should can would could will shall one thing part bit stuff option button topic please want
    tell more""".split()
)
"""Words that name no choice by themselves."""
_ASKING = frozenset("why how when what who where which not".split())
"""Words that ask or deny, and name no choice unless with another one."""
_SAME = 4
"""Letters by which two forms of a word are taken for the same, such as "limit" and "limits"."""


def by_place(words: Sequence[str], listed: Sequence[str], last: str) -> str:
    """The choice that an ordinal means, or the one after the last taken; empty where it means none."""
    said = " ".join(words)
    if _NEXT.fullmatch(said) and last in listed[:-1]:
        return listed[listed.index(last) + 1]
    if _BEFORE.fullmatch(said) and last in listed[1:]:
        return listed[listed.index(last) - 1]
    place = _place(said)
    return listed[place] if place is not None and place < len(listed) and listed else ""


def the_other(words: Sequence[str], listed: Sequence[str], last: str) -> str:
    """The choice that "the other one" means; empty where it is not that, or there is more than one other."""
    others = [name for name in listed if name != last]
    return others[0] if len(others) == 1 and _OTHER.fullmatch(" ".join(words)) else ""


def _place(said: str) -> int | None:
    """The place that is named, by itself or with words around it that add nothing."""
    if whole := _ORDINAL.fullmatch(said):
        return _NUMBERED[whole[1]]
    named = _NAMED.search(said)
    if named is None or not _AROUND.issuperset(f"{said[: named.start()]} {said[named.end() :]}".split()):
        return None
    return _NUMBERED[named[1] or named[2]]


def by_name(words: Sequence[str], titles: Sequence[tuple[str, str]]) -> str:
    """The one choice whose title holds every telling word of the message; empty where it is none or more than one."""
    whole = [name for name, title in titles if _words_of(title) == tuple(words)]
    if whole:
        return whole[0]
    telling = [word for word in words if word not in _COMMON]
    if _ASKING.issuperset(telling):
        return ""
    named = [name for name, title in titles if all(_in(word, _words_of(title)) for word in telling)]
    return named[0] if len(named) == 1 else ""


def without_endings(message: str) -> str:
    """The message with "2nd" written as "2"."""
    return _ENDING.sub("", message)


@lru_cache(maxsize=1 << 12)
def _words_of(title: str) -> tuple[str, ...]:
    return text.words(title)


def _in(word: str, title: Sequence[str]) -> bool:
    return any(
        word == other or (min(len(word), len(other)) > _SAME and word[: _SAME + 1] == other[: _SAME + 1])
        for other in title
    )
