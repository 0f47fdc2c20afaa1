"""The command that removes everything the bot has stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import console
from bot.cli.parts import read_settings, with_store

if TYPE_CHECKING:
    from bot.settings import Settings


def wipe(*, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Remove everything stored about everybody: sessions, kept messages, counts, dead letters.

    Stop the bot first; it would begin to store again. The content and the secret stay.

    Example: `bot wipe --yes`
    """
    settings = read_settings()
    if not yes:
        typer.confirm(f"Remove everything stored ({_place(settings)})? This cannot be undone.", abort=True)
    with_store(settings, lambda store: store.wipe())
    console.print("Everything stored is gone.")


def _place(settings: Settings) -> str:
    return str(settings.data) if settings.store == "sqlite" else settings.store.rpartition("@")[2]
