"""Files read and linked → ``Content`` ready for matching; what takes long is done again only where it must."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.content import indexes, shape
from bot.content.decided import Decided, DecidedSince, is_firm
from bot.content.load import version
from bot.content.phrase_tests import KeptTests, failing_tests
from bot.content.sections import SECTIONS
from bot.dialogue.care import compile_care
from bot.dialogue.index import build_index
from bot.dialogue.model import Content
from bot.dialogue.revising import relined, revise_index
from bot.dialogue.turn import decide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.content.cache import Cache
    from bot.content.halves import Share
    from bot.content.load import Linked
    from bot.content.problem import Problem
    from bot.dialogue.index import Index
    from bot.dialogue.model import Decision, Intent


class Compiler:
    """Makes content again and again, each time from the last."""

    def __init__(self, cache: Cache, share: Share[Any, Any]) -> None:
        self._cache = cache
        self._share = share
        self._last: Content | None = None
        self._linked: Linked | None = None
        self._built: Index | None = None
        """The index that revisions are made from."""
        self._revision: tuple[Mapping[str, Intent], Index] | None = None
        """The last of these, and of what: what is tried is often tried again."""
        self.is_doubtful = False
        """Whether a test that is new since the index was built only just passed, when tests last ran on a revision."""

    def compile(self, linked: Linked, *, quick: bool) -> Content:
        """Make content that can be used; ``quick`` only revises the index where phrases changed."""
        self._last, self._linked = self._made(linked, quick=quick), linked
        return self._last

    def tried(self, linked: Linked) -> Content:
        """Make content beside the last, which stays the last."""
        return self._made(linked, quick=True)

    @property
    def is_revised(self) -> bool:
        """Whether the index of the last content is but a revision."""
        return bool(self._built and self._last and self._last.index.is_revised)

    def failing(self) -> list[Problem]:
        """The tests that fail on the last content; kept, so that they need not run again while only answers change."""
        content, linked = self._last, self._linked
        assert content, "it was compiled"
        assert linked, "with it"
        kept = KeptTests(self._cache, linked.tested)
        found = kept.recall(revised=self.is_revised)
        if found is None:
            found = failing_tests(content, lambda text: decide(content, text), self._outcomes(content))
            kept.keep(found, revised=self.is_revised)
        return found

    def _outcomes(self, content: Content) -> dict[str, Decision]:
        """What is decided about every test, without the reasons."""
        if not self._cache.is_there:
            return {}
        tests = {line.text for one in content.intents.values() for line in (*one.hits, *one.checks, *one.misses)}
        if self._built and self.is_revised:
            before = Decided(replace(content, index=self._built), self._cache)
            fresh = (said for said in tests if said not in before)
            self.is_doubtful = not all(is_firm(decide(content, said)) for said in fresh)
            found = DecidedSince(before, content, self._share).of(tests)
        else:
            decided = Decided(content, self._cache, self._share)
            found = decided.of(tests)
            decided.keep(tests)
        return {said: one.decision for said, one in found.items()}

    def _made(self, linked: Linked, *, quick: bool) -> Content:
        """Put the pieces together."""
        last, draft = self._last, linked.draft
        same_care = last and _care(last.intents) == _care(draft.intents)
        return Content(
            intents=draft.intents,
            responses=draft.responses,
            lines=next((one.piece.by_key for one in linked.shaped if isinstance(one.piece, shape.Lines)), {}),
            helplines=draft.helplines,
            index=self._indexed(draft.intents, quick=quick),
            care=last.care if last and same_care else compile_care(draft.intents),
            version=version(one.source for one in linked.shaped),
            sections=SECTIONS,
        )

    def _indexed(self, intents: Mapping[str, Intent], *, quick: bool) -> Index:
        """Compile the phrases, as far as they are not the same as before."""
        last = self._last
        if last and last.intents == intents and (quick or not self.is_revised):
            return last.index
        if quick and (revised := self._revised(intents)):
            return revised
        self._revision = None
        self._built = indexes.find(self._cache, intents)
        if self._built is None:
            self._built = build_index(intents)
            indexes.keep(self._cache, self._built)
        return self._built

    def _revised(self, intents: Mapping[str, Intent]) -> Index | None:
        """The index after a small change; None where nothing is there to be revised, or the change is not small."""
        if self._built is None:
            self._built = indexes.find(self._cache, intents) or indexes.newest(self._cache)
        if self._built is None:
            return None
        same = None
        if self._revision and _says_the_same(self._revision[0], intents):
            same = relined(self._revision[1], intents)
        revised = same or revise_index(self._built, intents)
        self._revision = (intents, revised) if revised else None
        return revised


def _says_the_same(before: Mapping[str, Intent], intents: Mapping[str, Intent]) -> bool:
    """Whether the phrases of all intents say the same, wherever they stand; most are the very same."""
    pairs = zip(before.values(), intents.values(), strict=False)
    return before.keys() == intents.keys() and all(one is other or _texts(one) == _texts(other) for one, other in pairs)


def _texts(intent: Intent) -> list[str]:
    return [line.text for line in (*intent.phrases, *intent.keywords)]


def _care(intents: Mapping[str, Intent]) -> list[Intent]:
    return [intent for intent in intents.values() if intent.is_care]
