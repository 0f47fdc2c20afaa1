"""Built indexes in the cache: phrases that have not changed since need not be compiled again."""

from __future__ import annotations

import hashlib
import json
import math
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

from bot.dialogue.features import Learned, Vocabulary
from bot.dialogue.index import Index, Lines
from bot.dialogue.model import Intent, Phrase, Place
from bot.dialogue.postings import Columns, Postings
from bot.dialogue.reader import Reader
from bot.dialogue.spelling import Speller
from bot.dialogue.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.content.cache import Cache

    Arrays = dict[str, np.ndarray]

KIND = "index"
ALIGNED = 16
"""Bytes; also of the number that stands first."""
WORTH_IT = 2000
"""Fewer lines are compiled as fast as read."""


def find(cache: Cache, intents: Mapping[str, Intent]) -> Index | None:
    """The index of these intents, if it was kept."""
    if not cache.is_there:
        return None
    lines = Lines(intents)
    kept = cache.read(KIND, digest(lines))
    return _index(_unpacked(kept), lines) if kept else None


def newest(cache: Cache) -> Index | None:
    """The index used last, to be revised; its lines know no places."""
    if (found := cache.newest(KIND)) is None:
        return None
    kept = _unpacked(found)
    return _index(kept, Lines(_intents(_texts(kept, "intents"))))


def keep(cache: Cache, index: Index) -> None:
    """Keep an index."""
    if cache.is_there and len(index.lines.phrases) >= WORTH_IT:
        cache.write(KIND, digest(index.lines), _packed(_arrays(index)))


def digest(lines: Lines) -> str:
    """Names an index by all that it depends on."""
    found = hashlib.sha256()
    for part in _described(lines):
        found.update("\0".join(part).encode("utf-8", "surrogatepass") + b"\1")
    return found.hexdigest()


def _described(lines: Lines) -> list[list[str]]:
    """Each intent with its topic and its lines."""
    each = zip(lines.intents, lines.topic_of, range(len(lines.intents)), strict=True)
    return [[name, lines.topics[topic], *lines.texts_of(at)] for name, topic, at in each]


def _intents(described: Sequence[Sequence[str]]) -> dict[str, Intent]:
    """The intents as far as they were described."""
    nowhere = Place("", 0)
    return {
        name: Intent(name, "", topic, nowhere, tuple(map(Phrase, texts, repeat(nowhere))))
        for name, topic, *texts in described
    }


def _arrays(index: Index) -> Arrays:
    learned, speller, table = index.vocabulary.learned, index.speller, index.table
    lists = {
        "intents": _described(index.lines),
        "words": learned.words,
        "stems": learned.stems,
        "groups": learned.groups,
        "counted": list(speller.counts),
        "known": sorted(speller.known),
        "exact": list(index.exact),
    }
    texts = {name: np.frombuffer(json.dumps(value).encode(), np.uint8) for name, value in lists.items()}
    plain = {name: getattr(learned, name) for name in ("stem_of", "in_pairs", "codes", "scale")}
    plain |= {"counts": np.array(list(speller.counts.values())), "exact_of": np.array(list(index.exact.values()))}
    plain["units"] = table.units
    plain |= {f"postings.{name}": array for name, array in index.postings.columns._asdict().items()}
    return texts | plain | _split("made_of", learned.made_of) | _split("rows", index.rows)


def _index(kept: Arrays, lines: Lines) -> Index:
    words, stems, groups = (_texts(kept, name) for name in ("words", "stems", "groups"))
    stem_of, in_pairs, codes, scale = (kept[name] for name in ("stem_of", "in_pairs", "codes", "scale"))
    made_of = _joined(kept, "made_of")
    vocabulary = Vocabulary(Learned(words, stems, groups, stem_of, in_pairs, codes, scale, made_of))
    speller = Speller(dict(zip(_texts(kept, "counted"), kept["counts"].tolist(), strict=True)), _texts(kept, "known"))
    rows = _joined(kept, "rows")
    table = Table(vocabulary, kept["units"])
    postings = Postings(vocabulary, Columns(*(kept[f"postings.{name}"] for name in Columns._fields)))
    exact = dict(zip(_texts(kept, "exact"), kept["exact_of"].tolist(), strict=True))
    return Index(lines, speller, vocabulary, rows, table, postings, Reader(speller, vocabulary.entry), exact)


def _packed(arrays: Arrays) -> Iterator[bytes | memoryview]:
    """Arrays one after the other, each begun where any type may begin; before them what and how long each is."""
    listed = {name: (array.dtype.str, array.shape) for name, array in arrays.items()}
    head = json.dumps(listed).encode()
    yield len(head).to_bytes(ALIGNED)
    yield head + bytes(-len(head) % ALIGNED)
    for array in arrays.values():
        yield np.ascontiguousarray(array).data
        yield bytes(-array.nbytes % ALIGNED)


def _unpacked(kept: memoryview) -> Arrays:
    length = int.from_bytes(kept[:ALIGNED])
    at = ALIGNED + length + -length % ALIGNED
    arrays: Arrays = {}
    for name, (kind, shape) in json.loads(bytes(kept[ALIGNED : ALIGNED + length])).items():
        arrays[name] = np.frombuffer(kept, kind, math.prod(shape), at).reshape(shape)
        at += arrays[name].nbytes + -arrays[name].nbytes % ALIGNED
    return arrays


def _texts(kept: Arrays, name: str) -> list[Any]:
    found: list[Any] = json.loads(kept[name].tobytes())
    return found


def _split(name: str, matrix: sp.csr_array) -> Arrays:
    parts = {"data": matrix.data, "indices": matrix.indices, "indptr": matrix.indptr, "shape": np.array(matrix.shape)}
    return {f"{name}.{part}": array for part, array in parts.items()}


def _joined(kept: Arrays, name: str) -> sp.csr_array:
    data, indices, indptr, shape = (kept[f"{name}.{part}"] for part in ("data", "indices", "indptr", "shape"))
    return sp.csr_array((data, indices, indptr), shape=tuple(shape.tolist()))
