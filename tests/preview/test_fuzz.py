"""Whatever a client sends to the local Telegram, it answers in Telegram's form and never with 500."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.preview.parameters import method_names
from tests.odd_json import ANYTHING, BODIES, bent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.preview.preview import Preview

ODD = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
REFUSALS = {200, 400, 401, 403, 404, 409}
KEYBOARD = {"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]}
GOOD: list[tuple[str, dict[str, Any]]] = [
    ("sendMessage", {"chat_id": 1001, "text": "<b>hello</b>", "parse_mode": "HTML", "reply_markup": KEYBOARD}),
    ("sendMessage", {"chat_id": 1001, "text": "hello", "entities": [{"type": "bold", "offset": 0, "length": 5}]}),
    ("editMessageText", {"chat_id": 1001, "message_id": 1, "text": "other", "reply_markup": KEYBOARD}),
    ("deleteMessage", {"chat_id": 1001, "message_id": 1}),
    ("answerCallbackQuery", {"callback_query_id": "4000000000", "text": "yes", "show_alert": True}),
    ("setMessageReaction", {"chat_id": 1001, "message_id": 1, "reaction": [{"type": "emoji", "emoji": "👍"}]}),
    ("setMyCommands", {"commands": [{"command": "start", "description": "Begin"}], "scope": {"type": "default"}}),
    ("setWebhook", {"url": "", "secret_token": "quiet", "max_connections": 40, "allowed_updates": ["message"]}),
    ("getUpdates", {"offset": 0, "limit": 100, "allowed_updates": ["message"]}),
]
PAGE: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", "/chats", {}),
    ("POST", "/chats/1001/messages", {"text": "hello"}),
    ("POST", "/chats/1001/taps", {"message_id": 1, "data": "more"}),
    ("PUT", "/chats/1001/blocked", {"blocked": False}),
    ("POST", "/faults", {"kind": "duplicate", "times": 1, "seconds": 0}),
]


@pytest.fixture
async def client(preview: Preview) -> AsyncIterator[httpx.AsyncClient]:
    """Call it in this process; what it raises is raised here."""
    preview.chats.open().is_started = True
    async with httpx.AsyncClient(transport=httpx.ASGITransport(preview.app), base_url="http://127.0.0.1") as client:
        yield client
        preview.close()


@ODD
@given(
    called=st.sampled_from(GOOD).flatmap(lambda one: st.tuples(st.just(one[0]), bent(one[1]))), as_form=st.booleans()
)
async def test_no_parameters_make_it_fall_over(
    client: httpx.AsyncClient, preview: Preview, called: tuple[str, dict[str, Any]], *, as_form: bool
) -> None:
    """As JSON and as a form; what it refuses it refuses as Telegram does."""
    method, parameters = called
    parameters.pop("timeout", None)  # it would wait that long
    form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()}
    body = urlencode(form, errors="replace") if as_form else json.dumps(parameters)
    kind = "application/x-www-form-urlencoded" if as_form else "application/json"
    response = await client.post(f"/bot{preview.token}/{method}", content=body, headers={"content-type": kind})
    answer = response.json()
    assert response.status_code in REFUSALS
    assert response.status_code == (200 if answer["ok"] else answer["error_code"])


@ODD
@given(method=st.sampled_from(sorted(method_names().values())) | st.text("abc/XYZ.%", max_size=9), body=BODIES)
async def test_no_body_makes_it_fall_over(
    client: httpx.AsyncClient, preview: Preview, method: str, body: bytes
) -> None:
    """Nor any method's name."""
    response = await client.post(
        f"/bot{preview.token}/{method}", content=body, headers={"content-type": "application/json"}
    )
    assert response.status_code in REFUSALS | {405, 307}
    assert preview.token not in response.text


@ODD
@given(asked=st.sampled_from(PAGE).flatmap(lambda one: st.tuples(st.just(one[:2]), bent(one[2]) | ANYTHING)))
async def test_the_page_takes_nothing_odd(client: httpx.AsyncClient, asked: tuple[tuple[str, str], Any]) -> None:
    """What it cannot read it refuses."""
    (method, path), value = asked
    response = await client.request(method, path, content=json.dumps(value))
    assert response.status_code in {201, 204, 404, 409, 422}
