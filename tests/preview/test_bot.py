"""The whole bot over real HTTP, by polling and by webhook: what a person does, and what comes of it."""

from __future__ import annotations

import asyncio
import re
import socket
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.dialogue.exchange import Button, Message, Reply, Session, Turn
from bot.dialogue.model import Action, Content, Decision
from bot.preview.faults import Fault, Kind
from bot.preview.serve import WatchedConversation
from bot.telegram.application import build_application
from bot.telegram.polling import Polling
from bot.telegram.profile import COMMANDS, DESCRIPTION
from bot.telegram.webhook import Webhook

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.preview.chats import Chat
    from bot.preview.preview import Preview
    from bot.telegram.application import BotApplication
    from tests.preview.conftest import Client

LINES = {"privacy": ("We keep nothing.",), "deleted": ("Forgotten.",), "unsupported": ("Words only.",)}
CONTENT = cast("Content", type("Small", (), {"intents": {"no_label": None}, "lines": LINES}))
VOICE = {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 3}}


def take_turn(_content: Content, session: Session, message: Message) -> Turn:
    """Say what was heard, with one button."""
    heard = f"{'tapped' if message.tapped else 'typed'} {message.text}"
    return Turn(Reply((heard,), (Button("More", "more"),)), session, Decision(Action.ANSWER, "Heard."))


@pytest.fixture
def application(server: str, preview: Preview, hooks_as_before: None) -> BotApplication:
    """Build the real application against the local Telegram."""
    conversation = WatchedConversation(preview, lambda: CONTENT, take_turn)
    return build_application(preview.token, server, conversation, key=str)


async def poll(application: BotApplication, stopped: asyncio.Event) -> None:
    """Answer by polling until stopped."""
    polling = Polling(application, first_wait=0.02)
    answering = asyncio.create_task(polling.run())
    await stopped.wait()
    polling.stop()
    await answering


async def listen(application: BotApplication, stopped: asyncio.Event) -> None:
    """Answer by webhook until stopped."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/hook"
        webhook = Webhook(application, url, "secret", first_wait=0.02)
        taking = asyncio.create_task(webhook.run(listening))
        await stopped.wait()
        webhook.stop()
        await taking


@pytest.fixture(params=["polling", "webhook"])
async def running(request: pytest.FixtureRequest, application: BotApplication) -> AsyncIterator[None]:
    """Run the bot."""
    stopped = asyncio.Event()
    application.outbox.first_wait = 0.02
    work = poll if request.param == "polling" else listen
    task = asyncio.create_task(work(application, stopped))
    yield
    stopped.set()
    await task


async def answers(preview: Preview, chat: Chat, count: int = 1) -> list[str]:
    """Wait until the bot has written so many messages and confirmed all it was sent; returns them."""
    async with asyncio.timeout(60):
        while len(said := said_by_bot(preview, chat)) < count or preview.updates.pending:  # noqa: ASYNC110 - no event
            await asyncio.sleep(0.01)
    return said


def said_by_bot(preview: Preview, chat: Chat) -> list[str]:
    """List the bot's messages."""
    return [message["text"] for message in chat.messages.values() if message["from"] == preview.chats.bot]


def send(preview: Preview, chat: Chat, content: dict[str, Any], kind: str = "message") -> None:
    """Send something else than words."""
    preview.updates.add(kind, preview.chats.add(chat, chat.person, content))


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("he went cold", "typed he went cold"),
        ("<3 & <b>", "typed <3 & <b>"),
        ("/start", "typed /start"),
        ("/start no_label", "typed /start no_label"),
        ("/start nothing", "typed /start nothing"),
        ("/topics", "typed /topics"),
        ("/help@breathing_room_bot", "typed /help@breathing_room_bot"),
        ("/privacy", "We keep nothing."),
        ("/delete", "Forgotten."),
    ],
)
async def test_what_is_said_is_answered(preview: Preview, chat: Chat, running: None, said: str, answer: str) -> None:
    """Words, commands and deep links reach the dialogue, and its answer arrives unharmed."""
    preview.say(chat.id, said)
    assert await answers(preview, chat) == [answer]


