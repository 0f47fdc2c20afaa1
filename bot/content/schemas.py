"""JSON Schemas of the files, made of the same tables the loader reads by, for completion and hints while typing.

They hold what one file can show by itself; what has to fit across files is found by ``bot check``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.content.fields import Key, Kind
from bot.content.keys import HELPLINES, INTENT, INTENT_KEYS, RESPONSE_KEYS
from bot.content.own_lines import LINE_KEYS
from bot.content.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.dialogue.model import Intent

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
"""The version that yaml-language-server knows best."""


def schemas(intents: Mapping[str, Intent]) -> dict[str, str]:
    """Write each schema as JSON, by the file's name; the intents' names are choices in them."""
    titles = {name: intent.title for name, intent in sorted(intents.items())}
    made = {
        "intent": _file("How people say one thing: a file in intents/.", INTENT_KEYS, titles),
        "response": _file("What the bot answers: a file in responses/ under the intent's name.", RESPONSE_KEYS, titles),
        "lines": _file("The bot's own small lines: responses/lines.yaml.", LINE_KEYS, titles),
        "helplines": _file("Where people can turn: responses/helplines.yaml.", {"lines": HELPLINES}, titles),
    }
    return {f"{name}.schema.json": _written(schema) for name, schema in made.items()}


def modeline(kind: str) -> str:
    """Give the first line of a file, from which an editor's program learns where its schema is."""
    return f"# yaml-language-server: $schema=../schemas/{kind}.schema.json"


def kind_of(file: str) -> str:
    """Name the schema of a file of content."""
    folder, _, name = file.partition("/")
    special = name.removesuffix(".yaml")
    if folder == "intents":
        return "intent"
    return special if special in ("lines", "helplines") else "response"


def _written(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _file(about: str, keys: Mapping[str, Key], titles: Mapping[str, str]) -> Schema:
    return {"$schema": DRAFT, "description": about, **_group(keys, titles)}


def _group(keys: Mapping[str, Key], titles: Mapping[str, str]) -> Schema:
    required = [name for name, key in keys.items() if key.required]
    properties = {name: _value(key, titles) for name, key in keys.items()}
    group: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return group | ({"required": required} if required else {})


def _value(key: Key, titles: Mapping[str, str]) -> Schema:
    about = {"description": key.about} if key.about else {}
    if key.kind is Kind.GROUP:
        return about | _group(key.within, titles)
    if key.kind is Kind.RECORDS:
        return about | {"type": "array", "minItems": 1, "items": _group(key.within, titles)}
    example: Schema = {"examples": [key.example if key.kind in (Kind.TEXT, Kind.EITHER) else [key.example]]}
    if key.kind is Kind.TEXT:
        return about | example | _text(key, titles)
    if key.kind is Kind.LIST:
        return about | example | _list(key, titles)
    return about | example | {"anyOf": [_text(key, titles), _list(key, titles)]}


def _list(key: Key, titles: Mapping[str, str]) -> Schema:
    sizes = {name: size for name, size in (("minItems", key.least), ("maxItems", key.most)) if size}
    return {"type": "array", **sizes, "items": _text(key, titles)}


def _text(key: Key, titles: Mapping[str, str]) -> Schema:
    text: Schema = {"type": "string", "minLength": 1}
    if key.longest:
        text["maxLength"] = key.longest
    if key.form:
        text["pattern"] = f"^({key.form})$"
    if key.choices == (INTENT,):
        return text | {"enum": list(titles), "enumDescriptions": list(titles.values())}
    if key.choices:
        text["enum"] = list(key.choices)
    if key.choices == tuple(SECTIONS):
        text["enumDescriptions"] = list(SECTIONS.values())
    return text
