"""The pattern language of the care files, and the forgiving comparison of its words with what was typed.

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

from rapidfuzz.distance import OSA

from bot.dialogue.care_text import CHAT, PAIRS, english

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Readings = Sequence[tuple[str, ...]]

GAP = 4
"""How many other words ``...`` may stand for."""

MOST_GAPS = 3
"""So often ``...`` may stand in a pattern: each time more, and it may be found in five times as many ways."""

ALONE = 5
"""A word that makes a pattern by itself has at least so many letters."""

LONGEST = 30
"""A typed word of more letters is no pattern word gone wrong."""
MEMORY = 1 << 14
"""How many typed words are remembered before the memory starts anew."""

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
    "WEAPON": """weapon weapons knife knives gun guns blade blades machete axe hatchet hammer bat crowbar razor dagger
    sword pistol rifle shotgun screwdriver scissors acid petrol""",
    "KILL": """kill kills killed killing murder murders murdered murdering shoot shoots shot shooting drown drowns
    drowned drowning rape rapes raped raping poison poisons poisoned poisoning suicide""",
    "THREAT": "threat threats threaten threatens threatened threatening",
    "MEDS": """pills pill tablets tablet paracetamol ibuprofen painkillers meds medication overdose tylenol
    antidepressants""",
    "AGE": "10 11 12 13 14 15 16 17 twelve thirteen fourteen fifteen sixteen seventeen",
    "GROWN": " ".join(map(str, range(19, 80))),
}
"""Words that many patterns need together, written in capitals."""

GRAVE = frozenset(word for name in ("WEAPON", "KILL", "THREAT", "HARM") for word in GROUPS[name].split())
"""Words of weapons, killing, threats and injury: no harmless expression beside them makes them unheard."""

_PART = re.compile(r"[A-Z]+\??|[a-z0-9]+\*?(/[a-z0-9]+\*?)*\??")
_ENDINGS = ("", "e", "es", "ed", "ing", "er", "s")


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
        return max(english().get(word, 0.0) for word in self.words)


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
    for word in item.rstrip("?").split("/"):
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


class Vocabulary:
    """The words of all patterns, and which of them a typed word may stand for."""

    __slots__ = ("_exact", "_near", "_parted", "_prefixes", "_remembered", "_sizes")

    def __init__(self, words: Iterable[str]) -> None:
        self._exact: dict[str, tuple[str, ...]] = {}
        self._near: dict[str, list[str]] = {}
        self._prefixes: set[str] = set()
        self._remembered: dict[str, tuple[str, ...]] = {}
        self._parted: dict[str, tuple[str, ...]] = {}
        for word in sorted(words):
            self._add(word)
        self._sizes = sorted({len(prefix) for prefix in self._prefixes})

    def _add(self, word: str) -> None:
        forms: tuple[str, ...] = (word,)
        if word.endswith("*"):
            self._prefixes.add(word[:-1])
            forms = tuple(word[:-1] + ending for ending in _ENDINGS)
        for form in forms:
            self._exact[form] = tuple(dict.fromkeys((*self._exact.get(form, ()), word)))
            for key in _shortened(form, _allowed(form)):
                self._near.setdefault(key, []).append(form)

    def apart(self, words: Sequence[str]) -> list[str]:
        """The typed words, those typed as one taken apart."""
        parted = self._parted
        return [part for word in words for part in parted.get(word) or _remembered(parted, word, self._parts)]

    def knows(self, word: str) -> bool:
        """Whether a word is English or stands in a pattern as it is typed."""
        return word in self._exact or word in english()

    def read(self, word: str) -> tuple[str, ...]:
        """The pattern words that a typed word may stand for, none for most."""
        found = self._remembered.get(word)
        return _remembered(self._remembered, word, self._read) if found is None else found

    def _read(self, word: str) -> tuple[str, ...]:
        if exact := self._exact.get(word):
            return exact
        starts = tuple(f"{word[:size]}*" for size in self._sizes if word[:size] in self._prefixes)
        if starts or word in english() or len(word) < 3:
            return starts
        return tuple(self._hidden(word)) if "*" in word else tuple(self._misspelt(word))

    def _misspelt(self, word: str) -> Iterator[str]:
        """Pattern words from which the typed one differs by a slip or two."""
        if not word.isalpha() or len(word) > LONGEST:
            return
        depth = 2 if len(word) > 5 else 1
        forms = {form for key in _shortened(word, depth) for form in self._near.get(key, ())}
        for form in sorted(forms):  # the same at every start, for the first reading is the one shown
            if _is_slip(word, form):
                yield from self._exact[form]

    def _hidden(self, word: str) -> Iterator[str]:
        """Pattern words of which some letters were typed as asterisks."""
        shape = re.compile(re.escape(word).replace(r"\*", "[a-z]"))
        for form, readings in self._exact.items():
            if len(form) == len(word) and shape.fullmatch(form):
                yield from readings

    def _parts(self, word: str) -> tuple[str, ...]:
        """The pattern words that make up a typed word, such as ``killmyself``; else the word itself."""
        if not 6 <= len(word) <= 40 or word in english() or self.read(word):
            return (word,)
        ways: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - 12), end):
                before, part = ways[start], word[start:end]
                if before is not None and part in self._exact and (len(part) > 1 or part == "i"):
                    shorter = ways[end]
                    if shorter is None or len(before) + 1 < len(shorter):
                        ways[end] = (*before, part)
        return ways[-1] or (word,)


def _remembered(
    memory: dict[str, tuple[str, ...]], word: str, work_out: Callable[[str], tuple[str, ...]]
) -> tuple[str, ...]:
    """What was worked out for a word before, or is now; the memory is bounded."""
    found = memory.get(word)
    if found is None:
        if len(memory) >= MEMORY:
            memory.clear()
        found = memory[word] = work_out(word)
    return found


def _allowed(word: str) -> int:
    """How many slips a pattern word forgives."""
    if not word.isalpha() or len(word) < 3:
        return 0
    return 1 if len(word) < 8 else 2


def _is_slip(typed: str, word: str) -> bool:
    """Whether what was typed, which is no English word, is a pattern word gone wrong."""
    allowed = _allowed(word)
    if len(word) < 4:
        return set(typed) == set(word)
    if typed[0] != word[0]:
        allowed = 0 if len(word) < 5 else 1
    return OSA.distance(typed, word, score_cutoff=allowed) <= allowed


def _shortened(word: str, depth: int) -> set[str]:
    """The word, and the word with up to ``depth`` letters left out."""
    found = level = {word}
    for _ in range(depth):
        level = {form[:at] + form[at + 1 :] for form in level for at in range(len(form))}
        found = found | level
    return found
