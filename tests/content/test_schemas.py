"""The schemas by a validator of their own: in step with the models, quiet on sound files, loud on broken ones."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft7Validator

from bot.content.schemas import kind_of, modeline, schemas
from bot.settings import shipped_content

if TYPE_CHECKING:
    from bot.dialogue.model import Content

ROOT = Path(__file__).parent.parent.parent
SCHEMAS = {
    path.name.partition(".")[0]: json.loads(path.read_text("utf-8")) for path in (ROOT / "schemas").glob("*.json")
}
SHIPPED = sorted(path for folder in ("intents", "responses") for path in (shipped_content() / folder).glob("*.yaml"))
BROKEN = sorted((ROOT / "tests/content/broken").rglob("*.yaml"))
BEYOND = frozenset(
    "ampersand care_key care_test curly_quotes cut_answer cut_after_two_spaces cut_at_hash date impossible_date "
    "item_too_deep key_twice key_twice_in_group no_topic note_without_room".split()
)
"""What stands in no schema: a text that was cut or joined, a key lost to its namesake, the file's own name."""


class _Yaml(yaml.CSafeLoader):
    """YAML as a language server reads it: a date is a text."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own form
        sign: [(tag, form) for tag, form in known if not tag.endswith("timestamp")]
        for sign, known in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


def faults(kind: str, text: str) -> list[str]:
    """List what the validator says about a file."""
    return [fault.message for fault in Draft7Validator(SCHEMAS[kind]).iter_errors(yaml.load(text, _Yaml))]


def test_schemas_are_in_step_with_the_models(shipped: Content) -> None:
    """Where this fails, run `bot schemas`."""
    assert schemas(shipped.intents) == {
        path.name: path.read_text("utf-8") for path in (ROOT / "schemas").glob("*.json")
    }


@pytest.mark.parametrize("kind", SCHEMAS)
def test_each_is_a_schema(kind: str) -> None:
    """By the rules of its draft."""
    Draft7Validator.check_schema(SCHEMAS[kind])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name + "/" + path.name)
def test_sound_files_are_sound(path: Path) -> None:
    """And each tells an editor's program where its schema is."""
    text = path.read_text("utf-8")
    kind = kind_of(f"{path.parent.name}/{path.name}")
    assert text.splitlines()[0] == modeline(kind)
    assert faults(kind, text) == []


@pytest.mark.parametrize("path", [path for path in BROKEN if path.stem not in BEYOND], ids=lambda path: path.stem)
def test_broken_files_are_seen(path: Path) -> None:
    """While the editor still types: what is no YAML at all, or not of the shape."""
    folder = path.parent.name
    kind = {"helplines": "helplines", "responses": "response"}.get(folder, "intent")
    with suppress(yaml.YAMLError):
        assert faults(kind, path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        pytest.param("response", "answer: Yes.\nrelated: [how_to_tlak]", "'how_to_tlak' is not one of", id="intent"),
        pytest.param("response", "answer: Yes.\nfrom: S99", "'S99' is not valid under any", id="section"),
        pytest.param("response", "answer: Yes.\nform: S07", "'form' was unexpected", id="key"),
        pytest.param("lines", "menu: Topics", "'start' is a required property", id="line"),
        pytest.param("intent", "title: A\ntopic: love\nphrases: [a]", "'love' is not one of", id="topic"),
    ],
)
def test_a_slip_is_named(kind: str, text: str, says: str) -> None:
    """Enumerations are the sections, topics and intents there are."""
    assert any(says in fault for fault in faults(kind, text))


def _descriptions(schema: dict[str, Any]) -> list[bool]:
    keys = list(schema.get("properties", {}).values())
    inner = [*keys, *([schema["items"]] if "items" in schema else [])]
    return [bool(key.get("description")) for key in keys] + [one for part in inner for one in _descriptions(part)]


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_key_says_what_it_is_for(kind: str) -> None:
    """That is what an editor sees on resting the mouse on it."""
    assert all(_descriptions(SCHEMAS[kind]))


def test_vs_code_knows_the_schema_of_every_file() -> None:
    """By its workspace settings too, where somebody deleted the first line; and it reads YAML as the bot does."""
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    assert settings["yaml.yamlVersion"] == "1.1"
    for path in SHIPPED:
        file = f"{path.parent.name}/{path.name}"
        assert f"./schemas/{kind_of(file)}.schema.json" in settings["yaml.schemas"]
