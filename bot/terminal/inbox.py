"""``bot inbox``: a group of messages with what it may mean, and what adding it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.terminal.review import show_moves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from bot.editing.desk import Plan
    from bot.editing.inbox import Group, Suggestion

WORDINGS = 4
"""How many other wordings are shown."""
MOVES = 10


def show_group(console: Console, group: Group, near: Sequence[Suggestion], count: str = "") -> None:
    """Print the message, others like it, and the intents nearest to it, numbered."""
    likes = f"  +{len(group.kept) - 1} like it" if len(group.kept) > 1 else ""
    thumbs = f"  {group.thumbs} found the answer unhelpful" if group.thumbs else ""
    console.print(f'\n{count}[bold]"{_safe(group.text)}"[/bold][dim]{likes}{thumbs}[/dim]', highlight=False)
    for text in group.others[:WORDINGS]:
        console.print(f'     "{text}"', style="dim", markup=False, highlight=False)
    for number, one in enumerate(near, start=1):
        console.print(f"  [bold]{number}[/bold]  {one.score:5.2f}  {one.intent}  [dim]{_safe(one.title)}[/dim]")


def show_plan(console: Console, plan: Plan) -> None:
    """Print each line that would come, where the message would go, and what else would move."""
    for line in plan.lines:
        console.print(f"  {line}", style="green", markup=False, highlight=False, soft_wrap=True)
    console.print(f"  The message then goes to {plan.arrives}.", highlight=False)
    if not plan.is_enough:
        console.print("  So this one phrase is not enough: word it more plainly, or add a second.", style="yellow")
    for text, goes in plan.strays[:WORDINGS]:
        console.print(f'  Still elsewhere: "{text}" → {goes}', style="yellow", markup=False, highlight=False)
    for file in plan.guarded:
        console.print(f"  Needs a second reader: {file}", style="bold yellow", highlight=False)
    if not plan.moves:
        console.print("  Nothing else moves.", style="green")
        return
    show_moves(console, plan.moves, MOVES)
    moved = len({move.known.text for move in plan.moves})
    known = "1 known message moves" if moved == 1 else f"{moved} known messages move"
    console.print(f"\n  {known}, {plan.worse or 'none'} of them away from where it should go.", style="bold")


def _safe(text: str) -> str:
    return text.replace("[", r"\[")
