"""Work in lanes: side by side across lanes, one after the other within a lane."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


class Lanes:
    """Lanes come with their first piece of work and go with their last."""

    def __init__(self) -> None:
        self._lanes: dict[int, deque[Callable[[], Awaitable[None]]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._progress = asyncio.Event()
        self.waiting = 0
        """How many pieces of work are not finished yet."""

    def add(self, lane: int, work: Callable[[], Awaitable[None]]) -> None:
        """Put work at the end of a lane; it sees to its own failures."""
        self.waiting += 1
        if lane in self._lanes:
            self._lanes[lane].append(work)
            return
        self._lanes[lane] = deque([work])
        task = asyncio.create_task(self._run(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def room(self, lanes: int, works: int) -> None:
        """Wait until there are fewer lanes than so many, and less unfinished work in all of them than so much."""
        while len(self._lanes) >= lanes or self.waiting >= works:
            self._progress.clear()
            await self._progress.wait()

    async def finish(self, seconds: float) -> None:
        """Let the lanes run empty for so long; then drop what is left."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, lane: int) -> None:
        works = self._lanes[lane]
        try:
            while works:
                await works[0]()
                works.popleft()
                self._finished(1)
        finally:
            del self._lanes[lane]
            self._finished(len(works))

    def _finished(self, count: int) -> None:
        self.waiting -= count
        self._progress.set()
