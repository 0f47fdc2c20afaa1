"""People who write to the bot, and whether each of them got every answer, once, in order."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.dialogue.exchange import Message, Session
from bot.dialogue.turn import take_turn
from tests.chaos.telegram import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.dialogue.model import Content
    from tests.chaos.telegram import Sent, Telegram


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of everything that was said."""

    lost: int
    """Bubbles that never came."""
    reordered: int
    """Bubbles that came after a later one."""
    foreign: tuple[str, ...]
    """Texts nobody should have got."""
    repeated: tuple[Sent, ...]
    """The first copies of what came twice."""
    stale: int = 0
    """How many of those were not the last thing their chat was sent: they were on their way no more."""

    def __str__(self) -> str:
        return f"{self.lost} lost, {self.reordered} out of order, {len(self.repeated)} repeated"

    @property
    def is_well(self) -> bool:
        """Whether everybody got every answer in order."""
        return not (self.lost or self.reordered or self.foreign)


class People:
    """Chats with what they were told, worked out by taking the same turns without any network."""

    def __init__(self, telegram: Telegram, content: Content, seed: int) -> None:
        self._preview = telegram.preview
        self._content = content
        self._chance = random.Random(seed)
        self._texts = [hit.text for one in content.intents.values() if not one.is_care for hit in one.hits]
        self._sessions: dict[int, Session] = {}
        self.expected: dict[int, list[str]] = {}
        """The bubbles each chat should see, in order, each text once."""
        self.said: list[str] = []

    def join(self, count: int) -> list[int]:
        """Let people come."""
        found = [self._preview.chats.open("en").id for _ in range(count)]
        self._sessions |= dict.fromkeys(found, Session())
        self.expected |= {chat: [] for chat in found}
        return found

    def write(self, chat: int) -> None:
        """Let somebody write something that brings an answer this chat has not seen."""
        while True:
            text = self._chance.choice(self._texts)
            now = self._preview.chats.clock()
            turn = take_turn(self._content, self._sessions[chat], Message(text, float(int(now)), language="en"))
            if not set(turn.reply.bubbles) & set(self.expected[chat]):
                break
        self._preview.say(chat, text)
        self.said.append(text)
        self._sessions[chat] = turn.session
        self.expected[chat] += turn.reply.bubbles

    def write_all(self, messages: int) -> None:
        """Let everybody write so many messages, in an order of chance."""
        turns = [chat for chat in self.expected for _ in range(messages)]
        self._chance.shuffle(turns)
        for chat in turns:
            self.write(chat)

    @property
    def bubbles(self) -> int:
        """How many bubbles all should see."""
        return sum(map(len, self.expected.values()))

    def judge(self, sent: Iterable[Sent]) -> Verdict:
        """Hold what was sent against what should have been."""
        by_chat: dict[int, list[Sent]] = {chat: [] for chat in self.expected}
        for one in sent:
            by_chat[one.chat].append(one)
        verdicts = [_judge(self.expected[chat], got) for chat, got in by_chat.items()]
        return Verdict(
            sum(one.lost for one in verdicts),
            sum(one.reordered for one in verdicts),
            tuple(text for one in verdicts for text in one.foreign),
            tuple(first for one in verdicts for first in one.repeated),
            sum(one.stale for one in verdicts),
        )


async def until_quiet(telegram: Telegram, people: People) -> None:
    """Wait until everything is answered and confirmed, and a while longer, in which nothing more should come."""
    async with asyncio.timeout(PATIENCE):
        while telegram.waiting or people.judge(telegram.network.sent).lost:  # noqa: ASYNC110 - neither has an event
            await asyncio.sleep(0.05)
    await asyncio.sleep(2 * telegram.network.seconds)


def _judge(expected: Sequence[str], got: Sequence[Sent]) -> Verdict:
    places = {text: place for place, text in enumerate(expected)}
    first: dict[int, Sent] = {}
    repeated, foreign, stale, last = [], [], 0, -1
    for one in got:
        place = places.get(one.text)
        if place is None:
            foreign.append(one.text)
        elif place in first:
            repeated.append(first[place])
            stale += place != last
        else:
            first[place] = one
        last = -1 if place is None else place
    reordered = sum(later < earlier for earlier, later in pairwise(first))
    return Verdict(len(expected) - len(first), reordered, tuple(foreign), tuple(repeated), stale)
