"""The commands that show the content and its use in figures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated

import typer

from bot.cli.output import console, counting
from bot.cli.parts import content_of, has_store, read_settings, with_store
from bot.editing.refusal import Refusal


class Partner(StrEnum):
    """How a reader speaks of the partner."""

    he = "he"
    she = "she"
    they = "they"


def coverage(
    *, every: Annotated[bool, typer.Option("--all", help="List every intent, not only the thinnest.")] = False
) -> None:
    """Show how the answers cover the article, which intents are thin, and which are hard to tell apart.

    Example: `bot coverage --all`
    """
    from bot.editing import coverage as cover
    from bot.terminal.figures import show_intents, show_pairs, show_sections

    content = content_of(read_settings())
    show_sections(console, cover.sections(content))
    console.print()
    listed = cover.intents(content)
    show_intents(console, listed if every else listed[:15])
    with counting("Trying every test") as told:
        found = cover.confusion(content, told)
    console.print()
    show_pairs(console, cover.pairs(found), cover.unoffered(content))


def card(
    intent: Annotated[str, typer.Argument(help="The name of an intent.")],
    partner: Annotated[Partner, typer.Option(help="How the reader speaks of the partner.")] = Partner.he,
) -> None:
    """Show an answer as a phone shows it: bubbles with their length and reading grade, and the buttons.

    Example: `bot card should_i_text`
    """
    from bot.content.fields import did_you_mean
    from bot.editing.card import card as make
    from bot.terminal.figures import show_card

    content = content_of(read_settings())
    if intent not in content.intents:
        near = did_you_mean(intent, content.intents) or "All of them:  bot coverage --all"
        raise Refusal(f"There is no intent {intent}. {near}")
    show_card(console, make(content, intent, partner))


def stats(days: Annotated[int, typer.Option(min=1, max=400, help="How many days back.")] = 30) -> None:
    """Show what is asked: topics by the day, how it ended, thumbs and buttons; only counted, never who or how.

    Example: `bot stats --days 7`
    """
    from bot.editing.insights import insights
    from bot.terminal.figures import show_insights

    settings = read_settings()
    since = (datetime.now(UTC) - timedelta(days=days - 1)).date()
    tallies = with_store(settings, lambda store: store.tallies(since)) if has_store(settings) else ()
    show_insights(console, insights(tallies))
