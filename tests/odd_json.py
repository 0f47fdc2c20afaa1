"""JSON as nobody would send it: anything at all, and good messages with something odd put into them somewhere."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = st.text(st.characters(), max_size=40) | st.sampled_from(
    ["", "0", "-1", "\x00", "\u202e", "<b>", "/start", "😭", "\ud83d"]
)
"""Half of a surrogate pair among it, which JSON can spell and no text can hold."""
NUMBERS = (
    st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([0, -1, 2**31, 2**63, 10**30])
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
BODIES = st.binary(max_size=200) | ANYTHING.map(lambda value: json.dumps(value).encode())


@st.composite
def bent(draw: st.DrawFn, template: Any) -> Any:
    """Replace, remove or add something at one or two places of a good value."""
    value = deepcopy(template)
    for _ in range(draw(st.integers(1, 2))):
        inside, key = draw(st.sampled_from([*_places(value), (value, "extra")]))
        how = draw(st.sampled_from(["replace", "remove", "add"]))
        if how == "remove" and isinstance(inside, dict):
            inside.pop(key, None)
        elif how == "add" and isinstance(inside, dict):
            inside[draw(TEXT)] = draw(ANYTHING)
        else:
            inside[key] = draw(ANYTHING)
    return value


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in list(items):
        yield value, key
        yield from _places(item)
