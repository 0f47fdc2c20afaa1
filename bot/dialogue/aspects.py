"""What a short message asks, tells on about or says beside an answer: its place in the talk, not its topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.asides import ASIDES
from bot.dialogue.asking_on import ASKING
from bot.dialogue.forms import Forms
from bot.dialogue.telling_on import TELLING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dialogue.forms import Aspect

ASPECTS = (*ASIDES, *TELLING, *ASKING)
"""Looked at in this order."""
_MEANINGS = Forms((aspect.form, aspect) for aspect in ASPECTS)


def read(words: Sequence[str]) -> Aspect | None:
    """The first aspect that these words are the whole of."""
    return _MEANINGS.first(" ".join(words))
