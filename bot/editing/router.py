"""One content, asked where messages go."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bot.dialogue.turn import decide
from bot.editing.routing import route, unheard
from bot.editing.settled import certain

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.dialogue.model import Content
    from bot.editing.routing import Route, Told
    from bot.editing.settled import Certain


class Router:
    """Decides messages by one content, each once, and knows without deciding where most phrases go."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self._decided: dict[str, Route] = {}

    @cached_property
    def certain(self) -> Mapping[str, Certain]:
        """The phrases whose own intent no other can outdo."""
        return certain(self.content)

    def routes(self, texts: Collection[str], told: Told = unheard) -> dict[str, Route]:
        """Where each message goes; ``told`` hears how many of them are decided."""
        for number, said in enumerate(texts, start=1):
            if said not in self._decided:
                self._decided[said] = route(decide(self.content, said))
            told(number, len(texts))
        return {said: self._decided[said] for said in texts}
