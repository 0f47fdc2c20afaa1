"""The two files of a new intent: sound from the start, for a running bot takes them up at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.content.fields import did_you_mean
from bot.content.quoting import written
from bot.content.schemas import modeline
from bot.content.sections import SECTIONS
from bot.dialogue.model import ARTICLE_TOPICS, CARE_TOPICS, TOPICS
from bot.editing.change import Change, Edit
from bot.editing.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.dialogue.model import Intent

NAME = re.compile(r"[a-z][a-z0-9_]{0,61}")
OPENINGS = ("Not knowing is hard.", "That's a lot to carry.")
"""What a new answer opens with until somebody finds words that fit it better."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What has to be known of a new intent."""

    name: str
    title: str
    """The label of its button."""
    topic: str
    phrases: tuple[str, ...]
    answer: str
    more: str = ""
    """The further layer; answers about the article need one."""
    sources: tuple[str, ...] = ()
    """The sections of the article behind it."""


def check_name(name: str, intents: Mapping[str, Intent]) -> None:
    """Raise ``Refusal`` where the name will not do."""
    if not NAME.fullmatch(name):
        raise Refusal(f'"{name}" cannot be a name: use small letters, digits and _, such as how_long_should_i_wait.')
    if name in intents:
        raise Refusal(f"There is an intent {name} already: intents/{name}.yaml")


def check_topic(topic: str) -> None:
    """Raise ``Refusal`` where a new intent cannot belong to this topic."""
    if topic not in TOPICS:
        raise Refusal(f'"{topic}" is no topic. Topics are: {", ".join(open_topics())}.')
    if topic in CARE_TOPICS:
        raise Refusal(
            "Answers to people in danger are written by hand, with a second reader: start from a copy of one."
        )


def open_topics() -> list[str]:
    """The topics a new intent may belong to."""
    return sorted(set(TOPICS) - set(CARE_TOPICS))


def check_sections(sections: Iterable[str]) -> None:
    """Raise ``Refusal`` where the article has no such section."""
    for section in sections:
        if section not in SECTIONS:
            raise Refusal(f'The article has no section "{section}". {did_you_mean(section, SECTIONS)}'.strip())


def new_intent(draft: Draft, intents: Mapping[str, Intent]) -> Change:
    """Write both files; raise ``Refusal`` where something in the draft will not do."""
    check_name(draft.name, intents)
    check_topic(draft.topic)
    check_sections(draft.sources)
    if not any(phrase.strip() for phrase in draft.phrases):
        raise Refusal("A new intent needs a phrase: how do people say it?")
    files = (f"intents/{draft.name}.yaml", _intent(draft)), (f"responses/{draft.name}.yaml", _response(draft))
    edits = (Edit(file, None, ("\n".join(rows) + "\n").encode()) for file, rows in files)
    return Change(f"New intent {draft.name}", tuple(edits))


def _intent(draft: Draft) -> Iterator[str]:
    yield modeline("intent")
    yield f"title: {written(draft.title)}"
    if draft.topic != draft.name:
        yield f"topic: {draft.topic}"
    yield from _listed("phrases", draft.phrases)
    yield "tests:"
    yield "  hit:"
    yield f"    - {written(draft.phrases[-1])}"


def _response(draft: Draft) -> Iterator[str]:
    yield modeline("response")
    if draft.sources:
        yield f"from: [{', '.join(draft.sources)}]"
    if draft.topic in ARTICLE_TOPICS:
        yield from _listed("openings", OPENINGS)
    yield f"answer: {written(draft.answer)}"
    if draft.more:
        yield from _listed("more", [draft.more])


def _listed(key: str, texts: Sequence[str]) -> Iterator[str]:
    yield f"{key}:"
    yield from (f"  - {written(text)}" for text in texts)
