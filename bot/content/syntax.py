"""YAML's own errors in an editor's words: which line is to blame, why, and the line to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.content.quoting import QUOTED, requoted, split

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import yaml


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a file cannot be read."""

    line: int
    """Counted from 1, as are columns."""
    column: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Failure:
    """Where the parser gave up, and what it says about it."""

    lines: Sequence[str]
    problem: str
    line: int
    """Counted from 0, as the parser does."""
    column: int
    began: int
    """The line where the parser began the thing it could not finish."""

    @property
    def text(self) -> str:
        return self.lines[self.line] if self.line < len(self.lines) else ""

    def above(self) -> int:
        """Find the last line with text before the one where the parser gave up, or -1."""
        numbers = (number for number in range(self.line - 1, -1, -1) if _has_text(self.lines[number]))
        return next(numbers, -1)


SIGNS = {
    "*": "a * at the start is read as a reference to another place",
    "&": "a & at the start is read as the name of a place",
    "!": "a ! at the start is read as a label",
    "@": "a text may not start with @",
    "`": "a text may not start with `",
    "%": "a text may not start with %",
    "[": "a [ at the start opens a list in square brackets",
    "{": "a { at the start opens a group in curly brackets",
    "]": "a text may not start with ]",
    "}": "a text may not start with }",
    ",": "a text may not start with a comma",
    "|": "a | at the start announces text on the lines below",
    ">": "a > at the start announces text on the lines below",
    "?": "a ? and a space at the start make the text a key",
    ":": "a colon at the start makes the text a value without a key",
}
"""What a sign means at the start of a text."""

_KEY = re.compile(r"^\s*(?:-\s+)?[A-Za-z_]\w*:(\s|$)")
_TIGHT_KEY = re.compile(r"^(?P<key>\s*[A-Za-z_]\w*):(?P<text>[^\s:].*)$")
_TIGHT_DASH = re.compile(r"^(?P<indent>\s*)-(?P<text>[^\s-].*)$")


