"""An item is added, and every other byte stays: whatever the file looks like."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.editing.insertion import insert
from bot.editing.refusal import Refusal

NEW = "how long do guys need"


@pytest.mark.parametrize(
    ("path", "before", "added"),
    [
        pytest.param("phrases", "phrases:\n  - one\n  - two\n", {3: f"  - {NEW}"}, id="at the end"),
        pytest.param("phrases", "phrases:\n- one\ntitle: A\n", {2: f"- {NEW}"}, id="not indented"),
        pytest.param("phrases", "phrases:\n      -   one\ntitle: A\n", {2: f"      -   {NEW}"}, id="odd indentation"),
        pytest.param("phrases", "phrases:\n  - one\n\n# next\ntitle: A\n", {2: f"  - {NEW}"}, id="before a note"),
        pytest.param(
            "phrases",
            "phrases:\n  - one  # note\n  # about one\n\ntitle: A\n",
            {2: f"  - {NEW}"},
            id="note on the line",
        ),
        pytest.param("phrases", "phrases:\n  - one\n    # deep\ntitle: A\n", {3: f"  - {NEW}"}, id="note of an item"),
        pytest.param(
            "phrases", "phrases:\n  - one\n    goes on\ntitle: A\n", {3: f"  - {NEW}"}, id="an item of two lines"
        ),
        pytest.param("phrases", "phrases:\n  - >-\n    one\n\n    two\n\ntitle: A\n", {5: f"  - {NEW}"}, id="folded"),
        pytest.param("phrases", "phrases:\n  - |\n    one\n    # two\ntitle: A\n", {4: f"  - {NEW}"}, id="literal"),
        pytest.param("phrases", "phrases:\n  - |\n    # two\n", {3: f"  - {NEW}"}, id="literal at the end"),
        pytest.param("phrases", "phrases: &same\n  - one\ntitle: A\n", {2: f"  - {NEW}"}, id="an anchor"),
        pytest.param("phrases", 'phrases:\n  - one\n  - "two"\n', {3: f'  - "{NEW}"'}, id="in quotes as the last"),
        pytest.param("phrases", "phrases:\n  - 'two'\n", {2: f"  - '{NEW}'"}, id="in single quotes as the last"),
        pytest.param(
            "tests.hit", "tests:\n  hit:\n    - one\n  miss:\n    - two\n", {3: f"    - {NEW}"}, id="in a group"
        ),
        pytest.param("tests.hit", "tests:\n  miss:\n    - two\n", {3: "  hit:", 4: f"    - {NEW}"}, id="a new key"),
        pytest.param(
            "tests.hit",
            "phrases:\n- one\n",
            {2: "tests:", 3: "  hit:", 4: f"  - {NEW}"},
            id="a new group, indented as the file is",
        ),
        pytest.param(
            "tests.hit",
            "phrases:\n    - one\n# the end\n",
            {2: "tests:", 3: "    hit:", 4: f"        - {NEW}"},
            id="a new group, indented by four",
        ),
        pytest.param("keywords", "keywords:\nphrases:\n  - one\n", {1: f"  - {NEW}"}, id="a key without a list"),
        pytest.param("keywords", "phrases:\n  - one\nkeywords: # none\n", {3: f"  - {NEW}"}, id="a noted empty key"),
    ],
)
def test_an_item_becomes_a_line(path: str, before: str, added: dict[int, str]) -> None:
    """It stands below the last one, written as that is; all other lines are the same."""
    rows = before.split("\n")
    for at, row in added.items():
        rows.insert(at, row)
    found = insert(before.encode(), path.split("."), NEW)
    assert found.data.decode() == "\n".join(rows)
    assert (found.line, found.text) == (max(added) + 1, added[max(added)])


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        pytest.param("phrases", "phrases: [one, two]\n", f"phrases: [one, two, {NEW}]\n", id="on one line"),
        pytest.param("phrases", "phrases: [one, two,]  # n\n", f"phrases: [one, two, {NEW},]  # n\n", id="last comma"),
        pytest.param("phrases", "phrases: [ ]\n", f"phrases: [{NEW} ]\n", id="empty"),
        pytest.param(
            "phrases", "phrases: [\n  one, # n\n  two\n]\n", f"phrases: [\n  one, # n\n  two, {NEW}\n]\n", id="tall"
        ),
        pytest.param(
            "tests.hit", "tests: {miss: [a]}\n", f"tests: {{miss: [a], hit: [{NEW}]}}\n", id="a group on one line"
        ),
        pytest.param("tests.hit", "tests: {}\n", f"tests: {{hit: [{NEW}]}}\n", id="an empty group"),
        pytest.param("tests.hit", "{title: A}\n", f"{{title: A, tests: {{hit: [{NEW}]}}}}\n", id="all in brackets"),
        pytest.param(
            "phrases",
            "phrases:\r\n  - one\r\ntitle: A\r\n",
            f"phrases:\r\n  - one\r\n  - {NEW}\r\ntitle: A\r\n",
            id="Windows",
        ),
        pytest.param("phrases", "phrases:\r\n  - one", f"phrases:\r\n  - one\r\n  - {NEW}", id="no last line end"),
        pytest.param(
            "tests.hit", "title: A\r\n", f"title: A\r\ntests:\r\n  hit:\r\n    - {NEW}\r\n", id="a group, Windows"
        ),
        pytest.param(
            "phrases", "\ufeffphrases:\n  - one\n", f"\ufeffphrases:\n  - one\n  - {NEW}\n", id="a byte order mark"
        ),
        pytest.param("phrases", "phrases:\n  - 😭 naïve\n", f"phrases:\n  - 😭 naïve\n  - {NEW}\n", id="emoji"),
        pytest.param("phrases", "phrases: [😭, é]\n", f"phrases: [😭, é, {NEW}]\n", id="emoji in brackets"),
    ],
)
def test_the_file_keeps_its_form(path: str, before: str, after: str) -> None:
    """Brackets, line ends and marks."""
    assert insert(before.encode(), path.split("."), NEW).data.decode() == after


@pytest.mark.parametrize(
    ("item", "written"),
    [
        ("no", '"no"'),
        ("988", '"988"'),
        ("why is he #1 distant", '"why is he #1 distant"'),
        ("real talk: he left", '"real talk: he left"'),
        ("he's cold", "he's cold"),
        ('"he left" me', "'\"he left\" me'"),
        ("- he left", '"- he left"'),
        ("*sigh*", '"*sigh*"'),
        ("a\\b: c", '"a\\\\b: c"'),
        ("2024-01-01", '"2024-01-01"'),
        ("", '""'),
    ],
)
def test_what_yaml_would_misread_is_put_in_quotes(item: str, written: str) -> None:
    """An editor's worst surprise does not come from the bot itself."""
    assert insert(b"phrases:\n  - one\n", ["phrases"], item).text == f"  - {written}"


