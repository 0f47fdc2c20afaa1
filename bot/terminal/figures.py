"""``bot coverage``, ``bot card`` and ``bot stats``: figures as tables, an answer as on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.panel import Panel
from rich.table import Table

from bot.content.links import AIM_LENGTH
from bot.editing.card import PHONE_COLUMNS, Card
from bot.editing.insights import ENDINGS, Insights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console

    from bot.editing.coverage import IntentCover, Pair, Section

BARS = "▁▂▃▄▅▆▇█"
SHOWN = 12
EASY_GRADE = 8.0
"""Reading grade up to which most adults read without effort."""


def show_sections(console: Console, sections: Iterable[Section]) -> None:
    """Print which answers rest on which section of the article."""
    table = Table("section", "about", "answers", "tests", box=None, header_style="bold")
    for one in sections:
        answers = ", ".join(one.answers[:3]) + (f" +{len(one.answers) - 3}" if len(one.answers) > 3 else "")
        style = None if one.is_covered else "bold red"
        table.add_row(one.id, one.about, answers or "none", str(one.tests), style=style)
    console.print(table)


def show_intents(console: Console, intents: Iterable[IntentCover]) -> None:
    """Print the figures of each intent, the thinnest first."""
    table = Table("intent", "topic", "phrases", "tests", "buttons to it", box=None, header_style="bold")
    for one in intents:
        style = "yellow" if not one.tests else None
        table.add_row(one.name, one.topic, str(one.phrases), str(one.tests), str(one.offered_by), style=style)
    console.print(table)


def show_pairs(console: Console, pairs: Sequence[Pair], unoffered: Sequence[str]) -> None:
    """Print which intents are hard to tell apart, and which answers no button leads to."""
    table = Table("tests of", "come near", "lost", "close", "such as", box=None, header_style="bold")
    for one in pairs:
        table.add_row(one.wanted, one.near, str(one.lost), str(one.close), one.example.replace("[", r"\["))
    console.print(table)
    if unoffered:
        console.print(f"\nNo button leads to {', '.join(unoffered)}: they are reached by words alone.", highlight=False)


def show_card(console: Console, shown: Card) -> None:
    """Print an answer as a phone shows it, layer by layer, then its buttons."""
    for number, layer in enumerate(shown.layers):
        if number:
            console.print(f'\nAfter "more", {number}:' if number > 1 else '\nAfter "more":', style="dim")
        for bubble in layer:
            panel = Panel(bubble.text.replace("[", r"\["), width=PHONE_COLUMNS + 4, border_style="dim")
            lines = console.render_lines(panel)
            console.print(panel)
            size = f"{bubble.characters}/{AIM_LENGTH} characters, {len(lines) - 2} lines"
            over = bubble.characters > AIM_LENGTH or bubble.grade > EASY_GRADE
            grade = f"{size}, reading grade {bubble.grade:.0f}"
            console.print(f" {grade}", style="yellow" if over else "dim", highlight=False)
    console.print()
    for label in shown.buttons:
        console.print(f" ( {label} )", markup=False, highlight=False)


def show_insights(console: Console, found: Insights) -> None:
    """Print what was asked by day and how it ended."""
    if not found.days:
        console.print("Nothing has been counted yet.")
        return
    console.print(f"{found.turns:,} message{'' if found.turns == 1 else 's'} since {found.days[0]}.", highlight=False)
    table = Table("how it ended", "share", "", box=None, header_style="bold")
    for ending, words in ENDINGS.items():
        table.add_row(words, f"{found.share(ending):.0%}", bars(found.endings.get(ending, {}), found.days))
    console.print(table)
    table = Table("topic", "asks", "by day", box=None, header_style="bold")
    for topic, days in list(found.topics.items())[:SHOWN]:
        table.add_row(topic, f"{sum(days.values()):,}", bars(days, found.days))
    console.print(table)
    console.print(f"Thumbs: {found.thumbs.get('up', 0)} up, {found.thumbs.get('down', 0)} down.", highlight=False)
    tapped = [f"{name} {number}" for name, number in list(found.buttons.items())[:SHOWN]]
    if tapped:
        console.print(f"Most tapped: {', '.join(tapped)}.", highlight=False)


def bars(days: Mapping[str, int], shown: Sequence[str]) -> str:
    """Draw a number a day as a row of bars."""
    most = max((days.get(day, 0) for day in shown), default=0) or 1
    return "".join(BARS[round(days.get(day, 0) / most * (len(BARS) - 1))] for day in shown)
