"""What was measured, as tables that are Markdown, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table

from benchmarks.matching.matchers import OURS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.matching.measure import Measured

SHOWN = {"first": "first %", "three": "first three %", "typo": "first, one typo %"}


def side_by_side(title: str, measured: Sequence[Measured]) -> Table:
    """Show every way on one data set; costs are given as multiples of ours, and ours in full."""
    costs = ("load", "p50", "p99", "memory")
    table = _table(title, "matcher", *SHOWN.values(), "told apart %", *costs)
    ours = next((one for one in measured if one.name == OURS), measured[0])
    for one in measured:
        apart = one.told_apart()
        shares = [f"{one.share(kind):.1f}" for kind in SHOWN]
        ratios = [f"{cost / own:.3g}×" for cost, own in zip(_costs(one), _costs(ours), strict=True)]
        cells = _absolute(one) if one is ours else ratios
        table.add_row(one.name, *shares, "" if apart is None else f"{apart:.1f}", *cells)
    return table


def growth_table(curve: Mapping[int, Sequence[Measured]]) -> Table:
    """Show how the costs of each way grow, as multiples of its own at the smallest number of phrases."""
    names = list(dict.fromkeys(one.name for measured in curve.values() for one in measured))
    table = _table("Growth", "phrases", *(f"{name}: {cost}" for name in names for cost in ("p50", "load")))
    smallest = {one.name: one for one in next(iter(curve.values()))}
    for phrases, measured in curve.items():
        now = {one.name: one for one in measured}
        cells = [_grown(now.get(name), smallest[name]) for name in names]
        table.add_row(f"{phrases:,}", *(cell for pair in cells for cell in pair))
    return table


def _table(title: str, first: str, *heads: str) -> Table:
    table = Table(title=title, box=box.MARKDOWN)
    table.add_column(first, no_wrap=True)
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    return table


def _costs(one: Measured) -> tuple[float, float, float, float]:
    return one.loaded.seconds, one.within(0.5), one.within(0.99), one.megabytes


def _absolute(one: Measured) -> list[str]:
    seconds, half, most, megabytes = _costs(one)
    return [f"{seconds:.2f} s", f"{half:,.0f} µs", f"{most:,.0f} µs", f"{megabytes:,.0f} MB"]


def _grown(one: Measured | None, smallest: Measured) -> tuple[str, str]:
    """Its cost a message and its loading against those at the smallest number."""
    if one is None:
        return "", ""
    half, load = one.within(0.5) / smallest.within(0.5), one.loaded.seconds / smallest.loaded.seconds
    return f"{half:.2f}×", f"{load:.1f}×"
