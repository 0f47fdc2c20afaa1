"""Files read and linked → ``Content`` ready for matching; what takes long is done again only where it must."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.content import indexes, shape
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
    from bot.dialogue.model import Intent


class Compiler:
    """Makes content again and again, each time from the last."""

    def __init__(self, cache: Cache, share: Share[Any, Any]) -> None:
        self._cache = cache
        self._share = share
        self._last: Content | None = None
        self._linked: Linked | None = None
        self._revision: tuple[Index, Index] | None = None
        self.is_revised = False
        """Whether the index of the last content is but a revision."""

    def compile(self, linked: Linked, *, quick: bool) -> Content:
        """Make content that can be used; ``quick`` only revises the index where phrases changed."""
        content, self.is_revised = self._made(linked, quick=quick)
        self._last, self._linked, self._revision = content, linked, None
        return content

    def tried(self, linked: Linked) -> Content:
        """Make content beside the last, which stays the last."""
        return self._made(linked, quick=True)[0]

    def failing(self) -> list[Problem]:
        """The tests that fail on the last content; kept, so that they need not run again while only answers change."""
        content, linked = self._last, self._linked
        assert content, "it was compiled"
        assert linked, "with it"
        kept = KeptTests(self._cache, linked.tested)
        found = kept.recall(revised=self.is_revised)
        if found is None:
            found = failing_tests(content, lambda text: decide(content, text), self._share)
            kept.keep(found, revised=self.is_revised)
        return found

    def _made(self, linked: Linked, *, quick: bool) -> tuple[Content, bool]:
        """Put the pieces together; tell if the index is but revised."""
        last, draft = self._last, linked.draft
        index, is_revised = self._indexed(draft.intents, quick=quick)
        same_care = last and _care(last.intents) == _care(draft.intents)
        content = Content(
            intents=draft.intents,
            responses=draft.responses,
            lines=next(one.piece for one in linked.shaped if isinstance(one.piece, shape.Lines)).by_key,
            helplines=draft.helplines,
            index=index,
            care=last.care if last and same_care else compile_care(draft.intents),
            version=version(one.source for one in linked.shaped),
            sections=SECTIONS,
        )
        return content, is_revised

    def _indexed(self, intents: Mapping[str, Intent], *, quick: bool) -> tuple[Index, bool]:
        """Compile the phrases, as far as they are not the same as before; tell if that was but a revision."""
        last = self._last
        if last and last.intents == intents and (quick or not self.is_revised):
            return last.index, self.is_revised
        if quick and last and (revised := self._revised(last.index, intents)):
            return revised, True
        if found := indexes.find(self._cache, intents):
            return found, False
        newest = indexes.newest(self._cache) if quick and not last else None
        if newest and (revised := revise_index(newest, intents)):
            return revised, True
        built = build_index(intents)
        indexes.keep(self._cache, intents, built)
        return built, False

    def _revised(self, index: Index, intents: Mapping[str, Intent]) -> Index | None:
        """The index after a small change; the last one is remembered, for what is tried is often tried again."""
        if self._revision and self._revision[0] is index and (same := relined(self._revision[1], intents)):
            return same
        revised = revise_index(index, intents)
        self._revision = (index, revised) if revised else None
        return revised


def _care(intents: Mapping[str, Intent]) -> list[Intent]:
    return [intent for intent in intents.values() if intent.is_care]
