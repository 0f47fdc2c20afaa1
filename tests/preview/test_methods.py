"""The methods' strictness: each rule with the words Telegram has for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot.preview.methods import NOT_MODIFIED, TOO_OLD

if TYPE_CHECKING:
    from bot.preview.chats import Chat
    from bot.preview.preview import Preview
    from tests.preview.conftest import Client, Clock


def keyboard(**button: Any) -> dict[str, Any]:
    """Make a keyboard of one button."""
    return {"inline_keyboard": [[button]]}


BUTTON = 'parameter "reply_markup".inline_keyboard[0][0]'
MANY = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 101]}
MARKUPS = ("InlineKeyboardMarkup", "ReplyKeyboardMarkup", "ReplyKeyboardRemove", "ForceReply")
COMMAND = {"command": "start", "description": "Begin"}

REFUSED = {
    "unknown parameter": ("sendMessage", {"txt": "x"}, 'sendMessage has no parameter "txt"'),
    "no chat": ("sendMessage", {"chat_id": None, "text": "x"}, "chat_id is empty"),
    "no text": ("sendMessage", {}, "message text is empty"),
    "empty text": ("sendMessage", {"text": " \n "}, "message text is empty"),
    "empty markup": ("sendMessage", {"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
    "text no string": ("sendMessage", {"text": 5}, 'parameter "text" must be of type String'),
    "flag no boolean": (
        "sendMessage",
        {"text": "x", "disable_notification": 2},
        'parameter "disable_notification" must be of type Boolean',
    ),
    "number no number": ("getUpdates", {"chat_id": None, "limit": "many"}, 'parameter "limit" must be of type Integer'),
    "structure no JSON": (
        "sendMessage",
        {"text": "x", "reply_markup": "{"},
        "can't parse reply_markup JSON object",
    ),
    "structure of the wrong kind": (
        "sendMessage",
        {"text": "x", "reply_markup": []},
        f'parameter "reply_markup" must be of type {" or ".join(MARKUPS)}',
    ),
    "unknown field": (
        "sendMessage",
        {"text": "x", "reply_markup": keyboard(text="a", data="b")},
        f'can\'t parse {BUTTON}: InlineKeyboardButton has no field "data"',
    ),
    "missing field": (
        "sendMessage",
        {"text": "x", "reply_markup": keyboard(callback_data="b")},
        f"can't parse {BUTTON}: Can't find field \"text\" in InlineKeyboardButton",
    ),
    "too long": ("sendMessage", {"text": "x" * 4097}, "message is too long"),
    "too long in UTF-16": ("sendMessage", {"text": "🌿" * 2049}, "message is too long"),
    "unknown chat": ("sendMessage", {"chat_id": 5, "text": "x"}, "chat not found"),
    "chat by name": ("sendMessage", {"chat_id": "@somebody", "text": "x"}, "chat not found"),
    "unknown thread": ("sendMessage", {"text": "x", "message_thread_id": 3}, "message thread not found"),
    "unknown reply": (
        "sendMessage",
        {"text": "x", "reply_parameters": {"message_id": 999}},
        "message to be replied not found",
    ),
    "other markup": (
        "sendMessage",
        {"text": "x", "parse_mode": "MarkdownV2"},
        'unsupported parse_mode: the local Telegram reads HTML only, not "MarkdownV2"',
    ),
    "data too long": (
        "sendMessage",
        {"text": "x", "reply_markup": keyboard(text="a", callback_data="я" * 33)},
        "BUTTON_DATA_INVALID",
    ),
    "data empty": (
        "sendMessage",
        {"text": "x", "reply_markup": keyboard(text="a", callback_data="")},
        "BUTTON_DATA_INVALID",
    ),
    "button without deed": (
        "sendMessage",
        {"text": "x", "reply_markup": keyboard(text="a")},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    "button without label": (
        "sendMessage",
        {"text": "x", "reply_markup": keyboard(text=" ", callback_data="a")},
        "can't parse inline keyboard button: Text of the button must be non-empty",
    ),
    "button with two deeds": (
        "sendMessage",
        {"text": "x", "reply_markup": keyboard(text="a", callback_data="a", url="https://a.b")},
        "can't parse inline keyboard button: it does more than one thing: callback_data, url",
    ),
    "button to nowhere": (
        "sendMessage",
        {"text": "x", "reply_markup": keyboard(text="a", url="nowhere")},
        "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
    ),
    "too many buttons": ("sendMessage", {"text": "x", "reply_markup": MANY}, "reply markup is too long"),
    "reply keyboard": (
        "sendMessage",
        {"text": "x", "reply_markup": {"keyboard": [[{"text": "a"}]]}},
        "the local Telegram shows inline keyboards only",
    ),
    "edit unknown": ("editMessageText", {"message_id": 999, "text": "x"}, "message to edit not found"),
    "edit nothing": ("editMessageText", {"text": "x"}, "message identifier is not specified"),
    "edit nowhere": ("editMessageText", {"chat_id": None, "message_id": 1, "text": "x"}, "chat_id is empty"),
    "edit without text": ("editMessageText", {"message_id": 2}, "message text is empty"),
    "edit somebody's": ("editMessageText", {"message_id": 1, "text": "x"}, "message can't be edited"),
    "edit inline": (
        "editMessageText",
        {"chat_id": None, "inline_message_id": "x", "text": "x"},
        "MESSAGE_ID_INVALID",
    ),
    "edit to the same": ("editMessageText", {"message_id": 2, "text": "hello"}, NOT_MODIFIED),
    "no buttons as before": ("editMessageReplyMarkup", {"message_id": 2}, NOT_MODIFIED),
    "delete unknown": ("deleteMessage", {"message_id": 999}, "message to delete not found"),
    "unknown action": ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
    "unknown query": ("answerCallbackQuery", {"chat_id": None, "callback_query_id": "5"}, TOO_OLD),
    "bad command": (
        "setMyCommands",
        {"chat_id": None, "commands": [{"command": "Start!", "description": "x"}]},
        "BOT_COMMAND_INVALID",
    ),
    "command without words": (
        "setMyCommands",
        {"chat_id": None, "commands": [{"command": "start", "description": ""}]},
        "BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    "too many commands": ("setMyCommands", {"chat_id": None, "commands": [COMMAND] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    "bad language": (
        "getMyCommands",
        {"chat_id": None, "language_code": "english"},
        "language code is invalid",
    ),
    "long description": ("setMyDescription", {"chat_id": None, "description": "x" * 513}, "description is too long"),
    "long short description": (
        "setMyShortDescription",
        {"chat_id": None, "short_description": "x" * 121},
        "short description is too long",
    ),
    "unknown menu button": (
        "setChatMenuButton",
        {"menu_button": {"type": "commands", "label": "x"}},
        'can\'t parse parameter "menu_button": MenuButtonCommands has no field "label"',
    ),
    "bad webhook": (
        "setWebhook",
        {"chat_id": None, "url": "ftp://x"},
        "bad webhook: invalid webhook URL specified",
    ),
    "bad secret": (
        "setWebhook",
        {"chat_id": None, "url": "http://127.0.0.1/", "secret_token": "a b"},
        "secret token contains unallowed characters",
    ),
}


@pytest.fixture
async def talk(api: Client, preview: Preview, chat: Chat) -> Chat:
    """Let somebody write message 1 and the bot message 2."""
    preview.say(chat.id, "hi")
    await api.ok("sendMessage", chat_id=chat.id, text="hello")
    return chat


@pytest.mark.parametrize(("method", "asked", "words"), REFUSED.values(), ids=REFUSED)
async def test_refuses_as_telegram_does(
    api: Client, talk: Chat, method: str, asked: dict[str, Any], words: str
) -> None:
    """What Telegram refuses is refused, in its words, and changes nothing."""
    before = json.dumps(talk.messages)
    given = {name: value for name, value in ({"chat_id": talk.id} | asked).items() if value is not None}
    assert await api.refused(method, **given) == f"Bad Request: {words}"
    assert json.dumps(talk.messages) == before


async def test_text_may_be_4096_units_after_parsing(api: Client, chat: Chat) -> None:
    """Markup does not count towards the limit."""
    sent = await api.ok("sendMessage", chat_id=chat.id, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    assert len(sent["text"]) == 4096


async def test_a_message_that_changed_may_be_edited(api: Client, chat: Chat) -> None:
    """The same text without its buttons is a change."""
    markup = {"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]}
    sent = await api.ok("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
    edited = await api.ok("editMessageText", chat_id=chat.id, message_id=sent["message_id"], text="x")
    assert "reply_markup" not in edited


async def test_nobody_is_written_to_first(api: Client, preview: Preview) -> None:
    """A bot may write only to those who have started it."""
    stranger = preview.chats.open()
    refusal = await api.refused("sendMessage", chat_id=stranger.id, text="hello")
    assert refusal == "Forbidden: bot can't initiate conversation with a user"


async def test_a_tap_can_be_answered_for_a_while_only(api: Client, preview: Preview, chat: Chat, clock: Clock) -> None:
    """After its time a query is too old."""
    sent = await api.ok("sendMessage", chat_id=chat.id, text="x")
    query = preview.tap(chat.id, sent["message_id"], "more")
    clock.now += 151
    assert await api.refused("answerCallbackQuery", callback_query_id=query["id"]) == f"Bad Request: {TOO_OLD}"


async def test_a_message_can_be_deleted_for_two_days_only(api: Client, chat: Chat, clock: Clock) -> None:
    """An old message stays."""
    sent = await api.ok("sendMessage", chat_id=chat.id, text="x")
    clock.now += 48 * 3600 + 1
    refusal = await api.refused("deleteMessage", chat_id=chat.id, message_id=sent["message_id"])
    assert refusal == "Bad Request: message can't be deleted for everyone"


@pytest.mark.parametrize(
    ("address", "code", "words"),
    [
        ("/bot123/getMe", 401, "Unauthorized"),
        (f"/bot5:{'x' * 35}/getMe", 401, "Unauthorized"),
        ("{bot}/getMee", 404, "Not Found: method not found"),
        ("{bot}/sendPhoto", 404, "Not Found: method not found"),
        ("{bot}", 404, "Not Found"),
        ("/chats/5/events", 404, "This chat is not known here."),
    ],
    ids=["malformed token", "other token", "unknown method", "method not offered", "no method", "unknown chat"],
)
async def test_refuses_wrong_addresses(server: str, preview: Preview, address: str, code: int, words: str) -> None:
    """An address that leads nowhere is answered in Telegram's form."""
    url = server + address.format(bot=f"/bot{preview.token}")
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        assert response.status == code
        assert await response.json() == {"ok": False, "error_code": code, "description": words}


