"""How common each English word is, by the list "small" of the package wordfreq (Speer 2022)."""

from __future__ import annotations

import gzip
import math
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgpack

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def english() -> Mapping[str, float]:
    """Some 30,000 common English words with their frequencies, from 0 to 1.

    The list is read from the package's file without importing the package, which makes ready for a hundred languages:
    every command would wait a quarter of a second for it. The file (``cB``) has a head, and then for each hundredth of
    a power of ten the words that are so rare.
    """
    package = find_spec("wordfreq")
    assert package, "it is installed with the bot"
    path = Path(str(package.origin)).with_name("data") / "small_en.msgpack.gz"
    _head, *steps = msgpack.unpackb(gzip.decompress(path.read_bytes()))
    return {word: 10 ** (-step / 100) for step, words in enumerate(steps) for word in words}


@lru_cache(maxsize=1 << 16)
def zipf(word: str) -> float:
    """How common a word is: log10 of its occurrences in a billion words, 0 where it is not on the list."""
    frequency = english().get(word, 0.0)
    return math.log10(frequency * 1e9) if frequency else 0.0