async def test_a_tap_is_answered_and_stops_spinning(preview: Preview, chat: Chat, running: None) -> None:
    """The button's data reaches the dialogue; the query is answered."""
    preview.say(chat.id, "hello")
    await answers(preview, chat)
    preview.tap(chat.id, chat.last_id, "more")
    assert (await answers(preview, chat, 2))[-1] == "tapped more"
    assert [tap.is_answered for tap in preview.chats.taps.values()] == [True]


async def test_what_is_no_text_is_answered_kindly(preview: Preview, chat: Chat, running: None) -> None:
    """A voice message gets a line; an edit gets nothing."""
    preview.updates.add("edited_message", preview.chats.say(chat, "edited"))
    send(preview, chat, VOICE)
    assert await answers(preview, chat) == ["Words only."]


async def test_in_a_group_only_what_is_meant_for_the_bot(preview: Preview, chat: Chat, running: None) -> None:
    """A mention and a reply are answered, the rest of the talk is not."""
    group = preview.chats.open_group("Friends", chat.person)
    preview.say(group.id, "lovely weather")
    preview.say(group.id, "@breathing_room_bot he went cold")
    await answers(preview, group)
    preview.say(group.id, "and now?", reply_to=group.last_id)
    assert await answers(preview, group, 2) == ["typed he went cold", "typed and now?"]


async def test_a_long_answer_comes_in_parts(preview: Preview, chat: Chat, running: None) -> None:
    """An answer over the limit is split, and nothing of it is lost."""
    words = "word " * 819
    preview.say(chat.id, words)
    first, second = await answers(preview, chat, 2)
    assert f"{first} {second}" == f"typed {words.strip()}"


@pytest.mark.parametrize(
    ("fault", "heard"),
    [
        (Fault(Kind.FLOOD, "sendMessage", seconds=0), 1),
        (Fault(Kind.SERVER_ERROR, "sendMessage"), 1),
        (Fault(Kind.BAD_GATEWAY, "sendMessage"), 1),
        (Fault(Kind.DROP_BEFORE, "sendMessage"), 1),
        (Fault(Kind.DROP_AFTER, "sendMessage"), 2),
        (Fault(Kind.DUPLICATE), 1),
        (Fault(Kind.UNPARSABLE), 1),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
async def test_trouble_loses_nothing(preview: Preview, chat: Chat, running: None, fault: Fault, heard: int) -> None:
    """Whatever goes wrong, the answer comes; twice only where nobody could know that it had arrived."""
    preview.fail(fault)
    preview.say(chat.id, "hello")
    assert await answers(preview, chat, heard) == ["typed hello"] * heard


async def test_a_blocked_bot_goes_on_with_others(preview: Preview, chat: Chat, running: None) -> None:
    """Who blocks the bot is no trouble for anybody else."""
    preview.say(chat.id, "hello")
    preview.block(chat.id, blocked=True)
    other = preview.chats.open()
    preview.say(other.id, "hello")
    assert await answers(preview, other) == ["typed hello"]


async def test_a_second_copy_is_told(
    api: Client, preview: Preview, chat: Chat, application: BotApplication, caplog: pytest.LogCaptureFixture
) -> None:
    """While something else polls, the bot waits and says why; then it goes on."""
    stopped = asyncio.Event()
    task = asyncio.create_task(poll(application, stopped))
    preview.say(chat.id, "hello")
    await answers(preview, chat)
    await api.ok("getUpdates")
    preview.say(chat.id, "hello again")
    assert await answers(preview, chat, 2)
    stopped.set()
    await task
    assert re.search("another copy of the bot runs", caplog.text)


async def test_the_profile_is_set(api: Client, preview: Preview, chat: Chat, application: BotApplication) -> None:
    """Commands and description stand in the page of an empty chat."""
    stopped = asyncio.Event()
    task = asyncio.create_task(poll(application, stopped))
    preview.say(chat.id, "hello")
    await answers(preview, chat)
    stopped.set()
    await task
    state = preview.state_of(chat)
    assert [command["command"] for command in state["commands"]] == [command.command for command in COMMANDS]
    assert state["description"] == DESCRIPTION
