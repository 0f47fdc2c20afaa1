"""What care needs besides words that fit: patterns that can be read, questions, lines of help that are up to date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.content.problem import Problem, Severity
from bot.dialogue.care_pattern import pattern_problem
from bot.dialogue.helplines import EMERGENCY, PLACEHOLDER, WORLD
from bot.dialogue.model import CARE_TOPICS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.content.links import Draft
    from bot.dialogue.model import Helpline

STALE = 180
"""Days after which a number has to be read again where it was published."""
CARE_PARTS = {
    "kinds": "kinds: [emergency, crisis]",
    "check": "check: Do you mean the relationship, or that you are not safe?",
    "check_yes": "check_yes: I'm not sure I'm safe",
    "check_no": "check_no: I mean the relationship",
}
"""What a care answer needs besides its text."""


def misplaced_care_parts(draft: Draft) -> Iterator[Problem]:
    """Find parts of care answers in other answers.

    Good: ``kinds: [crisis]`` in ``crisis_self_harm.yaml``. Bad: the same in ``help.yaml``.
    """
    for name in draft.responses:
        if draft.topic(name) in CARE_TOPICS or name not in draft.intents:
            continue
        for key in ("check", "check_yes", "check_no", "kinds"):
            for text in draft.texts(name, key)[:1]:
                message = f'"{key}" is only for answers of the topics {" and ".join(CARE_TOPICS)}.'
                yield Problem(text.place, message, "Delete it here.")


def silent_care(draft: Draft) -> Iterator[Problem]:
    """Find care answers without lines of help, or without the gentle question and its two answers.

    Good: ``{helplines}`` in the answer, ``check``, ``check_yes``, ``check_no`` and ``kinds``. Bad: one of them missing.
    """
    for name in draft.responses:
        if draft.topic(name) not in CARE_TOPICS:
            continue
        for key, sample in CARE_PARTS.items():
            if not draft.texts(name, key):
                yield Problem(draft.responses[name].place, f'The key "{key}" is missing.', f"Add:  {sample}")
        if PLACEHOLDER not in draft.responses[name].answer:
            message = "This care answer shows no lines of help."
            hint = f"Put {PLACEHOLDER} on a line of its own where they belong."
            yield Problem(draft.place(name, "answer"), message, hint)


def unserved_kinds(draft: Draft) -> Iterator[Problem]:
    """Find care answers that have no line of help for people of an unknown country.

    Good: ``kinds: [crisis]`` with a crisis line of the ``WORLD``. Bad: the same without one.
    """
    everywhere = {kind for line in draft.helplines if line.country == WORLD for kind in line.kinds}
    for name in draft.responses if draft.helplines else ():
        if draft.topic(name) not in CARE_TOPICS:
            continue
        wanted = [kind for kind in draft.texts(name, "kinds") if kind.text != EMERGENCY]
        if wanted and everywhere.isdisjoint(kind.text for kind in wanted):
            message = f"No line of help for the whole world is for {' or '.join(kind.text for kind in wanted)}."
            hint = f"Add one to responses/helplines.yaml with  country: {WORLD}"
            yield Problem(wanted[0].place, message, hint)


def unread_patterns(draft: Draft) -> Iterator[Problem]:
    """Find care patterns that cannot be read: they would be passed over in silence.

    Good: ``- hit/hits me``. Bad: ``- hit//me``.
    """
    for intent in draft.intents.values():
        for pattern in (*intent.red, *intent.amber, *intent.quiet):
            wrong = pattern_problem(pattern.text)
            if wrong:
                yield Problem(pattern.place, f'The pattern "{pattern.text}" cannot be read.', f"Mind: {wrong}.")


def unverified(helplines: Iterable[Helpline], today: date) -> Iterator[Problem]:
    """Find lines of help that nobody has read again for long, or whose date cannot be.

    Good: ``verified_on: 2026-11-15`` a month later. Bad: the same a year later.
    """
    for line in helplines:
        try:
            days = (today - date.fromisoformat(line.verified_on)).days
        except ValueError:
            message = f'"{line.verified_on}" is no day of the calendar ({line.name}, {line.country}).'
            yield Problem(line.place, message, f"Write the day you read it, such as:  verified_on: {today}")
            continue
        if days > STALE:
            message = f"{line.name} ({line.country}) was last verified {days} days ago; {STALE} are the most."
            hint = f"Read {line.source} again, correct the number if need be, and write:  verified_on: {today}"
            yield Problem(line.place, message, hint, Severity.WARNING)
        elif days < 0:
            message = f"{line.name} ({line.country}) is said to have been verified on {line.verified_on}, after today."
            yield Problem(line.place, message, f"Write the day you read it, such as:  verified_on: {today}")


CARE_CHECKS: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    misplaced_care_parts,
    silent_care,
    unserved_kinds,
    unread_patterns,
)
