"""A call's parameters held against the machine-readable description of the Bot API."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile

from bot.preview.protocol import Json, bad_request

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_ARRAY = "Array of "
_WANTED = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "url": "bad webhook: url is empty",
}
"""Telegram's own words where a parameter is missing."""


def method_names() -> dict[str, str]:
    """Return the described methods by their lower-case names: Telegram does not look at case."""
    return {name.lower(): name for name in _description()["methods"]}


def checked(method: str, given: Mapping[str, object]) -> Json:
    """Return the parameters with their right types; refuse what is unknown, missing or mistyped."""
    fields = {field["name"]: field for field in _description()["methods"][method]["fields"]}
    for name in given:
        if name not in fields:
            raise bad_request(f'{method} has no parameter "{name}"')
    for name, field in fields.items():
        if field["required"] and given.get(name) is None:
            raise bad_request(_WANTED.get(name, f'parameter "{name}" is required'))
    read = {name: _parameter(name, fields[name]["types"], value) for name, value in given.items() if value is not None}
    _refuse_half_characters(read)
    return read


def _refuse_half_characters(read: Json) -> None:
    """Refuse half of a surrogate pair, which JSON can spell and no text can hold."""
    try:
        json.dumps(read, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


@cache
def _description() -> Json:
    description: Json = json.loads(Path(__file__).with_name("bot_api.json").read_text("utf-8"))
    return description


def _parameter(name: str, types: list[str], value: object) -> object:
    """Read one parameter; in a form everything is text, structures are JSON."""
    if isinstance(value, str) and not set(types) & {"String", "InputFile"}:
        value = _from_text(name, types, value)
    return _value(f'parameter "{name}"', types, value)


def _from_text(name: str, types: list[str], text: str) -> object:
    if "Integer" in types and re.fullmatch(r"[+-]?\d+", text.strip()):
        return int(text)
    if "Boolean" in types and text.lower() in _BOOLEANS:
        return _BOOLEANS[text.lower()]
    if set(types) & {"Integer", "Boolean", "Float"}:
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise bad_request(f"can't parse {name} JSON object") from None


def _value(what: str, types: list[str], value: object) -> object:
    """Return a value that has one of the types."""
    simple = [kind for kind in types if kind in _SIMPLE]
    if any(_SIMPLE[kind](value) for kind in simple):
        return value
    arrays = [kind.removeprefix(_ARRAY) for kind in types if kind.startswith(_ARRAY)]
    if arrays and isinstance(value, list):
        return [_value(f"{what}[{place}]", arrays, item) for place, item in enumerate(value)]
    objects = [kind for kind in types if kind in _description()["types"]]
    if objects and isinstance(value, dict):
        return _object(what, _nearest(objects, value), value)
    if not simple and not arrays and not objects and isinstance(value, dict):
        return value  # a structure that is not carried in the description
    raise bad_request(f"{what} must be of type {' or '.join(types)}")


def _nearest(types: list[str], value: Json) -> str:
    """Choose among several possible types the one with the most fields in common."""
    described = _description()["types"]
    concrete: list[str] = [name for kind in types for name in described[kind].get("subtypes", [kind])]

    def likeness(name: str) -> tuple[bool, int]:
        # The subtypes of scopes and menu buttons share their fields; what tells them apart is the value of `type`.
        same_kind = name.lower().endswith(str(value.get("type", "?")).replace("_", "").lower())
        return same_kind, len(set(value) & {field["name"] for field in described[name]["fields"]})

    return max(concrete, key=likeness)


def _object(what: str, kind: str, value: Json) -> Json:
    fields = {field["name"]: field for field in _description()["types"][kind]["fields"]}
    for name in value:
        if name not in fields:
            raise bad_request(f'can\'t parse {what}: {kind} has no field "{name}"')
    for name, field in fields.items():
        if field["required"] and value.get(name) is None:
            raise bad_request(f"can't parse {what}: Can't find field \"{name}\" in {kind}")
    return {
        name: _value(f"{what}.{name}", fields[name]["types"], item) for name, item in value.items() if item is not None
    }


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_SIMPLE: dict[str, Callable[[Any], bool]] = {
    "Integer": _is_integer,
    "Float": lambda value: _is_integer(value) or isinstance(value, float),
    "Boolean": lambda value: isinstance(value, bool),
    "String": lambda value: isinstance(value, str),
    "InputFile": lambda value: isinstance(value, (str, UploadFile)),
}
