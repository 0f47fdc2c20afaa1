"""One content, asked where messages go."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bot.content.cache import Cache
from bot.content.halves import alone
from bot.dialogue.model import Action
from bot.dialogue.turn import decide
from bot.editing.routing import Route, route, unheard
from bot.editing.settled import Certain, Hearing, certain

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Mapping

    from bot.content.halves import Share
    from bot.dialogue.model import Content
    from bot.editing.routing import Told

AT_A_TIME = 2000
"""So many messages are decided between two words of how far it has come."""


class Router:
    """Decides messages by one content, each once, and knows without deciding where most phrases go.

    With a cache it remembers where messages of the content itself go, for as long as the content stays as it is.
    """

    def __init__(self, content: Content, cache: Cache | None = None, share: Share[str, Route] = alone) -> None:
        self.content = content
        self._share = share
        self._cache = cache or Cache()
        self.hearing = Hearing(content, self._cache)
        kept = self._cache.recall("routes", content.version) or {}
        self._decided = {said: Route(Action(action), tuple(names)) for said, (action, names) in kept.items()}
        self._kept = len(kept)

    @cached_property
    def certain(self) -> Mapping[str, Certain]:
        """The phrases whose own intent no other can outdo."""
        kept = self._cache.recall("certain", self.content.version)
        if kept is not None:
            return {said: Certain(*found) for said, found in kept.items()}
        found = certain(self.content)
        if self._cache.is_there:
            kept = {said: (one.intent, one.topic, one.nearness) for said, one in found.items()}
            self._cache.keep("certain", self.content.version, kept)
        return found

    def routes(self, texts: Collection[str], told: Told = unheard) -> dict[str, Route]:
        """Where each message goes; ``told`` hears how many of them are decided."""
        open_ = [said for said in dict.fromkeys(texts) if said not in self._decided]
        for begin in range(0, len(open_), AT_A_TIME):
            some = open_[begin : begin + AT_A_TIME]
            self._decided |= zip(some, self._share(lambda said: route(decide(self.content, said)), some), strict=True)
            told(begin + len(some), len(open_))
        return {said: self._decided[said] for said in texts}

    def keep(self, own: Container[str]) -> None:
        """Keep what was worked out for the next time: of messages of the content itself, never of what people asked."""
        self.hearing.keep()
        found = {said: (one.action, one.intents) for said, one in self._decided.items() if said in own}
        if len(found) > self._kept:
            self._cache.keep("routes", self.content.version, found)
