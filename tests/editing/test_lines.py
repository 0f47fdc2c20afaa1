"""Each line that comes or goes is told with its place and what it stands below."""

from __future__ import annotations

import pytest

from bot.editing.change import Edit
from bot.editing.lines import line_changes

BEFORE = b"title: Now?\nphrases:\n  - one\ntests:\n  hit:\n    - two\n"


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (BEFORE.replace(b"  - one\n", b"  - one\n  - more\n"), "intents/a.yaml:4  + - more  (phrases)"),
        (BEFORE + b"    - more\n", "intents/a.yaml:7  + - more  (tests.hit)"),
        (BEFORE.replace(b"    - two\n", b""), "intents/a.yaml:6  - - two  (tests.hit)"),
        (BEFORE.replace(b"hit:\n", b"hit:\n  - more\n"), "intents/a.yaml:6  + - more  (tests.hit)"),
        (BEFORE + b"topic: x\n", "intents/a.yaml:7  + topic: x"),
    ],
    ids=["a phrase", "a test", "one that goes", "in the column of its key", "a key"],
)
def test_a_line_is_told_with_what_it_stands_below(after: bytes, told: str) -> None:
    """The same words may be a phrase and a test."""
    assert [str(line) for line in line_changes(Edit("intents/a.yaml", BEFORE, after))] == [told]
