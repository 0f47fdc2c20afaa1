"""What a short message asks, tells on about or says beside an answer: its place in the talk, not its topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.asides import ASIDES
from bot.dialogue.asking_on import ASKING
from bot.dialogue.telling_on import TELLING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dialogue.forms import Aspect

ASPECTS = (*ASIDES, *TELLING, *ASKING)
"""Looked at in this order."""


def read(words: Sequence[str]) -> Aspect | None:
    """The first aspect that these words are the whole of."""
    said = " ".join(words)
    return next((aspect for aspect in ASPECTS if aspect.form.fits(said)), None)
