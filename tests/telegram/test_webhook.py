"""What Telegram brings: who is let in, what is answered with which status, and when the address is set."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.storage.store import StoreError
from bot.telegram.redact import TokenRejectedError
from bot.telegram.webhook import LARGEST_UPDATE, SECRET_HEADER, Webhook

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.telegram.conftest import Phone, Raw

URL = "https://bot.example.org/telegram"
SECRET = "said_by_Telegram"
INFO = {"url": URL, "has_custom_certificate": False, "pending_update_count": 0}
ALLOWED = ["message", "edited_message", "callback_query"]


@pytest.fixture
def webhook(phone: Phone) -> Webhook:
    """Take updates for the phone's bot, without real waiting."""
    webhook = Webhook(phone.application, URL, SECRET, first_wait=0.001)
    phone.application.outbox.first_wait = 0.001
    phone.application.outbox.patience = 0.0
    return webhook


@pytest.fixture
async def client(webhook: Webhook) -> AsyncIterator[httpx.AsyncClient]:
    """Speak to it as Telegram does."""
    transport = httpx.ASGITransport(webhook.app)
    headers = {SECRET_HEADER: SECRET}
    async with httpx.AsyncClient(transport=transport, base_url="https://bot.example.org", headers=headers) as client:
        yield client


async def _post(client: httpx.AsyncClient, raw: Raw, **given: dict[str, str]) -> httpx.Response:
    return await client.post("/telegram", json=raw, **given)  # type: ignore[arg-type]  # headers only


async def test_an_update_is_answered_before_it_counts_as_taken(phone: Phone, client: httpx.AsyncClient) -> None:
    """200 comes after the reply."""
    assert (await _post(client, phone.updates.message("hello"))).status_code == 200
    assert phone.texts == ["Heard &lt;hello&gt;", "And?"]
    assert await phone.store.unsent() == {}


async def test_the_same_update_is_answered_once(phone: Phone, client: httpx.AsyncClient) -> None:
    """Telegram brings it again where it did not hear our 200."""
    update = phone.updates.message("hello")
    assert [(await _post(client, update)).status_code for _ in range(2)] == [200, 200]
    assert len(phone.heard) == 1
    assert len(phone.sent) == 2


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "x", "é"], ids=repr)
async def test_a_stranger_is_turned_away(phone: Phone, client: httpx.AsyncClient, secret: str) -> None:
    """Without the secret nothing is read."""
    headers = {SECRET_HEADER.encode(): secret.encode()}
    response = await client.post("/telegram", content=b"not even JSON", headers=headers)
    assert (response.status_code, response.content, phone.heard) == (403, b"", [])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"update_id"',
        b"{}",
        b'{"update_id": "7"}',
        b'{"update_id": true}',
        b'{"update_id": -1}',
        b'{"update_id": 1e400}',
        b'{"update_id": 99999999999999999999}',
        b"\xff\xfe",
        b"[" * 100_000,
        b" " * (LARGEST_UPDATE + 1),
    ],
    ids=lambda body: repr(body[:30]),
)
async def test_what_cannot_be_an_update_is_refused(client: httpx.AsyncClient, body: bytes) -> None:
    """However it is wrong, the bot stands."""
    assert (await client.post("/telegram", content=body)).status_code == 400


async def test_an_update_that_cannot_be_read_is_not_brought_again(phone: Phone, client: httpx.AsyncClient) -> None:
    """It is taken, and a dead letter."""
    response = await _post(client, {"update_id": 102, "message": {"message_id": "not even a chat"}})
    assert response.status_code == 200
    assert [one.update_id for one in await phone.store.dead_letters()] == [102]


async def test_where_the_store_is_away_telegram_comes_again(phone: Phone, client: httpx.AsyncClient) -> None:
    """Nothing is answered and nothing lost."""
    load = phone.store.load

    async def away(*_: object) -> None:
        raise StoreError("Redis cannot be used.")

    phone.store.load = away  # type: ignore[method-assign, assignment]  # the failure in question
    update = phone.updates.message("hello")
    response = await _post(client, update)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    phone.store.load = load  # type: ignore[method-assign]  # back again
    assert (await _post(client, update)).status_code == 200
    assert phone.texts == ["Heard &lt;hello&gt;", "And?"]


async def test_a_flood_limit_is_passed_on(phone: Phone, client: httpx.AsyncClient) -> None:
    """Telegram comes again when its own limit is over, and then the reply goes out."""
    phone.transport.refuse("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7)
    update = phone.updates.message("hello")
    response = await _post(client, update)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "7")
    assert (await _post(client, update)).status_code == 200
    assert len(phone.heard) == 1


async def test_what_keeps_failing_is_given_up_with_a_word(phone: Phone, client: httpx.AsyncClient) -> None:
    """Telegram would bring it for a day."""

    async def stumble(_: object) -> None:
        raise KeyError

    phone.application.process_update = stumble  # type: ignore[method-assign, assignment]  # the failure in question
    assert (await _post(client, phone.updates.message("hello"))).status_code == 200
    assert phone.texts == ["Sorry."]
    assert len(await phone.store.dead_letters()) == 1


