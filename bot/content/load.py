"""A folder of content → ``Content`` and all its problems at once."""

from __future__ import annotations

import hashlib
import re
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING

from bot.content import indexes, shape
from bot.content.cache import Cache
from bot.content.care_checks import unverified
from bot.content.links import Draft, check_links
from bot.content.phrase_tests import CareTally, failing_tests, tally
from bot.content.problem import Problem, worst_first
from bot.content.sections import SECTIONS
from bot.content.source import read
from bot.content.values import Source
from bot.dialogue.care import compile_care
from bot.dialogue.index import build_index
from bot.dialogue.model import Content, Intent, Place, Response
from bot.dialogue.revising import revise_index
from bot.dialogue.turn import decide
from bot.garbage import paused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from bot.content.shape import Shaped
    from bot.dialogue.index import Index

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
    care: CareTally | None = None
    """How the care intents' tests came out; None where tests were not run."""


def load(folder: Path, cache: Cache | None = None) -> Loaded:
    """Load a folder that holds ``intents/`` and ``responses/``; what is worked out is kept in the cache, if any."""
    return Loader(folder, cache).load()


def check(folder: Path) -> tuple[Problem, ...]:
    """Load a folder and run every phrase test in it."""
    return Loader(folder).check().problems


def load_intents(folder: Path) -> Loaded:
    """Load a folder of bare intents: only phrases are needed, and nothing is checked across files."""
    paths = sorted(path for path in folder.iterdir() if _is_yaml(path)) if folder.is_dir() else []
    shaped = [shape.bare_intent(_read(path.name, path)) for path in paths]
    problems = [problem for one in shaped for problem in one.problems]
    if not shaped:
        problems.append(Problem(Place(folder.name, 1), "No YAML file is in this folder.", "Add one for each intent."))
    if any(problem.is_error for problem in problems):
        return Loaded(None, worst_first(problems))
    intents = {one.piece.name: one.piece for one in shaped if isinstance(one.piece, Intent)}
    made = version(one.source for one in shaped)
    content = Content(intents, {}, {}, (), build_index(intents), compile_care(intents), made)
    return Loaded(content, worst_first(problems))


def version(sources: Iterable[Source]) -> str:
    """Hash the files by path and bytes, for logs and reports."""
    digest = hashlib.sha256()
    for source in sorted(sources, key=lambda source: source.file):
        digest.update(source.file.encode() + b"\0" + source.data + b"\0")
    return digest.hexdigest()[:12]


