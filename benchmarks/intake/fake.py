"""A Telegram that costs next to nothing, in a process of its own: a script of messages out, replies counted in.

Reads a ``Script`` as one line of JSON from standard input, and prints events as lines of JSON: ``port`` (where it
listens), ``greeted`` (a bot has started), ``started`` (one has asked for the first update), ``released`` (all
messages have come), ``taken`` (how many messages are confirmed, where that ends the run), ``done`` (with a ``Result``).
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING

import aiohttp
from aiohttp import web

from benchmarks.intake.script import BOT_ID, Script
from benchmarks.intake.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_BATCH = 100
DELIVERIES_AT_ONCE = 40
"""Telegram's default for ``max_connections``, which a bot may set to up to 100."""
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
FIRST_ID = 1001
LONGEST_START = 120.0
"""Seconds after which a bot that never came is given up."""


class Fake:
    """One bot's Telegram for one run."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._updates = [json.dumps(script.update(place, FIRST_ID + place)) for place in range(len(script.messages))]
        self._tally = Tally(script)
        self._confirmed = 0
        self._began = self._released = self._computed = 0.0
        self._starts = 0
        self._all_came = asyncio.Event()
        self._news = asyncio.Event()
        self._finished = asyncio.Event()
        self._hook = ""
        self._deliveries_at_once = DELIVERIES_AT_ONCE
        self._limit: asyncio.TimerHandle | None = None
        self._chats: dict[int, list[int]] = {}

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one call of the Bot API."""
        method = request.path.rpartition("/")[2].lower()
        given = await _parameters(request)
        if method == "getme":
            self._greet()
        if method == "sendmessage":
            return await self._send(int(str(given["chat_id"])), str(given["text"]))
        if method == "getupdates":
            offset, seconds = int(str(given.get("offset") or 0)), float(str(given.get("timeout") or 0))
            return _result(f"[{','.join(await self._batch(offset, seconds))}]")
        if method == "setwebhook":
            self._hook = str(given["url"])
            self._deliveries_at_once = int(str(given.get("max_connections") or DELIVERIES_AT_ONCE))
            asyncio.get_running_loop().call_soon(self._begin)
        return _result(json.dumps(self._usual(method)))

    def _usual(self, method: str) -> object:
        """Answer what has no part in the run."""
        webhook = {"url": self._hook, "has_custom_certificate": False, "pending_update_count": 0}
        usual: dict[str, object] = {"getme": BOT, "getwebhookinfo": webhook, "getmycommands": []}
        usual |= {"getmydescription": {"description": ""}, "getmyshortdescription": {"short_description": ""}}
        return usual.get(method, True)

    def _greet(self) -> None:
        """Tell that a bot has started; a later one has the whole time to itself."""
        _tell(greeted=True)
        self._starts += 1
        if self._starts > 1:
            self._set_limit(self._script.limit_seconds)

    def _set_limit(self, seconds: float) -> None:
        if self._limit:
            self._limit.cancel()
        self._limit = asyncio.get_running_loop().call_later(seconds, self._finished.set)

    async def run(self) -> None:
        """Serve until every message is answered or the time is up, then print what came of it."""
        server = web.Server(self.answer, access_log=None)
        listening = await asyncio.get_running_loop().create_server(server, "127.0.0.1", 0)
        _tell(port=listening.sockets[0].getsockname()[1])
        async with asyncio.timeout(LONGEST_START + 2 * self._script.limit_seconds):
            await self._finished.wait()
        computed = time.process_time() - self._computed
        _tell(done=asdict(self._tally.result(self._began, self._released, self._confirmed, computed)))
        await asyncio.sleep(3600)  # answer on until the driver ends us: a bot left alone would log its despair

    def _begin(self) -> None:
        """Start the clock with the first sign that the bot wants updates."""
        if self._began:
            return
        self._began = time.monotonic()
        _tell(started=True)
        self._releasing = asyncio.create_task(self._release())
        if self._hook:
            self._delivering = asyncio.create_task(self._deliver_all())

    async def _release(self) -> None:
        """Let messages flow, then let all others come once those are answered, or late by a second."""
        flowing = self._script.flowing
        end = self._began + flowing / self._script.rate + 1 if flowing else 0
        while self._tally.answered < flowing and time.monotonic() < end:
            self._wake()
            await asyncio.sleep(0.005)
        self._released, self._computed = time.monotonic(), time.process_time()
        if not self._script.quiet_seconds:
            self._set_limit(self._script.limit_seconds)
        _tell(released=True)
        self._all_came.set()
        self._wake()

    def _arrived(self) -> int:
        """Count the messages that have arrived by now."""
        if self._released:
            return len(self._updates)
        return min(int((time.monotonic() - self._began) * self._script.rate) + 1, self._script.flowing)

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    async def _batch(self, offset: int, seconds: float) -> list[str]:
        self._confirmed = max(self._confirmed, offset - FIRST_ID)
        self._begin()
        if self._script.until_confirmed:
            _tell(taken=self._confirmed)
            if self._confirmed >= len(self._updates):
                self._finished.set()
        deadline = time.monotonic() + seconds
        while self._confirmed >= self._arrived() and (left := deadline - time.monotonic()) > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._news.wait()
        return self._updates[self._confirmed : self._arrived()][:LARGEST_BATCH]

    async def _send(self, chat: int, text: str) -> web.Response:
        if self._tally.replied(chat, text, time.monotonic()) and not self._script.until_confirmed:
            self._finished.set()
        if self._script.quiet_seconds and self._starts > 1:
            self._set_limit(self._script.quiet_seconds)
        if self._script.send_seconds:
            await asyncio.sleep(self._script.send_seconds)
        sent = {"message_id": 1, "date": int(time.time()), "chat": {"id": chat, "type": "private"}, "text": text}
        return _result(json.dumps(sent))

    async def _deliver_all(self) -> None:
        """Post to the bot's address as Telegram does: one message of a chat at a time, chats side by side."""
        room = asyncio.Semaphore(self._deliveries_at_once)
        lanes: dict[int, asyncio.Queue[int]] = {}
        async with (
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
            asyncio.TaskGroup() as tasks,
        ):
            for place, message in enumerate(self._script.messages):
                if place >= self._script.flowing:
                    await self._all_came.wait()
                elif (wait := self._began + place / self._script.rate - time.monotonic()) > 0:
                    await asyncio.sleep(wait)
                if message.chat not in lanes:
                    lanes[message.chat] = asyncio.Queue()
                    tasks.create_task(self._work_on(lanes[message.chat], session, room))
                lanes[message.chat].put_nowait(place)

    async def _work_on(self, lane: asyncio.Queue[int], session: aiohttp.ClientSession, room: asyncio.Semaphore) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": os.environ["BENCH_SECRET"], "Content-Type": "application/json"}
        while True:
            body = self._updates[await lane.get()]
            async with room:
                while not await _posted(session, self._hook, body, headers):  # noqa: ASYNC110 - Telegram tries again, too
                    await asyncio.sleep(0.05)


async def _parameters(request: web.BaseRequest) -> Mapping[str, object]:
    """Read what was given, in whatever form the library gives it."""
    if request.content_type == "application/json":
        return dict(json.loads(await request.read()))
    return await request.post() if request.can_read_body else request.query


async def _posted(session: aiohttp.ClientSession, address: str, body: str, headers: dict[str, str]) -> bool:
    try:
        async with session.post(address, data=body, headers=headers) as response:
            return response.status == 200
    except aiohttp.ClientError:
        return False


def _result(result: str) -> web.Response:
    return web.Response(text=f'{{"ok":true,"result":{result}}}', content_type="application/json")


def _tell(**event: object) -> None:
    print(json.dumps(event), flush=True)


if __name__ == "__main__":
    logging.disable()  # bots that are killed leave broken connections behind
    asyncio.run(Fake(Script.from_json(sys.stdin.readline())).run())
