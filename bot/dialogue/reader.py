"""Message → the words meant, remembered token by token: most of what people write has been read before."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.dialogue import text
from bot.dialogue.model import Repair

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from bot.dialogue.spelling import Speller

T = TypeVar("T")

MEMORY = 1 << 13
"""How many tokens are remembered before the memory starts anew."""
MOST_READ = 200
"""Of a message of more words only the first and the last, half as many each, are read: what it is about stands there,
and all in between would only dilute it. Care reads the whole of it (``care.py``, ``in_passing.py``)."""
MOST_DOUBTED = 30
"""So many different words of a message are looked at for slips; a message with more is no English."""


class Reader(Generic[T]):
    """Reads messages as a speller spells them, and gives each word as what is known of it."""

    def __init__(self, speller: Speller, known_of: Callable[[str], T]) -> None:
        self._speller = speller
        self._known_of = known_of
        self._remembered: dict[str, tuple[tuple[T, ...], tuple[Repair, ...]]] = {}

    def read(self, message: str) -> tuple[Sequence[T], tuple[Repair, ...]]:
        """The words of a message as the phrases spell them, and which were repaired; of many, those at its ends."""
        words, repairs = self._read(_ends(text.tokens(message)))
        return _ends(words), repairs

    def read_through(self, message: str) -> list[T]:
        """All words of a message as the phrases spell them, however many."""
        return self._read(text.tokens(message))[0]

    def _read(self, tokens: Sequence[str]) -> tuple[list[T], tuple[Repair, ...]]:
        words: list[T] = []
        repairs: tuple[Repair, ...] = ()
        passed_over = self._passed_over(tokens) if len(tokens) > MOST_DOUBTED else ()
        for token in tokens:
            if token in passed_over:
                words.append(self._known_of(token))
                continue
            meant, repaired = self._remembered.get(token) or self._spelt(token)
            words += meant
            if repaired:
                repairs += repaired
        return words, repairs

    def _passed_over(self, tokens: Sequence[str]) -> AbstractSet[str]:
        """The doubtful tokens that are too many to be looked at."""
        doubted = (token for token in dict.fromkeys(tokens) if self._speller.doubts(token))
        return set(islice(doubted, MOST_DOUBTED, None))

    def _spelt(self, token: str) -> tuple[tuple[T, ...], tuple[Repair, ...]]:
        if len(self._remembered) >= MEMORY:
            self._remembered.clear()
        typed = text.words_of(token)
        read = {word: self._speller.read(word) for word in typed}
        repairs = tuple([Repair(word, meant) for word, meant in read.items() if meant != word])
        words = [part for word in typed for part in text.words_of(read[word])] if repairs else typed
        found = self._remembered[token] = (tuple(map(self._known_of, words)), repairs)
        return found


def _ends(words: Sequence[T]) -> Sequence[T]:
    """The first and last of very many words."""
    half = MOST_READ // 2
    return words if len(words) <= MOST_READ else (*words[:half], *words[-half:])