class Loader:
    """Loads a folder again and again, reading only the files that have changed."""

    def __init__(self, folder: Path, cache: Cache | None = None) -> None:
        self.folder = folder
        self._cache = cache or Cache()
        self._known: Files = {}
        self._content: Content | None = None
        self._revised = False

    @paused()
    def load(self, *, quick: bool = False) -> Loaded:
        """Read, shape and link all files; ``quick`` only revises the index where phrases changed."""
        problems = self.read()
        loaded, self._revised = self._linked(self._known, problems, quick=quick)
        self._content = loaded.content or self._content
        return loaded

    @paused()
    def tried(self, files: Mapping[str, bytes]) -> Loaded:
        """What loading would give if these files held this, with what was read last of all others; none is written."""
        known = self._known | {file: ((0, 0), _shape(read(file, data))) for file, data in files.items()}
        return self._linked(known, [], quick=True)[0]

    def _linked(self, known: Files, problems: list[Problem], *, quick: bool) -> tuple[Loaded, bool]:
        """Link all files, and put them together where no error stands against it; tell if the index is but revised."""
        shaped = [one for _, one in known.values()]
        draft = _draft(shaped)
        problems += [problem for one in shaped for problem in one.problems]
        problems += [_with_line(problem, known) for problem in check_links(draft)]
        if any(problem.is_error for problem in problems):
            return Loaded(None, worst_first(problems)), self._revised
        index, revised = self._indexed(draft.intents, quick=quick)
        return Loaded(self._made(draft, shaped, index), worst_first(problems)), revised

    def _indexed(self, intents: Mapping[str, Intent], *, quick: bool) -> tuple[Index, bool]:
        """Compile the phrases, as far as they are not the same as before; tell if that was but a revision."""
        last = self._content
        if last and last.intents == intents and (quick or not self._revised):
            return last.index, self._revised
        if quick and last and (revised := revise_index(last.index, intents)):
            return revised, True
        if found := indexes.find(self._cache, intents):
            return found, False
        newest = indexes.newest(self._cache) if quick and not last else None
        if newest and (revised := revise_index(newest, intents)):
            return revised, True
        built = build_index(intents)
        indexes.keep(self._cache, intents, built)
        return built, False

    def _made(self, draft: Draft, shaped: Sequence[Shaped], index: Index) -> Content:
        """Put the pieces together."""
        last = self._content
        same_care = last and _care(last.intents) == _care(draft.intents)
        return Content(
            intents=draft.intents,
            responses=draft.responses,
            lines=next(one.piece for one in shaped if isinstance(one.piece, shape.Lines)).by_key,
            helplines=next(one.piece for one in shaped if isinstance(one.piece, shape.Helplines)).all,
            index=index,
            care=last.care if last and same_care else compile_care(draft.intents),
            version=version(one.source for one in shaped),
            sections=SECTIONS,
        )

    @paused()
    def check(self, today: date | None = None) -> Loaded:
        """Load, run every phrase test and, given today's date, look for old helplines.

        What fails makes the content unusable, too; old helplines are only warned of. A test that fails on an index that
        was only revised is tried again on a built one.
        """
        loaded = self.load(quick=True)
        failing = self._failing(loaded.content) if loaded.content else []
        if failing and self._revised:
            loaded = self.load()
            failing = self._failing(loaded.content) if loaded.content else []
        content = loaded.content
        if content is None:
            return loaded
        old = unverified(content.helplines, today) if today else ()
        problems = worst_first((*loaded.problems, *(_with_line(one, self._known) for one in (*old, *failing))))
        usable = None if any(problem.is_error for problem in problems) else content
        return Loaded(usable, problems, tally(content.intents.values(), problems))

    def test(self, content: Content, known: Iterable[Problem]) -> tuple[Problem, ...]:
        """Run every phrase test, and add what fails to the problems known."""
        return worst_first((*known, *(_with_line(problem, self._known) for problem in self._failing(content))))

    def _failing(self, content: Content) -> list[Problem]:
        """The tests that fail; kept, so that they need not run again while only answers change."""
        of = [self._revised, sorted(content.responses), self._hashes("intents/")] if content is self._content else None
        kept = self._cache.recall("tests", of) if of else None
        if kept is not None:
            return [Problem(Place(*place), message, hint) for place, message, hint in kept]
        failing = list(failing_tests(content, lambda text: decide(content, text)))
        if of:
            self._cache.keep("tests", of, [(astuple(one.place), one.message, one.hint) for one in failing])
        return failing

    def _hashes(self, folder: str) -> list[tuple[str, str]]:
        """What the files of a folder hold."""
        files = (shaped.source for _, shaped in self._known.values())
        return [(one.file, hashlib.sha256(one.data).hexdigest()) for one in files if one.file.startswith(folder)]

    @property
    def intents(self) -> dict[str, Intent]:
        """All intents that could be read, even where something else is wrong."""
        return {one.piece.name: one.piece for _, one in self._known.values() if isinstance(one.piece, Intent)}

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
            known[file] = old if old and old[0] == stamp else (stamp, _shape(_read(file, path)))
        problems += [_missing(file) for file in (LINES, HELPLINES) if file not in known]
        self._known = known
        return problems

    def _paths(self, problems: list[Problem]) -> list[tuple[str, Path]]:
        """List the files of content by their names in problems."""
        found = [*_files(self.folder, "intents", problems), *_files(self.folder, "responses", problems)]
        return [(path.relative_to(self.folder).as_posix(), path) for path in found]


def _with_line(problem: Problem, known: Files) -> Problem:
    _, shaped = known.get(problem.place.file, (None, None))
    return replace(problem, line_text=shaped.source.line(problem.place.line)) if shaped else problem


def _files(folder: Path, name: str, problems: list[Problem]) -> list[Path]:
    """List a folder's YAML files; those with a wrong name are problems."""
    if not (folder / name).is_dir():
        message = f"There is no folder {name}/ in {folder}."
        problems.append(Problem(Place(name, 1), message, "Create it, or choose the folder that holds it."))
        return []
    found = [path for path in sorted((folder / name).iterdir()) if _is_yaml(path)]
    problems += [_misnamed(f"{name}/{path.name}", path) for path in found if not _is_well_named(path)]
    return [path for path in found if path.suffix == ".yaml"]


def _is_yaml(path: Path) -> bool:
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


def _read(file: str, path: Path) -> Source:
    try:
        return read(file, path.read_bytes())
    except OSError as error:
        message = f"This file cannot be opened: {error.strerror}."
        return Source(file, b"", None, (Problem(Place(file, 1), message, "Check that it exists and may be read."),))


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


def _care(intents: Mapping[str, Intent]) -> list[Intent]:
    return [intent for intent in intents.values() if intent.is_care]
