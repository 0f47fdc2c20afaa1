"""The commands, and the only place where the parts are wired together."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

import typer

from bot.cli import checking, figures, inbox, matching, reviewing, running, saving, schemas, wiping
from bot.cli.output import complain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

COMMANDS: Mapping[str, tuple[Callable[..., None], ...]] = {
    "Talk": (running.run, running.preview, running.chat),
    "Look": (checking.check, matching.match, figures.card, reviewing.diff),
    "Learn from people": (inbox.inbox, figures.stats, figures.coverage),
    "Change": (inbox.new, saving.save, saving.undo),
    "Keep in step": (schemas.schemas,),
    "Forget": (wiping.wipe,),
}
"""The commands in the order of the help, by what they are for."""

app = typer.Typer(
    help="Breathing Room: a Telegram bot for people whose partner has gone distant.",
    epilog="A command ends with 0 when all is well, with 1 when something should be looked at (an error in the "
    "content, a message that goes astray, nothing to take back), with 2 when it could not do its work (a setting, a "
    "wrong name, a file that changed meanwhile, a full disk). `bot check --help` explains one command, by an example.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
for panel, commands in COMMANDS.items():
    for command in commands:
        app.command(rich_help_panel=panel)(command)


def main() -> None:
    """Run the command given; a failure that has a reason ends with that reason alone."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # a stray byte is no reason to stop
    try:
        app()
    except Exception as error:
        if not isinstance(error, _with_a_reason()):
            raise
        complain(error)


def _with_a_reason() -> tuple[type[Exception], ...]:
    """The failures that say in words what is in the way."""
    from bot.editing.refusal import Refusal
    from bot.settings import SettingsError
    from bot.storage.store import StoreError

    return SettingsError, StoreError, Refusal