@pytest.mark.parametrize(
    ("info", "is_set"),
    [
        pytest.param(INFO | {"url": ""}, True, id="none yet"),
        pytest.param(INFO | {"url": "https://elsewhere.example.org"}, True, id="another"),
        pytest.param(INFO | {"allowed_updates": ["message"]}, True, id="other kinds"),
        pytest.param(INFO | {"allowed_updates": ALLOWED}, False, id="as it should be"),
        pytest.param(
            INFO | {"allowed_updates": ALLOWED, "last_error_message": "Wrong response from the webhook: 403 Forbidden"},
            True,
            id="with another secret",
        ),
    ],
)
async def test_the_address_is_set_where_it_is_not(phone: Phone, webhook: Webhook, info: Raw, is_set: bool) -> None:
    """Copies that start together do not set it each; afterwards the bot counts as ready."""
    phone.transport.answer("getWebhookInfo", info)
    await webhook._start()
    given = phone.transport.of("setWebhook")
    assert bool(given) == is_set
    if is_set:
        assert (given[0]["url"], given[0]["secret_token"]) == (URL, SECRET)
        assert given[0]["allowed_updates"] == ALLOWED
    assert webhook.is_ready


@pytest.mark.parametrize(
    ("url", "is_set", "counts"),
    [(URL, 0, True), ("", 1, True), ("https://elsewhere.example.org/secret_path", 0, False)],
    ids=["still ours", "taken back", "another's"],
)
async def test_the_address_is_looked_after(  # noqa: PLR0917 - fixtures and a case
    phone: Phone, webhook: Webhook, caplog: pytest.LogCaptureFixture, url: str, is_set: int, counts: bool
) -> None:
    """Gone, it is set again; set by somebody else it is left, for two would fight over it, and that is said."""
    phone.transport.answer("getWebhookInfo", INFO | {"url": url})
    await webhook._look()
    assert len(phone.transport.of("setWebhook")) == is_set
    assert webhook.is_ready == counts
    assert ("elsewhere.example.org" in caplog.text) == (not counts)
    assert "secret_path" not in caplog.text


@pytest.mark.parametrize(("code", "description"), [(401, "Unauthorized"), (404, "Not Found")])
async def test_a_token_revoked_later_ends_the_bot(
    phone: Phone, webhook: Webhook, monkeypatch: pytest.MonkeyPatch, code: int, description: str
) -> None:
    """Telegram brings nothing any more, which nothing else would tell."""
    monkeypatch.setattr("bot.telegram.webhook.WATCH_SECONDS", 0)
    phone.transport.answer("getWebhookInfo", INFO)
    phone.transport.refuse("getWebhookInfo", code, description)
    with socket.create_server(("127.0.0.1", 0)) as listening, pytest.raises(TokenRejectedError):
        await webhook.run(listening)


async def test_a_telegram_that_was_not_heard_of_for_long_is_no_telegram(
    phone: Phone, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers could not be sent either."""
    phone.transport.answer("getWebhookInfo", INFO)
    await webhook._look()
    monkeypatch.setattr("bot.telegram.webhook.READY_SECONDS", 0)
    assert not webhook.is_ready


async def brought_until_stopped(phone: Phone, webhook: Webhook) -> httpx.Response:
    """Bring a message to a webhook that something stops meanwhile."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/telegram"
        running = asyncio.ensure_future(webhook.run(listening))
        async with httpx.AsyncClient(headers={SECRET_HEADER: SECRET}) as client:
            response = await client.post(address, json=phone.updates.message("hello"))
        await asyncio.wait_for(running, 5)
    return response


async def test_a_stop_leaves_what_takes_too_long_to_telegram(
    phone: Phone, webhook: Webhook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is to be brought again, without a word in the log."""
    monkeypatch.setattr("bot.telegram.webhook.GRACE_SECONDS", 0.05)
    phone.transport.answer("getWebhookInfo", INFO)

    async def hang(_: object) -> None:
        webhook.stop()
        await asyncio.Event().wait()

    phone.application.process_update = hang  # type: ignore[method-assign, assignment]  # Telegram has gone silent
    response = await brought_until_stopped(phone, webhook)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "1")
    assert caplog.text == ""


async def test_a_stop_lets_requests_be_finished(phone: Phone, webhook: Webhook) -> None:
    """What has come in is answered, then the server is gone and not ready."""
    phone.transport.answer("getWebhookInfo", INFO)
    process = phone.application.process_update

    async def interrupted(update: object) -> None:
        webhook.stop()
        await asyncio.sleep(0.05)
        await process(update)

    phone.application.process_update = interrupted  # type: ignore[method-assign]  # a stop in mid-work
    response = await brought_until_stopped(phone, webhook)
    assert response.status_code == 200
    assert len(phone.sent) == 2
    assert not webhook.is_ready
