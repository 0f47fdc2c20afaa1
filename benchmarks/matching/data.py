"""What is learned and what is asked: the shipped content, and public data sets given by a folder."""

from __future__ import annotations

import csv
import random
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.content.bare import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bot.dialogue.model import Content

OUTSIDE = "oos"
"""The label of messages that belong to no intent, as public data sets have it."""
FOLDS = 20
TRAINING = (("v1_train.csv",), ("train_10.csv",), ("train.csv",))
TESTING = (("v1_test.csv",), ("test.csv", "oos_test.csv"), ("val.csv", "oos_val.csv"))
"""The files of a public data set: the first that are there count, and the second of a pair may be missing."""
NEIGHBOURS = {
    "a": "qsz", "b": "vhn", "c": "xfv", "d": "sef", "e": "wdr", "f": "dgr", "g": "fht", "h": "gjy", "i": "uok",
    "j": "hku", "k": "jli", "l": "kop", "m": "njk", "n": "bmh", "o": "ipl", "p": "ol", "q": "wa", "r": "etf",
    "s": "adw", "t": "ryg", "u": "yij", "v": "cbg", "w": "qes", "x": "zcd", "y": "tuh", "z": "xas",
}  # fmt: skip
"""Which keys lie beside a letter on a phone."""
SHORTEST_MISSPELT = 4


class Line(NamedTuple):
    """One phrase or message, and where it belongs."""

    text: str
    intent: str
    topic: str
    """What is scored; the intent itself where the data know no topics."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Phrases to learn from and messages to find the topic of."""

    name: str
    phrases: tuple[Line, ...]
    messages: tuple[Line, ...]


def shipped_phrases(content: Content) -> tuple[Line, ...]:
    """List the phrases and keywords of the content."""
    return tuple(
        Line(phrase.text, intent.name, intent.topic)
        for intent in content.intents.values()
        for phrase in (*intent.phrases, *intent.keywords)
    )


def shipped_tests(content: Content) -> Dataset:
    """The shipped phrases, asked with the content's own ``tests.hit``, which are no phrases."""
    tests = tuple(
        Line(hit.text, intent.name, intent.topic) for intent in content.intents.values() for hit in intent.hits
    )
    return Dataset("shipped tests", shipped_phrases(content), tests)


def folded(phrases: Iterable[Line], count: int) -> list[list[Line]]:
    """Deal phrases out into so many folds.

    A phrase's fold hangs on its text alone: adding a phrase moves no other.
    """
    folds: list[list[Line]] = [[] for _ in range(count)]
    for line in phrases:
        folds[zlib.crc32(line.text.encode()) % count].append(line)
    return folds


def held_out(phrases: Iterable[Line], folds: Iterable[int] = range(1, FOLDS)) -> Dataset:
    """One phrase in twenty as a message, and of the others those in the folds named as phrases."""
    by_fold = folded(phrases, FOLDS)
    learned = tuple(line for fold in folds for line in by_fold[fold])
    return Dataset("shipped phrases held out", learned, tuple(by_fold[0]))


def public(folder: Path) -> Iterator[Dataset]:
    """Yield the data sets in a folder, or the one that it is; ``ValueError`` says what is missing.

    Every way of matching learns the labels' words too, as the bot does from a folder of bare intents.
    """
    folders = [
        one for one in (folder, *sorted(folder.glob("*/"))) if any((one / file).exists() for (file,) in TRAINING)
    ]
    if not folders:
        wanted = ", ".join(file for (file,) in TRAINING)
        raise ValueError(f"{folder} is no data set and holds none: a folder with one of {wanted} is looked for.")
    for one in folders:
        phrases = tuple(_read(one, TRAINING))
        labels = dict.fromkeys(line.intent for line in phrases)
        names = (Line(words_of(label.lower()), label, label) for label in labels)
        yield Dataset(one.name, (*phrases, *names), tuple(_read(one, TESTING)))


def sample(messages: Iterable[Line], count: int) -> tuple[Line, ...]:
    """At most so many messages, the same in every run."""
    messages = tuple(messages)
    return tuple(random.Random(3).sample(messages, min(count, len(messages))))  # noqa: S311 - a choice, not a secret


def misspelt(text: str) -> str:
    """The text with one slip of a thumb inside a word of four letters or more; the same slip in every run."""
    chance = random.Random(text)  # noqa: S311 - a choice, not a secret
    words = text.split(" ")
    places = [
        at for at, word in enumerate(words) if len(word) >= SHORTEST_MISSPELT and word.isascii() and word.isalpha()
    ]
    if not places:
        return text
    at = chance.choice(places)
    words[at] = _slip(words[at], chance)
    return " ".join(words)


def _slip(word: str, chance: random.Random) -> str:
    """Leave out, double, swap or miss one letter, never the first."""
    at = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    missed = chance.choice(NEIGHBOURS[letter.lower()])
    slips = (
        before + after,
        before + letter * 2 + after,
        before + after[0] + letter + after[1:],
        before + missed + after,
    )
    return chance.choice(slips)


def _read(folder: Path, choices: Iterable[tuple[str, ...]]) -> Iterator[Line]:
    """Read the first of the choices whose first file is there."""
    chosen = next((files for files in choices if (folder / files[0]).exists()), None)
    if chosen is None:
        raise ValueError(f"{folder} has no messages: one of {', '.join(files[0] for files in choices)} is looked for.")
    for path in (folder / file for file in chosen):
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                yield from (Line(row["text"], row["label"], row["label"]) for row in csv.DictReader(file))
