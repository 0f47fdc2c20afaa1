"""Whether memory stays flat: many messages in a row through the whole bot; ``make soak``.

Ends with 1 where memory grew by more than ``ALLOWED`` after the warm-up, or where a message was not taken.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from threading import Thread
from typing import TYPE_CHECKING, Annotated, Any

import typer

from benchmarks.intake.measure import bot_process, event, fake_process, phrases
from benchmarks.intake.script import FIRST_CHAT, Message, Script
from benchmarks.progress import counting

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping

UPDATES = 100_000
CHATS = 2000
WARM_UP = 0.2
"""The share of the run in which memory may still grow: caches fill, sessions come into being."""
ALLOWED = 1.05
SAMPLES = 200
SAMPLE_SECONDS = 0.2


def main(
    updates: Annotated[int, typer.Option(min=1000, help="How many messages are sent.")] = UPDATES,
    bot: Annotated[str, typer.Option(help="Which of the measured bots.")] = "ours, polling, whole bot",
) -> None:
    """Send messages as fast as they are taken, and watch the memory of the bot."""
    chance = random.Random(11)  # noqa: S311 - a choice, not a secret
    texts = phrases()
    messages = tuple(Message(FIRST_CHAT + chance.randrange(CHATS), chance.choice(texts)) for _ in range(updates))
    script = Script(messages, limit_seconds=updates / 10, until_confirmed=True)
    with (
        fake_process(script) as fake,
        tempfile.TemporaryDirectory() as folder,
        bot_process(bot, f"http://127.0.0.1:{event(fake, 'port')}", folder) as process,
    ):
        event(fake, "released")
        began = time.monotonic()
        told: dict[str, Any] = {}
        Thread(target=listen, args=(fake, told), daemon=True).start()
        samples = watch(process, told, updates)
    _report(samples, told["done"]["confirmed"], updates, time.monotonic() - began)


def listen(fake: subprocess.Popen[str], told: dict[str, Any]) -> None:
    """Note what the fake tells, until it has told the result."""
    assert fake.stdout, "it was asked for"
    for line in fake.stdout:
        told |= json.loads(line)
        if "done" in told:
            return


def watch(process: subprocess.Popen[bytes], told: Mapping[str, Any], updates: int) -> list[int]:
    """Read the bot's memory, in kB, once for each of ``SAMPLES`` equal parts of the run."""
    samples: list[int] = []
    with counting() as progress:
        task = progress.add_task("", total=updates)
        while "done" not in told:
            taken = told.get("taken", 0)
            if taken * SAMPLES >= (len(samples) + 1) * updates:
                samples.append(resident(process.pid))
                progress.update(task, completed=taken, description=f"{samples[-1] // 1024} MB")
            time.sleep(SAMPLE_SECONDS)
    return samples


def resident(pid: int) -> int:
    """The memory a process holds, in kB, as Linux counts it."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split()[0])


def _report(samples: list[int], confirmed: int, updates: int, seconds: float) -> None:
    warm = samples[int(len(samples) * WARM_UP) :]
    fifth = max(len(warm) // 5, 1)
    before, after = median(warm[:fifth]), median(warm[-fifth:])
    growth = after / before
    print(f"{confirmed:,} of {updates:,} messages taken in {seconds:,.0f} s ({confirmed / seconds:,.0f} a second)")
    print(
        f"memory after warm-up {before / 1024:,.0f} MB, at the end {after / 1024:,.0f} MB: {(growth - 1) * 100:+.1f} %"
    )
    sys.exit(growth > ALLOWED or confirmed < updates)


if __name__ == "__main__":
    typer.run(main)
