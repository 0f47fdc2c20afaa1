"""The messages people let the editors have because the bot had no good answer, put together where they are alike."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from bot.content.links import fold
from bot.dialogue.match import rank
from bot.dialogue.wording import fill
from bot.editing.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bot.dialogue.model import Content
    from bot.editing.routing import Route
    from bot.editing.versions import Versions
    from bot.storage.store import Kept

ALIKE = 75.0
"""Share of words (``rapidfuzz.fuzz.token_set_ratio``) from which two messages ask the same; by eye on messages that
shared a topic and messages that did not."""
SUGGESTED = 3
THUMB = "thumb"
"""What ``Kept.why`` says where an answer was found unhelpful."""


@dataclass(frozen=True, slots=True)
class Group:
    """Messages that ask the same."""

    kept: tuple[Kept, ...]
    text: str
    """The one that stands for all: the most frequent, the shortest of those."""

    @property
    def thumbs(self) -> int:
        """How many of them had an answer that was found unhelpful."""
        return sum(one.why == THUMB for one in self.kept)

    @property
    def others(self) -> tuple[str, ...]:
        """The other wordings, each once."""
        return tuple(text for text in dict.fromkeys(one.text for one in self.kept) if fold(text) != fold(self.text))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An intent a message may belong to."""

    intent: str
    title: str
    score: float


def grouped(kept: Iterable[Kept]) -> tuple[Group, ...]:
    """Put messages that are alike together: the largest group first, of equals the newest."""
    groups: list[tuple[str, list[Kept]]] = []
    for one in sorted(kept, key=lambda one: (len(one.text), one.at)):
        folded = fold(one.text)
        near = max(groups, key=lambda group: fuzz.token_set_ratio(folded, group[0]), default=None)
        if near and fuzz.token_set_ratio(folded, near[0]) >= ALIKE:
            near[1].append(one)
        else:
            groups.append((folded, [one]))
    made = [Group(tuple(members), _leader(members)) for _, members in groups]
    return tuple(sorted(made, key=lambda group: (-len(group.kept), -max(one.at for one in group.kept))))


def suggestions(content: Content, text: str) -> tuple[Suggestion, ...]:
    """Name the intents nearest to a message, the best first."""
    matches = rank(content.index, text).matches[:SUGGESTED]
    return tuple(
        Suggestion(match.intent, fill(content.intents[match.intent].title, "he"), match.score) for match in matches
    )


def check_new(content: Content, phrase: str, now: Route) -> None:
    """Raise ``Refusal`` where a message is written down as a phrase already."""
    folded = fold(phrase)
    if not folded:
        raise Refusal("There is no word in this message.")
    for intent in content.intents.values():
        for known in intent.phrases:
            if fold(known.text) == folded:
                raise Refusal(f'"{phrase}" is already a phrase of {intent.name} ({known.place}); it goes to {now}.')


class Waiting:
    """What waits of the messages kept: those that were neither put aside for good nor answered by a change."""

    def __init__(self, ignored: Ignored, versions: Versions) -> None:
        self.ignored = ignored
        self._versions = versions

    def of(self, kept: Sequence[Kept]) -> tuple[Kept, ...]:
        """Those of some messages that wait; one comes back when the change that answered it is taken back."""
        answered = self._versions.answered()
        return tuple(one for one in self.ignored.without(kept) if one.id not in answered)


class Ignored:
    """Messages that were put aside for good: their keyed hashes in a file, so that the words are not kept."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self._path = path
        self._secret = secret

    def add(self, texts: Iterable[str]) -> None:
        """Put messages aside."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="ascii") as file:
            file.writelines(f"{self._hash(text)}\n" for text in texts)

    def without(self, kept: Sequence[Kept]) -> tuple[Kept, ...]:
        """Leave out the messages that were put aside, however their case and signs differ."""
        known = set(self._path.read_text("ascii").split()) if self._path.exists() else set()
        return tuple(one for one in kept if self._hash(one.text) not in known)

    def _hash(self, text: str) -> str:
        return hmac.new(self._secret, b"ignored\0" + fold(text).encode(), hashlib.sha256).hexdigest()


def _leader(members: Sequence[Kept]) -> str:
    counts = Counter(fold(one.text) for one in members)
    return min(members, key=lambda one: (-counts[fold(one.text)], len(one.text))).text
