"""What was decided about messages of the content itself: what no change since can have touched is not decided again.

After a change of phrases, whose index is but revised from the one before, it holds for every message that the revision
ranks as before to the last bit (``standing.py``). What was decided by a built index is kept with it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.content import indexes
from bot.content.halves import alone
from bot.dialogue.model import Action, Decision, Match, Ranking
from bot.dialogue.policy import HALF_SURE, NEAR, SURE
from bot.dialogue.standing import Standing, Standings, observing, unaffected
from bot.dialogue.turn import decide

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

    from bot.content.cache import Cache
    from bot.content.halves import Share
    from bot.dialogue.model import Content

    Told = Callable[[int, int], None]
    """Hears how many messages of how many are decided."""

KIND = "decided"
FIRM_LEAD, FIRM_CONFIDENCE = 0.2, 0.03
"""A lead in score and a distance of the confidence from where another thing is done. Nine in ten leads differ by less
between an index that was revised by one phrase and one that was built."""
AT_A_TIME = 2000
"""So many messages are decided between two words of how far it has come."""


def unheard(_done: int, _total: int) -> None:
    """Where nobody waits."""


class Outcome(NamedTuple):
    """What a decision comes to, without its reasons."""

    action: Action
    intents: Sequence[str]
    offered: Sequence[str]
    nearest: Sequence[str]
    """The intent ranked first, if any."""
    standings: Standings | None
    """How the message stands on the index, where that was told and can be."""

    @classmethod
    def of(cls, decision: Decision, standings: Standings | None = None) -> Outcome:
        """Leave the reasons out."""
        nearest = [match.intent for match in decision.ranking.matches[:1]]
        return cls(decision.action, decision.intents, decision.offered, nearest, standings)

    @property
    def decision(self) -> Decision:
        """The decision, as far as it is known."""
        ranking = Ranking(tuple(Match(name, 0.0) for name in self.nearest), 0.0)
        return Decision(self.action, "", tuple(self.intents), tuple(self.offered), ranking=ranking)


class Deciding:
    """Decides messages by one content, each once."""

    def __init__(self, content: Content, share: Share[str, Outcome] = alone) -> None:
        self._content = content
        self._share = share
        self._known: dict[str, Outcome] = {}

    def __contains__(self, said: str) -> bool:
        """Whether a message was decided."""
        return said in self._known

    def of(self, messages: Iterable[str], told: Told = unheard) -> dict[str, Outcome]:
        """What is decided about each message; ``told`` hears how many of those that must be decided are."""
        wanted = dict.fromkeys(messages)
        open_ = [said for said in wanted if said not in self._known]
        work = self._work()
        for begin in range(0, len(open_), AT_A_TIME):
            some = open_[begin : begin + AT_A_TIME]
            self._known |= zip(some, self._share(work, some), strict=True)
            told(begin + len(some), len(open_))
        return {said: self._known[said] for said in wanted}

    def _work(self) -> Callable[[str], Outcome]:
        """How a message is decided."""
        content = self._content
        return lambda said: Outcome.of(decide(content, said))


class Decided(Deciding):
    """Decides messages by a content as it stands, and keeps what a built index of it decided."""

    def __init__(self, content: Content, cache: Cache, share: Share[str, Outcome] = alone) -> None:
        super().__init__(content, share)
        self._cache = cache
        self._known = self._recalled()
        self._kept = len(self._known)

    def still(self, messages: Iterable[str], content: Content) -> dict[str, Outcome]:
        """What was decided about those of some messages that the changes up to this content cannot have touched."""
        if _rules(content) != _rules(self._content):
            return {}
        known = {said: self._known[said] for said in messages if said in self._known}
        standing = {said: one.standings for said, one in known.items() if one.standings is not None}
        return {said: known[said] for said in unaffected(standing, self._content.index, content.index)}

    def keep(self, own: Container[str]) -> None:
        """Keep what was worked out for the next time: about messages of the content, never about what people asked."""
        found = {said: one for said, one in self._known.items() if said in own}
        if not self._content.index.is_revised and len(found) > self._kept:
            self._cache.keep(KIND, self._key, found)
            self._kept = len(found)

    def _work(self) -> Callable[[str], Outcome]:
        """How a message is decided; how it stands is told for whatever comes after this content."""
        observed = observing(self._content, decide)
        return lambda said: Outcome.of(*observed(said))

    def _recalled(self) -> dict[str, Outcome]:
        """What was kept."""
        with suppress(TypeError, ValueError, AttributeError):
            kept = self._cache.recall(KIND, self._key) or {}
            return {said: _outcome(*parts) for said, parts in kept.items()}
        return {}

    @property
    def _key(self) -> list[object]:
        return [indexes.digest(self._content.index.lines), _rules(self._content)]


class DecidedSince(Deciding):
    """Decides messages by a content that is a revision of one before, of which it takes over what still holds."""

    def __init__(self, before: Decided, content: Content, share: Share[str, Outcome] = alone) -> None:
        super().__init__(content, share)
        self._before = before

    def of(self, messages: Iterable[str], told: Told = unheard) -> dict[str, Outcome]:
        """What is decided about each message; ``told`` hears how many of those that must be decided are."""
        wanted = dict.fromkeys(messages)
        self._known |= self._before.still([said for said in wanted if said not in self._known], self._content)
        return super().of(wanted, told)


def is_firm(decision: Decision) -> bool:
    """Whether scores that differ a little would give the same decision."""
    if any(one.kind == "pattern" for one in decision.evidence):
        return True
    first, second, *_ = (*(match.score for match in decision.ranking.matches), 0.0, 0.0)
    nearest = min(abs(decision.ranking.confidence - limit) for limit in (SURE, HALF_SURE, NEAR))
    is_care = decision.action in (Action.CARE, Action.CHECK)
    return not is_care and first - second > FIRM_LEAD and nearest > FIRM_CONFIDENCE


def _rules(content: Content) -> list[object]:
    """All that decides besides the index."""
    return [patterns(content), sorted(content.responses)]


def _outcome(
    action: str, intents: list[str], offered: list[str], nearest: list[str], standings: list[Any] | None
) -> Outcome:
    """What was kept, as JSON has it."""
    return Outcome(
        Action(action),
        intents,
        offered,
        nearest,
        None if standings is None else tuple(Standing(*one) for one in standings),
    )


def patterns(content: Content) -> list[list[object]]:
    """What care looks for, and as what."""
    care = (intent for intent in content.intents.values() if intent.is_care)
    kinds = ((one.name, (one.red, one.amber, one.quiet)) for one in care)
    return [[name, *([line.text for line in lines] for lines in kind)] for name, kind in kinds]
