"""Built indexes in the cache."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from bot.content import compiling, indexes
from bot.content.cache import Cache
from bot.content.load import Loader
from bot.dialogue.index import build_index
from bot.dialogue.match import rank
from bot.dialogue.model import Intent, Phrase, Place
from tests.content.conftest import RESPONSE, Folder

if TYPE_CHECKING:
    from pathlib import Path

MESSAGES = ("is he distant", "do i text himm", "zebra", "how long do i wait for a text", "")


def intents(*waiting: str) -> dict[str, Intent]:
    """Make a few intents."""
    phrases: dict[str, tuple[str, ...]] = {
        "distance": ("is he distant", "why is he so distant"),
        "texting": ("do i text him", "a text too many"),
    }
    phrases |= {"waiting": ("how long do i wait", *waiting)}
    place = Place("intents/x.yaml", 1)
    return {
        name: Intent(name, name, name, place, tuple(Phrase(text, place) for text in texts))
        for name, texts in phrases.items()
    }


@pytest.fixture(autouse=True)
def _small_ones_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexes, "WORTH_IT", 1)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Make an empty cache whose folder is not there yet."""
    return Cache(tmp_path / "data" / "cache")


def test_what_was_put_is_found(cache: Cache) -> None:
    """It ranks every message as the one that was built."""
    built = build_index(intents())
    indexes.keep(cache, built)
    found = indexes.find(cache, intents())
    assert found is not None
    assert [rank(found, message) for message in MESSAGES] == [rank(built, message) for message in MESSAGES]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(intents("is a month too long"), id="a phrase more"),
        pytest.param({"distance": intents()["distance"]}, id="intents fewer"),
        pytest.param(intents() | {"texting": replace(intents()["texting"], topic="distance")}, id="another topic"),
    ],
)
def test_other_intents_are_not_found(cache: Cache, other: dict[str, Intent]) -> None:
    """An index of other phrases would be wrong."""
    indexes.keep(cache, build_index(intents()))
    assert indexes.find(cache, other) is None


def test_where_lines_stand_is_taken_from_the_files(cache: Cache) -> None:
    """A line may have moved since."""
    indexes.keep(cache, build_index(intents()))
    moved = intents()
    place = Place("intents/distance.yaml", 7)
    lines = tuple(phrase._replace(place=place) for phrase in moved["distance"].phrases)
    moved["distance"] = replace(moved["distance"], phrases=lines)
    found = indexes.find(cache, moved)
    assert found is not None
    assert rank(found, "is he distant").matches[0].evidence[0].phrase.place == place


def test_the_newest_is_the_one_used_last(cache: Cache) -> None:
    """It is what a changed content is likely to differ least from."""
    for more in ("is a month too long", "shall i wait on"):
        indexes.keep(cache, build_index(intents(more)))
    assert indexes.find(cache, intents("is a month too long")) is not None
    newest = indexes.newest(cache)
    assert newest is not None
    assert newest.lines.texts_of(2) == ["how long do i wait", "is a month too long"]


@pytest.mark.parametrize("data", [pytest.param(b"", id="empty"), pytest.param(b"PK\x03\x04half", id="half written")])
def test_a_broken_file_is_as_good_as_none(cache: Cache, tmp_path: Path, data: bytes) -> None:
    """Whatever happened to it, the bot starts."""
    indexes.keep(cache, build_index(intents()))
    for file in (tmp_path / "data" / "cache").iterdir():
        file.write_bytes(data)
    assert indexes.find(cache, intents()) is None
    assert indexes.newest(cache) is None


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Give a content folder that is really matched."""
    (tmp_path / "content").mkdir()
    return Folder(tmp_path / "content")


def test_the_loader_builds_only_what_is_new(folder: Folder, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second start, and a check after a small change, build nothing."""
    assert Loader(folder.path, cache).load().content is not None
    monkeypatch.setattr(compiling, "build_index", lambda _: pytest.fail("built again"))
    assert Loader(folder.path, cache).load().content is not None
    folder.write("intents/what_now.yaml", "title: Now?\ntopic: what_to_do\nphrases: [phrase of what_now, what now]\n")
    checked = Loader(folder.path, cache).check(quick=True)
    assert (checked.is_sound, checked.is_quick) == (True, True)


def test_a_test_that_fails_on_a_revised_index_is_tried_on_a_built_one(
    folder: Folder, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A revision knows little of new words; what it gets wrong may be right."""
    assert Loader(folder.path, cache).load().content is not None
    built = Mock(side_effect=build_index)
    monkeypatch.setattr(compiling, "build_index", built)
    lines = "phrases: [phrase of what_now, what now]\ntests:\n  miss: [what now]\n"
    folder.write("intents/what_now.yaml", f"title: Now?\ntopic: what_to_do\n{lines}")
    assert Loader(folder.path, cache).check().is_sound is False
    built.assert_called_once()


@pytest.mark.parametrize(
    ("test", "is_quick"), [pytest.param("what now", True, id="plainly"), pytest.param("what else", False, id="just")]
)
def test_a_new_test_that_only_just_passes_on_a_revised_index_is_tried_on_a_built_one(
    folder: Folder, cache: Cache, test: str, *, is_quick: bool
) -> None:
    """An editor who is told that all is well should not learn otherwise when saving."""
    lines = "phrases: [phrase of what_now, what now, now what else]"
    folder.write("intents/what_now.yaml", f"title: Now?\ntopic: what_to_do\n{lines}\n")
    folder.add("another", response=RESPONSE)
    assert Loader(folder.path, cache).check().is_sound
    more = f"{lines[:-1]}, and now]\ntests:\n  hit: [{test}]\n"
    folder.write("intents/what_now.yaml", f"title: Now?\ntopic: what_to_do\n{more}")
    assert Loader(folder.path, cache).check(quick=True).is_quick is is_quick
