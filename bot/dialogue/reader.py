"""Message → the words meant, remembered token by token: most of what people write has been read before."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from bot.dialogue import text
from bot.dialogue.model import Repair

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from bot.dialogue.spelling import Speller

    Meant = tuple[tuple[str, ...], tuple[Repair, ...]]
    """The words of a token as the phrases spell them, and which were repaired."""

MEMORY = 1 << 13
"""How many tokens are remembered before the memory starts anew."""
MOST_DOUBTED = 60
"""So many different words of a message are looked at for slips; a message with more is no English."""


class Reader:
    """Reads messages as a speller spells them."""

    def __init__(self, speller: Speller) -> None:
        self._speller = speller
        self._remembered: dict[str, Meant] = {}

    def read(self, message: str) -> tuple[list[str], tuple[Repair, ...]]:
        """The words of a message as the phrases spell them, and which were repaired."""
        tokens = text.tokens(message)
        passed_over = self._passed_over(tokens) if len(tokens) > MOST_DOUBTED else ()
        words: list[str] = []
        repairs: tuple[Repair, ...] = ()
        for token in tokens:
            if token in passed_over:
                words.append(token)
                continue
            read, repaired = self._remembered.get(token) or self._spelt(token)
            words += read
            if repaired:
                repairs += repaired
        return words, repairs

    def _passed_over(self, tokens: tuple[str, ...]) -> AbstractSet[str]:
        """The doubtful tokens that are too many to be looked at."""
        doubted = (token for token in dict.fromkeys(tokens) if self._speller.doubts(token))
        return set(islice(doubted, MOST_DOUBTED, None))

    def _spelt(self, token: str) -> Meant:
        if len(self._remembered) >= MEMORY:
            self._remembered.clear()
        typed = text.words_of(token)
        repairs = tuple(Repair(word, read) for word in typed if (read := self._speller.read(word)) != word)
        meant = dict(repairs)
        words = tuple(part for word in typed for part in text.words_of(meant.get(word, word))) if meant else typed
        found = self._remembered[token] = (words, repairs)
        return found
