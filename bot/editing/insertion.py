"""One item more in a list of a YAML file, and every other byte as it was.

The place is found in the file as parsed, the item is put into the text, and the result is parsed again: unless it
reads exactly as before with that one item more, nothing comes of it. So comments, order, quotes, anchors, odd
indentation and Windows line ends stay, and what cannot be done safely is left to the editor, with the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import yaml

from bot.content.quoting import quoted
from bot.editing.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""Where YAML ends a line."""
BOM = "\ufeff"
USUAL_INDENT = 2
_ITEM = re.compile(r"\s*-[ \t]+")


@dataclass(frozen=True, slots=True)
class Inserted:
    """A file with one item more."""

    data: bytes
    line: int
    """Where the item stands now, counted from 1."""
    text: str
    """That line as it stands in the file."""


def insert(data: bytes, path: Sequence[str], item: str) -> Inserted:
    """Add an item at the end of the list at ``path``, such as ``("tests", "hit")``; raise ``Refusal`` if unsure."""
    text = data.decode("utf-8")
    mark = BOM if text.startswith(BOM) else ""
    text = text.removeprefix(BOM)
    document = _Document(text)
    wanted = _with_item(_plain(document.top), path, item)
    for written in document.spellings(path, item):
        place, added = document.place(path, written)
        after = text[:place] + added + text[place:]
        if _reads_as(after) == wanted:
            line = len(BREAK.findall(text[:place] + added[: added.rindex(written)])) + 1
            return Inserted((mark + after).encode(), line, BREAK.split(after)[line - 1])
    raise Refusal(f'"{item}" cannot be added at {".".join(path)} by itself: add it by hand.')


