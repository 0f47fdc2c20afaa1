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

from benchmarks.intake.script import FIRST_CHAT, Message, Script, numbered
from benchmarks.intake.tally import Result
from bot.content.load import load
from bot.dialogue.exchange import Message as Heard
from bot.dialogue.exchange import Session
from bot.dialogue.turn import take_turn
from bot.settings import shipped_content

if TYPE_CHECKING:
    from collections.abc import Iterator

BACKLOG = 2000
PACED = 200
PACE = 100.0
"""Messages a second when waits are measured: a lively evening, and far below what a bot must bear."""
CHATS = 60
LIMIT = 4.0
KILLED_BACKLOG = 300
SURVIVAL_LIMIT = 10.0
"""Seconds the second life of a bot has for what is left."""
KILL_AFTER = 0.35
"""Seconds from a bot's first request to its death."""
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
    backlog: Result
    """All messages waiting at once."""
    paced: Result
    """Messages arriving evenly."""
    cpu: float
    """Seconds the bot computed over the backlog."""


def measure(name: str, latency: float) -> Measured:
    """Let a bot work off a backlog, then an even flow."""
    messages = whole_bot_messages(BACKLOG) if "whole" in name else numbered(BACKLOG, CHATS)
    backlog, cpu = _run(name, Script(messages, latency, limit_seconds=LIMIT))
    paced, _ = _run(name, Script(messages[:PACED], latency, rate=PACE, limit_seconds=PACED / PACE + LIMIT))
    return Measured(name, latency, backlog, paced, cpu)


def survive(name: str) -> Result:
    """Kill a bot in the middle of a backlog, start it again, and see what was answered in the end."""
    script = Script(numbered(KILLED_BACKLOG, CHATS), send_seconds=0.06, limit_seconds=SURVIVAL_LIMIT)
    with fake_process(script) as fake, tempfile.TemporaryDirectory() as folder:
        address = f"http://127.0.0.1:{event(fake, 'port')}"
        with bot_process(name, address, folder):
            event(fake, "started")
            time.sleep(KILL_AFTER)
        with bot_process(name, address, folder):
            return _result(event(fake, "done"))


def _run(name: str, script: Script) -> tuple[Result, float]:
    with (
        fake_process(script) as fake,
        tempfile.TemporaryDirectory() as folder,
        bot_process(name, f"http://127.0.0.1:{event(fake, 'port')}", folder) as bot,
    ):
        event(fake, "started")
        before = _cpu(bot)
        result = _result(event(fake, "done"))
        return result, _cpu(bot) - before


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


def _result(given: dict[str, Any]) -> Result:
    return Result(
        **{name: value for name, value in given.items() if name != "confirmed"} | {"waits": tuple(given["waits"])}
    )


def _cpu(process: subprocess.Popen[bytes]) -> float:
    """Seconds a process has computed so far, as Linux counts them."""
    fields = Path(f"/proc/{process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def phrases() -> list[str]:
    """What people say, care aside, as the shipped content knows it."""
    content = load(shipped_content()).content
    assert content, "the shipped content has no errors"
    return [phrase.text for one in content.intents.values() if not one.is_care for phrase in one.phrases]


@cache
def whole_bot_messages(count: int) -> tuple[Message, ...]:
    """Phrases of the shipped content, care aside, with how many bubbles the dialogue answers each with."""
    content = load(shipped_content()).content
    assert content, "the shipped content has no errors"
    texts = phrases()
    chance = random.Random(7)  # noqa: S311 - a choice, not a secret
    sessions = {FIRST_CHAT + number: Session() for number in range(CHATS)}
    found = []
    for message in numbered(count, CHATS):
        heard = Heard(chance.choice(texts), time.time(), language="en")
        turn = take_turn(content, sessions[message.chat], heard)
        sessions[message.chat] = turn.session
        found.append(Message(message.chat, heard.text, len(turn.reply.bubbles)))
    return tuple(found)
