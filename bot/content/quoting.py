"""How to write a text so that YAML reads it as it is meant."""

from __future__ import annotations

import re

import yaml

_START = re.compile(r"^(?P<prefix>\s*(?:-\s+)?(?:[A-Za-z_]\w*:\s+)?)(?P<text>.*?)\s*$")
QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
"""A text from its opening to its closing quote."""


def quoted(text: str) -> str:
    """Put the text between quotes that YAML reads back as it is."""
    if '"' in text and "'" not in text and "\\" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def written(text: str) -> str:
    """Write a text as an editor would: plain, or between quotes where YAML would read it otherwise."""
    one_line = " ".join(text.split())
    try:
        plain = yaml.load(f"- {one_line}", yaml.CSafeLoader) == [one_line]
    except (yaml.YAMLError, ValueError):
        plain = False
    return one_line if plain and one_line else quoted(one_line)


def rewritten(line: str, column: int, text: str) -> str:
    """Advise to write a line anew from a column (counted from 0) on."""
    prefix = line[:column].strip()
    return f"Write:  {prefix} {text}" if prefix.endswith(("-", ":")) else f"Write:  {text}"


def requoted(line: str) -> str:
    """Advise to write a line with its text in quotes: all that follows the dash, else the key."""
    start = re.match(r"\s*-\s+", line) or re.match(r"\s*[A-Za-z_]\w*:\s+", line)
    column = start.end() if start else len(line) - len(line.lstrip())
    return rewritten(line, column, quoted(_without_quotes(line[column:].strip())))


def split(line: str) -> tuple[str, str]:
    """Split what stands before a line's text (indentation, dash, key) from the text."""
    found = _START.match(line)
    return (found["prefix"], found["text"]) if found else ("", line)


def _without_quotes(text: str) -> str:
    """Take the quotes off where they only stand around the text."""
    if text[:1] not in QUOTED:
        return text
    inner = text[1:-1] if len(text) > 1 and text[-1] == text[0] else text[1:]
    is_pair = len(text) > 1 and text[-1] == text[0]
    return inner if is_pair or text[0] not in inner else text
