"""What must be caught before any routing.

Three kinds of pattern come from the care intents: a red one is answered as care at once, an amber one calls for one
gentle question, a quiet one is a harmless look-alike. Of two matches the one that holds all the other's words and more
takes its place: "hit me up" is no blow, "used to hit me" is asked about, "my friend wants to die" is about a friend.
Where they only overlap, quiet wins, unless a weapon, a killing, a threat or an injury is told outside the harmless
words: flowers that he turned up with hide no knife. Slips are forgiven in red and amber words; in a look-alike, which
must be all but certain, one small slip a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import islice
from typing import TYPE_CHECKING

from bot.dialogue.care_pattern import GRAVE, match_at, parse, pattern_problem
from bot.dialogue.care_text import english, tokens
from bot.dialogue.care_words import Vocabulary
from bot.dialogue.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.dialogue.care_pattern import Part, Readings
    from bot.dialogue.model import Intent, Phrase, Place

__all__ = ["PRECEDENCE", "Care", "CareRules", "Level", "assess", "compile_care", "looks_alike"]

PRECEDENCE = ("crisis_self_harm", "minor", "sexual_coercion", "abuse", "friend_in_crisis", "his_suicide_threat")
"""Where several intents apply at the same level, the first of these is answered; after them the best evidenced."""

MOST_UNKNOWN = 30
"""So many different words of a message that are neither English nor in a pattern are looked at for slips."""
MOST_FOUND = 20
"""So often a pattern is found in one sentence at most: who repeats a word a thousand times has said it."""
FIRST_PERSON = frozenset(("i", "im", "id", "ill", "ive"))
"""Words by which the writer steps in: "my sister is out and i took pills" is not about the sister."""


class Level(IntEnum):
    """How sure the signal is."""

    AMBER = 1
    """Asked about with one gentle question."""
    RED = 2
    """Answered as care at once."""


@dataclass(frozen=True, slots=True)
class Care:
    """A signal that comes before everything else in a message."""

    intent: str
    level: Level
    evidence: tuple[Evidence, ...]
    """Patterns of this intent that were found, the one with most words first."""
    share: float = 0.0
    """The share of the message's words that the first of them holds."""


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """One line of a care file, ready to be looked for."""

    phrase: Phrase
    intent: str
    level: Level | None
    """None for a quiet pattern."""
    parts: tuple[Part, ...]

    @property
    def rarest(self) -> int:
        """Which part English uses least: where it does not occur, the pattern need not be tried."""
        always = [place for place, part in enumerate(self.parts) if not part.optional]
        return min(always, key=lambda place: self.parts[place].frequency)


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """A pattern under one of its rarest words, with what makes it quick to rule out."""

    pattern: Pattern
    first: frozenset[str]
    """The words it may begin with, empty where the first part may be missing."""
    needed: tuple[frozenset[str], ...]
    """The other parts that must all occur, the rarest first."""
    reach: int
    """How many words the pattern may begin before its rarest one."""


@dataclass(frozen=True, slots=True, eq=False)
class CareRules:
    """All care patterns, each under the rarest of its words."""

    vocabulary: Vocabulary
    quiet: Mapping[str, tuple[Anchor, ...]]
    loud: Mapping[str, tuple[Anchor, ...]]


@dataclass(frozen=True, slots=True)
class _Found:
    """A pattern and the words of the sentence it was found in."""

    pattern: Pattern
    places: tuple[int, ...]
    words: tuple[str, ...]

    @property
    def level(self) -> Level:
        return self.pattern.level or Level.AMBER


def compile_care(intents: Mapping[str, Intent]) -> CareRules:
    """The patterns of the care intents made ready; unsound ones are left to the content's check."""
    patterns = [pattern for intent in intents.values() if intent.is_care for pattern in _patterns(intent)]
    words = {word for pattern in patterns for part in pattern.parts for word in part.words} | FIRST_PERSON
    quiet = [pattern for pattern in patterns if pattern.level is None]
    loud = [pattern for pattern in patterns if pattern.level is not None]
    return CareRules(Vocabulary(words), _by_rarest(quiet), _by_rarest(loud))