def explain(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Flaw:
    """Turn the parser's error into a flaw on the line that is to blame."""
    mark = error.problem_mark or error.context_mark
    began = error.context_mark or mark
    if mark is None or began is None:
        return Flaw(1, 1, "This file cannot be read as YAML.", "Compare it with a file that works.")
    failure = _Failure(lines, error.problem or "", mark.line, mark.column, began.line)
    for cause in _CAUSES:
        flaw = cause(failure)
        if flaw:
            return flaw
    return _unknown(failure)


def _tab(failure: _Failure) -> Flaw | None:
    indent = failure.text[: _indent(failure.text)]
    if failure.text[failure.column : failure.column + 1] == "\t" and "\t" not in indent:
        rest = failure.text[failure.column :].strip()
        hint = f"Use a space:  {failure.text[: failure.column].strip()} {rest}"
        return Flaw(failure.line + 1, failure.column + 1, "A tab stands here; only spaces may.", hint)
    if "\t" not in indent:
        return None
    hint = f"Use spaces:  {indent.expandtabs(2)}{failure.text.strip()}"
    column = indent.index("\t") + 1
    return Flaw(failure.line + 1, column, "A tab stands at the start of this line; only spaces may.", hint)


def _second_document(failure: _Failure) -> Flaw | None:
    if "document" not in failure.problem:
        return None
    for number in (failure.line, failure.above()):
        if failure.lines[number].strip() in ("---", "..."):
            message = f"A line of {failure.lines[number].strip()} ends the file for YAML; what follows would be lost."
            return Flaw(number + 1, 1, message, "Delete this line.")
    message = "This line starts further left than the lines above it."
    return Flaw(failure.line + 1, failure.column + 1, message, "Let all keys start in the first column.")


def _backslash(failure: _Failure) -> Flaw | None:
    if "escape" not in failure.problem:
        return None
    message = "A backslash between double quotes starts a code, and this code does not exist."
    return Flaw(failure.line + 1, max(1, failure.column), message, "Write two backslashes, or none.")


def _never_closed(failure: _Failure) -> Flaw | None:
    if "end of stream" not in failure.problem:
        return None
    line = failure.lines[failure.began]
    somewhere = Flaw(failure.began + 1, _indent(line) + 1, "A quote on this line is not closed.", requoted(line))
    return _open_quote(failure.lines, failure.began) or _text_after_quotes(failure.lines, failure.began) or somewhere


def _closed_later(failure: _Failure) -> Flaw | None:
    """Find a quote opened on an earlier line and closed by one that belongs to this line."""
    before = failure.text[: failure.column].rstrip()
    start, text = split(failure.text)
    own = QUOTED[text[0]].match(text) if text[:1] in QUOTED else None
    if before[-1:] not in QUOTED or (own and len(start) + own.end() == len(before)):
        return None
    for number in range(failure.line - 1, -1, -1):
        flaw = _open_quote(failure.lines, number)
        if flaw and flaw.message.startswith(f"The {before[-1]}"):
            return flaw
    return None


def _open_quote(lines: Sequence[str], number: int) -> Flaw | None:
    start, text = split(lines[number])
    if text[:1] not in QUOTED or QUOTED[text[0]].match(text):
        return None
    message = f"The {text[0]} that opens here is not closed on this line."
    return Flaw(number + 1, len(start) + 1, message, requoted(lines[number]))


def _quote_ends_early(failure: _Failure) -> Flaw | None:
    return _text_after_quotes(failure.lines, failure.line) if failure.text else None


def _text_after_quotes(lines: Sequence[str], number: int) -> Flaw | None:
    start, text = split(lines[number])
    inside = QUOTED[text[0]].match(text) if text[:1] in QUOTED else None
    if not inside or inside.end() == len(text):
        return None
    message = "The text ends for YAML at its second quote, but the line goes on."
    if text[0] == "'":
        message = "An apostrophe inside single quotes ends the text early."
    return Flaw(number + 1, len(start) + inside.end() + 1, message, requoted(lines[number]))


def _sign(failure: _Failure) -> Flaw | None:
    for number in dict.fromkeys((failure.line, failure.began)):
        start, text = split(failure.lines[number]) if number < len(failure.lines) else ("", "")
        if text[:1] in SIGNS and not (text[0] == "?" and text[1:2].strip()):
            message = f"YAML cannot read this text: {SIGNS[text[0]]}."
            return Flaw(number + 1, len(start) + 1, message, requoted(failure.lines[number]))
    return None


def _no_space_after_colon(failure: _Failure) -> Flaw | None:
    if "':'" not in failure.problem and "mapping values" not in failure.problem:
        return None
    for number in dict.fromkeys((failure.began, failure.above())):
        found = _TIGHT_KEY.match(failure.lines[number]) if number >= 0 else None
        if found:
            hint = f"Write:  {found['key'].strip()}: {found['text']}"
            return Flaw(number + 1, found.end("key") + 2, "A space is missing after the colon.", hint)
    return None


def _no_space_after_dash(failure: _Failure) -> Flaw | None:
    for number in dict.fromkeys((failure.line, failure.began)):
        found = _TIGHT_DASH.match(failure.lines[number]) if number < len(failure.lines) else None
        if found:
            column = found.end("indent") + 1
            return Flaw(number + 1, column, "A space is missing after the dash.", f"Write:  - {found['text'].strip()}")
    return None


def _colon(failure: _Failure) -> Flaw | None:
    if "mapping values" not in failure.problem:
        return None
    if re.search(r":\s", failure.text[: failure.column]):
        message = "A colon and a space inside a text start a new key."
        return Flaw(failure.line + 1, failure.column + 1, message, requoted(failure.text))
    return _indented_too_far(failure) or _colon_below(failure)


def _colon_below(failure: _Failure) -> Flaw | None:
    if failure.text[failure.column : failure.column + 1] != ":":
        return None
    message = "A colon and a space inside a text start a new key."
    hint = "Put a | after the key that the text belongs to, and the whole text below it:  answer: |"
    return Flaw(failure.line + 1, failure.column + 1, message, hint)


def _indented_too_far(failure: _Failure) -> Flaw | None:
    above = failure.above()
    if above < 0 or _indent(failure.text) <= _indent(failure.lines[above]):
        return None
    hint = f"Let it start in the same column as line {above + 1}, or give line {above + 1} a key of its own."
    message = f"This line is indented further than line {above + 1}, which already has its text."
    return Flaw(failure.line + 1, _indent(failure.text) + 1, message, hint)


def _stray_text(failure: _Failure) -> Flaw | None:
    if "':'" not in failure.problem:
        return None
    line = failure.lines[failure.began]
    message = "This line is neither a key with a colon nor an item with a dash."
    hint = f"If it is a key, write:  {line.strip()}:\n" if line.strip().isidentifier() else ""
    hint += f"If it is an item, write:  - {line.strip()}\nIf it goes on from the line above, indent it further."
    return Flaw(failure.began + 1, _indent(line) + 1, message, hint)


def _uneven(failure: _Failure) -> Flaw | None:
    if not failure.problem.startswith("did not find expected") or not _has_text(failure.text):
        return None
    is_known = failure.text.lstrip().startswith("- ") or _KEY.match(failure.text)
    if not is_known:
        return None
    message = "This line does not start in the same column as the lines it belongs to."
    hint = "Put dashes right below dashes and keys right below keys."
    return Flaw(failure.line + 1, _indent(failure.text) + 1, message, hint)


def _unknown(failure: _Failure) -> Flaw:
    number = failure.line if _has_text(failure.text) else max(failure.above(), 0)
    hint = "Look at this line and the one above: quotes, brackets, colons and the column it starts in.\n" + requoted(
        failure.lines[number]
    )
    column = failure.column + 1 if number == failure.line else 1
    return Flaw(number + 1, column, "YAML cannot make sense of this line.", hint)


_CAUSES: tuple[Callable[[_Failure], Flaw | None], ...] = (
    _tab,
    _second_document,
    _backslash,
    _never_closed,
    _closed_later,
    _quote_ends_early,
    _no_space_after_colon,
    _no_space_after_dash,
    _sign,
    _colon,
    _stray_text,
    _uneven,
)
"""Tried in this order; the first that fits explains the error."""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _has_text(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