@pytest.mark.parametrize(
    ("before", "says"),
    [
        pytest.param("phrases: &a [one]\nkeywords: *a\n", "cannot be added", id="a list used twice"),
        pytest.param("keywords: &a [one]\nphrases: *a\n", "borrows its list from line 1", id="a borrowed list"),
        pytest.param("phrases: one\n", "is no list", id="a text"),
        pytest.param("phrases: {a: b}\n", "is no list", id="a group"),
        pytest.param("phrases: ~\n", "is no list", id="nothing, written out"),
        pytest.param("- one\n", "has no keys", id="no keys"),
        pytest.param("", "has no keys", id="empty"),
        pytest.param("phrases: 'one\n", "cannot be read", id="broken"),
        pytest.param("phrases:\n  - one\n--- \nphrases: [a]\n", "cannot be read", id="two documents"),
    ],
)
def test_what_is_unsure_is_left_alone(before: str, says: str) -> None:
    """With the reason."""
    with pytest.raises(Refusal, match=says):
        insert(before.encode(), ["phrases"], NEW)


def test_a_text_is_not_taken_for_a_group() -> None:
    """Nor is anything below it invented."""
    with pytest.raises(Refusal, match="no group"):
        insert(b"tests: one\n", ["tests", "hit"], NEW)


WORDS = st.text(st.sampled_from("ab 'é😭#:-[]{},\"\\*&!%@`|>?~"), min_size=1, max_size=12).map(str.strip)


@st.composite
def files(draw: st.DrawFn) -> str:
    """Write a file with a list in one of the many forms there are."""
    items, flow = draw(st.lists(WORDS.filter(bool), min_size=1, max_size=4)), draw(st.booleans())
    style = draw(st.sampled_from(["'", '"'] if flow else [None, "'", '"']))
    written = [yaml.dump(item, default_style=style, width=10**6, allow_unicode=True).split("\n")[0] for item in items]
    start = " " * draw(st.integers(0, 5)) + "-" + " " * draw(st.integers(1, 3))
    rows = [f"phrases: [{', '.join(written)}]"] if flow else ["phrases:", *(start + item for item in written)]
    tail = draw(st.sampled_from(["", "title: A", "# note", "      # deep note", "tests:\n  hit: [a]"]))
    return draw(st.sampled_from(["\n", "\r\n"])).join([*rows, *tail.split("\n"), ""])


def load(text: str) -> dict[str, Any]:
    """Read a file as the bot does."""
    return dict(yaml.load(text, yaml.CSafeLoader))


@given(before=files(), new=WORDS.filter(bool))
def test_any_list_gets_any_item(before: str, new: str) -> None:
    """The file reads as before with one item more, and what stood in it still stands in it, in order."""
    after = insert(before.encode(), ["phrases"], new).data.decode()
    assert load(after)["phrases"] == [*load(before)["phrases"], new]
    assert {**load(after), "phrases": 0} == {**load(before), "phrases": 0}
    rest = iter(after)
    assert all(sign in rest for sign in before)
