"""The page's side of editing: what is waiting, what adding it would do, how the content is. Loopback only.

Every call needs the token of this start, which only the page itself is given, and a write the page's own origin too:
no other site that is open in the same browser can read what people wrote, or change a file.
"""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.content.sections import SECTIONS
from bot.dialogue.wording import fill
from bot.editing import coverage, inbox
from bot.editing.insights import insights
from bot.editing.refusal import Refusal
from bot.editing.scaffold import Draft, open_topics
from bot.preview.shown import coverage_as_json, group_as_json, insights_as_json, plan_as_json

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from starlette.requests import Request

    from bot.editing.desk import Desk, Plan
    from bot.editing.inbox import Group, Waiting
    from bot.preview.protocol import Json
    from bot.storage.store import Store

    Endpoint = Callable[[Request], Awaitable[Response]]

TOKEN_HEADER = "x-editors-token"  # noqa: S105 - the header's name
PLANS_KEPT = 20
DAYS = 30
"""How far back what was counted is shown."""
PATIENCE = 5.0
"""Seconds that an editor is kept waiting for the bot to take over what was written."""
LOOKS = 100
"""How often is looked meanwhile."""
T = TypeVar("T")


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


_Shape = TypeVar("_Shape", bound=_Asked)


class _Planned(_Asked):
    intent: str
    phrase: str = Field(min_length=1, max_length=4096)
    asked: list[str] = []


class _Drafted(_Asked):
    name: str
    title: str = Field(min_length=1)
    topic: str
    phrases: list[str] = Field(min_length=1)
    answer: str = Field(min_length=1, max_length=4096)
    more: str = Field(default="", max_length=4096)
    sources: list[str] = []


class _Messages(_Asked):
    messages: list[str]
    care: bool = False


class _Undone(_Asked):
    care: bool = False


