"""The growth curve as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from benchmarks.matching.measure import Measured


def draw(curve: Mapping[int, Sequence[Measured]], path: Path) -> None:
    """Draw what a message costs each way, and what loading costs, as multiples of our cost at the fewest phrases."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    ours = next(iter(curve.values()))[0]
    with rc_context({"svg.hashsalt": "growth", "font.size": 9, "svg.fonttype": "none"}):
        figure = Figure(figsize=(9, 3.6), layout="constrained")
        message, loading = figure.subplots(1, 2)
        for one in next(iter(curve.values())):
            line = {size: now for size, measured in curve.items() for now in measured if now.name == one.name}
            halves = [now.within(0.5) / ours.within(0.5) for now in line.values()]
            loads = [now.loaded.seconds / ours.loaded.seconds for now in line.values()]
            message.loglog(list(line), halves, marker="o", label=one.name)
            loading.loglog(list(line), loads, marker="o", label=one.name)
        for axes, what in ((message, "a message (p50)"), (loading, "loading")):
            axes.set(xlabel="phrases", ylabel=f"{what}, × ours at the fewest", title=f"The cost of {what}")
            axes.grid(visible=True, which="major", alpha=0.3)
        message.legend(frameon=False)
        figure.savefig(path, metadata={"Date": None})
