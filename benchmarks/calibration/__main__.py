"""Fit the weights of danger, going on and confidence: ``make calibrate`` or ``python -m benchmarks.calibration``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer
from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.calibration import confidence, danger, going_on
from benchmarks.calibration.logistic import Observed, fit, probability, surprise
from benchmarks.matching.data import public
from benchmarks.progress import telling
from bot.content.load import load
from bot.dialogue.danger import ANSWERED, ASKED
from bot.settings import shipped_content

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ALARMS = (0.01, 0.02, 0.03, 0.05)
"""Shares of harmless phrases that alarm at which recall is shown."""


def main(
    data: Annotated[Path | None, typer.Option(exists=True, file_okay=False, help="A folder of public data.")] = None,
) -> None:
    """Print each weight as fitted and as shipped, and how well both tell; takes some minutes.

    Example: `python -m benchmarks.calibration --data ~/intents`
    """
    content = load(shipped_content()).content
    assert content, "the shipped content has no errors"
    try:
        datasets = list(public(data)) if data else []
    except ValueError as problem:
        raise typer.BadParameter(str(problem), param_hint="--data") from problem
    console = Console(width=120)
    with telling(console) as tell:
        found = danger.observe(content, tell)
        console.print(*_weights("bot/dialogue/danger.py", danger.NAMES, danger.SHIPPED, found))
        console.print(*_recall(found, danger.SHIPPED))
        talked = going_on.observe(content, tell)
        console.print(*_weights("bot/dialogue/going_on.py", going_on.NAMES, going_on.SHIPPED, talked))
        if datasets:
            asked = confidence.observe(content, datasets, tell)
            console.print(*_weights("CONFIDENCE in bot/dialogue/match.py", confidence.NAMES, confidence.SHIPPED, asked))


def _weights(title: str, names: Sequence[str], shipped: Sequence[float], observed: Observed) -> Iterator[Table]:
    """The weights side by side, and what the shipped ones lose."""
    fitted = fit(observed)
    table = Table("", *names, "loss in bits", title=f"{title}: {len(observed.holds):,} messages", box=box.MARKDOWN)
    for name, weights in (("fitted", fitted), ("shipped", shipped)):
        figures = [f"{weight:.2f}" for weight in weights]
        table.add_row(name, *figures, f"{surprise(observed, weights):.4f}")
    yield table


def _recall(observed: Observed, shipped: Sequence[float]) -> Iterator[Table]:
    """What share of phrases that speak of danger is found at which price."""
    table = Table("alarms", "recall fitted", "recall shipped", title="Danger found", box=box.MARKDOWN)
    fitted, as_shipped = (probability(observed, weights) for weights in (fit(observed), shipped))
    care, other = observed.holds, ~observed.holds
    for share in ALARMS:
        found = [np.mean(chance[care] >= np.quantile(chance[other], 1 - share)) for chance in (fitted, as_shipped)]
        table.add_row(f"{share:.0%}", *(f"{one:.1%}" for one in found))
    yield table
    table = Table("threshold", "recall", "alarms", title="As shipped", box=box.MARKDOWN)
    for name, cut in (("ANSWERED", ANSWERED), ("ASKED", ASKED)):
        table.add_row(
            f"{name} {cut}", f"{np.mean(as_shipped[care] >= cut):.1%}", f"{np.mean(as_shipped[other] >= cut):.1%}"
        )
    yield table


if __name__ == "__main__":
    typer.run(main)
