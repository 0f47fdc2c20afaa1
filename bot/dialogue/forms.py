"""Whole short messages written as forms, for what is said in many ways that differ by a word.

A form has no fillers around it: ``{a|b}`` is one of several words, ``[a|b]`` one that may be missing, ``*`` up to three
words of any kind, and the groups in capitals stand for the words listed below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_GROUPS = {
    "WHO": "he|she|they|it|that|this|things|nothing|nobody|i|we|you|people|men|women|guys|my \\w+",
    "THEM": "him|her|them|me|it|that|this",
    "THAT": "that|this|it|those|these|them|all|both|everything|most|one",
    "IF": "what if|how about if|what happens if|what happens when|and what if|but what if|what when|if|even if|suppose",
    "ASK": "do|does|did|can|could|should|shall|will|would|must|may|might|am|are|is|was",
    "AUX": "do|does|did|can|could|should|will|would|might|am|are|is|was|were|has|have|had",
    "OH": "sorry|no|nah|oh|god|omg|wait|lol|haha|relax|chill|calm down|x|my bad|promise|i promise|it is ok|it is fine",
    "AY": "sorry|oh|lol|haha|relax|chill|calm down|my bad",
    "JOKING": "jokin|joking|kidding|messing|jk|venting|exaggerating|exaggerated|being (?:dramatic|silly|sarcastic)",
    "FIGURE": "figure of spee?a?ch|expression|saying|joke|metaphor|turn of phrase|way of (?:speaking|putting it)|"
    "hyperbole|exaggeration|(?:dark|black|gallows) humou?r|banter|sarcasm",
    "LITERALLY": "literally|literal|like that|that way|in that way|for real|seriously",
    "NUMBER": "a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|\\d+|several",
    "MEND": "fix|mend|undo|repair|save|stop|change|make up for|make it right|put it right|get past|get over",
    "SPAN": "(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\\d+|few|several) (?:hour|day|week|month|year)s?",
    "PLAN": "will|shall|ill|am going to|going to",
    "BAD": "rubbish|useless|nonsense|crap|bullshit|terrible|awful|stupid|pointless|wrong|bad|poor|silly",
    "WAIT": "(?:wait|hang on|hold on)(?: a (?:sec|second|minute|moment|bit))?|bear with me|brb|afk|"
    "(?:one|two) (?:secs?|seconds?|minutes?|moment)",
    "KIN": "mum|mam|mother|dad|sister|brother|cousin|nan|gran|friend|best friend|mate|flatmate|son|daughter|dog|cat",
    "LETS": "let us|let is|lets",
    "SO": "so|really|very|such|always|usually|just|only|all|a|an|too|that",
}
ANY = "*"
"""Stands for every word that a form may begin with where it does not name them."""
_TOKEN = re.compile(r"\[[^]]*\]|\{[^}]*\}|\*|\S+")
_TRAILING = (
    r"(?: (?:then|though|instead|now|anyway|again|at all|exactly|either|too|next|for (?:him|her|them|that|it)))*"
)


class Form:
    """Short messages of one meaning, written as forms, one a line."""

    def __init__(self, lines: str) -> None:
        self._lines = lines.strip().splitlines()

    def fits(self, said: str) -> bool:
        """Whether words with a blank between them are what one of the forms describes, from end to end."""
        first = said.partition(" ")[0]
        lines = self._by_first.get(first, self._by_first[ANY])
        return any(_compiled(line).fullmatch(f" {said}") for line in lines)

    def words(self) -> set[str]:
        """The words that stand in the forms."""
        tokens = (token for line in self._lines for token in _TOKEN.findall(line))
        return {word for token in tokens for word in re.findall("[a-z]+", _expanded(token))}

    @cached_property
    def _by_first(self) -> Mapping[str, Sequence[str]]:
        """The lines by the words they may begin with; under ``ANY`` those that any other word may begin."""
        begun = [(line, _first_words(line)) for line in self._lines]
        every = dict.fromkeys(word for _, words in begun for word in (ANY, *words))
        return {word: [line for line, words in begun if word in words or ANY in words] for word in every}


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


def _first_words(line: str) -> set[str]:
    """The words that a message of this form may begin with; ``ANY`` among them where it may begin with others too."""
    words: set[str] = set()
    for token in _TOKEN.findall(line):
        firsts = {alternative.partition(" ")[0] for alternative in _expanded(token).split("|")}
        words |= firsts if all(map(str.isalnum, firsts)) else {ANY}
        if token[0] not in "[*":
            return words
    return {ANY}


@cache
def _compiled(line: str) -> re.Pattern[str]:
    """A line made ready when a message may first be of its form: a start that talks to nobody need not wait for it."""
    return re.compile("".join(map(_token, _TOKEN.findall(line))) + _TRAILING)


def _token(token: str) -> str:
    if token == "*":  # noqa: S105 - a wildcard, no password
        return r"(?: \w+){0,3}"
    inner = _expanded(token)
    return f"(?: (?:{inner}))?" if token[0] == "[" else f" (?:{inner})"


def _expanded(token: str) -> str:
    """The alternatives of a token, those of its groups in their place."""
    return "|".join(_GROUPS.get(word, word) for word in token.strip("[]{}").split("|"))
