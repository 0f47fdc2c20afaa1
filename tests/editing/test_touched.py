"""What an edit can plausibly move is tried; the rest is left alone."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from bot.dialogue.model import Intent, Phrase, Place
from bot.editing.routing import known_messages
from bot.editing.touched import touched

if TYPE_CHECKING:
    from bot.dialogue.model import Content

PLACE = Place("x", 1)


def lines(*texts: str) -> tuple[Phrase, ...]:
    """Write lines."""
    return tuple(Phrase(text, PLACE) for text in texts)


SPACE = Intent("space", "Space", "what_to_do", PLACE, lines("he needs space", "how much distance"), hits=lines("room"))
MANY = Intent("fault", "Fault", "is_it_my_fault", PLACE, lines(*(f"he said thing{number}" for number in range(50))))


def tried(new: Intent, asked: tuple[str, ...] = ()) -> set[str]:
    """Change the first intent, and list what is tried."""
    old = cast("Content", SimpleNamespace(intents={"space": SPACE, "fault": MANY}))
    changed = cast("Content", SimpleNamespace(intents={"space": new, "fault": MANY}))
    return {one.text for one in touched(old, changed, known_messages(old.intents, asked))}


def test_phrases_that_share_a_telling_word_are_tried() -> None:
    """In whatever form; words that everybody uses tell nothing."""
    assert tried(replace(SPACE, phrases=(*SPACE.phrases, *lines("he needed spaces")))) == {"he needs space", "room"}


def test_a_phrase_that_went_counts_as_one_that_came() -> None:
    """Its messages may go elsewhere now."""
    assert "how much distance" in tried(replace(SPACE, phrases=SPACE.phrases[:1]))


def test_tests_and_asked_messages_are_always_tried() -> None:
    """They are few, and somebody waits for them."""
    assert tried(SPACE, ("does the moon matter",)) == {"room", "does the moon matter"}


def test_where_care_or_a_topic_changed_everything_is_tried() -> None:
    """A pattern may take any message."""
    assert len(tried(replace(SPACE, red=lines("hit")))) == 53
