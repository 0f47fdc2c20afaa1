"""A folder of content → ``Content`` and all its problems at once."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.content import shape
from bot.content.cache import Cache
from bot.content.care_checks import unverified
from bot.content.halves import alone
from bot.content.links import Draft, check_links
from bot.content.phrase_tests import CareTally, KeptTests, tally
from bot.content.problem import Problem, worst_first
from bot.content.source import read
from bot.content.values import Source
from bot.dialogue.model import Intent, Place, Response
from bot.garbage import paused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from bot.content.compiling import Compiler
    from bot.content.halves import Share
    from bot.content.shape import Shaped
    from bot.dialogue.model import Content

    Files = dict[str, tuple[tuple[int, int], Shaped]]
    """What was read of each file, with what its state then was."""

LINES = "responses/lines.yaml"
HELPLINES = "responses/helplines.yaml"
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading a folder."""

    content: Content | None
    """None where an error makes it unusable."""
    problems: tuple[Problem, ...]
    """Worst first."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking a folder."""

    problems: tuple[Problem, ...]
    """Worst first."""
    intents: Mapping[str, Intent]
    """All that could be read."""
    care: CareTally | None = None
    """How the care intents' tests came out; None where tests were not run."""
    is_quick: bool = False
    """Whether the tests were tried on an index that was only revised: a built one may say otherwise at a border."""

    @property
    def is_sound(self) -> bool:
        """Whether the content can be used and nothing goes astray; warnings may stand."""
        return not any(problem.is_error for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Linked:
    """All files read and linked."""

    draft: Draft
    shaped: Sequence[Shaped]
    problems: tuple[Problem, ...]
    """Worst first."""

    @property
    def is_usable(self) -> bool:
        """Whether content can be made of it."""
        return not any(problem.is_error for problem in self.problems)

    @property
    def tested(self) -> object:
        """All that decides which tests fail, but for how the index was made."""
        sources = [one.source for one in self.shaped if one.source.file.startswith("intents/")]
        intents = [(source.file, hashlib.sha256(source.data).hexdigest()) for source in sources]
        return [sorted(self.draft.responses), intents]


def load(folder: Path, cache: Cache | None = None) -> Loaded:
    """Load a folder that holds ``intents/`` and ``responses/``; what is worked out is kept in the cache, if any."""
    return Loader(folder, cache).load()


def check(folder: Path) -> tuple[Problem, ...]:
    """Load a folder and run every phrase test in it."""
    return Loader(folder).check().problems


def version(sources: Iterable[Source]) -> str:
    """Hash the files by path and bytes, for logs and reports."""
    digest = hashlib.sha256()
    for source in sorted(sources, key=lambda source: source.file):
        digest.update(source.file.encode() + b"\0" + source.data + b"\0")
    return digest.hexdigest()[:12]


class Loader:
    """Loads a folder again and again, reading only the files that have changed."""

    def __init__(self, folder: Path, cache: Cache | None = None, share: Share[Any, Any] = alone) -> None:
        self.folder = folder
        self._share = share
        self._cache = cache or Cache()
        self._known: Files = {}

    @cached_property
    def _compiler(self) -> Compiler:
        from bot.content.compiling import Compiler  # noqa: PLC0415 - takes longer to import than a check where all is known

        return Compiler(self._cache, self._share)

    @paused()
    def load(self, *, quick: bool = False) -> Loaded:
        """Read, shape and link all files; ``quick`` only revises the index where phrases changed."""
        linked = self._linked()
        return Loaded(self._compiler.compile(linked, quick=quick) if linked.is_usable else None, linked.problems)

    @paused()
    def load_what_can_be(self) -> Loaded:
        """The same of all that can be read, whatever is wrong with it: to be compared with, not to be used."""
        linked = self._linked()
        return Loaded(self._compiler.compile(linked, quick=False) if linked.draft.intents else None, linked.problems)

    @paused()
    def tried(self, files: Mapping[str, bytes]) -> Loaded:
        """What loading would give if these files held this, with what was read last of all others; none is written."""
        linked = _link(self._known | {file: ((0, 0), _shape(read(file, data))) for file, data in files.items()}, [])
        return Loaded(self._compiler.tried(linked) if linked.is_usable else None, linked.problems)

    @paused()
    def check(self, today: date | None = None, *, quick: bool = False) -> Checked:
        """Read, link and run every phrase test and, given today's date, look for old helplines.

        ``quick`` only revises the index where phrases changed; where tests then fail, or new ones only just pass, all
        are tried again on a built one.
        """
        linked = self._linked()
        if not linked.is_usable:
            return Checked(linked.problems, self.intents)
        failing, is_quick = self._failing(linked, quick=quick)
        old = unverified(linked.draft.helplines, today) if today else ()
        problems = worst_first((*linked.problems, *(_with_line(one, self._known) for one in (*old, *failing))))
        return Checked(problems, self.intents, tally(self.intents.values(), problems), is_quick)

    def test(self, known: Iterable[Problem]) -> tuple[Problem, ...]:
        """Run every phrase test on what was loaded last, and add what fails to the problems known."""
        return worst_first((*known, *(_with_line(problem, self._known) for problem in self._compiler.failing())))

    def _linked(self) -> Linked:
        problems = self.read()
        return _link(self._known, problems)

    def _failing(self, linked: Linked, *, quick: bool) -> tuple[Sequence[Problem], bool]:
        """The tests that fail, and whether that was told quickly: none by a revised index, where there is no other."""
        kept = KeptTests(self._cache, linked.tested)
        if (known := kept.recall(revised=False)) is not None:
            return known, False
        if quick and kept.recall(revised=True) == []:
            return (), True
        self._compiler.compile(linked, quick=quick)
        if self._compiler.is_revised and not self._compiler.failing() and not self._compiler.is_doubtful:
            return (), True
        self._compiler.compile(linked, quick=False)
        return self._compiler.failing(), False

    @property
    def intents(self) -> dict[str, Intent]:
        """All intents that could be read, even where something else is wrong."""
        return {one.piece.name: one.piece for _, one in self._known.values() if isinstance(one.piece, Intent)}

    def turn_to(self, folder: Path) -> None:
        """Load another folder from now on; of what is known, what says the same there need not be read again."""
        self.folder = folder

    def is_stale(self) -> bool:
        """Tell whether a file came, went or changed since it was last read."""
        stamps = {file: _stamp(path) for file, path in self._paths([])}
        return stamps != {file: stamp for file, (stamp, _) in self._known.items()}

    def read(self) -> list[Problem]:
        """Read what is new or changed, forget what is gone; problems of the folder itself."""
        problems: list[Problem] = []
        known: Files = {}
        for file, path in self._paths(problems):
            stamp = _stamp(path)
            old = self._known.get(file)
            known[file] = old if old and old[0] == stamp else (stamp, _reshaped(file, path, old and old[1]))
        if (self.folder / "responses").is_dir():
            problems += [_missing(file) for file in (LINES, HELPLINES) if file not in known]
        self._known = known
        return problems

    def _paths(self, problems: list[Problem]) -> list[tuple[str, Path]]:
        """List the files of content by their names in problems."""
        found = [*_files(self.folder, "intents", problems), *_files(self.folder, "responses", problems)]
        return [(path.relative_to(self.folder).as_posix(), path) for path in found]


def _link(known: Files, problems: list[Problem]) -> Linked:
    """Link all files; ``problems`` are those of the folder itself."""
    shaped = [one for _, one in known.values()]
    draft = _draft(shaped)
    found = [problem for one in shaped for problem in one.problems]
    across = [_with_line(problem, known) for problem in check_links(draft)]
    return Linked(draft, shaped, worst_first((*problems, *found, *across)))


def _with_line(problem: Problem, known: Files) -> Problem:
    _, shaped = known.get(problem.place.file, (None, None))
    return replace(problem, line_text=shaped.source.line(problem.place.line)) if shaped else problem


def _files(folder: Path, name: str, problems: list[Problem]) -> list[Path]:
    """List a folder's YAML files; those with a wrong name are problems."""
    if not (folder / name).is_dir():
        message = f"There is no folder {name}/ in {folder}."
        problems.append(Problem(Place(name, 1), message, "Create it, or choose the folder that holds it."))
        return []
    found = [path for path in sorted((folder / name).iterdir()) if is_yaml(path)]
    problems += [_misnamed(f"{name}/{path.name}", path) for path in found if not _is_well_named(path)]
    return [path for path in found if path.suffix == ".yaml"]


def is_yaml(path: Path) -> bool:
    """Tell files of content from what else may lie beside them."""
    return path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith(".")


def _is_well_named(path: Path) -> bool:
    return path.suffix == ".yaml" and bool(_NAME.fullmatch(path.stem))


def _misnamed(file: str, path: Path) -> Problem:
    better = re.sub(r"[^a-z0-9]+", "_", path.stem.lower()).strip("_")
    message = "A file's name has small letters, digits and _ only, and ends in .yaml."
    return Problem(Place(file, 1), message, f"Rename it to {better or 'its_intent'}.yaml.")


def _missing(file: str) -> Problem:
    return Problem(Place(file, 1), "This file is missing.", "Bring it back from the last version that had it.")


def _stamp(path: Path) -> tuple[int, int]:
    """Tell one state of a file from the next without reading it."""
    try:
        status = path.stat()
    except OSError:
        return (0, -1)
    return (status.st_mtime_ns, status.st_size)


def read_file(file: str, path: Path, old: Source | None = None) -> Source:
    """Read a file under its name in problems, unless it says what it said; one that cannot be opened is a problem."""
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"This file cannot be opened: {error.strerror}."
        return Source(file, b"", None, (Problem(Place(file, 1), message, "Check that it exists and may be read."),))
    return old if old and old.data == data else read(file, data)


def _reshaped(file: str, path: Path, old: Shaped | None) -> Shaped:
    """Read and shape a file, unless it says what it said before."""
    source = read_file(file, path, old.source if old and old.source.data else None)
    return old if old and source is old.source else _shape(source)


def _shape(source: Source) -> Shaped:
    if source.file == LINES:
        return shape.lines(source)
    if source.file == HELPLINES:
        return shape.helplines(source)
    return shape.intent(source) if source.file.startswith("intents/") else shape.response(source)


def _draft(shaped: Sequence[Shaped]) -> Draft:
    responses = [(one.piece, one.values) for one in shaped if isinstance(one.piece, Response)]
    return Draft(
        intents={one.piece.name: one.piece for one in shaped if isinstance(one.piece, Intent)},
        responses={response.name: response for response, _ in responses},
        values={response.name: values for response, values in responses},
        helplines=tuple(line for one in shaped if isinstance(one.piece, shape.Helplines) for line in one.piece.all),
        titles={one.piece.name: one.values.get("title", ()) for one in shaped if isinstance(one.piece, Intent)},
        unread=frozenset(shape.stem(one.source.file) for one in shaped if one.piece is None),
    )
