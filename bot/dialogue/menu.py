"""The list of topics, in two levels: groups, and the topics of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.exchange import Button
from bot.dialogue.wording import fill

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.dialogue.model import Content

TOPIC_BUTTONS = 3
"""Topics below an answer: first what else the message may have meant, then what the editors relate; but all those that
the answer itself lists."""
GROUPS = (
    (
        "menu_why_label",
        (
            "why_he_pulled_back",
            "emotional_overwhelm",
            "fear_of_commitment",
            "loss_of_identity",
            "external_pressures",
            "relationship_pacing",
            "communication_gap",
        ),
    ),
    ("menu_now_label", ("what_to_do", "what_not_to_do", "my_own_needs", "is_it_my_fault")),
    ("menu_ahead_label", ("does_he_still_care", "warning_signs", "when_to_walk_away")),
)
"""The line that names each group, and its topics."""
SUMMARY = "key_takeaways"
CHECKLIST, REFLECTION = "sign:0", "grow:"
"""What the buttons of the two exercises send."""


def groups(content: Content) -> tuple[Button, ...]:
    """The first level: the groups that have a topic, the summary and the exercises."""
    found = [
        Button(content.lines[label][0], f"menu:{place}")
        for place, (label, topics) in enumerate(GROUPS)
        if known(content, topics)
    ]
    exercises = (("checklist_label", CHECKLIST), ("reflection_label", REFLECTION))
    return (
        *found,
        *titles(content, known(content, (SUMMARY,)), ""),
        *(Button(content.lines[label][0], data) for label, data in exercises),
    )


def group(content: Content, place: int, partner: str) -> tuple[tuple[str, ...], tuple[Button, ...]]:
    """The second level: the topics of a group and their buttons, with the way back; nothing where there is none."""
    topics = known(content, GROUPS[place][1]) if place < len(GROUPS) else ()
    buttons = titles(content, topics, partner)
    return topics, (*buttons, Button(content.lines["back_label"][0], "menu")) if topics else ()


def leading(content: Content) -> tuple[str, ...]:
    """The first topic of each group: what "the second one" means at the first level."""
    return tuple(topics[0] for _, names in GROUPS if (topics := known(content, names)))


def known(content: Content, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that the content has."""
    return tuple(name for name in names if name in content.intents)


def titles(content: Content, names: Iterable[str], partner: str) -> tuple[Button, ...]:
    """A button for each intent, its title in the words for this partner."""
    return tuple(Button(fill(content.intents[name].title, partner), f"i:{name}") for name in names)
