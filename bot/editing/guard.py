"""Files in which a slip can hurt somebody: they need a second reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.load import HELPLINES
from bot.content.shape import stem
from bot.dialogue.model import CARE_TOPICS
from bot.editing.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.dialogue.model import Intent


def guarded(files: Iterable[str], intents: Mapping[str, Intent]) -> tuple[str, ...]:
    """Pick the care intents, their answers, and the helplines."""
    care = {*CARE_TOPICS, *(name for name, intent in intents.items() if intent.is_care)}
    return tuple(file for file in files if file == HELPLINES or stem(file) in care)


def check_guarded(found: Sequence[str], *, care: bool) -> None:
    """Raise ``Refusal`` where such files would change and ``--care`` was not given."""
    if found and not care:
        names = ", ".join(found)
        raise Refusal(
            f"{names}: people in danger depend on this. Read it with somebody; then tick the box, or add --care."
        )
