"""Whatever is brought to the webhook, it answers without falling over and without telling secrets."""

from __future__ import annotations

import json
import logging
from string import ascii_letters
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.telegram.webhook import SECRET_HEADER, Webhook
from tests.odd_json import BODIES, bent
from tests.telegram.conftest import PHOTO, TOKEN, Updates

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.telegram.conftest import Phone

SECRET = "said_by_Telegram"
PRIVATE_PART = TOKEN.partition(":")[2]
SAID = "nobody may read this"
GOOD = [
    Updates().message(SAID),
    Updates().message(f"/start {SAID}"),
    Updates().message(photo=PHOTO, caption=SAID),
    Updates().tap("more"),
    Updates().edited(SAID),
]
ODD = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
async def client(phone: Phone) -> AsyncIterator[httpx.AsyncClient]:
    """Speak to the webhook as Telegram does; what it raises is raised here."""
    webhook = Webhook(phone.application, "https://bot.example.org/telegram", SECRET, first_wait=0.0)
    phone.application.outbox.patience = 0.0
    transport = httpx.ASGITransport(webhook.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://bot.example.org") as client:
        yield client


@ODD
@given(body=BODIES | st.sampled_from(GOOD).flatmap(bent).map(lambda value: json.dumps(value).encode()))
@example(body=b'{"update_id": 1, "message": {"message_id": 1, "date": 1e300, "chat": {"id": 1, "type": "private"}}}')
@example(body=b'{"update_id": 2, "message": {"message_id": 1, "date": 1, "chat": 7, "text": "x"}}')
@example(body=b'{"update_id": 3, "callback_query": {"id": "1", "from": {}, "message": 5, "data": "x"}}')
async def test_nothing_brought_makes_it_fall_over(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    """It is taken or refused, and no log line quotes it, the secret or the token."""
    caplog.set_level(logging.DEBUG)
    response = await client.post("/telegram", content=body, headers={SECRET_HEADER: SECRET})
    assert response.status_code in {200, 400}
    assert response.content == b""
    assert not any(hidden in caplog.text for hidden in (SECRET, PRIVATE_PART, SAID))


@ODD
@given(
    secret=st.binary(max_size=300).filter(lambda secret: secret != SECRET.encode()),
    path=st.sampled_from(["telegram", "", "telegram/", "Telegram"]) | st.text(ascii_letters + "/.%~", max_size=30),
    body=BODIES,
)
async def test_strangers_learn_nothing(client: httpx.AsyncClient, secret: bytes, path: str, body: bytes) -> None:
    """Wherever they knock, whatever they say."""
    headers = httpx.Headers([(SECRET_HEADER.encode(), secret)])
    response = await client.post(f"/{path}", content=body, headers=headers)
    assert response.status_code in {307, 403, 404, 405}
    assert SECRET not in response.text
