"""What happens in a chat, told to whoever has its page open."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from bot.preview.protocol import Json

KEEP_ALIVE_SECONDS = 15.0


class Feed:
    """Passes events on to the pages that listen, chat by chat."""

    def __init__(self) -> None:
        self._listeners: defaultdict[int, set[asyncio.Queue[str | None]]] = defaultdict(set)
        self._is_closed = False

    def tell(self, chat_id: int, event: str, data: Json) -> None:
        """Tell one chat's pages."""
        for listener in self._listeners[chat_id]:
            listener.put_nowait(_line(event, data))

    def tell_all(self, event: str, data: Json) -> None:
        """Tell every page."""
        for chat_id in list(self._listeners):
            self.tell(chat_id, event, data)

    def close(self) -> None:
        """End every stream; one asked for from now on tells the state and ends."""
        self._is_closed = True
        for listeners in self._listeners.values():
            for listener in listeners:
                listener.put_nowait(None)

    async def stream(self, chat_id: int, first: Json) -> AsyncIterator[str]:
        """Yield server-sent events: the state at the start, then whatever happens."""
        with self._listening(chat_id) as queue:
            yield _line("state", first)
            while not self._is_closed:
                try:
                    line = await asyncio.wait_for(queue.get(), KEEP_ALIVE_SECONDS)
                except TimeoutError:
                    line = ": still here\n\n"
                if line is None:
                    return
                yield line

    @contextmanager
    def _listening(self, chat_id: int) -> Iterator[asyncio.Queue[str | None]]:
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._listeners[chat_id].add(queue)
        try:
            yield queue
        finally:
            self._listeners[chat_id].discard(queue)


def _line(event: str, data: Json) -> str:
    return f"event: {event}\ndata: {json.dumps(data)}\n\n"
