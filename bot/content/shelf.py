"""Built indexes on disk: phrases that have not changed since need not be compiled again.

An index is found again by what it was built from: the phrases and keywords of every intent, the program's own code, and
the libraries that count. The files may be deleted at any time. One that cannot be read or written is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np
import scipy.sparse as sp

from bot import dialogue, english
from bot.dialogue.features import Learned, Vocabulary
from bot.dialogue.index import Index, Lines, exact
from bot.dialogue.model import Intent, Phrase, Place
from bot.dialogue.postings import Postings
from bot.dialogue.spelling import Speller
from bot.dialogue.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Arrays = dict[str, np.ndarray]

KEPT = 3
"""How many indexes are kept, the ones used last."""
WORTH_IT = 2000
"""Fewer lines are compiled as fast as read."""
LIBRARIES = ("numpy", "scipy", "PyStemmer", "wordfreq")
UNREADABLE = (OSError, EOFError, ValueError, KeyError, BadZipFile)


class Shelf:
    """A folder of built indexes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, intents: Mapping[str, Intent]) -> Index | None:
        """The index of these intents, if it was put here."""
        path = self._path(intents)
        with suppress(*UNREADABLE):
            index = _index(_read(path), Lines(intents))
            os.utime(path)
            return index
        return None

    def newest(self) -> Index | None:
        """The index used last, to be revised; its lines know no places."""
        with suppress(*UNREADABLE):
            for path in reversed(self._found(_code())):
                kept = _read(path)
                return _index(kept, Lines(_intents(_texts(kept, "intents"))))
        return None

    def put(self, intents: Mapping[str, Intent], index: Index) -> None:
        """Keep an index of these intents, and the others used last."""
        if len(index.lines.phrases) < WORTH_IT:
            return
        with suppress(OSError):
            self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # may be the first to make BOT_DATA
            self._folder.mkdir(exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, suffix=".new", delete=False) as file:
                np.savez(file, allow_pickle=False, **_arrays(index, intents))
            Path(file.name).replace(self._path(intents))
            for old in self._found()[:-KEPT]:
                old.unlink()

    def _found(self, code: str = "") -> list[Path]:
        """What is here, of this code or any, the one used last at the end."""
        return sorted(self._folder.glob(f"{code}*.npz"), key=lambda path: (path.stat().st_mtime_ns, path.name))

    def _path(self, intents: Mapping[str, Intent]) -> Path:
        return self._folder / f"{_code()}-{_hash(_described(intents))}.npz"


@cache
def _code() -> str:
    """Names the code that builds indexes, by what it says and which libraries it uses."""
    own = [*Path(dialogue.__path__[0]).glob("*.py"), Path(english.__file__), Path(__file__)]
    return _hash([*(path.read_text("utf-8") for path in sorted(own)), *map(version, LIBRARIES)])


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16]


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
    }
    texts = {name: np.frombuffer(json.dumps(value).encode(), np.uint8) for name, value in lists.items()}
    plain = {name: getattr(learned, name) for name in ("stem_of", "in_pairs", "codes", "scale")}
    plain |= {"counts": np.array(list(speller.counts.values())), "units": table.units, "of_parts": table.of_parts}
    return texts | plain | _split("made_of", learned.made_of) | _split("rows", index.rows)


def _index(kept: Arrays, lines: Lines) -> Index:
    words, stems, groups = (_texts(kept, name) for name in ("words", "stems", "groups"))
    stem_of, in_pairs, codes, scale = (kept[name] for name in ("stem_of", "in_pairs", "codes", "scale"))
    made_of = _joined(kept, "made_of")
    vocabulary = Vocabulary(Learned(words, stems, groups, stem_of, in_pairs, codes, scale, made_of))
    speller = Speller(dict(zip(_texts(kept, "counted"), kept["counts"].tolist(), strict=True)), _texts(kept, "known"))
    rows = _joined(kept, "rows")
    table = Table(vocabulary, kept["units"], kept["of_parts"])
    return Index(lines, speller, vocabulary, rows, table, Postings(vocabulary, rows), exact(lines))


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
