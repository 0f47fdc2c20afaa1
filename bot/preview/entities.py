"""Telegram's HTML → text and entities, refused with Telegram's wording; and what Telegram finds in text by itself."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.preview.protocol import ApiError, Json, bad_request, utf16_length

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_CHARACTER = re.compile(r"&(?:(?:lt|gt|amp|quot)(?![a-zA-Z])|#\d+|#[xX][0-9a-fA-F]+);?")
_PIECE = re.compile(rf"{_CHARACTER.pattern}|<|[^&<]+|&")
_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"\s*(?P<name>[^\s=>/]+)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[A-Za-z0-9.-]+(?=[\s>])))?\s*")
# Some of the endings by which Telegram knows an address that is written without its protocol.
_DOMAIN = r"(?:[a-z0-9-]+\.)+(?:com|org|net|info|io|uk|ie|au|nz|ca|us|eu|de|in|za)(?![\w@.-]*@)\b"
_FOUND = (
    ("url", re.compile(rf"(?:https?://|(?<![\w@./-])(?={_DOMAIN}))[^\s<>\"]+[^\s<>\".,:;!?'\])]", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w")),
    ("bot_command", re.compile(r"(?<![\w/@<>])/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w.@/])@[A-Za-z]\w{2,31}")),
)


@dataclass(frozen=True, slots=True)
class _Open:
    """A start tag whose end is still to come."""

    tag: str
    argument: str
    offset: int


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Return the text and its entities."""
    return _Parser(source).parse()


def find_entities(text: str, taken: list[Json]) -> list[Json]:
    """Add commands, mentions and addresses as Telegram does, except inside code and links."""
    closed = [entity for entity in taken if entity["type"] in ("code", "pre", "text_link")]
    entities = list(taken)
    for kind, pattern in _FOUND:
        for found in pattern.finditer(text):
            entity = {"type": kind, "offset": utf16_length(text[: found.start()]), "length": utf16_length(found[0])}
            if not any(_overlap(entity, other) for other in closed):
                entities.append(entity)
                closed.append(entity)
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Take white space from both ends, moving and shortening the entities."""
    start = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    end = utf16_length(text)
    kept = []
    for entity in entities:
        first = max(entity["offset"] - start, 0)
        last = min(entity["offset"] - start + entity["length"], end)
        if last > first:
            kept.append(entity | {"offset": first, "length": last - first})
    return text, kept


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        position = 0
        while piece := _PIECE.match(self._source, position):
            position = piece.end()
            if piece[0] != "<":
                self._add(_decoded(piece[0]))
            elif self._source.startswith("/", position):
                position = self._end_tag(position - 1)
            else:
                position = self._start_tag(position - 1)
        if self._open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return "".join(self._text), sorted(self._entities, key=lambda entity: (entity["offset"], -entity["length"]))

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._offset += utf16_length(text)

    def _start_tag(self, begin: int) -> int:
        name = _matched(_NAME, self._source, begin + 1)
        tag, position = name[0].lower(), name.end()
        if position == len(self._source):
            raise _unparsable(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in _KINDS:
            raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes, position = self._attributes(tag, begin, position)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self._open.append(_Open(tag, _argument(tag, attributes), self._offset))
        return position

    def _attributes(self, tag: str, begin: int, position: int) -> tuple[dict[str, str], int]:
        """Read up to and with the closing bracket."""
        attributes: dict[str, str] = {}
        while (rest := self._source[position:].lstrip()) and not rest.startswith(">"):
            found = _ATTRIBUTE.match(self._source, position)
            if not found:
                raise _unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
            if self._source[found.end() : found.end() + 1] == "=":
                raise _unparsable(f"Unexpected end of name token at byte offset {self._byte(found.end() + 1)}")
            attributes[found["name"]] = _decoded((found["value"] or "").strip("\"'"))
            position = found.end()
        if not rest:
            raise _unparsable(f"Unclosed start tag at byte offset {self._byte(begin)}")
        return attributes, self._source.index(">", position) + 1

    def _end_tag(self, begin: int) -> int:
        if not self._open:
            raise _unparsable(f"Unexpected end tag at byte offset {self._byte(begin)}")
        name = _matched(_NAME, self._source, begin + 2)
        if not self._source[name.end() :].lstrip().startswith(">"):
            raise _unparsable(f"Unclosed end tag at byte offset {self._byte(begin)}")
        opened = self._open.pop()
        if name[0] and name[0].lower() != opened.tag:
            raise _unparsable(
                f"Unmatched end tag at byte offset {self._byte(begin)}, "
                f'expected "</{opened.tag}>", found "</{name[0]}>"'
            )
        self._entities.extend(_entity(opened, self._offset - opened.offset, "".join(self._text)))
        return self._source.index(">", name.end()) + 1

    def _byte(self, position: int) -> int:
        return len(self._source[:position].encode())


def _entity(opened: _Open, length: int, text: str) -> Iterator[Json]:
    kind = _KINDS[opened.tag]
    entity: Json = {"type": kind, "offset": opened.offset, "length": length}
    if kind == "text_link":
        # As Telegram does it: a link without an address takes its own text for one.
        entity["url"] = opened.argument or text.encode("utf-16-le")[opened.offset * 2 :].decode("utf-16-le")
        if not re.match(r"(https?|tg|mailto|tel)://?\S", entity["url"]):
            return
    if kind == "custom_emoji":
        entity["custom_emoji_id"] = opened.argument
    if kind == "blockquote" and opened.argument:
        entity["type"] = "expandable_blockquote"
    if length:
        yield entity


def _argument(tag: str, attributes: dict[str, str]) -> str:
    if tag == "blockquote":
        return "expandable" if "expandable" in attributes else ""
    return attributes.get({"a": "href", "tg-emoji": "emoji-id"}.get(tag, ""), "")


def _decoded(text: str) -> str:
    """Replace the few character references Telegram knows."""
    return _CHARACTER.sub(lambda found: html.unescape(found[0]), text)


def _matched(pattern: re.Pattern[str], text: str, position: int) -> re.Match[str]:
    found = pattern.match(text, position)
    assert found, "the pattern matches the empty text, too"
    return found


def _overlap(one: Json, other: Json) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def _unparsable(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
