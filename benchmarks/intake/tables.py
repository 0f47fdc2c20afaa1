"""What was measured, as tables."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.intake.measure import Measured
    from benchmarks.intake.tally import Result

RIVAL = "aiogram"
ECHO = "ours, {}"
WHOLE = "ours, {}, whole bot"


def speed_table(latency: float, measured: Sequence[Measured]) -> Table:
    """Show how fast each bot was where Telegram takes ``latency`` seconds over a message; medians of all rounds."""
    table = Table(title=f"Telegram takes {latency * 1000:.0f} ms over each message")
    for head in (
        "bot",
        "updates/s",
        f"x {RIVAL}",
        "p50 ms",
        "p99 ms",
        "CPU ms/update",
        "missing",
        "reordered",
        "fake's CPU",
    ):
        table.add_column(head, justify="left" if head == "bot" else "right", no_wrap=True)
    rival = _rate(_of(measured, RIVAL))
    for name in _names(measured):
        rounds = _of(measured, name)
        rate = _rate(rounds)
        table.add_row(
            name,
            f"{rate:,.0f}",
            f"{rate / rival:.2f}" if rival else "",
            _wait(rounds, 0.5),
            _wait(rounds, 0.99),
            f"{_cost(rounds):.2f}",
            str(sum(_missing(result) for one in rounds for result in (one.paced,))),
            str(sum(one.backlog.reordered + one.paced.reordered for one in rounds)),
            f"{median(one.backlog.fake_cpu / max(one.backlog.answered, 1) for one in rounds) * 1000:.2f}",
        )
    return table


def loss_table(losses: Iterable[tuple[str, Result]]) -> Table:
    """Show what a death in the middle of a backlog costs."""
    table = Table(title="Killed in the middle of a backlog, then started again")
    for head in ("bot", "messages", "never answered", "answered twice", "reordered"):
        table.add_column(head, justify="left" if head == "bot" else "right")
    for name, result in losses:
        table.add_row(name, *map(str, (result.total, _missing(result), result.duplicates, result.reordered)))
    return table


def cost_table(measured: Sequence[Measured]) -> Table:
    """Show what the whole dialogue costs beside an echo on the same intake."""
    table = Table(title="The whole bot beside an echo on the same intake, CPU ms an update")
    for head in ("intake", "Telegram takes", "echo", "whole bot", "ratio"):
        table.add_column(head, justify="left" if head == "intake" else "right")
    for latency in sorted({one.latency for one in measured}):
        here = [one for one in measured if one.latency == latency]
        for intake in ("polling", "webhook"):
            echo, whole = _of(here, ECHO.format(intake)), _of(here, WHOLE.format(intake))
            if echo and whole:
                costs = _cost(echo), _cost(whole)
                ratio = f"{costs[1] / costs[0]:.2f}"
                table.add_row(intake, f"{latency * 1000:.0f} ms", *(f"{cost:.2f}" for cost in costs), ratio)
    return table


def _names(measured: Iterable[Measured]) -> list[str]:
    return list(dict.fromkeys(one.name for one in measured))


def _of(measured: Iterable[Measured], name: str) -> list[Measured]:
    return [one for one in measured if one.name == name]


def _rate(rounds: Sequence[Measured]) -> float:
    return median(one.backlog.answered / max(one.backlog.seconds, 1e-9) for one in rounds) if rounds else 0.0


def _cost(rounds: Sequence[Measured]) -> float:
    return median(one.cpu / max(one.backlog.answered, 1) for one in rounds) * 1000


def _wait(rounds: Sequence[Measured], share: float) -> str:
    """The wait that this share of all messages had at most; a message without an answer waits longer than any."""
    waits = sorted(wait for one in rounds for wait in one.paced.waits)
    place = int(sum(one.paced.total for one in rounds) * share)
    return f"{waits[place] * 1000:,.0f}" if place < len(waits) else "never"


def _missing(result: Result) -> int:
    return result.total - result.answered
