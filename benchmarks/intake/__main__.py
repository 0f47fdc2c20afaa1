"""Compare how bots take in updates: ``python -m benchmarks.intake``; ``--help`` lists what can be chosen."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from benchmarks.intake.clients import CLIENTS
from benchmarks.intake.measure import Measured, measure, survive
from benchmarks.intake.tables import cost_table, loss_table, speed_table

LATENCIES = (0.0, 0.06)


def main(
    rounds: Annotated[int, typer.Option(min=1, help="How often each bot is measured; the medians are shown.")] = 3,
    only: Annotated[str, typer.Option(help="Measure only bots with this in their names.")] = "",
) -> None:
    """Measure every bot in turn, round after round, so that a busy moment of the machine hits all alike."""
    names = [name for name in CLIENTS if only in name]
    measured: list[Measured] = []
    console = Console()
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("", total=(rounds * len(LATENCIES) + 1) * len(names))
        for _ in range(rounds):
            for latency in LATENCIES:
                for name in names:
                    progress.update(task, description=name, advance=1)
                    measured.append(measure(name, latency))
        losses = []
        for name in names:
            progress.update(task, description=f"{name}, killed", advance=1)
            losses.append((name, survive(name)))
    for latency in LATENCIES:
        console.print(speed_table(latency, [one for one in measured if one.latency == latency]))
    console.print(loss_table(losses))
    console.print(cost_table(measured))


if __name__ == "__main__":
    typer.run(main)
