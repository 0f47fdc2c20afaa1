"""What was measured, as tables that are Markdown, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table

from benchmarks.matching.matchers import OURS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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


def growth_tables(curve: Mapping[int, Sequence[Measured]]) -> Iterator[Table]:
    """Show how a message and loading grow dearer, as multiples of the same way's cost with the fewest phrases."""
    smallest = {one.name: one for one in next(iter(curve.values()))}
    for title, place in (("A message (p50)", 1), ("Loading", 0)):
        table = _table(f"{title} as the phrases grow", "phrases", *smallest)
        for phrases, measured in curve.items():
            costs = {one.name: _costs(one)[place] / _costs(smallest[one.name])[place] for one in measured}
            table.add_row(f"{phrases:,}", *(f"{costs[name]:.3g}×" if name in costs else "" for name in smallest))
        yield table


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
