"""The local Telegram as one piece: its application, and what a program may do with it."""

from __future__ import annotations

import secrets
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.preview.api import Api
from bot.preview.chats import Chat, Chats
from bot.preview.explain import content_as_json, turn_as_json
from bot.preview.faults import Fault, Faults, Kind
from bot.preview.feed import Feed
from bot.preview.methods import Messages
from bot.preview.page import Page
from bot.preview.profile import Profile
from bot.preview.updates import Updates
from bot.preview.webhook import Webhook

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from bot.content.problem import Problem
    from bot.dialogue.exchange import Turn
    from bot.preview.protocol import Json
    from bot.preview.workshop import Workshop

BOT_ID = 1_000_000_001
BOT_NAME = "Breathing Room"
BOT_USERNAME = "breathing_room_bot"
LOOPBACK = ("127.0.0.1", "localhost")


class Preview:
    """A Telegram server for one bot, on loopback."""

    def __init__(
        self,
        token: str = "",
        *,
        hosts: Sequence[str] = LOOPBACK,
        clock: Callable[[], float] = time.time,
        first_wait: float = 1.0,
        workshop: Workshop | None = None,
    ) -> None:
        self.token = token or new_token()
        self.workshop = workshop
        self.feed = Feed()
        self.faults = Faults()
        self.updates = Updates()
        self.chats = Chats(_bot(self.token), self.feed, clock)
        self._profile = Profile(self.chats)
        self._webhook = Webhook(self.updates, first_wait)
        self._content: Json = content_as_json("", ())
        self.app = self._build(hosts)

    def say(self, chat_id: int, text: str, reply_to: int | None = None) -> Json:
        """Let the chat's person write; returns the message."""
        message = self.chats.say(self.chats.find(chat_id), text, reply_to)
        self.updates.add("message", message)
        return message

    def tap(self, chat_id: int, message_id: int, data: str) -> Json:
        """Let the chat's person tap a button; returns the query."""
        query = self.chats.tap(self.chats.find(chat_id), message_id, data)
        self.updates.add("callback_query", query)
        return query

    def block(self, chat_id: int, blocked: bool) -> None:
        """Let the chat's person block the bot, or take that back."""
        chat = self.chats.find(chat_id)
        if chat.is_blocked == blocked:
            return
        chat.is_blocked = blocked
        self.updates.add("my_chat_member", self._membership(chat))

    def fail(self, fault: Fault) -> None:
        """Let something go wrong."""
        if fault.kind is Kind.DUPLICATE:
            self.updates.duplicates += fault.times
        elif fault.kind is Kind.UNPARSABLE:
            for _ in range(fault.times):
                self.updates.add("message", {"message_id": "not a number"})
        else:
            self.faults.add(fault)

    def on_turn(self, chat_id: int, turn: Turn) -> None:
        """Show in a chat's panel why the bot answered as it just did."""
        chat = self.chats.find(chat_id)
        shown = turn_as_json(turn) | {"message_id": chat.last_id}
        chat.turns[chat.last_id] = shown
        self.feed.tell(chat.id, "turn", shown)

    def on_content(self, summary: str, problems: Sequence[Problem]) -> None:
        """Show in every panel what was loaded and what is wrong with it."""
        self._content = content_as_json(summary, problems)
        self.feed.tell_all("content", self._content)

    def state_of(self, chat: Chat) -> Json:
        """Return everything a page shows of a chat."""
        return self._profile.shown() | {
            "chat": chat.about,
            "is_started": chat.is_started,
            "messages": list(chat.messages.values()),
            "turns": list(chat.turns.values()),
            "content": self._content,
        }

    def close(self) -> None:
        """End polls, streams and deliveries, so that the server can stop."""
        self.updates.close()
        self.feed.close()
        self._webhook.close()

    async def _get_updates(self, asked: Json) -> list[Json]:
        self.updates.allow(asked.get("allowed_updates"))
        return await self.updates.get(asked.get("offset", 0), asked.get("limit", 100), asked.get("timeout", 0))

    def _build(self, hosts: Sequence[str]) -> Starlette:
        methods = Messages(self.chats).methods() | self._profile.methods() | self._webhook.methods()
        api = Api(self.token, methods | {"getUpdates": self._get_updates}, self.faults)
        self._webhook.answers_may_call(api.call)
        calls = Route("/bot{token}/{method}", api.endpoint, methods=["GET", "POST"])
        return Starlette(
            routes=[calls, *Page(self).routes(), *(self.workshop.routes() if self.workshop else ())],
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
            exception_handlers={HTTPException: _in_telegrams_form},
            lifespan=self._lifespan,
        )

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        yield
        self.close()

    def _membership(self, chat: Chat) -> Json:
        blocked: Json = {"status": "kicked", "user": self.chats.bot, "until_date": 0}
        member: Json = {"status": "member", "user": self.chats.bot}
        old, new = (member, blocked) if chat.is_blocked else (blocked, member)
        date = int(self.chats.clock())
        about = {"chat": chat.about, "from": chat.person, "date": date}
        return about | {"old_chat_member": old, "new_chat_member": new}


def new_token() -> str:
    """Draw a token: with one that is known, any web page could reach this server through its visitor's browser."""
    return f"{BOT_ID}:{secrets.token_urlsafe(26)}"


def _bot(token: str) -> Json:
    number = int(token.partition(":")[0])
    return {"id": number, "is_bot": True, "first_name": BOT_NAME, "username": BOT_USERNAME}


async def _in_telegrams_form(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    body = {"ok": False, "error_code": error.status_code, "description": error.detail}
    return JSONResponse(body, error.status_code)