FORM = {"chat_id": "{chat}", "text": "x", "disable_notification": "true", "reply_markup": '{"inline_keyboard": []}'}


@pytest.mark.parametrize("kind", ["form", "multipart", "json", "address"])
async def test_takes_every_kind_of_body(server: str, preview: Preview, chat: Chat, kind: str) -> None:
    """Form, multipart, JSON and the address itself carry the same parameters."""
    given = {name: value.replace("{chat}", str(chat.id)) for name, value in FORM.items()}
    form = aiohttp.FormData(given)
    form._is_multipart = kind == "multipart"
    body: dict[str, Any] = {"json": given} if kind == "json" else {"params": given} if kind == "address" else {}
    url = f"{server}/bot{preview.token}/SENDmessage"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, **(body or {"data": form})) as response,
    ):
        assert (await response.json())["result"]["text"] == "x"


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("json", "[1", "can't parse request JSON object"),
        ("json", '{"a": ' + "[" * 50_000, "can't parse request JSON object"),
        ("json", '{"chat_id": 1001, "text": "\\ud83d"}', "strings must be encoded in UTF-8"),
        (
            "x-www-form-urlencoded",
            "chat_id=1001&text=x&reply_markup=" + "[" * 50_000,
            "can't parse reply_markup JSON object",
        ),
    ],
    ids=["no object", "too deep", "half an emoji", "too deep in a form"],
)
@pytest.mark.usefixtures("chat")
async def test_refuses_a_body_that_nobody_can_read(
    server: str, preview: Preview, kind: str, body: str, words: str
) -> None:
    """As Telegram does, and goes on."""
    headers = {"Content-Type": f"application/{kind}"}
    url = f"{server}/bot{preview.token}/sendMessage"
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as response:
        assert await response.json() == {"ok": False, "error_code": 400, "description": f"Bad Request: {words}"}
