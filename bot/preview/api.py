"""The Bot API over HTTP: bodies in, methods called, envelopes out, faults in between."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, cast

from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.preview.faults import Kind
from bot.preview.parameters import checked, method_names
from bot.preview.protocol import OTHER_POLL, ApiError, Json, bad_request, conflict, too_many_requests

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request

    from bot.preview.faults import Fault, Faults

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{35}")
_REFUSALS = (Kind.FLOOD, Kind.SERVER_ERROR, Kind.BAD_GATEWAY, Kind.UNAUTHORIZED, Kind.CONFLICT)
_UNAUTHORIZED = ApiError(401, "Unauthorized")
_BAD_GATEWAY = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"

logger = logging.getLogger(__name__)


class Api:
    """Answers calls of one bot."""

    def __init__(self, token: str, methods: Mapping[str, Callable[[Json], object]], faults: Faults) -> None:
        if not _TOKEN.fullmatch(token):
            raise ValueError("A token is digits, a colon and 35 letters, digits, - or _.")
        self._token = token
        self._methods = methods
        self._faults = faults

    async def endpoint(self, request: Request) -> Response:
        """Answer one request."""
        method = request.path_params["method"]
        if await self._lost(request, method, Kind.DROP_BEFORE):
            return Response()
        try:
            if request.path_params["token"] != self._token:
                raise _UNAUTHORIZED
            response = await self._faulty(method) or await self._answer(request, method)
        except ApiError as error:
            response = JSONResponse(error.as_json(), error.code)
        except ClientDisconnect:
            return Response()  # the bot died while it was speaking
        if await self._lost(request, method, Kind.DROP_AFTER):
            return Response()
        return response

    async def call(self, method: str, given: Mapping[str, object]) -> object:
        """Call a method by its name, in any case."""
        name = method_names().get(method.lower())
        if name is None or name not in self._methods:
            raise ApiError(404, "Not Found: method not found")
        result = self._methods[name](checked(name, given))
        return await result if isawaitable(result) else result

    async def _answer(self, request: Request, method: str) -> Response:
        result = await self.call(method, await _parameters(request))
        return JSONResponse({"ok": True, "result": result})

    async def _faulty(self, method: str) -> Response | None:
        """Let happen what was asked to go wrong before the method is called."""
        if fault := self._faults.take(method, [Kind.HANG]):
            await asyncio.sleep(fault.seconds)
        fault = self._faults.take(method, _REFUSALS)
        return _refusal(fault) if fault else None

    async def _lost(self, request: Request, method: str, kind: Kind) -> bool:
        """Cut the connection if that was asked for."""
        if not self._faults.take(method, [kind]):
            return False
        await _cut(request)
        return True


def _refusal(fault: Fault) -> Response:
    if fault.kind is Kind.BAD_GATEWAY:
        return HTMLResponse(_BAD_GATEWAY, 502)
    refusals = {
        Kind.FLOOD: too_many_requests(fault.seconds),
        Kind.SERVER_ERROR: ApiError(500, "Internal Server Error"),
        Kind.UNAUTHORIZED: _UNAUTHORIZED,
        Kind.CONFLICT: conflict(OTHER_POLL),
    }
    raise refusals[fault.kind]


async def _parameters(request: Request) -> Json:
    """Read the parameters, wherever they stand: address, form, multipart or JSON."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    given: Json = dict(request.query_params)
    if kind == "application/json":
        return given | await _json_body(request)
    if kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form() as form:
            return given | dict(form)
    return given


async def _json_body(request: Request) -> Json:
    try:
        body = json.loads(await request.body() or b"{}")
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise bad_request("can't parse request JSON object")
    return body


async def _cut(request: Request) -> None:
    """End the connection without an answer, as a broken network does."""
    cycle = cast("Any", request.receive).__self__  # uvicorn's request, which alone knows the connection
    cycle.transport.abort()
    while (await request.receive())["type"] != "http.disconnect":
        """Read what the client had still sent."""
