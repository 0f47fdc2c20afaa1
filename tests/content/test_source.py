"""Files are read whatever program saved them, and values know their places."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.content.quoting import quoted
from bot.content.source import read
from bot.content.values import Fields, Items, Source
from bot.dialogue.model import Phrase, Place


def texts(source: Source, key: str = "phrases") -> list[str]:
    """List the texts of a list."""
    assert source.top is not None
    items = source.top.entries[key]
    assert isinstance(items, Items)
    return [item.text for item in items.values if isinstance(item, Phrase)]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"phrases:\n  - caf\xc3\xa9\n  - two\n", id="plain UTF-8"),
        pytest.param(b"\xef\xbb\xbfphrases:\n  - caf\xc3\xa9\n  - two\n", id="byte order mark"),
        pytest.param(b"phrases:\r\n  - caf\xc3\xa9\r\n  - two\r\n", id="Windows line ends"),
        pytest.param(b"phrases:\r  - caf\xc3\xa9\r  - two\r", id="old Mac line ends"),
        pytest.param(b"phrases:\n  - caf\xc3\xa9\n  - two", id="no line end at the end"),
        pytest.param(b"# a note\nphrases:  # more\n  - caf\xc3\xa9  # one\n  - two\t# two\n", id="notes"),
        pytest.param(b"---\nphrases: [caf\xc3\xa9, 'two']\n", id="short list"),
        pytest.param(b"phrases:\n- caf\xc3\xa9\n- two\n", id="dashes in the first column"),
        pytest.param(b'phrases:\n  - " caf\xc3\xa9 "\n  - "two"\n', id="spaces inside quotes"),
    ],
)
def test_sound_files_are_read_alike(data: bytes) -> None:
    """Encoding marks, line ends, notes and styles of lists make no difference."""
    source = read("intents/x.yaml", data)
    assert source.problems == ()
    assert texts(source) == ["café", "two"]


def test_places_count_characters_from_one() -> None:
    """An emoji or an accent before a value does not shift its column."""
    source = read("intents/x.yaml", "phrases: [😀é, two]\r\ntitle: Three\r\n".encode())
    assert source.top is not None
    items, title = source.top.entries["phrases"], source.top.entries["title"]
    assert isinstance(items, Items)
    assert items.values[1] == Phrase("two", Place("intents/x.yaml", 1, 15))
    assert title == Phrase("Three", Place("intents/x.yaml", 2, 8))
    assert source.top.keys["title"] == Place("intents/x.yaml", 2, 1)


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        pytest.param("phrases:\n  - a\n".encode("utf-16"), 1, "saved as UTF-16", id="UTF-16"),
        pytest.param(b"phrases:\n  - he\x92s cold\n", 2, "not saved as UTF-8", id="Windows quote"),
        pytest.param(b"phrases:\n  - a\x00b\n", 2, "control character (U+0000)", id="nul"),
        pytest.param(b"phrases:\n  - a\x1b[31mb\n", 2, "control character (U+001B)", id="escape"),
        pytest.param(b"x: " + b"[" * 5000, 1, "", id="brackets without end"),
    ],
)
def test_files_in_a_wrong_encoding_are_one_problem(data: bytes, line: int, message: str) -> None:
    """What cannot be read at all is told in words, with the line, and nothing else is."""
    source = read("intents/x.yaml", data)
    (problem,) = source.problems
    assert problem.place.line == line
    assert message in problem.message
    assert "\x1b" not in problem.line_text
    assert source.top is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("answer: |\n  One #1.\n  Two: three.\n", "One #1.\nTwo: three.", id="lines kept"),
        pytest.param("answer: >\n  One #1\n  two: three.\n", "One #1 two: three.", id="lines joined"),
        pytest.param("answer: One\n  two.\n", "One two.", id="text goes on below"),
        pytest.param('answer: "One #1: two"\n', "One #1: two", id="double quotes"),
        pytest.param("answer: 'he''s here'\n", "he's here", id="doubled apostrophe"),
        pytest.param("answer: he's at 7:30 (not #1), isn't he? :-)\n", "", id="cut"),
        pytest.param("answer: it's 50/50, he's my no.1!\n", "it's 50/50, he's my no.1!", id="signs inside"),
        pytest.param("answer: a # - b\n", "", id="cut before a dash"),
        pytest.param("answer: One two.  # checked in May\n", "One two.", id="a real note"),
        pytest.param("verified_on: 2026-11-15\n", "2026-11-15", id="a date where one belongs"),
        pytest.param('verified_on: "2026-11-15"\n', "2026-11-15", id="a date in quotes"),
    ],
)
def test_texts_are_read_as_meant(text: str, value: str) -> None:
    """Every way to write a longer text keeps it whole, or there is a problem."""
    source = read("responses/x.yaml", text.encode())
    if not value:
        assert source.problems
        return
    assert source.problems == ()
    assert source.top is not None
    (found,) = source.top.entries.values()
    assert isinstance(found, Phrase)
    assert found.text == value


@settings(deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\u2028\u2029\ufffe\uffff")))
def test_a_quoted_text_is_read_back(text: str) -> None:
    """What hints advise to write is read as the text it stands for."""
    source = read("intents/x.yaml", f"phrases:\n  - {quoted(text)}\n".encode())
    assert [problem for problem in source.problems if problem.is_error] == []
    assert texts(source) == ([text.strip()] if text.strip() else [])


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    """Any file gives values or problems."""
    source = read("intents/x.yaml", data)
    assert source.problems or isinstance(source.top, Fields)


YAML_SIGNS = st.sampled_from(["- ", "  ", "\n", ": ", ":", "#", " #", '"', "'", "[", "]", "{", "}", "&", "*", "!", "|"])
MORE_SIGNS = st.sampled_from(["\t", "a", "no", "7", "---\n", "? ", "%", "@", ">", "\\", "<<", "~", "phrases", "\r"])


@settings(deadline=None)
@given(st.lists(st.one_of(YAML_SIGNS, MORE_SIGNS), max_size=30).map("".join))
@example('"\n\\')
def test_no_broken_yaml_raises(text: str) -> None:
    """Any mix of YAML's signs gives values or problems, each on a line of the file."""
    source = read("intents/x.yaml", text.encode())
    assert source.problems or isinstance(source.top, Fields)
    for problem in source.problems:
        assert 1 <= problem.place.line <= max(1, len(source.lines))
        assert problem.place.column >= 1
