"""A phone for the tests: the real application, with a recording transport where the network would be."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sys
import threading
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from telegram import Update
from telegram.request import BaseRequest

from bot.conversation import Conversation
from bot.dialogue.exchange import Button, Message, Reply, Session, Turn
from bot.dialogue.model import Action, Content, Decision
from bot.storage.keys import chat_key
from bot.storage.memory import MemoryStore
from bot.storage.sqlite import SqliteStore
from bot.telegram.application import build_application
from bot.telegram.polling import Polling

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from bot.telegram.application import BotApplication

TOKEN = "123456789:AAF-secret_part_of_the_token_abcdef"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Breathing Room", "username": "breathing_bot"}
ANN = {"id": 7, "is_bot": False, "first_name": "Ann", "language_code": "en-GB"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Ann"}
GROUP = {"id": -100, "type": "supergroup", "title": "Friends"}
MEMBER = {"id": 8, "is_bot": False, "first_name": "Bea"}
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
NOON = 1_700_000_000
KEY = partial(chat_key, b"a secret for the tests")
Raw = dict[str, Any]


@dataclass
class Call:
    """One request the bot made."""

    method: str
    given: Raw


class Transport(BaseRequest):
    """Records calls and hands out prepared answers; what is not prepared succeeds."""

    read_timeout = 5.0

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.prepared: defaultdict[str, list[object]] = defaultdict(list)

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    def answer(self, method: str, *results: object) -> None:
        """Prepare results, or exceptions to raise, for the next calls of a method."""
        self.prepared[method] += [self._success(one) if not isinstance(one, Exception) else one for one in results]

    def refuse(self, method: str, code: int, description: str, times: int = 1, **parameters: object) -> None:
        """Prepare Telegram's refusal for the next calls of a method."""
        body = {"ok": False, "error_code": code, "description": description}
        self.prepared[method] += [(code, json.dumps(body | ({"parameters": parameters} if parameters else {})))] * times

    async def do_request(self, url: str, method: str, request_data: Any = None, *_: Any, **__: Any) -> Any:
        """Record the call; answer it."""
        name = url.rsplit("/", 1)[1]
        self.calls.append(Call(name, request_data.parameters if request_data else {}))
        if self.prepared[name]:
            prepared = self.prepared[name].pop(0)
        elif name == "getUpdates" and self.calls[-1].given["timeout"]:
            await asyncio.Event().wait()  # a long poll that nothing ends but the one who asked
        else:
            prepared = self._success(_usual(name))
        if isinstance(prepared, Exception):
            raise prepared
        code, text = cast("tuple[int, str]", prepared)
        return code, text.encode()

    def of(self, method: str) -> list[Raw]:
        """Return what was given to each call of a method."""
        return [call.given for call in self.calls if call.method == method]

    @staticmethod
    def _success(result: object) -> tuple[int, str]:
        return 200, json.dumps({"ok": True, "result": result})


def _usual(name: str) -> object:
    sent = {"message_id": 900, "date": NOON, "chat": PRIVATE}
    results: dict[str, object] = {"getMe": BOT, "sendMessage": sent, "getMyCommands": [], "getUpdates": []}
    descriptions: dict[str, object] = {
        "getMyDescription": {"description": ""},
        "getMyShortDescription": {"short_description": ""},
    }
    return (results | descriptions).get(name, True)


class Updates:
    """Makes raw updates as Telegram sends them, numbered in order."""

    def __init__(self) -> None:
        self._last = 100

    def message(self, text: str | None = None, chat: Raw = PRIVATE, **content: Any) -> Raw:
        """Make a message; commands and mentions in its text or caption are marked as Telegram marks them."""
        message = self._message(chat, ANN) | content
        if text is not None:
            message |= {"text": text, "entities": _entities(text)}
        if isinstance(caption := content.get("caption"), str):
            message["caption_entities"] = _entities(caption)
        return self._numbered(message=message)

    def edited(self, text: str) -> Raw:
        """Make the edit of a message."""
        edited = self._message(PRIVATE, ANN) | {"text": text, "edit_date": NOON + 5, "entities": _entities(text)}
        return self._numbered(edited_message=edited)

    def tap(self, data: str, chat: Raw = PRIVATE, **changed: object) -> Raw:
        """Make a tap on a button below one of the bot's messages."""
        below = self._message(chat, BOT) | {"text": "Which one?"}
        query = {"id": "55", "from": ANN, "chat_instance": "1", "data": data, "message": below}
        return self._numbered(callback_query=query | changed)

    def from_bot(self, chat: Raw = GROUP) -> Raw:
        """Make a message of the bot's, to be replied to."""
        return self._message(chat, BOT) | {"text": "Hello."}

    def _message(self, chat: Raw, sender: Raw) -> Raw:
        return {"message_id": self._last + 1, "date": NOON, "chat": chat, "from": sender}

    def _numbered(self, **content: object) -> Raw:
        self._last += 1
        return {"update_id": self._last, **content}


