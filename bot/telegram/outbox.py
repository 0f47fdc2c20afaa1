"""Replies on their way: each is in the store until it has arrived, so none is lost and none is sent twice at ease."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import structlog
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.storage.store import Parcel, StoreError
from bot.telegram.delivery import Address, address_of, delete_messages, send_bubble, tolerated
from bot.telegram.lanes import Lanes
from bot.telegram.redact import reason

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import Bot, CallbackQuery, Message

    from bot.dialogue.exchange import Reply
    from bot.storage.store import Store

FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0
TRIES = 3
"""How often a store that fails is told something while somebody waits."""
CHATS = 500
"""How many chats may have replies on their way before no more messages are taken in …"""
REPLIES = 10_000
"""… and how many replies may be: so many that one chat, held back by Telegram, keeps no other from being heard."""
REMEMBERED = REPLIES

logger = logging.getLogger(__name__)


class UndeliveredError(RuntimeError):
    """A reply has not arrived; it waits in the store for its update to come again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"A reply cannot be sent for {seconds:.0f} seconds.")
        self.seconds = seconds
        """How long to wait before the next try."""


class Outbox:
    """Sends replies, each chat's in their order, and tells the store what has arrived.

    In the background a reply that Telegram does not take is tried again until it does, and only its own chat waits.
    With ``patience``, whoever sends waits for the arrival, and gets ``UndeliveredError`` where it would take longer.
    """

    def __init__(self, bot: Bot, store: Store, key: Callable[[int], str], first_wait: float = FIRST_WAIT) -> None:
        self.patience: float | None = None
        """Seconds to wait before another try while somebody waits; ``None`` where nobody does."""
        self.first_wait = first_wait
        self.backlog = (CHATS, REPLIES)
        self._bot = bot
        self._store = store
        self._key = key
        self._lanes = Lanes()
        self._taken: OrderedDict[int, None] = OrderedDict()

    @property
    def waiting(self) -> int:
        """How many replies are on their way."""
        return self._lanes.waiting

    def line(self, update_id: int, source: Message | CallbackQuery) -> Line | None:
        """Find where an update is answered; ``None`` for a button that stands in no chat."""
        address = address_of(source)
        return Line(self, self._key(address.chat_id), update_id, address) if address else None

    async def send(self, line: Line, reply: Reply) -> None:
        """Send the reply to an update, once."""
        if self.patience is not None:
            await self._deliver(line, reply)
        elif line.update_id not in self._taken:
            self._remember(line.update_id)
            self._lanes.add(line.address.chat_id, partial(self._deliver, line, reply))

    async def stop_spinning(self, update_id: int, query: CallbackQuery, notice: str = "") -> None:
        """Tell a button that its tap has arrived, before the reply to it, with a word shown in passing if any."""
        if self.patience is not None:
            await _answer(update_id, query, notice)
        else:
            lane = query.message.chat.id if query.message else query.from_user.id
            self._lanes.add(lane, partial(_answer, update_id, query, notice))

    async def delete(self, chat_id: int, numbers: Sequence[int]) -> None:
        """Delete messages of a chat."""
        await delete_messages(self._bot, chat_id, numbers)

    async def resume(self) -> None:
        """Send what an earlier run left unsent."""
        for update_id, (chat, parcel) in (await self._store.unsent()).items():
            await self.send(Line(self, chat, update_id, Address.read(parcel.to)), parcel.reply)

    async def room(self) -> None:
        """Wait until few enough chats have replies on their way."""
        await self._lanes.room(*self.backlog)

    async def finish(self, seconds: float) -> None:
        """Send what can be sent in so long; the rest stays in the store."""
        await self._lanes.finish(seconds)

    def _remember(self, update_id: int) -> None:
        self._taken[update_id] = None
        if len(self._taken) > REMEMBERED:
            self._taken.popitem(last=False)

    async def _deliver(self, line: Line, reply: Reply) -> None:
        structlog.contextvars.bind_contextvars(update=line.update_id)
        numbers = (*line.address.numbers, *await self._send_all(line, reply))
        await self._tell_store(partial(self._store.sent, line.chat, line.update_id, numbers))

    async def _send_all(self, line: Line, reply: Reply) -> list[int]:
        """Send bubble after bubble until all have arrived, or none ever will; the numbers of those that have."""
        failures, numbers = 0, list[int]()
        while reply.bubbles:
            try:
                numbers += await send_bubble(self._bot, line.address, reply)
            except Forbidden:
                logger.info("A reply was not sent: its person has blocked the bot, or the bot was removed.")
                return numbers
            except BadRequest as error:
                logger.error("A reply was refused by Telegram and is given up: %s", error.message)  # noqa: TRY400 - the text says it all
                await self._tell_store(partial(self._store.bury, line.update_id, error.message))
                return numbers
            except ChatMigrated as error:
                # A group has become a supergroup, where the message answered has another number.
                line = replace(line, address=replace(line.address, chat_id=error.new_chat_id, answers=None))
            except TelegramError as error:
                failures += 1
                logger.warning("A reply waits, for Telegram does not take it: %s.", reason(error))
                await self._pause(line, reply, self._wait(error, failures))
            else:
                failures = 0
                reply = replace(reply, bubbles=reply.bubbles[1:])
                if reply.bubbles:
                    rest = Parcel(line.to, reply)
                    await self._tell_store(partial(self._store.settle, line.chat, line.update_id, rest))
        return numbers

    async def _pause(self, line: Line, rest: Reply, seconds: float) -> None:
        """Wait before the next try; where somebody waits who should not so long, keep the rest and say so."""
        if self.patience is not None and seconds > self.patience:
            await self._store.settle(line.chat, line.update_id, Parcel(line.to, rest))
            raise UndeliveredError(seconds)
        await asyncio.sleep(seconds)

    async def _tell_store(self, tell: Callable[[], Awaitable[None]]) -> None:
        """Tell the store what became of a reply; in the background until it listens, else it would be sent again."""
        for failures in count(1):
            try:
                return await tell()
            except StoreError as error:
                logger.warning("What became of a reply could not be stored: %s", error)
                if self.patience is not None and failures == TRIES:
                    return None
                await asyncio.sleep(self._wait(error, failures))
        return None

    def _wait(self, error: Exception, failures: int) -> float:
        """As long as Telegram asks; else twice as long each time, up to a limit."""
        if isinstance(error, RetryAfter):
            asked = error.retry_after
            return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
        return float(min(self.first_wait * 2 ** min(failures - 1, 10), LONGEST_WAIT))


@dataclass(frozen=True, slots=True)
class Line:
    """The ``Channel`` of one update."""

    outbox: Outbox
    chat: str
    """The chat's key."""
    update_id: int
    address: Address

    @property
    def to(self) -> str:
        """Where replies go, as text."""
        return str(self.address)

    async def show(self, reply: Reply) -> None:
        """Send a reply."""
        await self.outbox.send(self, reply)


async def _answer(update_id: int, query: CallbackQuery, notice: str) -> None:
    structlog.contextvars.bind_contextvars(update=update_id)
    try:
        with tolerated():
            await query.answer(notice or None)
    except TelegramError as error:  # the button spins a little longer, which is no reason to hold anything up
        logger.info("A tap could not be confirmed: %s", error)
