"""Runs one bot against one fake, both as processes, and takes their times."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.intake.script import CACHE, FIRST_CHAT, Message, Script, numbered
from benchmarks.intake.tally import Result
from bot.content.cache import Cache
from bot.content.load import load
from bot.dialogue.exchange import Message as Heard
from bot.dialogue.exchange import Session
from bot.dialogue.turn import take_turn
from bot.settings import shipped_content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.dialogue.model import Content

FLOWING = 100
PACE = 100.0
"""Messages a second while waits are measured: a lively evening, and far below what a bot must bear."""
BACKLOG = 800
"""Messages that then come all at once."""
CHATS = 300
"""Answers to one chat go one after the other; with many chats that is no limit, as Telegram's own is one a second."""
LIMIT = 5.0
"""Seconds a bot has for the backlog."""
KILLED_BACKLOG, KILLED_CHATS = 300, 60
KILL_AFTER = 0.35
"""Seconds from a bot's first request to its death."""
SECOND_LIFE = 12.0
"""Seconds in which a bot started again must send something, on a busy machine too …"""
QUIET = 3.0
"""… and seconds of silence after which it has sent everything it ever will."""
ENVIRONMENT = {
    "BENCH_TOKEN": "123456789:AAF-not_a_secret_for_a_benchmark_ok",
    "BENCH_SECRET": "benchmark",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Measured:
    """One bot in one round."""

    name: str
    latency: float
    """Seconds Telegram takes over a message of the bot's."""
    result: Result
    cpu: float
    """Seconds the bot computed for each message of the backlog."""

    @property
    def wait(self) -> float:
        """Seconds until Telegram had taken a message's answer, at an even pace; the median."""
        return self.result.wait(0.5) + self.latency


def measure(name: str, latency: float) -> Measured:
    """Let a bot answer an even flow of messages, then a backlog."""
    count = FLOWING + BACKLOG
    messages = whole_bot_messages(count) if "whole" in name else numbered(count, CHATS)
    script = Script(messages, FLOWING, PACE, latency, LIMIT)
    with (
        fake_process(script) as fake,
        tempfile.TemporaryDirectory() as folder,
        bot_process(name, f"http://127.0.0.1:{event(fake, 'port')}", folder) as bot,
    ):
        event(fake, "released")
        before = _cpu(bot)
        result = Result.from_json(event(fake, "done"))
        return Measured(name, latency, result, (_cpu(bot) - before) / max(result.worked_off, 1))


def survive(name: str) -> Result:
    """Kill a bot in the middle of a backlog, start it again, and see what was answered in the end."""
    messages = numbered(KILLED_BACKLOG, KILLED_CHATS)
    script = Script(messages, send_seconds=0.06, limit_seconds=SECOND_LIFE, quiet_seconds=QUIET)
    with fake_process(script) as fake, tempfile.TemporaryDirectory() as folder:
        address = f"http://127.0.0.1:{event(fake, 'port')}"
        with bot_process(name, address, folder):
            event(fake, "released")
            time.sleep(KILL_AFTER)
        with bot_process(name, address, folder):
            return Result.from_json(event(fake, "done"))


@contextmanager
def fake_process(script: Script) -> Iterator[subprocess.Popen[str]]:
    """Run a fake Telegram with a script."""
    command = [sys.executable, "-m", "benchmarks.intake.fake"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | ENVIRONMENT
    ) as fake:
        assert fake.stdin, "it was asked for"
        fake.stdin.write(script.to_json() + "\n")
        fake.stdin.flush()
        try:
            yield fake
        finally:
            fake.kill()


@contextmanager
def bot_process(name: str, address: str, folder: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of the bots against an address."""
    command = [sys.executable, "-m", "benchmarks.intake.clients", name, address, folder]
    with subprocess.Popen(command, env=os.environ | ENVIRONMENT) as bot:
        try:
            yield bot
        finally:
            bot.kill()


def event(fake: subprocess.Popen[str], name: str) -> Any:  # noqa: ANN401 - what JSON holds
    """Wait for an event of the fake's, and pass over others."""
    assert fake.stdout, "it was asked for"
    for line in fake.stdout:
        if name in (told := json.loads(line)):
            return told[name]
    raise RuntimeError(f"The fake Telegram ended without {name}.")


def _cpu(process: subprocess.Popen[bytes]) -> float:
    """Seconds a process has computed so far, as Linux counts them."""
    fields = Path(f"/proc/{process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


@cache
def content() -> Content:
    """Load the shipped content."""
    content = load(shipped_content(), Cache(CACHE)).content
    assert content, "the shipped content has no errors"
    return content


def phrases() -> list[str]:
    """What people say, care aside, as the shipped content knows it."""
    return [phrase.text for one in content().intents.values() if not one.is_care for phrase in one.phrases]


@cache
def whole_bot_messages(count: int) -> tuple[Message, ...]:
    """Phrases of the shipped content, care aside, with how many bubbles the dialogue answers each with."""
    texts = phrases()
    chance = random.Random(7)  # noqa: S311 - a choice, not a secret
    sessions = {FIRST_CHAT + number: Session() for number in range(CHATS)}
    found = []
    for message in numbered(count, CHATS):
        heard = Heard(chance.choice(texts), time.time(), language="en")
        turn = take_turn(content(), sessions[message.chat], heard)
        sessions[message.chat] = turn.session
        found.append(Message(message.chat, heard.text, len(turn.reply.bubbles)))
    return tuple(found)
