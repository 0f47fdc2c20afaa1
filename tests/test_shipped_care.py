"""Care in the content that ships, through the whole dialogue: one slip of the thumb hides no signal."""

from __future__ import annotations

import random
import string
from typing import TYPE_CHECKING

from bot.dialogue.care_text import english
from bot.dialogue.model import Action
from bot.dialogue.turn import decide

if TYPE_CHECKING:
    from bot.dialogue.model import Content

SHORTEST = 5
"""Letters of a word that one edit must not hide."""
MUST_CATCH, LOOK_ALIKES = 200, 150
"""At least so many lines stand beside the care intents."""
HEARD = (Action.CARE, Action.CHECK)


def edited(word: str, chance: random.Random) -> str:
    """The word with one letter left out, doubled, changed or swapped with the next."""
    at = chance.randrange(len(word) - 1)
    letter = chance.choice(string.ascii_lowercase)
    left_out, doubled = word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]
    changed, swapped = word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice([left_out, doubled, changed, swapped])


def slipped(text: str, chance: random.Random) -> str:
    """The message with one edit in one of its longer words, where that makes no other English word."""
    words = text.split()
    longer = [
        at for at, word in enumerate(words) if len(word) >= SHORTEST and word.isalpha() and word.lower() in english()
    ]
    if not longer:
        return text
    at = chance.choice(longer)
    typed = edited(words[at], chance)
    return text if typed.lower() in english() else " ".join([*words[:at], typed, *words[at + 1 :]])


def test_one_slip_hides_no_signal(shipped: Content) -> None:
    """Every message that must be caught is answered or asked about with a slip in it, too."""
    chance = random.Random(11)
    lines = [line.text for one in shipped.intents.values() if one.is_care for line in (*one.hits, *one.checks)]
    assert [typed for line in lines if decide(shipped, typed := slipped(line, chance)).action not in HEARD] == []


def test_the_lists_are_long_enough_to_trust(shipped: Content) -> None:
    """What must be caught, and what only sounds like it."""
    care = [one for one in shipped.intents.values() if one.is_care]
    assert sum(len(one.hits) + len(one.checks) for one in care) >= MUST_CATCH
    assert sum(len(one.misses) for one in care) >= LOOK_ALIKES
