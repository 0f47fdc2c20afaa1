"""What Prometheus may ask for: numbers about messages, never about people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info

from bot.storage.counting import ACTION, LIMITED, TOPIC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.storage.store import Count

_UNANSWERED = "fallback"
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The numbers of one running bot."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.updates = Counter("bot_updates", "Updates taken in.", registry=self.registry)
        self.seconds = Histogram(
            "bot_handling_seconds", "From an update's arrival to its turn being stored.", buckets=_BUCKETS,
            registry=self.registry,
        )  # fmt: skip
        self.dead_letters = Counter("bot_dead_letters", "Updates and replies given up.", registry=self.registry)
        self.reloads = Counter("bot_reloads", "Changes of the content.", ["result"], registry=self.registry)
        self.content = Info("bot_content", "The content in use.", registry=self.registry)
        self._decisions = Counter("bot_decisions", "Turns by what was decided.", ["action"], registry=self.registry)
        self._topics = Counter("bot_answers", "Answers by topic.", ["topic"], registry=self.registry)
        self._limited = Counter("bot_limited", "Messages not answered, too many at once.", registry=self.registry)
        share = Gauge("bot_unanswered_share", "Fallbacks among all turns since the start.", registry=self.registry)
        share.set_function(self._unanswered_share)
        self._turns = self._unanswered = 0

    def turn_taken(self, counts: Iterable[Count]) -> None:
        """Note what one turn counted for."""
        for one in counts:
            if one.kind == ACTION:
                self._decisions.labels(one.name).inc()
                self._turns += 1
                self._unanswered += one.name == _UNANSWERED
            elif one.kind == TOPIC:
                self._topics.labels(one.name).inc()
            elif one.kind == LIMITED:
                self._limited.inc()

    def watch_backlog(self, waiting: Callable[[], int]) -> None:
        """Show how many replies are on their way."""
        gauge = Gauge("bot_replies_waiting", "Replies stored and not yet arrived.", registry=self.registry)
        gauge.set_function(waiting)

    def _unanswered_share(self) -> float:
        return self._unanswered / self._turns if self._turns else 0.0
