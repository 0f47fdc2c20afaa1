"""The pattern language of the care files.

``hit/hits me``        words in a row; ``/`` separates alternatives
``want ... die``       up to four other words in between
``want? to die``       a word that may be missing
``strangl*``           the beginning of a word
``HIM ... hit me``     a group of words, such as all those for a partner; the groups are named in ``GROUPS``
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.dialogue.care_text import CHAT, PAIRS, english

if TYPE_CHECKING:
    from collections.abc import Sequence

    Readings = Sequence[tuple[str, ...]]

GAP = 4
"""How many other words ``...`` may stand for."""

MOST_GAPS = 3
"""So often ``...`` may stand in a pattern: each time more, and it may be found in five times as many ways."""

ALONE = 5
"""A word that makes a pattern by itself has at least so many letters."""

GROUPS = {
    "HIM": """he hes hed hell she shes shed shell they theyre theyve theyll theyd boyfriend boyfriends
    girlfriend girlfriends husband husbands wife wifes partner partners ex exes fiance fiancee man mans
    fella fellas guy bloke missus oga spouse""",
    "HIMSELF": "himself herself themselves themself",
    "FRIEND": """friend friends bestie besties mate mates pal pals sister sisters sis brother brothers bro
    mum mums mom moms mam mother mothers dad dads father fathers son sons daughter daughters cousin cousins
    aunt auntie aunty uncle flatmate flatmates roommate roommates housemate colleague colleagues coworker
    niece nephew child kid kids teen neighbour neighbours neighbor grandma nan stepson stepdaughter
    someone somebody""",
    "BODY": """head face hair neck throat arm arms wrist wrists hand hands finger fingers stomach belly tummy
    back leg legs ribs rib eye eyes mouth jaw ear nose chest foot teeth tooth lip shoulder skull""",
    "FEAR": "scared afraid frightened terrified petrified fear scary terrifying frightening",
    "HARM": """hit hits hitting punch punches punched punching slap slaps slapped slapping kick kicks kicked
    kicking beat beats beating beaten choke chokes choked choking strangle strangles strangled strangling
    shove shoves shoved shoving slam slams slammed slamming smash smashes smashed smashing bang bangs banged
    throw throws threw thrown drag drags dragged dragging yank yanks yanked knock knocks knocked break breaks
    broke broken burn burns burnt burned cut cuts stab stabs stabbed bite bites bit headbutt headbutted
    squeeze squeezed twist twists twisted crush crushed batter batters battered thump thumps thumped
    whip whipped bash bashed stamp stamped split bust busted fracture fractured bruise bruised""",
    "BLOW": """hit hits hitting punch punched punches slap slapped slaps kick kicked kicks choke choked chokes strangle
    strangled strangles throttle throttled headbutt headbutted headbutts stab stabbed stabs batter
    battered batters backhand backhanded beat beats""",
    "WEAPON": """weapon weapons knife knives gun guns blade blades machete axe hatchet hammer bat crowbar razor dagger
    sword pistol rifle shotgun screwdriver scissors acid petrol""",
    "KILL": """kill kills killed killing murder murders murdered murdering shoot shoots shot shooting drown drowns
    drowned drowning rape rapes raped raping poison poisons poisoned poisoning suicide""",
    "THREAT": "threat threats threaten threatens threatened threatening",
    "MEDS": """pills pill tablets tablet paracetamol ibuprofen painkillers meds medication overdose tylenol
    antidepressants advil aspirin nurofen panadol benadryl codeine tramadol xanax valium""",
    "NOT": "not never nope isnt arent wasnt werent hasnt havent hadnt doesnt dont didnt wouldnt",
    "AGE": "10 11 12 13 14 15 16 17 twelve thirteen fourteen fifteen sixteen seventeen",
    "GROWN": " ".join(map(str, range(19, 80))),
}
"""Words that many patterns need together, written in capitals."""

GRAVE = frozenset(word for name in ("WEAPON", "KILL", "THREAT", "HARM") for word in GROUPS[name].split())
"""Words of weapons, killing, threats and injury: no harmless expression beside them makes them unheard."""

DENIAL = "NOT"
"""The group of the words that deny what a pattern speaks of: such a pattern is at most asked about."""
BLOW = "BLOW"
"""The group of blows: a pattern that says who deals one is answered however harmless the story around it is."""

_WRITTEN_OUT = CHAT.keys() | {first for first, _ in PAIRS}
"""Words that, some of them before certain others, are written out before a message is read."""
_PART = re.compile(r"[A-Z]+\??|[a-z0-9]+\*?(/[a-z0-9]+\*?)*\??")


@dataclass(frozen=True, slots=True)
class Part:
    """One place of a pattern: the words that may stand there."""

    words: frozenset[str]
    optional: bool = False
    gap: int = 0
    """How many other words may come before."""

    @property
    def frequency(self) -> float:
        """How often English uses the commonest of the words."""
        return _frequency(self.words)


@lru_cache(maxsize=1 << 13)  # the same groups of words stand in many patterns
def _frequency(words: frozenset[str]) -> float:
    return max(english().get(word, 0.0) for word in words)


@lru_cache(maxsize=1 << 13)  # asked of every pattern at every reload
def pattern_problem(text: str) -> str | None:
    """What is wrong with a pattern and what to write instead, or None where it is sound."""
    items = _items(text)
    if not items or "..." in (items[0], items[-1]):
        return "a pattern begins and ends with a word, not with `...`"
    found = (_item_problem(item, after) for item, after in zip(items, [*items[1:], ""], strict=True))
    return next(filter(None, found), None) or _reach_problem(items)


def _items(text: str) -> list[str]:
    """The words, groups and gaps of a pattern."""
    return [item if item.isupper() else item.lower() for item in text.replace("'", "").split()]


def _alternatives(item: str) -> frozenset[str]:
    """The words that may stand for one item of a pattern."""
    name = item.rstrip("?")
    return frozenset(GROUPS[name].split() if name in GROUPS else name.split("/"))


def _item_problem(item: str, after: str) -> str | None:
    """What is wrong with one item of a pattern, given the next one."""
    if item == "...":
        loose = after == "..." or after.endswith("?")
        return "`...` must be followed by a word that is always there" if loose else None
    if not _PART.fullmatch(item):
        return f"`{item}` is no word: write plain words, `a/b` for either, `word?` for perhaps, `begin*` or `...`"
    if item.isupper():
        return None if item.rstrip("?") in GROUPS else f"no group is called `{item}`: there are {', '.join(GROUPS)}"
    return _never_read(item, after)


def _reach_problem(items: Sequence[str]) -> str | None:
    """Why a pattern would alarm far too easily or be looked for too long, if it would."""
    if items.count("...") > MOST_GAPS:
        return f"`...` stands in it more than {MOST_GAPS} times: write two patterns"
    words = [item for item in items if item != "..." and not item.endswith("?")]
    if not words:
        return "at least one word must always be there"
    if len(words) == 1 and any(_is_short(word) for word in words[0].split("/")):
        return f"`{words[0]}` alone is too short to alarm anyone: add the words beside it"
    return None


def _is_short(word: str) -> bool:
    """Whether a word has too few letters to make a pattern; ages such as ``15f`` have not."""
    return word.rstrip("*").isalpha() and len(word.rstrip("*")) < ALONE


def _never_read(item: str, after: str) -> str | None:
    """The hint for words that no message is ever read as, because they are written out first."""
    words = item.rstrip("?").split("/")
    for word in () if _WRITTEN_OUT.isdisjoint(words) else words:
        if word in CHAT:
            return f"`{word}` is always read as `{' '.join(CHAT[word])}`: write that"
        for follower in after.rstrip("?").split("/"):
            if joined := PAIRS.get((word, follower)):
                return f"`{word} {follower}` is always read as `{joined}`: write that"
    return None


def parse(text: str) -> tuple[Part, ...]:
    """The parts of a sound pattern."""
    parts: list[Part] = []
    gap = 0
    for item in _items(text):
        if item == "...":
            gap = GAP
            continue
        parts.append(Part(_alternatives(item), item.endswith("?"), gap))
        gap = 0
    return tuple(parts)


def match_at(parts: Sequence[Part], readings: Readings, at: int, part: int = 0) -> tuple[int, ...] | None:
    """Where the words of a pattern stand if it begins at this word, or None."""
    if part == len(parts):
        return ()
    here = parts[part]
    for place in range(at, min(at + here.gap + 1, len(readings))):
        if not here.words.isdisjoint(readings[place]):
            rest = match_at(parts, readings, place + 1, part + 1)
            if rest is not None:
                return (place, *rest)
    return match_at(parts, readings, at, part + 1) if here.optional else None
