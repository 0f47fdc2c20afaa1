"""The content of a running bot: a change that loads is taken over at once and then tested; another leaves the old one.

A message that goes astray is told to the editors and does not hold a change back: it is no worse than the day before,
while an editor who waits does not know whether the change has arrived. ``bot check`` holds it back before publishing.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from watchfiles import awatch

from bot.content.load import Loaded, Loader
from bot.content.problem import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from watchfiles import Change

    from bot.content.cache import Cache
    from bot.content.problem import Problem
    from bot.dialogue.model import Content, Intent

QUIET_MS = 100
"""How long no file may change before a reload, so that an editor who saves several files is taken at once."""
REST = 0.5
"""Seconds without a reload after which all phrases are weighed anew, which takes some while."""


class ContentError(Exception):
    """The content cannot be used; its problems say why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(plain(problem) for problem in problems if problem.is_error))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Reload:
    """What came of a change."""

    ok: bool
    problems: tuple[Problem, ...]
    summary: str
    """What changed, in words; where it is not ok, that the old content stays."""


class LiveContent:
    """The current good content of a folder."""

    def __init__(self, folder: Path, cache: Cache | None = None) -> None:
        self.folder = folder
        self._cache = cache
        self._loader = Loader(folder, cache)
        self._loading = Lock()
        """Held by the thread that loads: one reloads, another tries."""
        loaded = self._loader.load()
        if loaded.content is None:
            raise ContentError(loaded.problems)
        self.content: Content = loaded.content
        self._is_current = True
        self.problems: tuple[Problem, ...] = loaded.problems

    def load(self) -> Loaded:
        """Return the content as the files were read last: none where they cannot be used as they are."""
        return Loaded(self.content if self._is_current else None, self.problems)

    def tried(self, files: Mapping[str, bytes]) -> Loaded:
        """Return what it would be if these files held this; the bot goes on with what it has."""
        with self._loading:
            return self._loader.tried(files)

    def reload(self) -> Reload:
        """Read the folder again, and take it over if it has no error."""
        with self._loading:
            loaded = self._loader.load(quick=True)
            self.problems = loaded.problems
            self._is_current = loaded.content is not None
            before, self.content = self.content, loaded.content or self.content
        if loaded.content is None:
            count = sum(problem.is_error for problem in loaded.problems)
            worst = loaded.problems[0].place
            summary = f"{_count(count, 'error')}, first in {worst}: still on version {self.content.version}."
            return Reload(ok=False, problems=loaded.problems, summary=summary)
        return Reload(ok=True, problems=loaded.problems, summary=changes(before, loaded.content))

    def test(self, summary: str) -> Reload | None:
        """Rebuild what was only revised and run the phrase tests; ``summary`` is told again with its result.

        It has a loader of its own, so that meanwhile what is saved is taken over or refused as ever: then nothing comes
        of it.
        """
        loader = Loader(self.folder, self._cache)
        loaded = loader.load()
        problems = loader.test(loaded.problems) if loaded.content else loaded.problems
        with self._loading:
            if not (loaded.content and self._is_current and loaded.content.version == self.content.version):
                return None
            self._loader, self.content, self.problems = loader, loaded.content, problems
        return Reload(ok=True, problems=problems, summary=summary)

    async def watch(self, on_change: Callable[[Reload], None]) -> None:
        """Reload whenever files have changed, test once all is quiet, and tell of both; until cancelled."""
        folders = [self.folder / "intents", self.folder / "responses"]
        taken: asyncio.Queue[Reload] = asyncio.Queue()
        async with asyncio.TaskGroup() as tasks:
            testing = tasks.create_task(self._test_in_quiet(taken, on_change))
            async for _ in awatch(*folders, watch_filter=_is_content, debounce=4 * QUIET_MS, step=QUIET_MS):
                reload = await asyncio.to_thread(self.reload)
                on_change(reload)
                if reload.ok:
                    taken.put_nowait(reload)
            testing.cancel()

    async def _test_in_quiet(self, taken: asyncio.Queue[Reload], on_change: Callable[[Reload], None]) -> None:
        """Test what was taken over last, once nothing was for a moment; what came meanwhile is tested after."""
        while True:
            last = await taken.get()
            with suppress(TimeoutError):
                while True:
                    last = await asyncio.wait_for(taken.get(), REST)
            if tested := await asyncio.to_thread(self.test, last.summary):
                on_change(tested)


def _is_content(_change: Change, path: str) -> bool:
    """Leave out what editors' programs put beside the files they save."""
    return path.endswith((".yaml", ".yml"))


def changes(old: Content, new: Content) -> str:
    """Say in words what differs between two contents."""
    parts = [*phrase_changes(old.intents, new.intents), *_answer_changes(old, new)]
    if old.lines != new.lines:
        parts.append("small lines changed in responses/lines.yaml")
    if old.helplines != new.helplines:
        parts.append("helplines changed in responses/helplines.yaml")
    if not parts and old.version != new.version:
        parts.append("titles, keywords, tests or notes changed")
    return f"{'; '.join(parts)}." if parts else "Nothing changed."


def phrase_changes(old: Mapping[str, Intent], new: Mapping[str, Intent]) -> list[str]:
    """Say which intents came and went, and how many phrases each gained and lost."""
    parts = [f"new intent {name}" for name in new if name not in old]
    parts += [f"intent {name} is gone" for name in old if name not in new]
    for name in old:
        if name in new and old[name].phrases != new[name].phrases:
            before = {phrase.text for phrase in old[name].phrases}
            after = {phrase.text for phrase in new[name].phrases}
            added, gone = len(after - before), len(before - after)
            parts += [f"{_count(added, 'phrase')} added in intents/{name}.yaml"] * bool(added)
            parts += [f"{_count(gone, 'phrase')} deleted in intents/{name}.yaml"] * bool(gone)
    return parts


def _answer_changes(old: Content, new: Content) -> list[str]:
    both = (name for name in old.responses if name in new.responses)
    return [f"answer changed in responses/{name}.yaml" for name in both if old.responses[name] != new.responses[name]]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
