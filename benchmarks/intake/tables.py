"""What was measured, as tables."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.intake.measure import Measured
    from benchmarks.intake.tally import Result

RIVAL = "aiogram, {}"
"""What a bot is divided by: the rival on the same intake, as its manual starts it …"""
INTAKES = {"webhook": "webhook, 200 at once"}
"""… which says 200 to Telegram before it has handled anything."""
ECHO = "ours, {}"
WHOLE = "ours, {}, whole bot"
COSTS: tuple[Callable[[Measured], float], ...] = (lambda one: one.cpu, lambda one: one.wait)


def speed_table(latency: float, measured: Sequence[Measured]) -> Table:
    """Show how fast each bot was where Telegram takes ``latency`` seconds over a message; medians of all rounds."""
    heads = ("updates/s", "x aiogram", "p50 ms", "p99 ms", "CPU ms/update", "reordered", "fake's CPU")
    table = _table(f"Telegram takes {latency * 1000:.0f} ms over each message", "bot", *heads)
    for name in dict.fromkeys(one.name for one in measured):
        rounds, rival = _of(measured, name), _of(measured, _rival(name))
        results = [one.result for one in rounds]
        table.add_row(
            name,
            f"{median(one.rate for one in results):,.0f}",
            _ratio(rounds, rival, lambda one: one.result.rate),
            *(f"{median(one.wait(share) for one in results) * 1000:,.0f}" for share in (0.5, 0.99)),
            f"{median(one.cpu for one in rounds) * 1000:.2f}",
            f"{median(one.reordered for one in results):,.0f}",
            f"{median(one.fake_cpu / max(one.worked_off, 1) for one in results) * 1000:.2f}",
        )
    return table


def loss_table(losses: Iterable[tuple[str, Result]]) -> Table:
    """Show what a death in the middle of a backlog costs."""
    title = "Killed in the middle of a backlog, then started again"
    table = _table(title, "bot", "messages", "never answered", "answered twice", "reordered")
    for name, result in losses:
        table.add_row(name, *map(str, (result.total, result.missing, result.duplicates, result.reordered)))
    return table


def cost_table(measured: Sequence[Measured]) -> Table:
    """Show what the whole dialogue costs beside an echo on the same intake: the machine, and somebody who waits."""
    title = "The whole bot beside an echo on the same intake, ms a message"
    heads = ("CPU: echo", "whole bot", "ratio", "wait: echo", "whole bot", "ratio")
    table = _table(title, "intake", "Telegram takes", *heads)
    for latency in sorted({one.latency for one in measured}):
        here = [one for one in measured if one.latency == latency]
        for intake in ("polling", "webhook"):
            echo, whole = _of(here, ECHO.format(intake)), _of(here, WHOLE.format(intake))
            if echo and whole:
                costs = [cell for figure in COSTS for cell in _compared(echo, whole, figure)]
                table.add_row(intake, f"{latency * 1000:.0f} ms", *costs)
    return table


def _compared(
    echo: Sequence[Measured], whole: Sequence[Measured], figure: Callable[[Measured], float]
) -> tuple[str, ...]:
    costs = (f"{median(map(figure, rounds)) * 1000:.2f}" for rounds in (echo, whole))
    return (*costs, _ratio(whole, echo, figure))


def _rival(name: str) -> str:
    intake = "webhook" if "webhook" in name else "polling"
    return RIVAL.format(INTAKES.get(intake, intake))


def _table(title: str, first: str, *others: str) -> Table:
    table = Table(title=title)
    table.add_column(first, no_wrap=True)
    for head in others:
        table.add_column(head, justify="right", no_wrap=True)
    return table


def _of(measured: Iterable[Measured], name: str) -> list[Measured]:
    return [one for one in measured if one.name == name]


def _ratio(ours: Sequence[Measured], theirs: Sequence[Measured], figure: Callable[[Measured], float]) -> str:
    """Divide round by round, for a busy moment of the machine hits both; the median of that."""
    ratios = [figure(one) / figure(other) for one, other in zip(ours, theirs, strict=False) if figure(other)]
    return f"{median(ratios):.2f}" if ratios else ""