class Workshop:
    """What editors do in the page."""

    def __init__(self, desk: Desk, store: Store, waiting: Waiting) -> None:
        self.token = secrets.token_urlsafe(24)
        self._desk = desk
        self._store = store
        self._waiting = waiting
        self._plans: dict[str, Plan] = {}
        self._covered: tuple[str, Json] = ("", {})
        self._turn = asyncio.Lock()
        self._writing = asyncio.Lock()
        self._ahead: asyncio.Task[None] | None = None

    def routes(self) -> list[Route]:
        """List the routes."""
        return [
            Route("/editors/inbox", self._guarded(self.inbox)),
            Route("/editors/plans", self._guarded(self.plan), methods=["POST"]),
            Route("/editors/intents", self._guarded(self.draft), methods=["POST"]),
            Route("/editors/plans/{plan}", self._guarded(self.write), methods=["POST"]),
            Route("/editors/ignored", self._guarded(self.ignore), methods=["POST"]),
            Route("/editors/undo", self._guarded(self.undo), methods=["POST"]),
            Route("/editors/coverage", self._guarded(self.coverage)),
            Route("/editors/insights", self._guarded(self.insights)),
        ]

    async def inbox(self, _: Request) -> Response:
        """Return the messages waiting, in groups, with the intents nearest to each."""
        kept = self._waiting.of(await self._store.kept())
        shown = await asyncio.to_thread(lambda: self._groups(self._desk, inbox.grouped(kept)))
        if kept:
            self._ahead = asyncio.create_task(self._prepare())
        return JSONResponse(shown)

    async def plan(self, request: Request) -> Response:
        """Try a change: its lines, and every known message that would move; nothing is written."""
        asked = await _read(request, _Planned)
        return self._shown(await self._at_desk(lambda desk: desk.phrase(asked.intent, asked.phrase, asked.asked)))

    async def draft(self, request: Request) -> Response:
        """Try a new intent in the same way."""
        asked = (await _read(request, _Drafted)).model_dump()
        draft = Draft(**asked | {"phrases": tuple(asked["phrases"]), "sources": tuple(asked["sources"])})
        return self._shown(await self._at_desk(lambda desk: desk.intent(draft)))

    def _shown(self, plan: Plan) -> Response:
        """Show a plan, and keep it until it is written."""
        name = secrets.token_urlsafe(9)
        self._plans = dict([*self._plans.items(), (name, plan)][-PLANS_KEPT:])
        return JSONResponse({"id": name} | plan_as_json(plan), 201)

    async def write(self, request: Request) -> Response:
        """Write a plan that was shown, after which its messages no longer wait."""
        asked = await _read(request, _Messages)
        plan = self._plans.get(name := request.path_params["plan"])
        if plan is None:
            raise Refusal("That was written already, or the preview has started anew.")
        before = self._desk.content.version
        settled = await self._at_files(lambda desk: desk.write(plan, asked.messages, care=asked.care))
        del self._plans[name]
        await self._drop(settled)
        await self._taken_over(before)
        return JSONResponse({"title": plan.change.title})

    async def ignore(self, request: Request) -> Response:
        """Put messages aside for good."""
        asked = await _read(request, _Messages)
        self._waiting.ignored.add(one.text for one in await self._store.kept() if one.id in asked.messages)
        await self._drop(asked.messages)
        return Response(status_code=204)

    async def undo(self, request: Request) -> Response:
        """Take the last change back."""
        asked = await _read(request, _Undone)
        before = self._desk.content.version
        done = await self._at_files(lambda desk: desk.undo(care=asked.care))
        if done is None:
            raise Refusal("There is nothing to take back.")
        await self._taken_over(before)
        return JSONResponse({"title": done[0]})

    async def coverage(self, _: Request) -> Response:
        """Return how the content covers the article, and which intents are hard to tell apart."""
        return JSONResponse(await self._at_desk(self._coverage))

    async def insights(self, _: Request) -> Response:
        """Return what was counted."""
        since = (datetime.now(UTC) - timedelta(days=DAYS - 1)).date()
        return JSONResponse(insights_as_json(insights(await self._store.tallies(since))))

    def _groups(self, desk: Desk, groups: tuple[Group, ...]) -> Json:
        content = desk.content
        shown = [group_as_json(group, inbox.suggestions(content, group.text)) for group in groups]
        intents = {name: fill(intent.title, "he") for name, intent in sorted(content.intents.items())}
        return {"groups": shown, "intents": intents, "topics": open_topics(), "sections": SECTIONS}

    def _coverage(self, desk: Desk) -> Json:
        content = desk.content
        if self._covered[0] != content.version:
            confused = coverage.confusion(content)
            self._covered = content.version, coverage_as_json(content, confused)
        return self._covered[1]

    async def _at_desk(self, work: Callable[[Desk], T]) -> T:
        """Do one thing at a time, beside the bot, which goes on answering."""
        async with self._turn:
            return await asyncio.to_thread(work, self._desk)

    async def _at_files(self, work: Callable[[Desk], T]) -> T:
        """Change one thing at a time, without waiting for what is only tried meanwhile."""
        async with self._writing:
            return await asyncio.to_thread(work, self._desk)

    async def _taken_over(self, before: str) -> None:
        """Wait until the bot has what was written, or for some seconds."""
        with suppress(Refusal):
            for _ in range(LOOKS):
                if await asyncio.to_thread(lambda: self._desk.content.version) != before:
                    return
                await asyncio.sleep(PATIENCE / LOOKS)

    async def _prepare(self) -> None:
        """While the editor reads, get ready for the first trial."""
        with suppress(Refusal):
            await self._at_desk(lambda desk: desk.prepare())

    async def _drop(self, messages: Iterable[str]) -> None:
        for message in messages:
            await self._store.drop(message)

    def _guarded(self, endpoint: Endpoint) -> Endpoint:
        """Let only the page itself in; what is declined is said in words."""

        async def guarded(request: Request) -> Response:
            if not secrets.compare_digest(request.headers.get(TOKEN_HEADER, ""), self.token):
                raise HTTPException(403, "Only the page itself may do this; load it again.")
            origin = request.headers.get("origin", "")
            if request.method != "GET" and origin.partition("://")[2] != request.headers.get("host"):
                raise HTTPException(403, "Only the page itself may do this.")
            try:
                return await endpoint(request)
            except Refusal as refusal:
                return JSONResponse({"refused": str(refusal)})  # an answer like any other, no fault of the page's

        return guarded


async def _read(request: Request, shape: type[_Shape]) -> _Shape:
    try:
        return shape.model_validate_json(await request.body())
    except ValidationError as error:
        raise HTTPException(422, error.errors()[0]["msg"]) from None
