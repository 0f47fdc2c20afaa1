"""Compare how bots take in updates: ``python -m benchmarks.intake``; ``--help`` lists what can be chosen."""

from __future__ import annotations

import time
from itertools import product
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.intake.clients import CLIENTS
from benchmarks.intake.measure import Measured, content, measure, survive
from benchmarks.intake.tables import cost_table, loss_table, speed_table
from benchmarks.progress import counting

LATENCIES = (0.0, 0.06)
ONCE = ("python-telegram-bot", "200 after")
"""Bots with this in their names are measured in the first round only: nothing is divided by their figures."""


def main(
    rounds: Annotated[int, typer.Option(min=1, help="How often each bot is measured; the medians are shown.")] = 2,
    only: Annotated[str, typer.Option(help="Measure only bots with this in their names.")] = "",
) -> None:
    """Measure every bot in turn, round after round, so that a busy moment of the machine hits all alike."""
    began = time.monotonic()
    names = [name for name in CLIENTS if only in name]
    killed = [name for name in names if "whole" not in name]
    plan = [one for number in range(rounds) for one in _round(names, number)]
    measured: list[Measured] = []
    losses = []
    console = Console(width=None if Console().is_terminal else 120)
    with counting(console) as progress:
        task = progress.add_task("loading the content", total=len(plan) + len(killed))
        content()
        for latency, name in plan:
            progress.update(task, description=f"{name}, Telegram takes {latency * 1000:.0f} ms")
            measured.append(measure(name, latency))
            progress.advance(task)
        for name in killed:
            progress.update(task, description=f"{name}, killed and started again")
            losses.append((name, survive(name)))
            progress.advance(task)
    measured.sort(key=lambda one: names.index(one.name))
    for latency in LATENCIES:
        console.print(speed_table(latency, [one for one in measured if one.latency == latency]))
    console.print(loss_table(losses))
    console.print(cost_table(measured))
    console.print(f"{rounds} rounds took {(time.monotonic() - began) / 60:.1f} minutes.")


def _round(names: list[str], number: int) -> list[tuple[float, str]]:
    """What is measured in a round, every other one backwards: a machine that slows down must not hit the last ones."""
    taking_part = [name for name in names if number == 0 or not any(part in name for part in ONCE)]
    return list(product(LATENCIES, taking_part if number % 2 == 0 else taking_part[::-1]))


if __name__ == "__main__":
    typer.run(main)
