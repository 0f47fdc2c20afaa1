"""Compare ways to find a message's topic: ``python -m benchmarks.matching``; ``--help`` lists what can be chosen."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from benchmarks.matching.data import OUTSIDE, held_out, public, sample, shipped_phrases, shipped_tests
from benchmarks.matching.growth import grown
from benchmarks.matching.matchers import MATCHERS
from benchmarks.matching.measure import measure
from benchmarks.matching.plot import draw
from benchmarks.matching.tables import growth_tables, side_by_side
from benchmarks.progress import telling
from bot.content.load import load
from bot.settings import shipped_content

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.matching.data import Dataset, Line
    from benchmarks.matching.measure import Measured

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
GROWTH_MESSAGES = 15
PATIENCE = 20.0
"""Seconds of the processor for loading after which a way is not tried with still more phrases."""


def main(
    data: Annotated[Path | None, typer.Option(exists=True, file_okay=False, help="A folder of public data.")] = None,
    messages: Annotated[int, typer.Option(min=1, help="How many messages of each kind are asked.")] = 200,
    only: Annotated[str, typer.Option(help="Measure only ways with this in their names.")] = "",
    plot: Annotated[Path | None, typer.Option(help="Where the growth curve is drawn, such as growth.svg.")] = None,
    growth: Annotated[bool, typer.Option(help="Measure with 1,000 to 100,000 phrases, too.")] = True,
) -> None:
    """Ask every way the same messages on every data set, then let the phrases grow.

    Example: `python -m benchmarks.matching --data ~/intents --no-growth`
    """
    names = [name for name in MATCHERS if only in name]
    if not names:
        known = ", ".join(MATCHERS)
        raise typer.BadParameter(f"no way has {only!r} in its name; there are {known}", param_hint="--only")
    content = load(shipped_content()).content
    assert content, "the shipped content has no errors"
    phrases = shipped_phrases(content)
    try:
        datasets = [shipped_tests(content), held_out(phrases), *(public(data) if data else ())]
    except ValueError as problem:
        raise typer.BadParameter(str(problem), param_hint="--data") from problem
    console = Console(width=200)
    with telling(console) as tell:
        for dataset in datasets:
            asked = _asked(dataset, messages)
            title = f"{dataset.name}: {len(dataset.phrases):,} phrases, {len(asked):,} messages"
            console.print(side_by_side(title, measure(names, dataset.phrases, asked, tell)))
        if growth:
            curve = _curve(names, phrases, sample(datasets[0].messages, GROWTH_MESSAGES), tell)
            console.print(*growth_tables(curve))
            if plot:
                draw(curve, plot)


def _asked(dataset: Dataset, count: int) -> tuple[Line, ...]:
    """So many messages that belong to a topic, and so many that belong to none."""
    kinds = ([line for line in dataset.messages if (line.topic == OUTSIDE) is outside] for outside in (False, True))
    return tuple(chain.from_iterable(sample(kind, count) for kind in kinds))


def _curve(
    names: Sequence[str], phrases: Sequence[Line], messages: Sequence[Line], tell: Callable[[str], None]
) -> Mapping[int, Sequence[Measured]]:
    """Measure at every number of phrases, each way for as long as its loading can be waited for."""
    curve: dict[int, list[Measured]] = {}
    for size in SIZES:
        curve[size] = measure(names, grown(phrases, size), messages, tell)
        names = [one.name for one in curve[size] if one.loaded.seconds < PATIENCE]
    return curve


if __name__ == "__main__":
    typer.run(main)
