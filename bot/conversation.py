"""One turn for any channel: load the session, take the turn, save, show the reply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from pydantic import TypeAdapter

from bot.dialogue import turn
from bot.dialogue.exchange import Message, Reply, Session
from bot.dialogue.model import Action
from bot.storage.counting import LIMITED, counts_of
from bot.storage.keeping import Keeping
from bot.storage.store import Count, Known, Outcome, Parcel, StoreError

if TYPE_CHECKING:
    from bot.dialogue.exchange import Turn
    from bot.dialogue.model import Content
    from bot.storage.flood import FloodControl
    from bot.storage.store import Saved, Store

TakeTurn = Callable[["Content", "Session", "Message"], "Turn"]
ATTEMPTS = 5
LONGEST = 4096
"""Characters of a message that are read: Telegram's own limit, which other senders need not keep."""
CARE_ACTIONS = (Action.CARE, Action.CHECK)
_KNOWN = TypeAdapter(Known)
TOO_MUCH = Count(LIMITED, "message")


class Channel(Protocol):
    """Where what belongs to one update is shown."""

    @property
    def update_id(self) -> int:
        """The update's number."""

    @property
    def to(self) -> str:
        """Where that is, in a form to be stored with a reply that waits."""

    async def show(self, reply: Reply) -> None:
        """Show a reply that the store holds as unsent, and tell the store once it is shown."""


class Conversation:
    """The dialogue with a memory: the current content, a store, and the pure turn between them.

    A reply is stored together with the session before it is shown, so that a crash in between repeats an answer at
    worst and loses none, and a store that fails keeps the bot from answering the same message again and again.
    """

    def __init__(
        self,
        content: Callable[[], Content],
        store: Store,
        take_turn: TakeTurn = turn.take_turn,
        flood: FloodControl | None = None,
    ) -> None:
        self._content = content
        self.store = store
        self._take_turn = take_turn
        self._flood = flood
        self._keeping = Keeping()
        self.observe: Callable[[tuple[Count, ...]], None] = lambda _: None
        """Is told what each turn counted for."""

    async def take(self, chat: str, message: Message, channel: Channel | None = None) -> Turn | None:
        """Take one message; ``None`` where its update was handled before.

        Where another turn of the same chat was faster to save, this one is taken again on top of it.
        """
        content = self._content()
        message = replace(message, text=message.text[:LONGEST])
        for attempt in range(ATTEMPTS):
            saved = await self.store.load(chat, channel.update_id if channel else None)
            if saved.handled:
                await _resume(saved, channel)
                return None
            taken = self._take_turn(content, saved.session, message)
            if channel and attempt == 0 and await self._is_too_much(chat, saved.session, taken):
                await self._hold_back(chat, channel)
                return None
            taken, kept = self._keeping.look_at(content, saved.session, message, taken)
            outcome = _outcome(taken, channel, content, message)
            if await self.store.save(chat, taken.session, saved.version, outcome):
                self.observe(outcome.counts)
                if kept:
                    await self.store.keep(chat, kept.text, kept.why)
                if channel:
                    await channel.show(taken.reply)
                return taken
        raise StoreError(f"A session changed under the bot's hands {ATTEMPTS} times in a row.")

    async def say(self, chat: str, key: str, channel: Channel) -> None:
        """Show one of the bot's own small lines, as the whole answer to an update."""
        await self.tell(chat, Reply((self.line(key),)), channel)

    async def tell(self, chat: str, reply: Reply, channel: Channel) -> None:
        """Show a reply that leaves the session as it is, as the whole answer to an update."""
        saved = await self.store.load(chat, channel.update_id)
        if saved.handled:
            await _resume(saved, channel)
            return
        await self.store.settle(chat, channel.update_id, Parcel(channel.to, reply))
        await channel.show(reply)

    async def _is_too_much(self, chat: str, session: Session, taken: Turn) -> bool:
        """Tell whether a flood goes unanswered: not where there may be danger, now or before in this chat."""
        if self._flood is None or session.care or session.asking or taken.decision.action in CARE_ACTIONS:
            return False
        return not await self._flood.allows(chat)

    async def _hold_back(self, chat: str, channel: Channel) -> None:
        """Say once a minute that this is too fast, and else nothing."""
        assert self._flood is not None, "without it nothing is too much"
        self.observe((TOO_MUCH,))
        if await self._flood.notice_is_due(chat):
            await self.say(chat, "slow_down", channel)
        else:
            await self.store.settle(chat, channel.update_id)

    async def forget(self, chat: str, channel: Channel) -> None:
        """Remove everything stored about a chat, and say so."""
        if not (await self.store.load(chat, channel.update_id)).handled:
            await self.store.delete(chat)
        await self.say(chat, "deleted", channel)

    async def export(self, chat: str) -> Known:
        """Return everything stored about a chat."""
        return await self.store.export(chat)

    async def hand_out(self, chat: str, channel: Channel) -> None:
        """Show everything stored about a chat, as JSON."""
        known = _KNOWN.dump_json(await self.store.export(chat), indent=1, exclude_defaults=True).decode()
        await self.tell(chat, Reply((self.line("exported"), known)), channel)

    def tells_danger(self, text: str) -> bool:
        """Tell whether a message, were it the first of a chat, would be answered or asked about as care."""
        taken = self._take_turn(self._content(), Session(), Message(text[:LONGEST], 0.0))
        return taken.decision.action in CARE_ACTIONS

    def line(self, key: str) -> str:
        """Return one of the bot's own small lines."""
        return self._content().lines[key][0]


async def _resume(saved: Saved, channel: Channel | None) -> None:
    """Show what a crash kept from being shown."""
    if saved.unsent and channel:
        await channel.show(saved.unsent.reply)


def _outcome(taken: Turn, channel: Channel | None, content: Content, message: Message) -> Outcome:
    counts = counts_of(content, message, taken)
    return Outcome(channel.update_id, Parcel(channel.to, taken.reply), counts) if channel else Outcome(counts=counts)