def assess(rules: CareRules, text: str) -> Care | None:
    """What a message gives reason to care about, if anything."""
    sentences = _sentences(rules, text)
    read_once = {words: _in_sentence(rules, words) for words in dict.fromkeys(sentences)}
    found = [match for words in sentences for match in read_once[words]]
    if not found:
        return None
    level = max(match.level for match in found)
    by_intent: dict[str, list[_Found]] = {}
    for match in found:
        if match.level is level:
            by_intent.setdefault(match.pattern.intent, []).append(match)
    intent = min(by_intent, key=lambda name: _rank(name, by_intent[name]))
    best_first = sorted(by_intent[intent], key=_order)
    share = len(best_first[0].places) / sum(map(len, sentences))
    return Care(intent, level, tuple(_evidence(match) for match in best_first), min(share, 1.0))


def looks_alike(rules: CareRules, text: str) -> float:
    """The share of a message's words that stand in harmless look-alikes: "the waiting is killing me"."""
    sentences = [rules.vocabulary.apart(words) for words in _sentences(rules, text)]
    held = sum(len(_held(rules, words)) for words in sentences)
    return held / max(1, sum(map(len, sentences)))


def _sentences(rules: CareRules, text: str) -> Sequence[tuple[str, ...]]:
    """The words of a message; of very many that nobody knows, the later ones left blank: slips cost time to see."""
    sentences = tokens(text)
    if sum(map(len, sentences)) <= MOST_UNKNOWN:
        return sentences
    unknown = (word for words in sentences for word in words if not rules.vocabulary.knows(word))
    passed_over = set(islice(dict.fromkeys(unknown), MOST_UNKNOWN, None))
    if not passed_over:
        return sentences
    return [tuple(["" if word in passed_over else word for word in words]) for words in sentences]


def _held(rules: CareRules, typed: Sequence[str]) -> set[int]:
    """Which words of a sentence stand in look-alikes."""
    return {place for match in _matches(rules.quiet, _certain(rules, typed)) for place in match.places}


def _certain(rules: CareRules, typed: Sequence[str]) -> Readings:
    """The readings of words that are typed nearly as the patterns have them, for look-alikes."""
    return [rules.vocabulary.surely(word) for word in typed]


def _patterns(intent: Intent) -> Iterator[Pattern]:
    """The sound patterns of one intent."""
    kinds = ((Level.RED, intent.red), (Level.AMBER, intent.amber), (None, intent.quiet))
    for level, phrases in kinds:
        for phrase in phrases:
            if pattern_problem(phrase.text) is None:
                yield Pattern(phrase, intent.name, level, parse(phrase.text))


def _by_rarest(patterns: Sequence[Pattern]) -> dict[str, tuple[Anchor, ...]]:
    """Each pattern under every word of its rarest part."""
    index: dict[str, tuple[Anchor, ...]] = {}
    for pattern in patterns:
        rarest = pattern.rarest
        others = [part for at, part in enumerate(pattern.parts) if at != rarest and not part.optional]
        needed = tuple(part.words for part in sorted(others, key=lambda part: part.frequency))
        before = pattern.parts[:rarest]
        first = frozenset() if pattern.parts[0].optional else pattern.parts[0].words
        anchor = Anchor(pattern, first, needed, sum(part.gap + 1 for part in before) + pattern.parts[rarest].gap)
        for word in pattern.parts[rarest].words:
            index[word] = (*index.get(word, ()), anchor)
    return index


