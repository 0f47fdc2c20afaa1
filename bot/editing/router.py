"""One content, asked where messages go."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.content.cache import Cache
from bot.content.decided import Decided, DecidedSince, unheard
from bot.content.halves import alone
from bot.content.indexes import digest
from bot.editing.hearing import Hearing
from bot.editing.routing import route
from bot.editing.settled import Certain, certain, certain_still

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Mapping

    from bot.content.decided import Deciding, Told
    from bot.content.halves import Share
    from bot.dialogue.model import Content
    from bot.editing.routing import Route

KIND = "certain"


class Router:
    """Decides messages by one content, each once, and knows without deciding where most phrases go.

    With a cache it remembers where messages of the content itself go, for as long as the content stays as it is.
    """

    def __init__(
        self, content: Content, cache: Cache | None = None, share: Share[str, Any] = alone, before: Router | None = None
    ) -> None:
        """``before`` knows where messages went by the content as it was, whose index this one's is a revision of."""
        self.content = content
        self._cache = cache or Cache()
        self._before = before
        self._share = share
        self.own = Decided(content, self._cache, share)
        """What is decided by this content, with nothing to go by."""
        self._decided: Deciding = DecidedSince(before.own, content, share) if before else self.own

    @cached_property
    def hearing(self) -> Hearing:
        """What the words of messages alone tell."""
        return Hearing(self.content, self._cache, self._share)

    @cached_property
    def certain(self) -> Mapping[str, Certain]:
        """The phrases whose own intent no other can outdo."""
        if self._before:
            return certain_still(self._before.certain, self._before.content, self.content)
        return self._kept or certain(self.content)

    def routes(self, texts: Collection[str], told: Told = unheard) -> dict[str, Route]:
        """Where each message goes; ``told`` hears how many of them are decided."""
        return {said: route(one.decision) for said, one in self._decided.of(texts, told).items()}

    def keep(self, own: Container[str]) -> None:
        """Keep what was worked out for the next time: of messages of the content itself, never of what people asked."""
        self.hearing.keep()
        self.own.keep(own)
        if self._before is None and not self._kept and not self.content.index.is_revised:
            self._cache.keep(KIND, self._key, self.certain)

    @cached_property
    def _kept(self) -> dict[str, Certain]:
        kept = self._cache.recall(KIND, self._key) or {}
        return {said: Certain(*found) for said, found in kept.items()}

    @cached_property
    def _key(self) -> str:
        return digest(self.content.index.lines)
