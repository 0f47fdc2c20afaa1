"""Which known messages an edit can plausibly move, so that an editor need not wait for all of them.

A line moves above all messages that share its telling words. So every test and every message people asked is tried, and
of the phrases those that share such a word with a line that came or went. ``bot diff`` looks at the rest, too: where an
edit moves one of them, its scores were all but equal before.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import Stemmer

from bot.content.links import fold
from bot.editing.routing import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.dialogue.model import Content, Intent
    from bot.editing.routing import Known

TELLING = 0.03
"""The share of known messages up to which a word tells something; "he" is in half of them, "space" in one of fifty."""


def touched(old: Content, new: Content, known: Collection[Known]) -> list[Known]:
    """Pick the messages to try; all of them where care patterns or topics changed."""
    if _rules(old.intents) != _rules(new.intents):
        return list(known)
    stems = _Stems()
    words = {one.text: stems.of(one.text) for one in known}
    counts = Counter(stem for found in words.values() for stem in found)
    changed = {stem for text in _lines(old) ^ _lines(new) for stem in stems.of(text)}
    telling = {stem for stem in changed if counts[stem] <= max(1, TELLING * len(words))}
    return [one for one in known if one.kind is not Kind.PHRASE or telling & words[one.text]]


class _Stems:
    """Words without their endings, each worked out once."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        self._known: dict[str, str] = {}

    def of(self, text: str) -> frozenset[str]:
        """The stems of a text."""
        found = fold(text).split()
        for word in found:
            if word not in self._known:
                self._known[word] = self._stemmer.stemWord(word)
        return frozenset(self._known[word] for word in found)


def _lines(content: Content) -> set[str]:
    return {line.text for intent in content.intents.values() for line in (*intent.phrases, *intent.keywords)}


def _rules(intents: Mapping[str, Intent]) -> dict[str, tuple[object, ...]]:
    """What decides besides phrases, for the intents that have any."""
    found = {
        name: (
            intent.topic,
            *(tuple(line.text for line in lines) for lines in (intent.red, intent.amber, intent.quiet)),
        )
        for name, intent in intents.items()
    }
    return {name: rules for name, rules in found.items() if any(rules[1:])}
