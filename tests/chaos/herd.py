"""Copies of the bot as processes: started, killed, stopped, and what became of them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket


@dataclass
class Copy:
    """One running bot."""

    pid: int
    log: Path = Path()
    ended: asyncio.Future[int] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    """Its exit code, below 0 for the signal that ended it."""

    def kill(self) -> None:
        """End it at once, as ``kill -9`` does."""
        self._send(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, as a container's stop does."""
        self._send(signal.SIGTERM)

    def output(self) -> str:
        """Return what it wrote."""
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    def _send(self, number: signal.Signals) -> None:
        if not self.ended.done():
            with suppress(ProcessLookupError):  # it has ended, and its spawner is about to say so
                os.kill(self.pid, number)


class Herd:
    """Starts copies of the bot through a spawner, inside a running loop."""

    def __init__(self, spawner: socket.socket, folder: Path) -> None:
        self._spawner = spawner
        self._folder = folder
        self._copies: dict[int, Copy] = {}
        self._started: asyncio.Queue[int] = asyncio.Queue()
        self._one_at_a_time = asyncio.Lock()
        self._unread = b""
        asyncio.get_running_loop().add_reader(spawner, self._read)

    async def start(self, settings: dict[str, str], name: str = "bot") -> Copy:
        """Start a copy with settings given as environment variables; copies of one name share a log."""
        log = self._folder / f"{name}.log"
        async with self._one_at_a_time:
            self._spawner.sendall(json.dumps({"settings": settings, "output": {"path": str(log)}}).encode())
            copy = self._copies[await self._started.get()]
        copy.log = log
        return copy

    async def close(self) -> None:
        """Leave nothing running."""
        for copy in self._copies.values():
            copy.kill()
        await asyncio.gather(*(copy.ended for copy in self._copies.values()))
        asyncio.get_running_loop().remove_reader(self._spawner)

    def _read(self) -> None:
        """Follow what the spawner tells."""
        *lines, self._unread = (self._unread + self._spawner.recv(65536)).split(b"\n")
        for line in lines:
            event = json.loads(line)
            if pid := event.get("started"):
                self._copies[pid] = Copy(pid)
                self._started.put_nowait(pid)
            elif pid := event.get("ended"):
                self._copies[pid].ended.set_result(event["code"])
