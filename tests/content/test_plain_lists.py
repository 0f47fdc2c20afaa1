"""Lists told without YAML: whatever a file holds, it is read as YAML alone would read it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import source
from bot.content.plain_lists import shortened

if TYPE_CHECKING:
    from bot.content.values import Source

LINES = (
    "phrases:",
    "tests:",
    "  hit:",
    "- is he busy",
    "  - is he busy",
    "  - he is gone",
    "  -  he is gone",
    "    - far away",
    "    - so it ends",
    "  - he's off ",
    "  - no",
    "  - no way",
    "  - 'no way",
    '  - "he is',
    "  - he is: gone",
    "  - he is #1",
    "  - &he is",
    "  - *he is",
    "  - [a b",
    "  - a b]",
    "  - {a b}",
    "  - | ",
    "more: |",
    "more: >",
    "more: [a,",
    "more: he said",
    "  he said",
    "     he said more",
    "again: &all",
    "again: *all",
    "---",
    "# - a note",
    "  # - a note",
    "",
)


def in_full(file: str, text: str) -> Source:
    """Read a file with YAML alone."""
    with patch.object(source, "shortened", lambda text: (text, {})):
        return source.read(file, text.encode())


@given(st.lists(st.sampled_from(LINES), max_size=14), st.sampled_from(("\n", "\r\n")), st.booleans())
def test_every_file_is_read_as_yaml_reads_it(lines: list[str], end: str, closed: bool) -> None:
    """Values, places and problems are the same."""
    text = end.join(lines) + end * closed
    assert source.read("intents/help.yaml", text.encode()) == in_full("intents/help.yaml", text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("answer: |\n  - one of these\n  - and one more\n", id="in a text of several lines"),
        pytest.param("phrases:\n  - he is\n    - far away\n    - so it ends\n", id="indented too far"),
        pytest.param("phrases:\n  - he is\n  - he was here\n    and is gone\n", id="going on below"),
        pytest.param('phrases:\n  - "he is\n  - not here\n  - or there"\n', id="in quotes"),
        pytest.param("phrases:\n  - is he\n  - is she\nphrases:\n  - are they\n  - are we\n", id="a key twice"),
        pytest.param("a: &all\n  - is he\n  - is she\nb: *all\n", id="a list named twice"),
        pytest.param("phrases:\n  - is he\n  - is she\n  - no\n", id="beside a slip"),
    ],
)
def test_what_only_looks_like_a_list_is_none(text: str) -> None:
    """Where the row is no list of its own, YAML has the last word."""
    assert source.read("intents/help.yaml", text.encode()) == in_full("intents/help.yaml", text)


def test_all_but_the_first_item_of_a_row_is_left_out() -> None:
    """The lines stay, empty, so that all places do."""
    text, rows = shortened("phrases:\n  - is he busy\n  - is she well\n  - yes\n")
    assert text == "phrases:\n  - is he busy\n\n  - yes\n"
    assert [(row.line, row.column, row.texts) for row in rows.values()] == [(2, 5, ["is he busy", "is she well"])]
