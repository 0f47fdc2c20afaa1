"""Answering on Telegram: the parts of a running bot, wired together."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import socket
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from bot.cli.parts import editors_of, secret_of, store_of
from bot.conversation import Conversation
from bot.garbage import leave_out_what_is_there
from bot.settings import OFF, PREFIX, Settings, SettingsError, host_and_port
from bot.storage.flood import FloodControl
from bot.storage.keys import chat_key
from bot.storage.retention import tidy_regularly
from bot.telegram.application import build_application
from bot.telegram.health import Health
from bot.telegram.polling import Polling
from bot.telegram.server import serving
from bot.telegram.webhook import Webhook

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine

    from bot.content.live import LiveContent, Reload
    from bot.storage.store import Store
    from bot.telegram.application import BotApplication
    from bot.telegram.editors import Editors
    from bot.telegram.metrics import Metrics

WATCH_AGAIN = 10.0
"""Seconds after which files are watched again where that had failed."""

logger = logging.getLogger(__name__)


async def answer(settings: Settings, live: LiveContent) -> None:
    """Answer on Telegram until told to stop."""
    secret = secret_of(settings)
    store, flood = store_of(settings, secret), _flood(settings)
    try:
        conversation = Conversation(lambda: live.content, store, flood=flood)
        assert settings.token is not None, "whoever calls has looked"
        token = settings.token.get_secret_value()
        application = build_application(token, settings.api_url, conversation, partial(chat_key, secret))
        _show_content(application.metrics, live)
        editors = editors_of(settings, store, live)
        editors.join(application)
        async with _beside(tidy_regularly(store), _watch(live, application.metrics, editors), editors.digest_daily()):
            await _take(settings, secret, application, store)
    finally:
        await store.close()
        if flood:
            await flood.close()


async def _take(settings: Settings, secret: bytes, application: BotApplication, store: Store) -> None:
    """Take messages the way the settings say, with the state of health beside."""
    taking: Polling | Webhook
    run: Callable[[], Awaitable[None]]
    async with AsyncExitStack() as stack:
        if settings.webhook_url:
            listening = stack.enter_context(_listen("LISTEN", settings.listen))
            webhook = Webhook(application, settings.webhook_url, _webhook_secret(settings, secret))
            taking, run = webhook, partial(webhook.run, listening)
        else:
            polling = Polling(application)
            taking, run = polling, polling.run
        if settings.health != OFF:
            listening = stack.enter_context(_listen("HEALTH", settings.health))
            health = Health(lambda: taking.is_ready, store, application.metrics)
            await stack.enter_async_context(serving(health.app, listening))
        await run()


def _flood(settings: Settings) -> FloodControl | None:
    redis_url = settings.store if settings.store.startswith(("redis://", "rediss://")) else ""
    return FloodControl(settings.flood, redis_url) if settings.flood else None


def _webhook_secret(settings: Settings, secret: bytes) -> str:
    if settings.webhook_secret:
        return settings.webhook_secret.get_secret_value()
    return hmac.new(secret, b"webhook", hashlib.sha256).hexdigest()


def _listen(setting: str, address: str) -> socket.socket:
    host, port = host_and_port(address)
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        reason = error.strerror or error
        raise SettingsError((f'{PREFIX}{setting} is "{address}", which cannot be listened on: {reason}.',)) from None


async def _watch(live: LiveContent, metrics: Metrics, editors: Editors) -> None:
    """Take over changed files for as long as the bot runs, whatever goes wrong with one of them."""
    known, refused = live.content.version, False
    telling: set[asyncio.Task[None]] = set()

    def tell(reload: Reload) -> None:
        nonlocal known, refused
        telling.add(told := asyncio.create_task(editors.on_reload(reload)))
        told.add_done_callback(telling.discard)
        if reload.ok and known == live.content.version and not refused:
            return  # told before, and only tested since
        known, refused = live.content.version, not reload.ok
        metrics.reloads.labels("taken" if reload.ok else "refused").inc()
        logger.log(logging.INFO if reload.ok else logging.WARNING, "%s", reload.summary)
        _show_content(metrics, live)
        leave_out_what_is_there()

    while True:
        try:
            await live.watch(tell)
        except Exception:
            logger.exception("The content's files are not watched; trying again.")
        await asyncio.sleep(WATCH_AGAIN)


def _show_content(metrics: Metrics, live: LiveContent) -> None:
    metrics.content.info({"version": live.content.version})


@asynccontextmanager
async def _beside(*works: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Let work go on beside the bot and end it with the bot."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
