"""The chat page's side of the server: its files, what people do there, and the stream of what happens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.preview.chats import buttons_of
from bot.preview.faults import Fault, Kind
from bot.preview.protocol import ApiError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute
    from starlette.types import Receive, Scope, Send

    from bot.preview.chats import Chat
    from bot.preview.preview import Preview

FILES = Path(__file__).with_name("page")
LONGEST_TEXT = 4096
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


_Shape = TypeVar("_Shape", bound=_Asked)


class _Said(_Asked):
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)


class _Tapped(_Asked):
    message_id: int
    data: str


class _Blocked(_Asked):
    blocked: bool


class _Faulted(_Asked):
    kind: Kind
    method: str = ""
    times: int = Field(default=1, ge=1, le=1000)
    seconds: int = Field(default=1, ge=0, le=3600)


class Page:
    """The routes of the page."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview

    def routes(self) -> list[BaseRoute]:
        """List the routes."""
        return [
            Route("/", self.index),
            Route("/chats", self.open, methods=["POST"]),
            Route("/chats/{chat:int}/events", self.events),
            Route("/chats/{chat:int}/messages", self.say, methods=["POST"]),
            Route("/chats/{chat:int}/taps", self.tap, methods=["POST"]),
            Route("/chats/{chat:int}/blocked", self.block, methods=["PUT"]),
            Route("/faults", self.add_fault, methods=["POST"]),
            Route("/faults", self.clear_faults, methods=["DELETE"]),
            Mount("/page", _Files(directory=FILES)),
        ]

    async def index(self, _: Request) -> Response:
        """Show the page; where editors may work in it, it is given their token."""
        token = self._preview.workshop.token if self._preview.workshop else ""
        text = (FILES / "index.html").read_text("utf-8").replace("{{editors}}", token)
        return HTMLResponse(text, headers=HEADERS | {"Cache-Control": "no-store"})

    async def open(self, request: Request) -> Response:
        """Open a new chat."""
        _refuse_strangers(request)
        language = request.headers.get("accept-language", "en").partition(",")[0].partition(";")[0]
        return JSONResponse({"id": self._preview.chats.open(language).id}, 201)

    async def events(self, request: Request) -> Response:
        """Stream the chat: first all there is, then what happens."""
        chat = self._chat(request)
        stream = self._preview.feed.stream(chat.id, self._preview.state_of(chat))
        return StreamingResponse(stream, media_type="text/event-stream", headers=HEADERS)

    async def say(self, request: Request) -> Response:
        """Send a message to the bot."""
        said = await _read(request, _Said)
        message = self._preview.say(self._chat(request).id, said.text.strip())
        return JSONResponse({"message_id": message["message_id"]}, 201)

    async def tap(self, request: Request) -> Response:
        """Tap a button."""
        tapped = await _read(request, _Tapped)
        chat = self._chat(request)
        buttons = buttons_of(chat.messages.get(tapped.message_id, {}))
        if tapped.data not in [button.get("callback_data") for button in buttons]:
            raise HTTPException(409, "That button is no longer there.")
        self._preview.tap(chat.id, tapped.message_id, tapped.data)
        return Response(status_code=204)

    async def block(self, request: Request) -> Response:
        """Block the bot, or let it write again."""
        asked = await _read(request, _Blocked)
        self._preview.block(self._chat(request).id, asked.blocked)
        return Response(status_code=204)

    async def add_fault(self, request: Request) -> Response:
        """Let something go wrong."""
        asked = await _read(request, _Faulted)
        self._preview.fail(Fault(asked.kind, asked.method, asked.times, asked.seconds))
        return Response(status_code=204)

    async def clear_faults(self, request: Request) -> Response:
        """Let everything go well again."""
        _refuse_strangers(request)
        self._preview.faults.clear()
        return Response(status_code=204)

    def _chat(self, request: Request) -> Chat:
        try:
            return self._preview.chats.find(request.path_params["chat"])
        except ApiError:
            raise HTTPException(404, "This chat is not known here.") from None


class _Files(StaticFiles):
    """The page's files, with its headers."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self.get_response(self.get_path(scope), scope)
        response.headers.update(HEADERS)
        await response(scope, receive, send)


async def _read(request: Request, shape: type[_Shape]) -> _Shape:
    _refuse_strangers(request)
    try:
        return shape.model_validate_json(await request.body())
    except ValidationError as error:
        raise HTTPException(422, error.errors()[0]["msg"]) from None


def _refuse_strangers(request: Request) -> None:
    """Refuse what another site's page makes a browser send."""
    origin = request.headers.get("origin")
    if origin and origin.partition("://")[2] != request.headers.get("host"):
        raise HTTPException(403, "Only the chat page itself may do this.")
