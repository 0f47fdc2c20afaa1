"""Where the processor's time for a message goes, network aside: ``python -m benchmarks.intake.stages``.

The echo and the whole bot take the same batches as from Telegram, in one process, with a network that answers at once.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias
from unittest.mock import patch

import typer
from rich.console import Console
from rich.table import Table
from telegram.request import BaseRequest

from benchmarks.intake import clients
from benchmarks.intake.measure import CHATS, ENVIRONMENT, whole_bot_messages
from benchmarks.intake.script import BOT_ID, Script, numbered
from bot import conversation
from bot.storage import database
from bot.storage.flood import FloodControl
from bot.storage.keeping import Keeping
from bot.storage.seal import Record
from bot.telegram import delivery, intake, transport
from bot.telegram.metrics import Metrics
from bot.telegram.polling import Polling

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from telegram.request import RequestData

    from benchmarks.intake.script import Message

COUNT = 4000
WARM_UP = 1000
"""Messages before those that count: caches fill, sessions come into being."""
BATCH = 100
STAGES: dict[str, tuple[tuple[Any, str], ...]] = {
    "making the library's objects of the update": ((intake, "_parsed"),),
    "the chat's key": ((clients, "chat_key"),),
    "the turn: care, routing, dialogue": ((clients, "echo_turn"), (clients, "take_turn")),
    "the flood limit": ((FloodControl, "allows"),),
    "what is counted, kept and told to Prometheus": (
        (conversation, "counts_of"), (Keeping, "look_at"), (Metrics, "turn_taken"),
    ),
    "session and reply as JSON, sealed and opened": ((Record, "write"), (Record, "read")),
    "SQLite": ((database, "_transacted"),),
    "the reply as HTML with its buttons, and as JSON": ((delivery, "render"), (transport, "_body")),
}  # fmt: skip
"""The functions that make up each stage; none calls another of them."""
Taken: TypeAlias = defaultdict[str, float]
"""Seconds of the processor by stage."""
REST = "the rest: finding the handler, tasks and queues, the event loop"


class Nowhere(BaseRequest):
    """A network that answers at once."""

    read_timeout = 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        """Write the request down as the real one does, and say that all went well."""
        del method
        transport._body(request_data)  # noqa: SLF001 - a stage that is measured
        bot = {"id": BOT_ID, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
        result = bot if url.endswith("/getMe") else {"message_id": 1}
        return 200, json.dumps({"ok": True, "result": result}).encode()


def main(count: Annotated[int, typer.Option(min=BATCH, help="How many messages are measured.")] = COUNT) -> None:
    """Measure both, and show what each stage takes of a message's time."""
    found = {whole: asyncio.run(_measured(_messages(count, whole=whole), whole=whole)) for whole in (False, True)}
    table = Table("µs of the processor a message", "echo", "whole bot", "more")
    for stage in (*STAGES, REST, "all but the network"):
        echo, whole = (found[which][stage] / count * 1e6 for which in (False, True))
        table.add_row(stage, f"{echo:.0f}", f"{whole:.0f}", f"{whole - echo:.0f}")
    Console(width=110).print(table)


def _messages(count: int, *, whole: bool) -> Sequence[Message]:
    return whole_bot_messages(WARM_UP + count) if whole else numbered(WARM_UP + count, CHATS)


async def _measured(messages: Sequence[Message], *, whole: bool) -> Taken:
    """Seconds of the processor for each stage, all messages together."""
    taken: Taken = defaultdict(float)
    script = Script(tuple(messages))
    with ExitStack() as stack:
        stack.enter_context(patch.object(clients, "TOKEN", ENVIRONMENT["BENCH_TOKEN"]))
        for stage, functions in STAGES.items():
            for owner, name in functions:
                stack.enter_context(patch.object(owner, name, _timed(getattr(owner, name), stage, taken)))
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        application = clients.ours("http://127.0.0.1:9", Path(folder), whole=whole, request=Nowhere())
        await application.initialize()
        polling = Polling(application)
        began = 0.0
        for start in range(0, len(messages), BATCH):
            if start == WARM_UP:
                taken.clear()
                began = time.thread_time()
            batch = range(start, min(start + BATCH, len(messages)))
            await polling.handle([script.update(place, place + 1) for place in batch])
            await application.outbox.finish(5)
        taken["all but the network"] = time.thread_time() - began
        await application.conversation.store.close()
    taken[REST] = taken["all but the network"] - sum(taken[stage] for stage in STAGES)
    return taken


def _timed(function: Callable[..., Any], stage: str, taken: Taken) -> Callable[..., Any]:
    """Add what a function takes to its stage; none of them waits, so that nothing else runs meanwhile."""
    if inspect.iscoroutinefunction(function):

        @wraps(function)
        async def timed_async(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever is measured
            began = time.thread_time()
            result = await function(*given, **named)
            taken[stage] += time.thread_time() - began
            return result

        return timed_async

    @wraps(function)
    def timed(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever is measured
        began = time.thread_time()
        result = function(*given, **named)
        taken[stage] += time.thread_time() - began
        return result

    return timed


if __name__ == "__main__":
    typer.run(main)
