"""One editor's desk: the content, and each change tried on everything known before it is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from bot.content.decided import unheard
from bot.content.load import Loader
from bot.content.schemas import schemas
from bot.dialogue.turn import decide
from bot.editing.change import Change, Edit, read
from bot.editing.guard import check_guarded, guarded
from bot.editing.inbox import check_new
from bot.editing.insertion import insert
from bot.editing.lines import LineChange, line_changes
from bot.editing.refusal import Refusal
from bot.editing.repository import Repository
from bot.editing.router import Router
from bot.editing.routing import Kind, Known, Move, Route, Verdict, is_right, known_messages, moves, route
from bot.editing.scaffold import new_intent
from bot.editing.settled import unmoved
from bot.editing.touched import touched
from bot.editing.undoing import undo_last

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from bot.content.cache import Cache
    from bot.content.decided import Told
    from bot.content.load import Loaded
    from bot.content.problem import Problem
    from bot.dialogue.model import Content
    from bot.editing.scaffold import Draft
    from bot.editing.versions import Versions

    Stray = tuple[str, Route]


@dataclass(frozen=True, slots=True)
class Plan:
    """A change that was tried and not yet written."""

    change: Change
    lines: tuple[LineChange, ...]
    """Each line that comes, with its file and number."""
    arrives: Route
    """Where the message itself goes afterwards …"""
    is_enough: bool
    """… and whether that is the intent it was added to."""
    moves: tuple[Move, ...]
    """Known messages that go elsewhere because of it."""
    guarded: tuple[str, ...]
    """Files among those changed that need a second reader."""
    strays: tuple[Stray, ...] = ()
    """Other wordings of the same that would still go elsewhere: each would need a phrase of its own."""

    @property
    def worse(self) -> int:
        """How many messages no longer go where they should."""
        return len({move.known.text for move in self.moves if move.verdict is Verdict.WORSE})


class Source(Protocol):
    """Where a desk has its content from."""

    def load(self) -> Loaded:
        """Return the content as the files are now."""

    def tried(self, files: Mapping[str, bytes]) -> Loaded:
        """Return what it would be if these files held this."""


class Files:
    """Content read by the desk itself, again wherever a file has changed."""

    def __init__(self, folder: Path, cache: Cache | None = None) -> None:
        self._loader = Loader(folder, cache)
        self._loaded: Loaded | None = None

    def load(self) -> Loaded:
        """Return the content as the files are now."""
        if self._loaded is None or self._loader.is_stale():
            self._loaded = self._loader.load(quick=True)
        return self._loaded

    def tried(self, files: Mapping[str, bytes]) -> Loaded:
        """Return what it would be if these files held this."""
        return self._loader.tried(files)


class Desk:
    """A content folder to work on."""

    def __init__(
        self,
        folder: Path,
        versions: Versions,
        source: Source | None = None,
        router: Callable[..., Router] = Router,
        told: Told = unheard,
    ) -> None:
        """``router`` makes what knows where messages go by a content."""
        self.folder = folder
        self.told = told
        """Hears how far a trial has come."""
        self._versions = versions
        self._source = source or Files(folder)
        self._route = router
        self._router: Router | None = None

    @property
    def content(self) -> Content:
        """The content as the files are now; raises ``Refusal`` where they cannot be used."""
        loaded = self._source.load()
        if loaded.content is None:
            raise Refusal(_first(loaded.problems))
        return loaded.content

    def prepare(self) -> None:
        """Work out ahead what every trial compares with, so that the first one is as quick as the next."""
        content = self.content
        router = self._router_of(content)
        tests = {one.text for one in known_messages(content.intents) if one.kind is not Kind.PHRASE}
        stays = unmoved(router, router, tests)
        router.routes(tests - stays)
        router.keep(tests)

    def phrase(self, intent: str, phrase: str, asked: Sequence[str]) -> Plan:
        """Plan one more phrase of an intent, and a test that holds it there: of what was asked, what then arrives."""
        content = self.content
        if intent not in content.intents:
            raise Refusal(f"There is no intent {intent}.")
        phrase = " ".join(phrase.split())
        check_new(content, phrase, route(decide(content, phrase)))
        file = f"intents/{intent}.yaml"
        before = read(self.folder, file)
        assert before is not None, "it was loaded"
        after = insert(before, ("phrases",), phrase).data
        new = self._with({file: after})
        wordings = dict.fromkeys([*(" ".join(one.split()) for one in asked), phrase])
        held = sorted((one for one in wordings if _arrives(new, one, intent)), key=lambda one: one == phrase)
        if held and all(held[0] != known.text for known in content.intents[intent].hits):
            after = insert(after, ("tests", "hit"), held[0]).data
        strays = tuple((one, route(decide(new, one))) for one in wordings if one not in held and one != phrase)
        return self._tried(Change(f'"{phrase}" → {intent}', (Edit(file, before, after),)), phrase, intent, strays)

    def intent(self, draft: Draft) -> Plan:
        """Plan a new intent."""
        content = self.content
        for phrase in draft.phrases:
            check_new(content, phrase, route(decide(content, phrase)))
        return self._tried(new_intent(draft, content.intents), draft.phrases[0], draft.name)

    def write(self, plan: Plan, answers: Iterable[str] = (), *, care: bool = False) -> tuple[str, ...]:
        """Write a plan, so that ``bot undo`` can take it back; care files only where that was said.

        ``answers`` are the messages of the inbox that it deals with: they no longer wait while the change stands.
        Returned are those that need be kept no longer, for what answered them is past taking back.
        """
        check_guarded(plan.guarded, care=care)
        return self._versions.write(replace(self._with_schemas(plan.change), answers=tuple(answers)))

    def undo(self, *, care: bool = False) -> tuple[str, float] | None:
        """Take the last change back; gives its title and when it was made, or None where there is none."""
        return undo_last(self.folder, Repository(self.folder), self._versions, care=care)

    def _router_of(self, content: Content) -> Router:
        if self._router is None or self._router.content is not content:
            self._router = self._route(content)
        return self._router

    def _with(self, files: Mapping[str, bytes]) -> Content:
        """The content as it would be; raises ``Refusal`` where it could not be used."""
        loaded = self._source.tried(files)
        if loaded.content is None:
            raise Refusal(_first(loaded.problems))
        return loaded.content

    def _tried(self, change: Change, phrase: str, intent: str, strays: tuple[Stray, ...] = ()) -> Plan:
        """Decide the known messages as the change would have it."""
        old = self.content
        new = self._with({edit.file: edit.after or b"" for edit in change.edits})
        found = self._moves(self._router_of(old), new)
        lines = [line for edit in change.edits for line in line_changes(edit)]
        second = guarded([edit.file for edit in change.edits], new.intents)
        arrives = route(decide(new, phrase))
        return Plan(change, tuple(lines), arrives, _arrives(new, phrase, intent), tuple(found), second, strays)

    def _moves(self, old: Router, content: Content) -> list[Move]:
        """The known messages that go elsewhere, of those that the change can plausibly move."""
        new = self._route(content, before=old)
        known = touched(old.content, new.content, known_messages(old.content.intents))
        stays = unmoved(old, new, {one.text for one in known})
        known = [one for one in known if one.text not in stays]
        texts = {one.text for one in known}
        before = old.routes(texts, self.told)
        return moves(old.content, new.content, known, before, new.routes(texts, self.told))

    def _with_schemas(self, change: Change) -> Change:
        """Take the schemas along where an intent is new."""
        intents = self._source.tried({edit.file: edit.after or b"" for edit in change.edits}).content
        made = schemas(intents.intents) if intents and (self.folder / "schemas").is_dir() else {}
        edits = [
            Edit(f"schemas/{name}", read(self.folder, f"schemas/{name}"), text.encode()) for name, text in made.items()
        ]
        return Change(change.title, (*change.edits, *(edit for edit in edits if edit.before != edit.after)))


def _arrives(content: Content, said: str, intent: str) -> bool:
    """Whether a message goes to an intent, and not only as another reading, which a phrase more elsewhere may end."""
    taken = route(decide(content, said))
    return is_right(Known(said, Kind.PHRASE, intent), content, Route(taken.action, taken.intents[:1])) is True


def _first(problems: Sequence[Problem]) -> str:
    worst = problems[0]
    return f"{worst.place}: {worst.message} {worst.hint}"
