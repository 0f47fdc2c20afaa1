"""Which messages are kept for the editors: those that found no answer or an unhelpful one, of chats that agreed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.model import Action
from bot.storage.anonymity import anonymous
from bot.storage.store import Said

if TYPE_CHECKING:
    from bot.dialogue.exchange import Message, Session, Turn
    from bot.dialogue.model import Content

UNANSWERED, THUMB = "unanswered", "thumb"
_THUMBS_DOWN = "down:"


class Keeping:
    """Finds what to keep of a turn, without names and the like; never what speaks of danger or has no word.

    What was answered waits in the chat's session until its person says that the answer did not help, so that another
    copy of the bot, or this one started anew, knows what the thumb was about.
    """

    def __init__(self) -> None:
        self._words: tuple[str, frozenset[str]] = ("", frozenset())

    def look_at(self, content: Content, before: Session, message: Message, turn: Turn) -> tuple[Turn, Said | None]:
        """Return the turn with what its session holds of the message, and what to keep for the editors, if anything."""
        if not turn.session.preferences.improve:
            return _holding(turn, ""), None
        if message.tapped and message.text.startswith(_THUMBS_DOWN):
            return _holding(turn, ""), Said(before.said, THUMB) if before.said else None
        if message.tapped or not any(map(str.isalnum, message.text)):
            return _holding(turn, before.said), None
        if turn.decision.action in (Action.CARE, Action.CHECK):
            return _holding(turn, ""), None
        said = anonymous(message.text, self._words_of(content))
        if turn.decision.action is Action.FALLBACK:
            return _holding(turn, before.said), Said(said, UNANSWERED)
        return _holding(turn, said), None

    def _words_of(self, content: Content) -> frozenset[str]:
        """The words of all phrases, gathered once for each version of the content."""
        if self._words[0] != content.version:
            phrases = (phrase.text for intent in content.intents.values() for phrase in intent.phrases)
            self._words = (content.version, frozenset(word for text in phrases for word in text.lower().split()))
        return self._words[1]


def _holding(turn: Turn, said: str) -> Turn:
    return turn if turn.session.said == said else replace(turn, session=replace(turn.session, said=said))
