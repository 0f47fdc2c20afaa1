"""The token appears nowhere: each known leak of the library, and the ways of our own."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import traceback
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from telegram.error import TelegramError

from bot.conversation import Conversation
from bot.storage.memory import MemoryStore
from bot.telegram.application import build_application
from bot.telegram.redact import HIDDEN, GuardedBot, TokenFilter, TokenRejectedError, hide_token
from tests.telegram.conftest import KEY, TOKEN

if TYPE_CHECKING:
    from bot.telegram.application import BotApplication
    from tests.telegram.conftest import Phone

SECRET = TOKEN.partition(":")[2]


@pytest.fixture
def loud(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Log everything, and print exactly what a log file would hold."""
    caplog.set_level(logging.DEBUG)
    for name in ("telegram", "uvicorn"):
        caplog.set_level(logging.DEBUG, name)
    return caplog


def _application(api_url: str) -> BotApplication:
    conversation = Conversation(lambda: pytest.fail("not used"), MemoryStore(), lambda *_: pytest.fail("not used"))
    return build_application(TOKEN, api_url, conversation, KEY)


async def test_requests_logged_by_the_http_library_hide_it(loud: pytest.LogCaptureFixture) -> None:
    """Over real HTTP, the line with the address of each request is logged without the token."""

    async def refuse(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        body = b'{"ok": false, "error_code": 401, "description": "Unauthorized"}'
        writer.write(b"HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    application = _application(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    loud.set_level(logging.DEBUG, "telegram")
    with pytest.raises(TokenRejectedError) as caught:
        await application.initialize()
    await application.bot.shutdown()
    server.close()
    assert "Calling Bot API endpoint" in loud.text
    assert SECRET not in loud.text
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_the_addresses_logged_by_the_bot_hide_it(loud: pytest.LogCaptureFixture) -> None:
    """The library logs both addresses when a bot is made."""
    hide_token(TOKEN)
    GuardedBot(TOKEN)
    assert f"Set Bot API URL: https://api.telegram.org/bot{HIDDEN}" in loud.text
    assert f"Set Bot API File URL: https://api.telegram.org/file/bot{HIDDEN}" in loud.text
    assert SECRET not in loud.text


@pytest.mark.parametrize("shown", [repr, str, "{!r}".format], ids=["repr", "str", "format"])
def test_printing_the_application_or_its_bot_hides_it(phone: Phone, shown: type[str]) -> None:
    """Neither of them names the token."""
    assert HIDDEN in shown(phone.application)
    assert SECRET not in shown(phone.application)
    assert SECRET not in shown(phone.application.bot)


async def test_a_refused_token_is_not_named(phone: Phone) -> None:
    """The library's own error quotes it; ours says what to do, with nothing chained to it."""
    bot = GuardedBot(TOKEN, request=phone.transport, get_updates_request=phone.transport)
    phone.transport.refuse("getMe", 401, "Unauthorized")
    with pytest.raises(TokenRejectedError, match="BotFather") as caught:
        await bot.initialize()
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"token {TOKEN} refused", id="whole"),
        pytest.param(f"POST https://api.telegram.org/bot{TOKEN}/getMe", id="in an address"),
        pytest.param(f"path=%2Fbot{quote(TOKEN)}", id="quoted"),
        pytest.param(f"only {SECRET}", id="secret half"),
        pytest.param(f"{TOKEN} and {TOKEN}", id="twice"),
    ],
)
def test_every_spelling_of_the_token_is_removed(text: str) -> None:
    """However a library writes it."""
    clean = TokenFilter(TOKEN).clean(text)
    assert HIDDEN in clean
    assert SECRET not in clean


def test_a_logged_traceback_hides_it(loud: pytest.LogCaptureFixture) -> None:
    """An error that quotes the token is logged with its traceback, without the token."""
    hide_token(TOKEN)
    try:
        int(f"/bot{TOKEN}")
    except ValueError:
        logging.getLogger("anything").exception("It failed")
    assert f"with base 10: '/bot{HIDDEN}'" in loud.text
    assert "test_redact.py" in loud.text
    assert SECRET not in loud.text


def test_a_harmless_traceback_is_left_as_it_is(loud: pytest.LogCaptureFixture) -> None:
    """What does not hold the token keeps its error, for whoever formats it."""
    hide_token(TOKEN)
    logging.getLogger("anything").error("It failed", exc_info=ValueError("other"))
    assert loud.records[-1].exc_info is not None


def test_a_log_call_with_wrong_arguments_hides_it(
    loud: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even logging's own complaint shows it."""
    hide_token(TOKEN)
    logging.getLogger("anything").warning("No place for it", TOKEN)  # noqa: PLE1205 - the mistake in question
    assert SECRET not in loud.text + capsys.readouterr().err


def test_a_logged_stack_hides_it() -> None:
    """A stack shows source lines; they are cleaned like everything else."""
    record = logging.makeLogRecord({"msg": "here", "stack_info": f"line with {TOKEN}"})
    TokenFilter(TOKEN).filter(record)
    assert record.stack_info == f"line with {HIDDEN}"


def test_the_last_traceback_hides_it(capsys: pytest.CaptureFixture[str]) -> None:
    """What ends the program is printed without the token, even from the depth of a chain."""
    hide_token(TOKEN)
    error = RuntimeError("outer")
    error.__cause__ = ValueError(f"inner {TOKEN}")
    sys.excepthook(RuntimeError, error, None)
    printed = capsys.readouterr().err
    assert f"inner {HIDDEN}" in printed
    assert SECRET not in printed


def test_a_thread_that_fails_hides_it(capsys: pytest.CaptureFixture[str]) -> None:
    """The same holds for errors that end a thread."""
    hide_token(TOKEN)
    error = ValueError(f"inner {TOKEN}")
    threading.excepthook(threading.ExceptHookArgs((ValueError, error, None, None)))
    assert HIDDEN in capsys.readouterr().err


def test_libraries_do_not_log_what_people_write(phone: Phone) -> None:
    """Below warnings, the library logs whole updates; it is kept from that at any level of ours."""
    assert phone.application
    for name in ("telegram.Bot", "telegram.ext.Application", "httpx"):
        assert not logging.getLogger(name).isEnabledFor(logging.INFO)


async def test_half_an_answer_is_not_written_down(phone: Phone, caplog: pytest.LogCaptureFixture) -> None:
    """A batch of updates that was cut short holds people's words, and the library would log it whole."""
    phone.transport.prepared["getMe"].append((200, '{"ok": true, "result": [{"text": "nobody may read this'))
    with pytest.raises(TelegramError):
        await phone.application.bot.get_me()
    assert "nobody" not in caplog.text
