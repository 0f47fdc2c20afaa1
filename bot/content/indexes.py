"""Built indexes in the cache: phrases that have not changed since need not be compiled again."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

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
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bot.content.cache import Cache

    Arrays = dict[str, np.ndarray]

KIND = "index"
WORTH_IT = 2000
"""Fewer lines are compiled as fast as read."""
UNREADABLE = (OSError, EOFError, ValueError, KeyError, BadZipFile)


def find(cache: Cache, intents: Mapping[str, Intent]) -> Index | None:
    """The index of these intents, if it was kept."""
    path = cache.find(KIND, _described(intents)) if cache.is_there else None
    with suppress(*UNREADABLE):
        return _index(_read(path), Lines(intents)) if path else None
    return None


def newest(cache: Cache) -> Index | None:
    """The index used last, to be revised; its lines know no places."""
    path = cache.newest(KIND)
    with suppress(*UNREADABLE):
        kept = _read(path) if path else None
        return _index(kept, Lines(_intents(_texts(kept, "intents")))) if kept else None
    return None


def keep(cache: Cache, intents: Mapping[str, Intent], index: Index) -> None:
    """Keep an index of these intents."""
    if cache.is_there and len(index.lines.phrases) >= WORTH_IT:
        arrays = _arrays(index, intents)
        cache.write(KIND, _described(intents), lambda file: np.savez(file, allow_pickle=False, **arrays))


def _described(intents: Mapping[str, Intent]) -> list[list[Any]]:
    """All of the intents that an index depends on."""
    return [
        [name, intent.topic, [one.text for one in intent.phrases], [one.text for one in intent.keywords]]
        for name, intent in intents.items()
    ]


def _intents(described: Sequence[Sequence[Any]]) -> dict[str, Intent]:
    """The intents as far as they were described."""
    nowhere = Place("", 0)
    return {
        name: Intent(name, "", topic, nowhere, *(tuple(Phrase(text, nowhere) for text in texts) for texts in lines))
        for name, topic, *lines in described
    }


def _arrays(index: Index, intents: Mapping[str, Intent]) -> Arrays:
    learned, speller, table = index.vocabulary.learned, index.speller, index.table
    lists = {
        "intents": _described(intents),
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
    plain |= {"units": table.units, "of_parts": table.of_parts}
    plain |= {f"postings.{name}": array for name, array in index.postings.columns._asdict().items()}
    return texts | plain | _split("made_of", learned.made_of) | _split("rows", index.rows)


def _index(kept: Arrays, lines: Lines) -> Index:
    words, stems, groups = (_texts(kept, name) for name in ("words", "stems", "groups"))
    stem_of, in_pairs, codes, scale = (kept[name] for name in ("stem_of", "in_pairs", "codes", "scale"))
    made_of = _joined(kept, "made_of")
    vocabulary = Vocabulary(Learned(words, stems, groups, stem_of, in_pairs, codes, scale, made_of))
    speller = Speller(dict(zip(_texts(kept, "counted"), kept["counts"].tolist(), strict=True)), _texts(kept, "known"))
    rows = _joined(kept, "rows")
    table = Table(vocabulary, kept["units"], kept["of_parts"])
    postings = Postings(vocabulary, Columns(*(kept[f"postings.{name}"] for name in Columns._fields)))
    exact = dict(zip(_texts(kept, "exact"), kept["exact_of"].tolist(), strict=True))
    return Index(lines, speller, vocabulary, rows, table, postings, Reader(speller), exact)


def _read(path: Path) -> Arrays:
    with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
        return dict(kept)


def _texts(kept: Arrays, name: str) -> list[Any]:
    found: list[Any] = json.loads(kept[name].tobytes())
    return found


def _split(name: str, matrix: sp.csr_array) -> Arrays:
    parts = {"data": matrix.data, "indices": matrix.indices, "indptr": matrix.indptr, "shape": np.array(matrix.shape)}
    return {f"{name}.{part}": array for part, array in parts.items()}


def _joined(kept: Arrays, name: str) -> sp.csr_array:
    data, indices, indptr, shape = (kept[f"{name}.{part}"] for part in ("data", "indices", "indptr", "shape"))
    return sp.csr_array((data, indices, indptr), shape=tuple(shape.tolist()))
