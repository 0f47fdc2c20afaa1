"""``bot diff``: what an edit does, in colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.editing.review import SHOWN, Review, groups
from bot.editing.routing import Verdict, in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from bot.editing.routing import Move

COLOURS = {Verdict.WORSE: "red", Verdict.BETTER: "green", Verdict.OTHER: "yellow"}


def show_review(console: Console, found: Review) -> None:
    """Print what changed, then the messages that move, the gravest first, then how many."""
    for file, change in found.changes:
        console.print(f"{file}: {change}", markup=False, highlight=False, soft_wrap=True)
    if not found.changes:
        console.print("No text changed.")
    for file in found.guarded:
        console.print(f"Needs a second reader: {file}", style="bold yellow", markup=False, highlight=False)
    show_moves(console, found.moves)
    console.print(f"\n{found.summary}", style="bold red" if found.is_worse else "bold", highlight=False)


def show_moves(console: Console, found: Sequence[Move], most: int = SHOWN) -> None:
    """Print the messages that move, under headings."""
    for title, some in groups(found):
        console.print(f"\n{title} ({len(some)})", style="bold", highlight=False)
        for move, line in zip(some[:most], in_words(some[:most]), strict=True):
            console.print(f"  {line}", style=COLOURS[move.verdict], markup=False, highlight=False, soft_wrap=True)
        if len(some) > most:
            console.print(f"  … and {len(some) - most} more", style="dim")