def _entities(text: str) -> list[Raw]:
    """Mark commands and mentions; offsets count UTF-16 units."""
    kinds = {"/": "bot_command", "@": "mention"}
    return [
        {
            "type": kinds[found[0][0]],
            "offset": len(text[: found.start()].encode("utf-16-le")) // 2,
            "length": len(found[0]),
        }
        for found in re.finditer(r"^/[\w@]+|(?<!\w)@\w+", text)
    ]


@dataclass
class Phone:
    """Everything a test needs: what the bot is sent, what it hears and what it sends."""

    application: BotApplication
    transport: Transport
    store: MemoryStore
    heard: list[Message]
    updates: Updates = field(default_factory=Updates)

    async def receive(self, raw: Raw) -> None:
        """Let the application handle one raw update."""
        await self.application.process_update(Update.de_json(raw, self.application.bot))

    @property
    def sent(self) -> list[Raw]:
        """What was sent, in order."""
        return self.transport.of("sendMessage")

    @property
    def texts(self) -> list[str]:
        """The texts sent, in order."""
        return [one["text"] for one in self.sent]

    async def session(self, chat_id: int = 7) -> Session:
        """Return what is remembered of a chat."""
        return (await self.store.load(KEY(chat_id))).session


CONTENT = cast(
    "Content",
    SimpleNamespace(
        intents={"is_it_my_fault": None},
        lines={
            "privacy": ("What I keep.",),
            "deleted": ("All gone.",),
            "unsupported": ("Words only, please.",),
            "trouble": ("Sorry.",),
        },
    ),
)


@pytest.fixture
def transport() -> Transport:
    """Make what stands in for the network."""
    return Transport()


@pytest.fixture
async def phone(transport: Transport) -> AsyncIterator[Phone]:
    """Connect a bot whose dialogue repeats what it heard, with one button."""
    heard: list[Message] = []

    def repeat(_: Content, session: Session, message: Message) -> Turn:
        heard.append(message)
        reply = Reply((f"Heard <{message.text}>", "And?"), (Button("Tell me more", "more"),))
        return Turn(reply, replace(session, turns=session.turns + 1), Decision(Action.ANSWER, "It repeats."))

    store = MemoryStore()
    conversation = Conversation(lambda: CONTENT, store, repeat)
    application = build_application(TOKEN, "http://127.0.0.1:9", conversation, KEY, transport)
    application.outbox.patience = 0.0  # tests look at what has arrived
    await application.initialize()
    transport.calls.clear()
    yield Phone(application, transport, store, heard)
    await application.outbox.finish(0)
    await application.shutdown()


@pytest.fixture
def polling(phone: Phone) -> Polling:
    """Poll for the phone's bot, without real waiting."""
    phone.application.outbox.patience = None
    phone.application.outbox.first_wait = 0.001
    return Polling(phone.application, first_wait=0.001)


async def run_until(polling: Polling, done: Callable[[], bool]) -> None:
    """Run until something has come about, then stop."""
    running = asyncio.ensure_future(polling.run())
    while not done() and not running.done():  # noqa: ASYNC110 - any condition, set by nobody
        await asyncio.sleep(0.001)
    polling.stop()
    await running


def offsets(phone: Phone) -> list[int]:
    """List the offsets asked for."""
    return [asked["offset"] for asked in phone.transport.of("getUpdates")]


@pytest.fixture(autouse=True)
def process_settings() -> Iterator[None]:
    """Put back what hiding the token changes for the whole process."""
    factory, hook, thread_hook = logging.getLogRecordFactory(), sys.excepthook, threading.excepthook
    levels = {name: logging.getLogger(name).level for name in ("telegram", "telegram.request", "uvicorn")}
    yield
    logging.setLogRecordFactory(factory)
    sys.excepthook, threading.excepthook = hook, thread_hook
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
async def real(shipped: Content, transport: Transport, tmp_path: Path) -> AsyncIterator[Phone]:
    """Connect the bot as it is shipped."""
    store = SqliteStore(tmp_path / "data" / "bot.sqlite", b"a secret for the tests")
    conversation = Conversation(lambda: shipped, store)
    application = build_application(TOKEN, "http://127.0.0.1:9", conversation, KEY, transport)
    application.outbox.patience = 0.0
    await application.initialize()
    transport.calls.clear()
    # Both stores are the same to everybody who only loads and saves.
    yield Phone(application, transport, cast("MemoryStore", store), [])
    await application.shutdown()
    await store.close()
