"""One YAML file → plain values, each with its place; whatever YAML would read otherwise than meant is a problem."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

import yaml

from bot.content.plain_lists import shortened
from bot.content.problem import Problem, Severity
from bot.content.quoting import quoted, rewritten
from bot.content.syntax import Flaw, explain
from bot.content.values import Blank, Fields, Items, Source
from bot.dialogue.model import Phrase, Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.content.plain_lists import Row
    from bot.content.values import Value

TEXT_TAG = "tag:yaml.org,2002:str"
NULL_TAG = "tag:yaml.org,2002:null"
DATE_KEYS = frozenset({"verified_on"})
"""Keys whose value is meant to be a date."""


def read(file: str, data: bytes) -> Source:
    """Parse a file; problems instead of exceptions."""
    reader = _Reader(file)
    top = reader.read(data)
    return Source(file, data, top, tuple(dict.fromkeys(reader.problems)), tuple(reader.lines))


_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = "\x85\u2028\u2029"
_LINE_BREAKS_OF_YAML = re.compile(f"[{_BREAKS}]")
_CUT = re.compile(r"[ \t]*#")
_NOTE = re.compile(r"(  |\t)\s*#+(\s|$)")
_DASH_BELOW = re.compile(r"\s*-\s")
_CURLY = {"“": "”", "‘": "’", "„": "“"}


class _Reader:
    """Collects the problems of one file on the way to its values."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.text = ""
        self.lines: list[str] = []
        self.cut_lines: set[int] = set()
        self.rows: Mapping[int, Row] = {}
        self.found_rows: set[int] = set()

    def read(self, data: bytes) -> Fields | None:
        text = self._decode(data)
        if text is None:
            return None
        self.text = self._with_usual_breaks(text) if any(map(text.count, _BREAKS)) else text
        self.lines = self.text.split("\n")
        if " #" in text or "\t#" in text:
            self.cut_lines = {number for number, line in enumerate(self.lines) if " #" in line or "\t#" in line}
        plain = all(map(str.isprintable, self.lines))  # as nearly always, and told in a fraction of the time
        if unprintable := None if plain else _UNPRINTABLE.search(self.text):
            self._invisible(unprintable)
            return None
        return self._read_quickly() or self._top(self._compose(self.text))

    def _read_quickly(self) -> Fields | None:
        """The values, with rows of plain items told without YAML; None where anything is odd."""
        text, self.rows = shortened(self.text)
        known = len(self.problems)
        top = self._top(self._compose(text))
        if top and len(self.problems) == known and self.rows.keys() == self.found_rows:
            return top
        del self.problems[known:]
        self.rows = {}
        return None

    def _decode(self, data: bytes) -> str | None:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            self._report(1, 1, "This file is saved as UTF-16.", "Save it again with the encoding UTF-8.")
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self._not_utf8(data, error.start)
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _not_utf8(self, data: bytes, at: int) -> None:
        line = data.count(b"\n", 0, at) + 1
        column = at - data.rfind(b"\n", 0, at)
        guess = data[at : at + 1].decode("cp1252", "replace")
        self.lines = data.decode("cp1252", "replace").splitlines()
        message = f"This file is not saved as UTF-8: {guess!r} on this line cannot be read."
        self._report(line, column, message, "Save the file again with the encoding UTF-8.")

    def _with_usual_breaks(self, text: str) -> str:
        """The text with blanks for what only YAML takes for the end of a line."""
        usual = _LINE_BREAKS_OF_YAML.sub(" ", text)
        self.lines = usual.split("\n")
        for found in _LINE_BREAKS_OF_YAML.finditer(text):
            line, column = _position(text, found.start())
            message = "An invisible line separator stands here, perhaps copied along; it is read as a space."
            self._report(line, column, message, "Delete it, or type the line again.", Severity.WARNING)
        return usual

    def _invisible(self, found: re.Match[str]) -> None:
        line, column = _position(self.text, found.start())
        message = f"An invisible control character (U+{ord(found.group()):04X}) stands here."
        self._report(line, column, message, "Delete it, or type the line again.")

    def _compose(self, text: str) -> yaml.Node | None:
        loader = yaml.CSafeLoader(text)
        try:
            return loader.get_single_node()
        except yaml.MarkedYAMLError as error:
            flaw = explain(error, self.lines)
        except yaml.YAMLError:
            flaw = Flaw(1, 1, "This file cannot be read as YAML.", "Compare it with a file that works.")
        except RecursionError:
            flaw = Flaw(1, 1, "The brackets in this file are nested too deeply.", "Put such texts in double quotes.")
        self._report(flaw.line, flaw.column, flaw.message, flaw.hint)
        return None

    def _top(self, node: yaml.Node | None) -> Fields | None:
        if isinstance(node, yaml.MappingNode):
            return self._fields(node)
        if self.problems and any(problem.is_error for problem in self.problems):
            return None
        if node is None or node.tag == NULL_TAG:
            self._report(1, 1, "This file is empty.", "Write its content, or delete the file.")
        elif isinstance(node, yaml.SequenceNode):
            hint = "Begin with a key, such as:  phrases:"
            self._report_at(node, "This file is a list, without a key above it.", hint)
        else:
            hint = "A key ends with a colon and a space, such as:  title: Should I text him?"
            self._report_at(node, "This file has text, but no key that says what it is.", hint)
        return None

    def _value(self, node: yaml.Node, key: str = "") -> Value | None:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, key)
        if isinstance(node, yaml.SequenceNode):
            return Items(self._place(node), tuple(chain.from_iterable(map(self._items, node.value))))
        return self._fields(node) if isinstance(node, yaml.MappingNode) else None

    def _items(self, node: yaml.Node) -> Sequence[Value]:
        """The value of an item; where a row of plain ones begins with it, all of them."""
        row = self.rows.get(node.start_mark.line + 1)
        if row and node.start_mark.column + 1 == row.column and node.value == row.texts[0]:
            self.found_rows.add(row.line)
            return row.phrases(self.file)
        value = self._value(node)
        return () if value is None else (value,)

    def _fields(self, node: yaml.MappingNode) -> Fields:
        entries: dict[str, Value] = {}
        keys: dict[str, Place] = {}
        for key_node, value_node in node.value:
            key, place = str(key_node.value), self._place(key_node)
            if key in keys:
                self._repeated(place, key, keys[key].line)
                continue
            keys[key] = place
            value = self._value(value_node, key)
            if value is not None:
                entries[key] = value
        return Fields(self._place(node), entries, keys)

    def _repeated(self, place: Place, key: str, first: int) -> None:
        message = f'This repeats "{key}" from line {first}: one of the two would be lost.'
        self._report(place.line, place.column, message, "Put both together under one key, or rename one.")

    def _scalar(self, node: yaml.ScalarNode, key: str) -> Phrase | Blank | None:
        place = self._place(node)
        if node.end_mark.line in self.cut_lines and self._is_cut(node):
            self._cut(node)
            return None
        if self._sign(node) in ("&", "!"):
            self._labelled(node)
            return None
        if node.tag == TEXT_TAG:
            return self._text(node, place)
        if node.tag == NULL_TAG and not node.value:
            return Blank(place)
        if key in DATE_KEYS and node.tag.endswith(":timestamp"):
            return Phrase(node.value, place)
        self._misread(node)
        return None

    def _text(self, node: yaml.ScalarNode, place: Place) -> Phrase | Blank:
        text = node.value.strip()
        if not node.style and node.start_mark.line != node.end_mark.line:
            self._check_joined(node)
        if text and text[0] in _CURLY and text[-1] == _CURLY[text[0]]:
            self._curly(node, text)
        return Phrase(text, place) if text else Blank(place)

    def _curly(self, node: yaml.ScalarNode, text: str) -> None:
        message = "The curly quotes around this text are shown as part of it; only straight ones are left out."
        hint = "Leave them out, unless they are meant to be seen. " + self._write(node, text[1:-1])
        self._report_at(node, message, hint, Severity.WARNING)

    def _check_joined(self, node: yaml.ScalarNode) -> None:
        for number in range(node.start_mark.line + 1, node.end_mark.line + 1):
            if _DASH_BELOW.match(self.lines[number]):
                first = node.start_mark.line + 1
                message = (
                    f"This line is indented too far: it became part of line {first} instead of an item of its own."
                )
                hint = f"Put its dash right below the dash of line {first}."
                self._report(number + 1, self.lines[number].index("-") + 1, message, hint)

    def _is_cut(self, node: yaml.ScalarNode) -> bool:
        """Whether text was taken for a note; a real note has two spaces before ``#`` and one after."""
        if node.style:
            return False
        rest = self.lines[node.end_mark.line][node.end_mark.column :]
        return bool(_CUT.match(rest)) and not _NOTE.match(rest)

    def _cut(self, node: yaml.ScalarNode) -> None:
        line = self.lines[node.end_mark.line]
        start = node.start_mark.column if node.start_mark.line == node.end_mark.line else len(line) - len(line.lstrip())
        message = f'Everything after " #" was dropped: this was read as "{node.value}".'
        if not node.value:
            message = 'Everything after " #" was dropped: nothing is left.'
        hint = self._write(node, line[start:].strip())
        hint += "\nOr, if it is a note, put two spaces before the # and one after it."
        self._report(node.end_mark.line + 1, line.index("#", node.end_mark.column) + 1, message, hint)

    def _labelled(self, node: yaml.ScalarNode) -> None:
        text = self.lines[node.start_mark.line][node.start_mark.column :].strip()
        message = f"A text may not start with {self._sign(node)}: its first word is taken for a label and lost."
        self._report_at(node, message, self._write(node, text))

    def _sign(self, node: yaml.ScalarNode) -> str:
        """What a text begins with, quotes and labels included; empty where none stands."""
        line = "".join(self.lines[node.start_mark.line : node.start_mark.line + 1])  # YAML may count one more
        return line[node.start_mark.column : node.start_mark.column + 1]

    def _misread(self, node: yaml.ScalarNode) -> None:
        self._report_at(node, f'"{node.value}" is read as {_read_as(node)}.', self._write(node, node.value))

    def _write(self, node: yaml.ScalarNode, text: str) -> str:
        return rewritten(self.lines[node.start_mark.line], node.start_mark.column, quoted(text))

    def _place(self, node: yaml.Node) -> Place:
        mark = node.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _report_at(self, node: yaml.Node, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        self._report(node.start_mark.line + 1, node.start_mark.column + 1, message, hint, severity)

    def _report(self, line: int, column: int, message: str, hint: str, severity: Severity = Severity.ERROR) -> None:
        shown = _UNPRINTABLE.sub("�", self.lines[line - 1]).rstrip() if 0 < line <= len(self.lines) else ""
        self.problems.append(Problem(Place(self.file, line, column), message, hint, severity, shown))


def _position(text: str, index: int) -> tuple[int, int]:
    """Line and column, both from 1."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _read_as(node: yaml.ScalarNode) -> str:
    """Say what YAML makes of a text."""
    special = {"null": "nothing", "timestamp": "a date"}.get(node.tag.rsplit(":", 1)[-1])
    if special:
        return special
    try:
        value = yaml.safe_load(node.value)
    except (yaml.YAMLError, ValueError):
        value = None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}"
    return "a sign with a meaning of its own"
