"""The command that shows what the bot would do with a message."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import console
from bot.cli.parts import bare_content, content_of, read_settings

if TYPE_CHECKING:
    from bot.dialogue.model import Content


def match(
    texts: Annotated[list[str] | None, typer.Argument(help="Messages; without any, one a line is read.")] = None,
    *,
    intents: Annotated[Path | None, typer.Option(help="Another folder of intents; only phrases are needed.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="JSON lines in, JSON lines out.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Show each decision with its reasons.")] = False,
) -> None:
    """Show what the bot would do with messages.

    Example: `bot match "should i text him again"`
    """
    from bot.garbage import leave_out_what_is_there
    from bot.terminal import matching

    content = bare_content(intents) if intents else content_of(read_settings())
    leave_out_what_is_there()
    if jsonl:
        for line in matching.answer_lines(content, sys.stdin.buffer):
            typer.echo(line)
        return
    messages = texts or [line.strip() for line in sys.stdin if line.strip()]
    if why:
        for message in messages:
            _explain(content, message)
    else:
        matching.show_table(console, content, messages)


def _explain(content: Content, message: str) -> None:
    from bot.dialogue.match import explain
    from bot.dialogue.turn import decide
    from bot.terminal.matching import show_why

    decision = decide(content, message)
    console.print(message, style="dim", markup=False, highlight=False)
    show_why(console, content, replace(decision, ranking=explain(content.index, message, decision.ranking)))
