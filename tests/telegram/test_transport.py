"""The transport over real HTTP: what is sent, what comes back, and which error says that a request may have arrived."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import TYPE_CHECKING

import pytest
from telegram import Bot, InputFile
from telegram.error import NetworkError, TimedOut

from bot.telegram.transport import Transport
from tests.telegram.conftest import BOT, TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

SENT = {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}}


class Server:
    """A server that notes requests and does what it is told with each."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, bytes]] = []
        self.connections = 0
        self.then: Callable[[asyncio.StreamWriter], Awaitable[None]] = _answer

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take the requests of one connection."""
        self.connections += 1
        while head := await _head(reader):
            length = next((line for line in head.split("\r\n") if line.lower().startswith("content-length")), ":0")
            body = await reader.readexactly(int(length.partition(":")[2]))
            self.requests.append((head, body))
            await self.then(writer)
        writer.close()


async def _head(reader: asyncio.StreamReader) -> str:
    try:
        return (await reader.readuntil(b"\r\n\r\n")).decode()
    except (asyncio.IncompleteReadError, ConnectionError):
        return ""


async def _answer(writer: asyncio.StreamWriter) -> None:
    body = json.dumps({"ok": True, "result": SENT | BOT}).encode()
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


async def _hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()


async def _say_nothing(_: asyncio.StreamWriter) -> None:
    await asyncio.sleep(0)


async def _stop_half_way(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    """Serve on loopback."""
    server = Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]  # type: ignore[attr-defined]  # for the bot below
    yield server
    listening.close()


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    """Connect a bot to it."""
    async with _bot(server.port) as bot:  # type: ignore[attr-defined]  # set above
        server.requests.clear()
        yield bot


def _bot(port: int, patience: float = 0.2) -> Bot:
    transport = Transport(read_seconds=patience)
    return Bot(TOKEN, f"http://127.0.0.1:{port}/bot", request=transport, get_updates_request=transport)


async def test_parameters_arrive_as_they_are(server: Server, bot: Bot) -> None:
    """Nested ones and umlauts too."""
    await bot.send_message(7, "Grüße <b>", reply_parameters=None, entities=[])
    head, body = server.requests[0]
    assert head.startswith(f"POST /bot{TOKEN}/sendMessage HTTP/1.1")
    assert json.loads(body)["text"] == "Grüße <b>"
    assert json.loads(body)["chat_id"] == 7


async def test_a_file_arrives_whole(server: Server, bot: Bot) -> None:
    """As one part of a form, with its name."""
    await bot.send_document(7, InputFile(b'{"turns": 3}', filename="my-data.json"))
    _, body = server.requests[0]
    assert b'filename="my-data.json"' in body
    assert b'{"turns": 3}' in body


async def test_a_proxy_of_the_environment_is_used(server: Server, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """But not for what the environment exempts from it."""
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.port}")  # type: ignore[attr-defined]  # set above
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    async with Transport(read_seconds=0.2) as transport:
        await transport.do_request("http://bot.example.org/getMe", "POST")
    await bot.get_me()
    assert server.requests[0][0].startswith("POST http://bot.example.org/getMe HTTP/1.1")
    assert server.requests[1][0].startswith("POST /bot")


async def test_a_connection_is_used_again(server: Server, bot: Bot) -> None:
    """One after the other needs one."""
    for _ in range(5):
        await bot.send_message(7, "hello")
    assert server.connections == 1


async def test_requests_run_side_by_side(server: Server) -> None:
    """A slow one holds nobody."""
    release = asyncio.Event()

    async def together(writer: asyncio.StreamWriter) -> None:
        if len(server.requests) == 30:
            release.set()
        await release.wait()
        await _answer(writer)

    async with _bot(server.port, patience=30) as bot:  # type: ignore[attr-defined]  # set above
        server.requests.clear()
        server.then = together
        await asyncio.gather(*(bot.send_message(7, "hello") for _ in range(30)))
    assert server.connections == 30


@pytest.mark.parametrize(
    ("then", "raised"),
    [
        pytest.param(_hang_up, NetworkError, id="hung up"),
        pytest.param(_say_nothing, TimedOut, id="silent"),
        pytest.param(_stop_half_way, TimedOut, id="silent half-way"),
    ],
)
async def test_an_answer_that_does_not_come_is_told(
    server: Server, bot: Bot, then: Callable[[asyncio.StreamWriter], Awaitable[None]], raised: type[Exception]
) -> None:
    """A silent server may have taken the request; the text names neither address nor token; the next request works."""
    server.then = then
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(7, "hello")
    assert type(caught.value) is raised
    assert TOKEN.partition(":")[2] not in f"{caught.value} {caught.value.__cause__} {caught.value.__context__}"
    server.then = _answer
    await bot.send_message(7, "hello")


async def test_nobody_listening_is_told_as_such() -> None:
    """Where there was no connection nothing has arrived, so this is no time-out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    bot = _bot(port)
    with pytest.raises(NetworkError, match="no connection: Connection refused") as caught:
        await bot.initialize()
    assert type(caught.value) is NetworkError
    await bot.shutdown()


async def test_a_closed_transport_says_so() -> None:
    """Instead of failing somewhere inside."""
    with pytest.raises(NetworkError, match="closed"):
        await Transport().do_request("http://127.0.0.1:9", "POST")
