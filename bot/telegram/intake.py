"""What becomes of one update: it is handled, or after several tries given up with a reason and a word to its person."""

from __future__ import annotations

import asyncio
import logging
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from telegram import Message, Update

from bot.storage.store import StoreError
from bot.telegram.outbox import UndeliveredError

if TYPE_CHECKING:
    from telegram import Bot

    from bot.telegram.application import BotApplication

ALLOWED = ("message", "edited_message", "callback_query")
"""The kinds of updates that are asked for."""
TRIES = 3
_OURS = Path(__file__).parent.parent

logger = logging.getLogger(__name__)


class Intake:
    """Hands updates to the application, one by one."""

    def __init__(self, application: BotApplication, seconds: float, first_wait: float = 1.0) -> None:
        self._application = application
        self._seconds = seconds
        self._first_wait = first_wait

    async def read(self, raw: dict[str, Any]) -> Update | None:
        """Parse one update by itself; one that cannot be read is given up."""
        number: int = raw["update_id"]
        try:
            update = _parsed(raw, self._application.bot)
            chat_of(update)
        except Exception as error:  # noqa: BLE001 - the library raises whatever a field's absence leads to
            logger.error("Update %d cannot be read (%s).", number, type(error).__name__)  # noqa: TRY400 - the traceback would say no more
            await self._application.conversation.store.bury(number, f"unreadable: {type(error).__name__}")
            self._application.metrics.dead_letters.inc()
            return None
        return update

    async def handle(self, update: Update) -> None:
        """Handle an update or give it up.

        Raises ``StoreError`` and ``UndeliveredError``, which are no fault of the update: it must come again.
        """
        metrics = self._application.metrics
        structlog.contextvars.bind_contextvars(update=update.update_id)
        with metrics.seconds.time():
            await self._try(update)
        metrics.updates.inc()

    async def _try(self, update: Update) -> None:
        for failures in range(1, TRIES + 1):
            try:
                async with asyncio.timeout(self._seconds):
                    await self._application.process_update(update)
            except (StoreError, UndeliveredError):
                raise
            except Exception as error:  # noqa: BLE001 - no failure of one update may stop the others
                logger.error("An update could not be handled, try %d: %s", failures, where(error))  # noqa: TRY400 - it may quote somebody
                reason = where(error)
            else:
                return
            if failures < TRIES:
                await asyncio.sleep(self._first_wait * failures)
        await self._give_up(update, reason)

    async def _give_up(self, update: Update, reason: str) -> None:
        """Say kindly that something went wrong, and note what."""
        try:
            await self._say_sorry(update)
        except (StoreError, UndeliveredError):
            raise
        except Exception as error:  # noqa: BLE001 - what cannot even be told must not come again for ever
            logger.error("Nobody could be told that it went wrong: %s", where(error))  # noqa: TRY400 - it may quote somebody
        await self._application.conversation.store.bury(update.update_id, reason)
        self._application.metrics.dead_letters.inc()

    async def _say_sorry(self, update: Update) -> None:
        source = update.callback_query or update.effective_message
        line = self._application.outbox.line(update.update_id, source) if source else None
        if line:
            await self._application.conversation.say(line.chat, "trouble", line)


class _Received(Message):
    """A message that is not guarded against changes: a check at each of its hundred fields made it twice as slow."""

    __slots__ = ()
    __setattr__ = object.__setattr__  # type: ignore[assignment]  # the same but for an argument's name


def _parsed(raw: dict[str, Any], bot: Bot) -> Update:
    """Make the library's object of an update; messages, which nearly all are, the quick way."""
    message = raw.get("message")
    if not message:
        return Update.de_json(raw, bot)
    update = Update(raw["update_id"], message=_Received.de_json(message, bot))
    update.set_bot(bot)
    return update


def chat_of(update: Update) -> int | None:
    """Find the chat an update belongs to; ``None`` where it belongs to none. Raises what a senseless one leads to."""
    chat = update.effective_chat
    return int(chat.id) if chat else None


def where(error: Exception) -> str:
    """Name an error and the places it came through; its text is left out, for it may quote a message."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_OURS)][-2:]
    places = (f"{frame.name} ({Path(frame.filename).name}:{frame.lineno})" for frame in [*ours, *frames[-1:]])
    return f"{type(error).__name__} in {' > '.join(dict.fromkeys(places))}"