def _in_sentence(rules: CareRules, words: Sequence[str]) -> list[_Found]:
    """The red and amber matches of one sentence that no longer match takes back."""
    typed = rules.vocabulary.apart(words)
    readings = [rules.vocabulary.read(word) for word in typed]
    found = list(_matches(rules.loud, readings))
    if not found:
        return []
    quiet: dict[int, list[set[int]]] = {}
    for match in _matches(rules.quiet, _certain(rules, typed)):
        for place in match.places:
            quiet.setdefault(place, []).append(set(match.places))
    heard = [() if place in quiet else read for place, read in enumerate(readings)]
    grave = {place for place, read in enumerate(heard) if not GRAVE.isdisjoint(read)}
    louder = [match for match in found if _outlasts(match, quiet) or not grave.isdisjoint(match.places)]
    still = _matches(rules.loud, heard) if quiet else ()
    found = [*{(match.pattern, match.places): match for match in (*louder, *still)}.values()]
    writer = {place for place, read in enumerate(heard) if FIRST_PERSON.intersection(read)}
    beside: dict[int, list[_Found]] = {}
    for match in found:
        for place in match.places:
            beside.setdefault(place, []).append(match)
    return [match for match in found if not any(_holds(one, match, writer) for one in beside[match.places[0]])]


def _outlasts(match: _Found, quiet: Mapping[int, Sequence[set[int]]]) -> bool:
    """Whether a match says all that the look-alikes it meets say, and more: "cut me off from my family"."""
    places = set(match.places)
    return all(places > covered for place in match.places for covered in quiet.get(place, ()))


def _holds(longer: _Found, match: _Found, writer: set[int]) -> bool:
    """Whether a match says the same as another and more, the writer not stepping in between."""
    if not set(match.places) < set(longer.places):
        return False
    return not any(
        place in writer and place not in longer.places for place in range(longer.places[0], match.places[-1])
    )


def _matches(index: Mapping[str, tuple[Anchor, ...]], readings: Readings) -> Iterator[_Found]:
    """Every place where a pattern of the index begins."""
    present: dict[str, list[int]] = {}
    for place, read in enumerate(readings):
        for word in read:
            present.setdefault(word, []).append(place)
    stands: dict[Anchor, list[int]] = {}
    words = frozenset(present)
    for word in words & index.keys():
        for anchor in index[word]:
            for needed in anchor.needed:  # as a loop, for this is where the time goes
                if words.isdisjoint(needed):
                    break
            else:
                stands.setdefault(anchor, []).extend(present[word])
    for anchor, rarest in stands.items():
        tried = (match_at(anchor.pattern.parts, readings, at) for at in _begins(anchor, sorted(rarest), readings))
        for found in islice(filter(None, tried), MOST_FOUND):
            yield _Found(anchor.pattern, found, tuple([readings[place][0] for place in found]))


def _begins(anchor: Anchor, rarest: Sequence[int], readings: Readings) -> Iterator[int]:
    """Where a pattern may begin whose rarest word stands at these places."""
    first, begin = anchor.first, 0
    for place in rarest:
        for at in range(max(begin, place - anchor.reach), place + 1):
            if not first or not first.isdisjoint(readings[at]):
                yield at
        begin = place + 1


def _rank(intent: str, matches: Sequence[_Found]) -> tuple[int, int, str]:
    """What sorts the intents that apply: precedence, then most words found."""
    known = PRECEDENCE.index(intent) if intent in PRECEDENCE else len(PRECEDENCE)
    return known, -sum(len(match.places) for match in matches), intent


def _order(match: _Found) -> tuple[int, Place, tuple[int, ...]]:
    """What sorts the matches of an intent: most words first, then as they stand in its file."""
    return -len(match.places), match.pattern.phrase.place, match.places


def _evidence(match: _Found) -> Evidence:
    """What the decision tells editors: the pattern, its place and its words, rarest first."""
    rarest_first = sorted(match.words, key=lambda word: english().get(word, 0.0))
    return Evidence(match.pattern.phrase, "pattern", 1.0, tuple(rarest_first))
