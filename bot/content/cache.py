"""What was worked out before, on disk: built indexes, how tests ended, where phrases go.

A result is found again by its kind, by the key it was worked out from, and by the program's own code and the libraries
that count. The files may be deleted at any time; one that cannot be read or written, or is not whole, is as good as
none. No message of people is ever kept here: their words stay in the store, where they can be forgotten.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import mkstemp
from time import time_ns
from typing import IO, TYPE_CHECKING, Any
from zlib import crc32

import bot

if TYPE_CHECKING:
    from collections.abc import Iterable

CHECKSUM = 4
"""Bytes of it."""
KEPT = 3
"""How many results of a kind are kept, the ones used last."""
CODE = ("english.py", "dialogue/*.py", "content/*.py", "editing/*.py")
LIBRARIES = ("numpy", "scipy", "PyStemmer", "wordfreq")


class Cache:
    """A folder of results; without one, nothing is kept."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    @property
    def is_there(self) -> bool:
        """Whether there is a folder to keep anything in."""
        return self._folder is not None

    def recall(self, kind: str, key: object) -> Any:  # noqa: ANN401 - whatever was kept, as JSON has it
        """What was kept of this kind under this key; None where nothing was."""
        found = self.read(kind, key)
        with suppress(ValueError):
            return None if found is None else json.loads(bytes(found))
        return None

    def keep(self, kind: str, key: object, result: object) -> None:
        """Keep a result that JSON can hold."""
        self.write(kind, key, [json.dumps(result).encode()])

    def read(self, kind: str, key: object) -> memoryview | None:
        """What was written of this kind under this key, which then counts as used; None where nothing was."""
        path = self._path(kind, key)
        with suppress(OSError):
            if path:
                os.utime(path, ns=(time_ns(),) * 2)  # of itself the system would be some milliseconds late
        return _whole(path) if path else None

    def newest(self, kind: str) -> memoryview | None:
        """What was written of a kind, by this code, and used last; None where nothing was."""
        path = next(reversed(self._files(f"{kind}-{_code()}")), None)
        return _whole(path) if path else None

    def write(self, kind: str, key: object, parts: Iterable[bytes | memoryview]) -> None:
        """Write a file beside its place and put it there whole; of its kind the files used longest ago go."""
        path = self._path(kind, key)
        if path is None:
            return
        with suppress(OSError):
            path.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # may be the first to make BOT_DATA
            path.parent.mkdir(exist_ok=True)
            _put(path, parts)
            for old in self._files(kind)[:-KEPT]:
                old.unlink(missing_ok=True)

    def _files(self, beginning: str) -> list[Path]:
        """The files whose names begin so, the one used last at the end."""
        found = self._folder.glob(f"{beginning}-*[0-9a-f]") if self._folder else ()
        return sorted(found, key=lambda path: (_used(path), path.name))

    def _path(self, kind: str, key: object) -> Path | None:
        return self._folder / f"{kind}-{_code()}-{_hash(key)}" if self._folder else None


def _put(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Put a file in its place, whole or not at all."""
    handle, name = mkstemp(dir=path.parent, suffix=".new")
    new = Path(name)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - the handle is open already
            _fill(file, parts)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _fill(file: IO[bytes], parts: Iterable[bytes | memoryview]) -> None:
    """Write some bytes and, at the end, their checksum."""
    checksum = 0
    for part in parts:
        file.write(part)
        checksum = crc32(part, checksum)
    file.write(checksum.to_bytes(CHECKSUM))


def _whole(path: Path) -> memoryview | None:
    """What a file holds before its checksum; None where it cannot be read, or its checksum is another.

    It is not copied but mapped, which saves a tenth of a second and, where several processes read an index, its memory.
    A file in its place is never written to, only replaced.
    """
    try:
        with path.open("rb") as file:
            found = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
    except (OSError, ValueError):  # the latter where it is empty
        return None
    content, checksum = found[:-CHECKSUM], found[-CHECKSUM:]
    return content if len(checksum) == CHECKSUM and crc32(content) == int.from_bytes(checksum) else None


def _used(path: Path) -> int:
    """When a file was used last; another process may have taken it away meanwhile."""
    with suppress(OSError):
        return path.stat().st_mtime_ns
    return 0


@cache
def _code() -> str:
    """Names the code by what it says and which libraries it uses."""
    own = Path(bot.__path__[0])
    files = sorted(path for pattern in CODE for path in own.glob(pattern))
    return _hash([*(path.read_text("utf-8") for path in files), *map(version, LIBRARIES)])


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16]
