"""Message → the words meant, remembered token by token: most of what people write has been read before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue import text
from bot.dialogue.model import Repair

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.dialogue.spelling import Speller

    Meant = tuple[tuple[str, ...], tuple[Repair, ...]]
    """The words of a token as the phrases spell them, and which were repaired."""

MEMORY = 1 << 13
"""How many tokens are remembered before the memory starts anew."""


class Reader:
    """Reads messages as a speller spells them."""

    def __init__(self, speller: Speller) -> None:
        self._speller = speller
        self._remembered: dict[str, Meant] = {}

    def read(self, message: str) -> tuple[list[str], tuple[Repair, ...]]:
        """The words of a message as the phrases spell them, and which were repaired."""
        tokens = text.tokens(message)
        meant = self._meant(tokens)
        words: list[str] = []
        repairs: tuple[Repair, ...] = ()
        for token in tokens:
            read, repaired = meant[token]
            words += read
            if repaired:
                repairs += repaired
        return words, repairs

    def _meant(self, tokens: list[str]) -> dict[str, Meant]:
        """What was remembered, these tokens included; all new ones are spelt at once, which takes far less time."""
        remembered = self._remembered
        if new := set(tokens).difference(remembered):
            if len(remembered) >= MEMORY:
                remembered, new = {}, set(tokens)
                self._remembered = remembered
            remembered |= self._spelt(new)
        return remembered

    def _spelt(self, tokens: Iterable[str]) -> dict[str, Meant]:
        typed = {token: text.words_of(token) for token in tokens}
        words = dict.fromkeys(word for parts in typed.values() for word in parts)
        spelt = dict(zip(words, self._speller.read(list(words)), strict=True))
        return {token: _meaning(parts, spelt) for token, parts in typed.items()}


def _meaning(typed: tuple[str, ...], spelt: dict[str, str]) -> Meant:
    repairs = tuple(Repair(word, spelt[word]) for word in typed if spelt[word] != word)
    if not repairs:
        return typed, ()
    return tuple(part for word in typed for part in text.words_of(spelt[word])), repairs
