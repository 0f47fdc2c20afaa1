"""Whole short messages written as forms, for what is said in many ways that differ by a word.

A form has no fillers around it: ``{a|b}`` is one of several words, ``[a|b]`` one that may be missing, ``*`` up to three
words of any kind, and the groups in capitals stand for the words listed below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


def _both(firsts: str, seconds: str) -> str:
    """Each of some words, followed by each of others."""
    return "|".join(f"{first} {second}" for first in firsts.split("|") for second in seconds.split("|"))


_GROUPS = {
    "WHO": "he|she|they|it|that|this|things|nothing|nobody|i|we|you|people|men|women|guys|my \\w+",
    "THEM": "him|her|them|me|it|that|this",
    "THAT": "that|this|it|those|these|them|all|both|everything|most|one",
    "ONE": "i|we|one|people",
    "IF": "what if|how about if|what happens if|what happens when|and what if|but what if|what when|if|even if|suppose",
    "ASK": "do|does|did|can|could|should|shall|will|would|must|may|might|am|are|is|was",
    "AUX": "do|does|did|can|could|should|will|would|might|am|are|is|was|were|has|have|had",
    "OH": "sorry|no|nah|oh|god|omg|wait|lol|haha|relax|chill|calm down|x|my bad|promise|i promise|it is ok|it is fine",
    "AY": "sorry|oh|lol|haha|relax|chill|calm down|my bad",
    "JOKING": "jokin|joking|kidding|messing|jk|venting|exaggerating|exaggerated|being dramatic|"
    "being silly|being sarcastic",
    "FIGURE": "figure of speech|figure of speach|figure of spech|expression|saying|joke|metaphor|turn of phrase|"
    "way of speaking|way of putting it|hyperbole|exaggeration|banter|sarcasm|"
    + _both("dark|black|gallows", "humour|humor"),
    "LENGTHY": "a lot|lot|long|much|essay|novel|rant|ramble|mess|messy|muddle|typos|spelling|my english|rude|short|"
    "snappy|grumpy|cross|blunt|confusing|all over the place|bothering|bother|ranting|rambling|moaning|whingeing|"
    "venting|going on|babbling|repeating myself|dumping",
    "LITERALLY": "literally|literal|like that|that way|in that way|for real|seriously",
    "NUMBER": "a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|\\d+|several",
    "MEND": "fix|mend|undo|repair|save|stop|change|make up for|make it right|put it right|get past|get over",
    "SPAN": _both(
        "a|an|one|two|three|four|five|six|seven|eight|nine|ten|\\d+|few|several",
        "hour|hours|day|days|week|weeks|month|months|year|years",
    ),
    "PLAN": "will|shall|ill|am going to|going to",
    "BAD": "rubbish|useless|nonsense|crap|bullshit|terrible|awful|stupid|pointless|wrong|bad|poor|silly",
    "WAIT": "wait|hang on|hold on|bear with me|brb|afk|"
    + _both("wait|hang on|hold on", "a sec|a second|a minute|a moment|a bit")
    + "|"
    + _both("one|two", "sec|secs|second|seconds|minute|minutes|moment"),
    "KIN": "mum|mam|mother|dad|sister|brother|cousin|nan|gran|friend|best friend|mate|flatmate|son|daughter|dog|cat",
    "LETS": "let us|let is|lets",
    "TO": "for|with|to|of|between|in",
    "SOME": "women|men|girls|guys|blokes|lads|ladies|wives|husbands|girlfriends|boyfriends|couples|lesbians|introverts|"
    "a woman|a man|a guy|a girl|a bloke|a lesbian|gay|my age|our age|"
    + _both("gay|straight|same sex|shy|older|younger|married|\\w+", "men|women|people|couples|ones|guys")
    + "|people like us|couples like us",
    "SO": "so|really|very|such|always|usually|just|only|all|a|an|too|that",
}
ANY = r"\w+"
"""How forms write one word of any kind."""
_TOKEN = re.compile(r"\[[^]]*\]|\{[^}]*\}|\*|\S+")
_TRAILING = (
    "then|though|instead|now|anyway|again|at all|exactly|either|too|next|for him|for her|for them|for that|for it|"
    "is not it|is it not|is it|right|eh|huh"
)
Meaning = TypeVar("Meaning")


class Place:
    """A place in forms: the words that may come next, each with the places behind it."""

    def __init__(self, ends: Iterable[int] = ()) -> None:
        self.ends = set(ends)
        """The numbers of the forms that a message may be which ends here."""
        self.ways: dict[str, list[Place]] = {}
        self.shapes: dict[re.Pattern[str], list[Place]] = {}
        """What may come next that is a shape of a word, such as a number."""
        self.behind_any: list[Place] = []
        """The places behind whatever word comes next."""

    def lead(self, words: Sequence[str], place: Place) -> None:
        """Let some words lead to another place."""
        first, *rest = words
        behind = Place() if rest else place
        if rest:
            behind.lead(rest, place)
        self._ways_of(first).append(behind)

    def _ways_of(self, word: str) -> list[Place]:
        if word == ANY:
            return self.behind_any
        return self.ways.setdefault(word, []) if word.isalnum() else self.shapes.setdefault(re.compile(word), [])

    def join(self, other: Place) -> None:
        """Let everything that leads on from another place do so from here."""
        self.ends |= other.ends
        self.behind_any += other.behind_any
        for word, places in other.ways.items():
            self.ways.setdefault(word, []).extend(places)
        for shape, places in other.shapes.items():
            self.shapes.setdefault(shape, []).extend(places)

    def behind(self, word: str) -> list[Place]:
        """The places to which a word leads."""
        places = [*self.ways.get(word, ()), *self.behind_any]
        for shape, behind in self.shapes.items():
            if shape.fullmatch(word):
                places += behind
        return places


class Form:
    """Short messages of one meaning, written as forms, one a line."""

    def __init__(self, lines: str) -> None:
        self.lines = lines.strip().splitlines()

    def fits(self, said: str) -> bool:
        """Whether words with a blank between them are what one of the forms describes, from end to end."""
        return self._alone.first(said) is not None

    def words(self) -> set[str]:
        """The words that stand in the forms."""
        items = (item for line in self.lines for item in _TOKEN.findall(line))
        return {word for item in items for words in _alternatives(item) for word in words.split() if word.isalpha()}

    @cached_property
    def _alone(self) -> Forms[Form]:
        return Forms([(self, self)])


class Forms(Generic[Meaning]):
    """Several forms with what they mean, followed all at once."""

    def __init__(self, meanings: Iterable[tuple[Form, Meaning]]) -> None:
        self._meanings = list(meanings)

    def first(self, *wordings: str) -> Meaning | None:
        """What the first form means that one of some wordings fits, each words with a blank between them."""
        numbers = [number for said in wordings for place in self._reached(said) for number in place.ends]
        return self._meanings[min(numbers)][1] if numbers else None

    def _reached(self, said: str) -> Collection[Place]:
        """The places to which some words lead."""
        first, *others = said.split() or ("",)
        places: Collection[Place] = self._begin.behind(first)
        for word in others:
            if not places:
                break
            places = {behind for place in places for behind in place.behind(word)}
        return places

    @cached_property
    def _begin(self) -> Place:
        """The place before all forms, made when it is first asked for."""
        begin = Place()
        for number, (form, _) in enumerate(self._meanings):
            end = _end(number)
            for line in form.lines:
                begin.join(_before(_TOKEN.findall(line), end))
        return begin


@dataclass(frozen=True, slots=True)
class Aspect:
    """One way of asking or telling on about what was just answered."""

    name: str
    """What it is, in a word or two."""
    form: Form
    """What the whole message is, as ``acts.core`` gives it."""
    leads_to: str = ""
    """The intent that answers it; empty where the next layer of the last answer does."""
    firm: bool = True
    """Whether it is meant even where the message, by itself, is near to a question of its own."""
    aside: bool = False
    """Whether it is beside the talk, so that its line is the whole answer."""

    @property
    def line(self) -> str:
        """The key of its line in ``lines.yaml``."""
        return f"{'aside' if self.aside else 'lead'}_{self.name}"


def aspect(name: str, forms: str, leads_to: str = "", *, firm: bool = True, aside: bool = False) -> Aspect:
    """An aspect by its forms."""
    return Aspect(name, Form(forms), leads_to, firm, aside)


def _end(number: int) -> Place:
    """The place behind a form, which some words may trail."""
    place = Place((number,))
    for trailing in _TRAILING.split("|"):
        place.lead(trailing.split(), place)
    return place


def _before(items: Sequence[str], place: Place) -> Place:
    """The place before some items of a form that lead to another place."""
    for token in reversed(items):
        for item in [f"[{ANY}]"] * 3 if token == "*" else [token]:  # noqa: S105 - a wildcard, no password
            place = _before_item(item, place)
    return place


def _before_item(item: str, after: Place) -> Place:
    """The place before one item of a form."""
    place = Place()
    if item[0] == "[":
        place.join(after)
    for words in _alternatives(item):
        place.lead(words.split(), after)
    return place


def _alternatives(item: str) -> list[str]:
    """What may stand for an item, the groups in it written out."""
    return "|".join(_GROUPS.get(word, word) for word in item.strip("[]{}").split("|")).split("|")
