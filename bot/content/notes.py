"""What was worked out before, on disk: how tests ended, where phrases go.

A note is found again by what it was worked out from and by the program's own code. The files may be deleted at any
time; one that cannot be read or written is as good as none. No message of people is ever noted: their words stay in the
store, where they can be forgotten.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import bot

KEPT = 3
"""How many notes of a kind are kept, the ones used last."""
PACKAGES = ("dialogue", "content", "editing")
"""The code that notes depend on."""


class Notes:
    """A folder of notes; without one, nothing is noted."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def recall(self, kind: str, of: object) -> Any:  # noqa: ANN401 - whatever was noted
        """What was noted of this kind, worked out from this; None where nothing was."""
        if self._folder is None:
            return None
        path = self._folder / _name(kind, of)
        with suppress(OSError, ValueError):
            found = json.loads(path.read_bytes())
            os.utime(path)
            return found
        return None

    def write(self, kind: str, of: object, found: object) -> None:
        """Note something down, and forget what was used longest ago."""
        if self._folder is None:
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=self._folder, suffix=".new", delete=False, encoding="utf-8") as file:
                json.dump(found, file)
            Path(file.name).replace(self._folder / _name(kind, of))
            notes = self._folder.glob(f"{kind}-*.json")
            for old in sorted(notes, key=lambda path: path.stat().st_mtime_ns)[:-KEPT]:
                old.unlink()


def _name(kind: str, of: object) -> str:
    return f"{kind}-{hashlib.sha256(json.dumps([_code(), of]).encode()).hexdigest()[:16]}.json"


@cache
def _code() -> str:
    """Names the code by what it says."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        for path in sorted((Path(bot.__path__[0]) / package).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
