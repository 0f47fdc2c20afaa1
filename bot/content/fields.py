"""Read the keys of a file by a table of what each may hold; each slip is a problem with the line to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from bot.content.problem import Problem, Severity
from bot.content.quoting import requoted
from bot.content.values import Blank, Fields, Items, Source, Value
from bot.dialogue.model import Phrase, Place

if TYPE_CHECKING:
    from collections.abc import Iterable


class Kind(StrEnum):
    """What may stand at a key."""

    TEXT = "a text"
    LIST = "a list"
    EITHER = "a text or a list"
    GROUP = "a group of keys"
    RECORDS = "a list of groups"


@dataclass(frozen=True, slots=True)
class Key:
    """What one key may hold."""

    kind: Kind
    example: str
    """A value that an editor could write: a text, or one item of the list."""
    required: bool = False
    least: int = 0
    """Items a list must have."""
    most: int = 0
    """Items a list may have; 0 for any number."""
    longest: int = 0
    """Characters a text may have; 0 for any number."""
    choices: tuple[str, ...] = ()
    """What a text may be, where that is fixed."""
    form: str = ""
    """A regular expression a text must fit as a whole."""
    about: str = ""
    """What it is for, in a sentence an editor reads while typing."""
    within: Mapping[str, Key] = field(default_factory=dict)
    """The keys of a group or of each group in a list."""

    def sample(self, name: str) -> str:
        """Show the key as it could be written."""
        if self.kind is Kind.GROUP:
            first, key = next(iter(self.within.items()))
            return f"{name}:\n  {first}:\n    - {key.example}"
        return f"{name}: {self.example}" if self.kind in (Kind.TEXT, Kind.EITHER) else f"{name}:\n  - {self.example}"


Values = Mapping[str, tuple[Phrase, ...]]
"""What stands at each key; the keys of a group as ``tests.hit``."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Find the known word that was most likely meant, or an empty text."""
    found = process.extractOne(word.casefold(), list(known), scorer=fuzz.ratio, score_cutoff=60)
    return found[0] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Name the nearest known word, or all of them where none is near and they are few."""
    names = sorted(known)
    near = nearest(word, names)
    if near:
        return f'Did you mean "{near}"?'
    return f"Known are: {', '.join(names)}." if 0 < len(names) <= 25 else ""


class FieldReader:
    """Reads one file's keys and collects what is wrong with them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def read(self, fields: Fields, keys: Mapping[str, Key], group: str = "") -> Values:
        """Read all keys of the table."""
        values: dict[str, tuple[Phrase, ...]] = {}
        misspelt = self._check_known(fields, keys, group)
        for name, key in keys.items():
            value = fields.entries.get(name)
            full = f"{group}{name}"
            if key.kind is Kind.GROUP and isinstance(value, Fields):
                values.update(self.read(value, key.within, f"{full}."))
            elif value is not None:
                values[full] = self._at_key(full, key, value, fields.keys[name])
            elif key.required and name not in fields.keys and name not in misspelt:
                self._missing(fields.place, name, key)
        return values

    def records(self, fields: Fields, name: str, key: Key) -> list[tuple[Place, Values]]:
        """Read a list of groups, each with the same keys."""
        value = fields.entries.get(name)
        if not isinstance(value, Items):
            self._missing(fields.place, name, key)
            return []
        found = []
        for item in value.values:
            if isinstance(item, Fields):
                found.append((item.place, self.read(item, key.within)))
            else:
                self.report(item.place, "This item has no keys.", f"Write:  - {key.example}")
        return found

    def report(self, place: Place, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        """Add a problem of this file."""
        self.problems.append(Problem(place, message, hint, severity, self.source.line(place.line)))

    def _check_known(self, fields: Fields, keys: Mapping[str, Key], group: str) -> set[str]:
        """Report unknown keys; returned are the keys they most likely stand for."""
        unknown = [name for name in fields.keys if name not in keys]
        for name in unknown:
            where = f' below "{group[:-1]}"' if group else ""
            self.report(fields.keys[name], f'There is no key "{name}"{where}.', did_you_mean(name, keys))
        return {nearest(name, keys) for name in unknown}

    def _missing(self, place: Place, name: str, key: Key) -> None:
        self.report(place, f'The key "{name}" is missing.', f"Add:  {key.sample(name)}")

    def _at_key(self, name: str, key: Key, value: Value, place: Place) -> tuple[Phrase, ...]:
        short = name.rsplit(".", 1)[-1]
        if isinstance(value, Blank):
            self._blank(short, key, place)
            return ()
        if isinstance(value, Phrase) and key.kind in (Kind.TEXT, Kind.EITHER):
            self._check_length(value, key, name)
            return (value,)
        if isinstance(value, Items) and key.kind in (Kind.LIST, Kind.EITHER):
            return self._items(name, key, value, place)
        self._wrong_kind(short, key, value, place)
        return ()

    def _items(self, name: str, key: Key, items: Items, place: Place) -> tuple[Phrase, ...]:
        texts = tuple([item for item in items.values if isinstance(item, Phrase)])
        for item in items.values if key.longest or len(texts) < len(items.values) else ():
            if isinstance(item, Phrase):
                self._check_length(item, key, name)
            else:
                self._odd_item(item, key)
        if len(items.values) < key.least and not self.source.problems:
            self.report(place, f'"{name}" needs {key.least} or more items; here are {len(items.values)}.', "Add one.")
        if key.most and len(items.values) > key.most:
            message = f'"{name}" may have {key.most} items at most; here are {len(items.values)}.'
            self.report(items.values[key.most].place, message, "Shorten the list.")
        return texts

    def _blank(self, name: str, key: Key, place: Place) -> None:
        severity = Severity.ERROR if key.required or key.kind is Kind.TEXT else Severity.WARNING
        hint = f"Write:  {key.sample(name)}"
        if not key.required:
            hint = f"Delete this line, or write:  {key.sample(name)}"
        self.report(place, f'Nothing stands at "{name}".', hint, severity)

    def _wrong_kind(self, name: str, key: Key, value: Value, place: Place) -> None:
        found = {Phrase: Kind.TEXT, Items: Kind.LIST}.get(type(value), Kind.GROUP)
        message = f'"{name}" should be {key.kind}; here is {found}.'
        hint = f"Write:  {key.sample(name)}"
        if isinstance(value, Items) and key.kind is Kind.TEXT and value.values and isinstance(value.values[0], Phrase):
            hint = f"Write:  {name}: {value.values[0].text}"
        if isinstance(value, Phrase) and key.kind is Kind.LIST:
            hint = f"Write:  {name}:\n  - {value.text.lstrip('- ')}"
            if value.text.startswith("-"):
                message += " Each dash needs a space after it."
                hint = "Write each item on a line of its own:  - " + value.text.split(" -")[0].lstrip("- ")
        self.report(place, message, hint)

    def _odd_item(self, item: Value, key: Key) -> None:
        """Report an item that should be a text and was read as something else."""
        line = self.source.line(item.place.line)
        if isinstance(item, Blank):
            self.report(item.place, "This item has no text.", f"Delete the line, or write:  - {key.example}")
            return
        start = line[item.place.column - 1 : item.place.column]
        self.report(item.place, _ODD.get(start, _COLON), requoted(line))

    def _check_length(self, text: Phrase, key: Key, name: str) -> None:
        length = len(text.text)
        if key.longest and length > key.longest:
            message = f'{length} characters; "{name}" may have {key.longest} at most.'
            self.report(text.place, message, f"Shorten it by {length - key.longest} characters.")


_COLON = "A colon and a space made this a key with a value, not a text."
_ODD = {
    "[": "Square brackets made this a list, not a text.",
    "{": "Curly brackets made this a group of keys, not a text.",
    "?": "A ? and a space at the start made this a key, not a text.",
    "-": "Two dashes made this a list within the list, not a text.",
}
