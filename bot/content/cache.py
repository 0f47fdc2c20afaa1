"""What was worked out before, on disk: built indexes, how tests ended, where phrases go.

A result is found again by its kind, by the key it was worked out from, and by the program's own code and the libraries
that count. The files may be deleted at any time; one that cannot be read or written is as good as none. No message of
people is ever kept here: their words stay in the store, where they can be forgotten.
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
from typing import IO, TYPE_CHECKING, Any

import bot

if TYPE_CHECKING:
    from collections.abc import Callable

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
        path = self.find(kind, key)
        with suppress(OSError, ValueError):
            return json.loads(path.read_bytes()) if path else None
        return None

    def keep(self, kind: str, key: object, result: object) -> None:
        """Keep a result that JSON can hold."""
        self.write(kind, key, lambda file: file.write(json.dumps(result).encode()))

    def find(self, kind: str, key: object) -> Path | None:
        """The file of this kind and key, which then counts as used; None where there is none."""
        with suppress(OSError):
            if path := self._path(kind, key):
                os.utime(path)
                return path
        return None

    def newest(self, kind: str) -> Path | None:
        """The file of a kind, made by this code, that was used last; None where there is none."""
        return next(reversed(self._files(f"{kind}-{_code()}")), None)

    def write(self, kind: str, key: object, fill: Callable[[IO[bytes]], object]) -> None:
        """Write a file beside its place and put it there whole; of its kind the files used longest ago go."""
        path = self._path(kind, key)
        if path is None:
            return
        with suppress(OSError):
            path.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # may be the first to make BOT_DATA
            path.parent.mkdir(exist_ok=True)
            with NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as file:
                fill(file)
            Path(file.name).replace(path)
            for old in self._files(kind)[:-KEPT]:
                old.unlink()

    def _files(self, beginning: str) -> list[Path]:
        """The files whose names begin so, the one used last at the end."""
        found = self._folder.glob(f"{beginning}-*[0-9a-f]") if self._folder else ()
        return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))

    def _path(self, kind: str, key: object) -> Path | None:
        return self._folder / f"{kind}-{_code()}-{_hash(key)}" if self._folder else None


@cache
def _code() -> str:
    """Names the code by what it says and which libraries it uses."""
    own = Path(bot.__path__[0])
    files = sorted(path for pattern in CODE for path in own.glob(pattern))
    return _hash([*(path.read_text("utf-8") for path in files), *map(version, LIBRARIES)])


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16]