class _Document:
    """A file as text and as nodes that know where they stand in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        try:
            top = yaml.compose(text, yaml.CSafeLoader)
        except yaml.YAMLError as error:
            raise Refusal("The file cannot be read as YAML: mend it first.") from error
        if not isinstance(top, yaml.MappingNode):
            raise Refusal("The file has no keys: mend it first.")
        self.top = top
        self.newline = found.group() if (found := BREAK.search(text)) else "\n"
        ends = [found.end() for found in BREAK.finditer(text)]
        self.starts = [0, *ends]
        self.lines = [text[start:end] for start, end in pairwise([*self.starts, len(text)])]

    def spellings(self, path: Sequence[str], item: str) -> Iterator[str]:
        """Ways to write the item: as the last one of the list is written, plain, in quotes."""
        node = self._find(path)[0]
        if isinstance(node, yaml.SequenceNode) and node.value:
            style = getattr(node.value[-1], "style", None)
            if style == '"' or (style == "'" and "'" not in item):
                yield f"{style}{item}{style}"
        yield item
        yield quoted(item)

    def place(self, path: Sequence[str], item: str) -> tuple[int, str]:
        """Where in the text to put what, so that the list has the item too."""
        node, key, missing = self._find(path)
        if missing:
            assert isinstance(node, yaml.MappingNode), "the search ends at a group"
            return self._in_new_list(node, missing, item)
        if isinstance(node, yaml.SequenceNode):
            if key and node.start_mark.index < key.start_mark.index:
                raise Refusal(f'"{path[-1]}" borrows its list from line {node.start_mark.line + 1}: add it there.')
            return self._in_flow(node, item) if node.flow_style else self._in_block(node, item)
        if key and isinstance(node, yaml.ScalarNode) and not node.value and not node.style:
            indent = " " * (key.start_mark.column + self._indent())
            return self._line_after(key.start_mark.line, f"{indent}- {item}")
        raise Refusal(f'"{path[-1]}" is no list: mend it first.')

    def _find(self, path: Sequence[str]) -> tuple[yaml.Node, yaml.Node | None, list[str]]:
        """The node at a path and its key; or the innermost group on the way, and the keys missing from there."""
        node: yaml.Node = self.top
        key: yaml.Node | None = None
        for depth, name in enumerate(path):
            if not isinstance(node, yaml.MappingNode):
                raise Refusal(f'"{path[depth - 1]}" is no group of keys: mend it first.')
            found = next((pair for pair in node.value if pair[0].value == name), None)
            if found is None:
                return node, key, list(path[depth:])
            key, node = found
        return node, key, []

    def _in_block(self, node: yaml.SequenceNode, item: str) -> tuple[int, str]:
        """A line of its own below the last item, with a dash as that one has it."""
        last = node.value[-1]
        dash = self.text.rindex("-", 0, self._index(last.start_mark))
        start = max(at for at in self.starts if at <= dash)
        like = _ITEM.match(self.text, start)
        prefix = like.group() if like and like.end() == self._index(last.start_mark) else self.text[start:dash] + "- "
        return self._line_after(self._last_line(last, dash - start), prefix + item)

    def _in_flow(self, node: yaml.SequenceNode | yaml.MappingNode, item: str) -> tuple[int, str]:
        """After the last one between the brackets, a comma before it."""
        if not node.value:
            return self._index(node.start_mark) + 1, item
        last = node.value[-1]
        return self._index((last[1] if isinstance(last, tuple) else last).end_mark), f", {item}"

    def _in_new_list(self, node: yaml.MappingNode, missing: list[str], item: str) -> tuple[int, str]:
        """The list with its keys, at the end of the group they are missing from."""
        if node.flow_style:
            before = "".join(f"{name}: {{" for name in missing[:-1])
            return self._in_flow(node, f"{before}{missing[-1]}: [{item}]" + "}" * (len(missing) - 1))
        column, step = node.start_mark.column, self._indent() or USUAL_INDENT
        rows = [f"{' ' * (column + step * depth)}{name}:" for depth, name in enumerate(missing)]
        rows.append(f"{' ' * (column + step * (len(missing) - 1) + self._indent())}- {item}")
        return self._line_after(self._last_line(node.value[-1][1], column), self.newline.join(rows))

    def _indent(self) -> int:
        """How far this file's lists stand in from their keys."""
        pairs = [*self.top.value, *(pair for _, value in self.top.value for pair in _pairs(value))]
        lists = [(key, value) for key, value in pairs if isinstance(value, yaml.SequenceNode) and not value.flow_style]
        steps = [value.start_mark.column - key.start_mark.column for key, value in lists]
        return next((step for step in steps if step >= 0), USUAL_INDENT)

    def _last_line(self, node: yaml.Node, column: int) -> int:
        """The last line of a value; a block's end is where the next thing starts, after empty lines and notes."""
        line = min(node.end_mark.line, len(self.lines) - 1)
        if not self.lines[line][: node.end_mark.column].strip() and line > node.start_mark.line:
            line -= 1
        while line > node.start_mark.line and self._is_beyond(line, column):
            line -= 1
        while line + 1 < len(self.lines) and self._is_note_within(line + 1, column):
            line += 1
        return line

    def _is_beyond(self, line: int, column: int) -> bool:
        text = self.lines[line].lstrip()
        return not text or (text.startswith("#") and not self._is_note_within(line, column))

    def _is_note_within(self, line: int, column: int) -> bool:
        text = self.lines[line].lstrip(" ")
        return text.startswith("#") and len(self.lines[line]) - len(text) > column

    def _line_after(self, line: int, text: str) -> tuple[int, str]:
        end = self.starts[line] + len(self.lines[line])
        if BREAK.search(self.lines[line]):
            return end, text + self.newline
        return end, self.newline + text

    def _index(self, mark: yaml.Mark) -> int:
        return self.starts[mark.line] + mark.column


def _pairs(node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def _plain(node: yaml.Node) -> object:
    """What a node says, apart from how it is written; keys in their order, even one that stands twice."""
    if isinstance(node, yaml.MappingNode):
        return [(_plain(key), _plain(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return {"items": tuple(_plain(value) for value in node.value)}
    return (node.tag, node.value)


def _reads_as(text: str) -> object:
    try:
        node = yaml.compose(text, yaml.CSafeLoader)
    except yaml.YAMLError:
        return None
    return _plain(node) if node else None


def _with_item(plain: object, path: Sequence[str], item: str) -> object:
    """What a file should say with the item in it."""
    text = "tag:yaml.org,2002:str"
    if not path:
        items = plain["items"] if isinstance(plain, dict) else ()
        return {"items": (*items, (text, item))}
    pairs = list(plain) if isinstance(plain, list) else []
    at = next((at for at, (key, _) in enumerate(pairs) if key == (text, path[0])), len(pairs))
    inner = pairs[at][1] if at < len(pairs) else None
    pairs[at : at + 1] = [((text, path[0]), _with_item(inner, path[1:], item))]
    return pairs
