"""The editors' own chats: what is waiting, what is asked, and a word when a saved file could not be taken over."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NoReturn

from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, CommandHandler, filters

from bot.editing.inbox import grouped, suggestions
from bot.editing.insights import ENDINGS, insights

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from telegram import Update

    from bot.content.live import Reload
    from bot.dialogue.model import Content
    from bot.editing.inbox import Waiting
    from bot.storage.store import Store
    from bot.telegram.application import BotApplication

GROUPS_SHOWN = 5
TOPICS_SHOWN = 6
DAYS = 7
LONGEST = 4000
"""Characters of one message; Telegram takes 4,096."""
BEFORE_ALL_OTHERS = -1
"""The group of handlers that is asked before those for everybody."""

logger = logging.getLogger(__name__)


class Editors:
    """The chats of those who look after the content."""

    def __init__(
        self,
        chats: Sequence[int],
        store: Store,
        content: Callable[[], Content],
        waiting: Waiting,
        digest_at: time | None = None,
    ) -> None:
        """``digest_at`` is when they are told once a day, in UTC, if they want to be."""
        self._chats = tuple(chats)
        self._digest_at = digest_at
        self._store = store
        self._content = content
        self._waiting = waiting
        self._application: BotApplication | None = None
        self._is_refused = False

    def join(self, application: BotApplication) -> None:
        """Take the editors' commands, in their chats only: everybody else's are words like any other."""
        self._application = application
        application.editor_chats = self._chats
        theirs = filters.UpdateType.MESSAGE & filters.Chat(self._chats)
        for name, say in (("inbox", self.inbox), ("stats", self.stats)):
            application.add_handler(CommandHandler(name, self._answering(say), theirs), BEFORE_ALL_OTHERS)

    async def inbox(self) -> str:
        """Name the largest groups of messages waiting, each with the intents nearest to it."""
        groups = grouped(self._waiting.of(await self._store.kept()))
        if not groups:
            return "Nothing is waiting."
        content = self._content()
        rows = [f"{len(groups)} waiting, from chats that let you have their words."]
        for group in groups[:GROUPS_SHOWN]:
            like = f" (+{len(group.kept) - 1} like it)" if len(group.kept) > 1 else ""
            near = ", ".join(f"{one.intent} {one.score:.2f}" for one in suggestions(content, group.text))
            rows.append(f"“{group.text[:300]}”{like}\n→ {near or 'nothing near'}")
        return "\n\n".join([*rows, "Add them with `bot inbox`, or in the preview."])

    async def stats(self) -> str:
        """Sum up a week."""
        since = (datetime.now(UTC) - timedelta(days=DAYS - 1)).date()
        found = insights(await self._store.tallies(since))
        if not found.turns:
            return "Nothing has been counted this week."
        shares = ", ".join(f"{words} {found.share(ending):.0%}" for ending, words in ENDINGS.items())
        topics = [f"{topic}: {sum(days.values())}" for topic, days in list(found.topics.items())[:TOPICS_SHOWN]]
        thumbs = f"Thumbs: {found.thumbs.get('up', 0)} up, {found.thumbs.get('down', 0)} down."
        return "\n".join([f"{found.turns} messages in {DAYS} days.", f"{shares}.", "", *topics, "", thumbs])

    async def digest_daily(self) -> None:
        """Tell once a day what is waiting and what was asked, if that is wanted; until cancelled."""
        while self._digest_at is not None:
            await asyncio.sleep(_until(self._digest_at, datetime.now(UTC)))
            await self.tell(f"{await self.stats()}\n\n{await self.inbox()}")

    async def on_reload(self, reload: Reload) -> None:
        """Tell that a saved file could not be taken over, and when all is well again."""
        if not reload.ok:
            worst = reload.problems[0]
            await self.tell(f"Still on the last good version: {worst.place}\n{worst.message}\n{worst.hint}")
        elif self._is_refused:
            await self.tell(f"All is well again. {reload.summary}")
        self._is_refused = not reload.ok

    async def tell(self, text: str) -> None:
        """Write to every editors' chat; one that cannot be reached keeps nobody else from hearing."""
        assert self._application, "joined before"
        for chat in self._chats:
            try:
                await self._application.bot.send_message(chat, text[:LONGEST])
            except TelegramError as error:
                logger.warning("An editors' chat could not be reached: %s", error)

    def _answering(self, say: Callable[[], Any]) -> Callable[..., Any]:
        async def answer(update: Update, _: object) -> NoReturn:
            assert update.effective_chat, "a CommandHandler's promise"
            await update.effective_chat.send_message((await say())[:LONGEST])
            raise ApplicationHandlerStop

        return answer


def _until(at: time, now: datetime) -> float:
    """Seconds until a time of day comes round."""
    due = datetime.combine(now.date(), at, UTC)
    return ((due if due > now else due + timedelta(days=1)) - now).total_seconds()
