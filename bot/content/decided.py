"""What was decided about messages of the content itself: what no change since can have touched is not decided again.

It is kept with the index it was decided by. After a change of phrases, whose index is but revised from that one, it
holds for every message that the revision ranks as before to the last bit (``standing.py``).
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.content import indexes
from bot.content.halves import alone
from bot.dialogue.model import Action, Decision, Match, Ranking
from bot.dialogue.standing import Standing, observing, unaffected
from bot.dialogue.turn import decide

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

    from bot.content.cache import Cache
    from bot.content.halves import Share
    from bot.dialogue.index import Index
    from bot.dialogue.model import Content

KIND = "decided"


class Outcome(NamedTuple):
    """What a decision comes to, without its reasons."""

    action: Action
    intents: Sequence[str]
    offered: Sequence[str]
    nearest: Sequence[str]
    """The intent ranked first, if any."""
    standing: Standing | None
    """How the message stands on the index, where that can be said and the index is no revision."""

    @classmethod
    def of(cls, decision: Decision, standing: Standing | None = None) -> Outcome:
        """Leave the reasons out."""
        nearest = [match.intent for match in decision.ranking.matches[:1]]
        return cls(decision.action, decision.intents, decision.offered, nearest, standing)

    @property
    def decision(self) -> Decision:
        """The decision, as far as it is known."""
        ranking = Ranking(tuple(Match(name, 0.0) for name in self.nearest), 0.0)
        return Decision(self.action, "", tuple(self.intents), tuple(self.offered), ranking=ranking)


class Decided:
    """Decides messages by one content, each once."""

    def __init__(self, content: Content, built: Index, cache: Cache, share: Share[str, Outcome] = alone) -> None:
        """``built`` is the content's index, or the one it was revised from."""
        self._content = content
        self._share = share
        self._cache = cache
        self._key = [indexes.digest(built.lines), patterns(content), sorted(content.responses)]
        self._is_built = content.index.table is built.table
        self._known = self._recalled(built)
        self._kept = len(self._known)

    def of(self, messages: Iterable[str]) -> dict[str, Outcome]:
        """What is decided about each message."""
        wanted = dict.fromkeys(messages)
        open_ = [said for said in wanted if said not in self._known]
        self._known |= zip(open_, self._share(self._decide(), open_), strict=True)
        return {said: self._known[said] for said in wanted}

    def known(self, messages: Iterable[str]) -> dict[str, Outcome]:
        """What is known about some of the messages without deciding any."""
        return {said: self._known[said] for said in messages if said in self._known}

    def keep(self, own: Container[str]) -> None:
        """Keep what was worked out for the next time: about messages of the content, never about what people asked."""
        found = {said: one for said, one in self._known.items() if said in own}
        if self._is_built and len(found) > self._kept:
            self._cache.keep(KIND, self._key, found)
            self._kept = len(found)

    def _decide(self) -> Callable[[str], Outcome]:
        content = self._content
        if not (self._is_built and self._cache.is_there):
            return lambda said: Outcome.of(decide(content, said))
        observed = observing(content, decide)
        return lambda said: Outcome.of(*observed(said))

    def _recalled(self, built: Index) -> dict[str, Outcome]:
        with suppress(TypeError, ValueError, AttributeError):
            kept = self._cache.recall(KIND, self._key) or {}
            found = {said: _outcome(*parts) for said, parts in kept.items()}
            if self._is_built:
                return found
            standing = {said: one.standing for said, one in found.items() if one.standing}
            return {said: found[said] for said in unaffected(standing, built, self._content.index)}
        return {}


def _outcome(
    action: str, intents: list[str], offered: list[str], nearest: list[str], standing: list[Any] | None
) -> Outcome:
    """What was kept, as JSON has it."""
    return Outcome(Action(action), intents, offered, nearest, Standing(*standing) if standing else None)


def patterns(content: Content) -> list[list[object]]:
    """What care looks for, and as what."""
    care = (intent for intent in content.intents.values() if intent.is_care)
    kinds = ((one.name, (one.red, one.amber, one.quiet)) for one in care)
    return [[name, *([line.text for line in lines] for lines in kind)] for name, kind in kinds]
