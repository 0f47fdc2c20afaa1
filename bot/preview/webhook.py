"""Delivering updates to a bot's own address: one at a time for each chat, again until it is taken."""

from __future__ import annotations

import asyncio
import json
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp

from bot.preview.protocol import ApiError, Json, bad_request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.preview.updates import Updates

CONNECTIONS = 40
LONGEST_WAIT = 60.0
LONGEST_RETRY_AFTER = 3600.0
ANSWER_SECONDS = 60
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_ADDRESS = re.compile(r"https?://[^\s/]+(/\S*)?")
_TAPS = 3 << 33
"""Sets the queue of a person's taps apart from that of the chat."""


@dataclass(frozen=True, slots=True)
class _Address:
    url: str
    secret: str
    connections: int


class Webhook:
    """The address a bot has set, and the deliveries to it."""

    def __init__(self, updates: Updates, first_wait: float = 1.0) -> None:
        self._updates = updates
        self._first_wait = first_wait
        self._address = _Address("", "", CONNECTIONS)
        self._error: Json = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._call: Callable[[str, Json], Awaitable[object]] | None = None
        updates.on_new = self._start_tasks

    def methods(self) -> dict[str, Callable[[Json], object]]:
        """List the methods by name."""
        return {"setWebhook": self.set, "deleteWebhook": self.delete, "getWebhookInfo": self.info}

    def answers_may_call(self, call: Callable[[str, Json], Awaitable[object]]) -> None:
        """Let the bot call a method in its answer to a delivery."""
        self._call = call

    def set(self, asked: Json) -> bool:
        """Set the address; an empty one is none."""
        url, secret = asked["url"], asked.get("secret_token", "")
        if url and not _ADDRESS.fullmatch(url):
            raise bad_request("bad webhook: invalid webhook URL specified")
        if secret and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        self.close()
        self._address = _Address(url, secret, min(max(asked.get("max_connections", CONNECTIONS), 1), 100))
        self._updates.webhook = url
        self._updates.allow(asked.get("allowed_updates"))
        self._error = {}
        if asked.get("drop_pending_updates"):
            self._updates.clear()
        self._updates.wake()
        return True

    def delete(self, asked: Json) -> bool:
        """Take the address back."""
        return self.set(asked | {"url": ""})

    def info(self, _: Json) -> Json:
        """Tell how it goes."""
        info = {
            "url": self._address.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending),
        }
        if self._address.url:
            info |= {"max_connections": self._address.connections, "ip_address": "127.0.0.1"}
        if self._updates.allowed:
            info["allowed_updates"] = self._updates.allowed
        return info | self._error

    def close(self) -> None:
        """Deliver nothing more."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()

    def _start_tasks(self) -> None:
        """See to it that every queue with something in it is being worked on."""
        if not self._address.url:
            return
        for update in self._updates.pending.values():
            queue = _queue_of(update)
            if queue not in self._tasks and len(self._tasks) < self._address.connections:
                self._tasks[queue] = asyncio.create_task(self._work_on(queue))

    async def _work_on(self, queue: int) -> None:
        while update := next((one for one in self._updates.pending.values() if _queue_of(one) == queue), None):
            await self._deliver(update)
        del self._tasks[queue]
        self._start_tasks()

    async def _deliver(self, update: Json) -> None:
        """Deliver one update until it is taken."""
        wait = self._first_wait
        while (asked_to_wait := await self._post(update)) is not None:
            await asyncio.sleep(asked_to_wait or wait)
            wait = min(wait * 2, LONGEST_WAIT)
        self._updates.settle(update["update_id"])

    async def _post(self, update: Json) -> float | None:
        """Post once: ``None`` when it was taken, else how long the bot asks to wait, 0 where it does not say."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._address.secret} if self._address.secret else {}
        limit = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        try:
            async with (
                aiohttp.ClientSession(timeout=limit) as session,
                session.post(self._address.url, json=update, headers=headers, allow_redirects=False) as response,
            ):
                if response.ok and response.status < 300:
                    await self._obey(await response.read())
                    return None
                self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
                return _retry_after(response)
        except TimeoutError:
            self._failed("Read timeout expired")
        except aiohttp.ClientError:
            self._failed("Connection refused")
        return 0.0

    def _failed(self, reason: str) -> None:
        self._error = {"last_error_date": int(time.time()), "last_error_message": reason}

    async def _obey(self, body: bytes) -> None:
        """Call the method the answer names; nobody learns what came of it."""
        try:
            asked = json.loads(body)
        except ValueError:
            return
        if self._call and isinstance(asked, dict) and "method" in asked:
            with suppress(ApiError):
                await self._call(asked.pop("method"), asked)


def _queue_of(update: Json) -> int:
    if query := update.get("callback_query"):
        return int(query["from"]["id"]) + _TAPS
    content = next(value for name, value in update.items() if name != "update_id")
    return int(content.get("chat", {}).get("id", 0))


def _retry_after(response: aiohttp.ClientResponse) -> float:
    asked = response.headers.get("Retry-After", "")
    return min(float(asked), LONGEST_RETRY_AFTER) if asked.isdecimal() else 0.0
