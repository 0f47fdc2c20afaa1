"""Which messages are kept for the editors: those that found no answer or an unhelpful one, of chats that agreed."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from bot.dialogue.model import Action
from bot.storage.anonymity import anonymous

if TYPE_CHECKING:
    from bot.dialogue.exchange import Message, Turn
    from bot.dialogue.model import Content
    from bot.storage.store import Store

UNANSWERED, THUMB = "unanswered", "thumb"
_THUMBS_DOWN = "down"
REMEMBERED = 1_000
"""Chats whose last message is remembered, in memory only, until they say whether the answer helped."""


class Keeping:
    """Keeps messages of chats that agreed, without names and the like; never one that speaks of danger."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last: OrderedDict[str, str] = OrderedDict()
        self._words: tuple[str, frozenset[str]] = ("", frozenset())

    async def look_at(self, chat: str, content: Content, message: Message, turn: Turn) -> None:
        """Keep the message, or the one before it where this is a thumb pointing down."""
        if not turn.session.preferences.improve:
            self._last.pop(chat, None)
        elif message.tapped:
            if message.text.startswith(f"{_THUMBS_DOWN}:") and chat in self._last:
                await self._keep(chat, content, self._last.pop(chat), THUMB)
        elif turn.decision.action is Action.FALLBACK:
            await self._keep(chat, content, message.text, UNANSWERED)
        elif turn.decision.action in (Action.CARE, Action.CHECK):
            self._last.pop(chat, None)
        else:
            self._remember(chat, message.text)

    async def _keep(self, chat: str, content: Content, text: str, why: str) -> None:
        await self._store.keep(chat, anonymous(text, self._words_of(content)), why)

    def _remember(self, chat: str, text: str) -> None:
        self._last.pop(chat, None)
        self._last[chat] = text
        if len(self._last) > REMEMBERED:
            self._last.popitem(last=False)

    def _words_of(self, content: Content) -> frozenset[str]:
        """The words of all phrases, gathered once for each version of the content."""
        if self._words[0] != content.version:
            phrases = (phrase.text for intent in content.intents.values() for phrase in intent.phrases)
            self._words = (content.version, frozenset(word for text in phrases for word in text.lower().split()))
        return self._words[1]
