"""``bot chat``: the conversation in the terminal, buttons as numbers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.panel import Panel

from bot.dialogue.exchange import Button, Message, Turn
from bot.terminal.matching import show_why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from bot.conversation import Conversation
    from bot.dialogue.model import Content

CHAT = "terminal"
WELCOME = "/start"
ENDINGS = ("/quit", "/exit")


async def talk(console: Console, conversation: Conversation, content: Callable[[], Content], *, why: bool) -> None:
    """Talk until the input ends; ``why`` shows each decision with its reasons."""
    console.print(f"[dim]Type as you would on your phone; a number presses a button, {ENDINGS[0]} ends.[/dim]")
    buttons: tuple[Button, ...] = ()
    for typed in _typed(console):
        message = _message(typed, buttons)
        turn = await conversation.take(CHAT, message)
        if turn is None:
            continue
        _show(console, turn)
        buttons = turn.reply.buttons
        if why:
            show_why(console, content(), turn.decision)


def _typed(console: Console) -> Iterator[str]:
    yield WELCOME
    while True:
        try:
            line = console.input("[bold]you:[/bold] ").strip()
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        if line in ENDINGS:
            return
        if line:
            yield line


def _message(typed: str, buttons: tuple[Button, ...]) -> Message:
    """What was typed, or the button whose number it is."""
    numbered = {str(number): button for number, button in enumerate(buttons, start=1)}
    pressed = numbered.get(typed)
    return Message(pressed.data if pressed else typed, time.time(), tapped=pressed is not None)


def _show(console: Console, turn: Turn) -> None:
    for bubble in turn.reply.bubbles:
        console.print(Panel.fit(escape(bubble), border_style="cyan", width=min(72, console.width)))
    for number, button in enumerate(turn.reply.buttons, start=1):
        console.print(f"  [cyan]{number}[/cyan] {escape(button.label)}")
