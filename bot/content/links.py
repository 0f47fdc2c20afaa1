"""What has to fit across files: one function a check, each with a good and a bad sample."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.content.care_checks import CARE_CHECKS
from bot.content.fields import did_you_mean
from bot.content.partner import partner_words
from bot.content.problem import Problem, Severity
from bot.content.sections import SECTIONS, uncovered
from bot.dialogue.helplines import PLACEHOLDER
from bot.dialogue.menu import TOPIC_BUTTONS
from bot.dialogue.model import ARTICLE_TOPICS, CARE_TOPICS, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.content.fields import Values
    from bot.dialogue.model import Helpline, Intent, Phrase, Response

AIM_LENGTH = 350
"""Characters of the first bubble that fit on a phone screen."""
LIMIT_LENGTH = 700
"""Characters at which nobody reads on."""
SENTENCE_LENGTH = 60
"""Characters of a usual sentence in these answers."""
MOST_RELATED = 6
"""Related intents of an answer that somebody may still come to see."""
BUTTON_DATA_BYTES = 64
"""Telegram's limit for what a tap sends back."""


@dataclass(frozen=True, slots=True)
class Draft:
    """All files read, not yet linked."""

    intents: Mapping[str, Intent]
    responses: Mapping[str, Response]
    values: Mapping[str, Values]
    """The texts of each response by key, with their places."""
    helplines: tuple[Helpline, ...] = ()
    titles: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    """The title of each intent, with its place."""
    unread: frozenset[str] = frozenset()
    """Names of files that cannot be read: what they would say is not known."""

    def topic(self, name: str) -> str:
        """Give the topic of an intent, or an empty text where there is no such intent."""
        return self.intents[name].topic if name in self.intents else ""

    def texts(self, name: str, key: str) -> tuple[Phrase, ...]:
        """Give the texts at a key of a response."""
        return self.values[name].get(key, ())

    def place(self, name: str, key: str) -> Place:
        """Say where a key's text stands in a response."""
        texts = self.texts(name, key)
        return texts[0].place if texts else self.responses[name].place


def check_links(draft: Draft) -> Iterator[Problem]:
    """Run every check across files."""
    for check in CHECKS:
        yield from check(draft)


def unanswered_intents(draft: Draft) -> Iterator[Problem]:
    """Find intents without a response.

    Good: ``intents/help.yaml`` and ``responses/help.yaml``. Bad: only ``intents/help.yaml``.
    """
    for name, intent in draft.intents.items():
        if name not in draft.responses and name not in draft.unread:
            hint = f"Add responses/{name}.yaml with an answer, or delete this intent."
            yield Problem(intent.place, "Nobody answers this intent.", hint)


def unasked_responses(draft: Draft) -> Iterator[Problem]:
    """Find responses without an intent.

    Good: ``intents/help.yaml`` and ``responses/help.yaml``. Bad: only ``responses/helpp.yaml``.
    """
    unanswered = [name for name in draft.intents if name not in draft.responses]
    for name, response in draft.responses.items():
        if name not in draft.intents and name not in draft.unread:
            hint = f"Add intents/{name}.yaml with phrases, or rename this file. " + did_you_mean(name, unanswered)
            yield Problem(response.place, "No intent leads to this answer.", hint.strip())


def missing_parts(draft: Draft) -> Iterator[Problem]:
    """Find answers about the article without its sections, openings or a deeper layer.

    Good: ``from: S07`` in ``responses/relationship_pacing.yaml``. Bad: no ``from`` there.
    """
    samples = {
        "from": "from: S09a",
        "openings": "openings:\n  - Not knowing is hard.\n  - That is a lot to carry.",
        "more": "more:\n  - If he answers, keep it light.",
    }
    for name, response in draft.responses.items():
        topic = draft.topic(name)
        needed = samples if topic in ARTICLE_TOPICS else {}
        for key, sample in needed.items():
            if not draft.texts(name, key):
                yield Problem(response.place, f'The key "{key}" is missing.', f"Add:  {sample}")


def unknown_related(draft: Draft) -> Iterator[Problem]:
    """Find related intents that do not exist, or that are the answer itself or named twice.

    Good: ``related: [how_to_talk]``. Bad: ``related: [how_to_tlak]``.
    """
    for name in draft.responses:
        seen: set[str] = set()
        for point in draft.texts(name, "points"):
            if point.text not in draft.intents and point.text not in draft.unread:
                message = f'There is no intent "{point.text}".'
                yield Problem(point.place, message, did_you_mean(point.text, draft.intents))
        for related in draft.texts(name, "related"):
            if related.text not in draft.intents and related.text not in draft.unread:
                message = f'There is no intent "{related.text}".'
                yield Problem(related.place, message, did_you_mean(related.text, draft.intents))
            elif related.text == name or related.text in seen:
                message = f'The button to "{related.text}" leads nowhere new.'
                yield Problem(related.place, message, "Delete this line.", Severity.WARNING)
            seen.add(related.text)


def unknown_sections(draft: Draft) -> Iterator[Problem]:
    """Find ids in ``from`` that are no section of the article.

    Good: ``from: [S09a, S10]``. Bad: ``from: [S9a]``.
    """
    for name in draft.responses:
        for section in draft.texts(name, "from"):
            if section.text not in SECTIONS:
                message = f'The article has no section "{section.text}".'
                hint = did_you_mean(section.text, SECTIONS) or "Write one such as S07 or S09a."
                yield Problem(section.place, message, hint)


def uncovered_sections(draft: Draft) -> Iterator[Problem]:
    """Find sections that no answer names.

    Good: ``from: S07`` somewhere. Bad: ``S07`` nowhere.
    """
    named = {section for response in draft.responses.values() for section in response.sources}
    missing = [f"{key} ({SECTIONS[key]})" for key in uncovered(named)]
    if missing and draft.responses and not draft.unread:
        message = f"No answer covers {', '.join(missing)}."
        hint = "Write an answer, or add the id to the `from` of the answer that covers it."
        yield Problem(Place("responses", 1), message, hint, Severity.WARNING)


def repeated_phrases(draft: Draft) -> Iterator[Problem]:
    """Find phrases in two intents, or twice in one; case and punctuation do not count.

    Good: ``- is he busy`` in one file. Bad: ``- Is he busy?`` in a second one.
    """
    texts = [tuple([phrase.text for phrase in intent.phrases]) for intent in draft.intents.values()]
    folded = [said for some in texts for said in _folded(some)]
    if len(set(folded)) == len(folded):  # as nearly always, and told in a fraction of the time
        return
    several = {said for said, count in Counter(folded).items() if count > 1}
    first: dict[str, tuple[str, Phrase]] = {}
    for name, phrase in ((name, phrase) for name, intent in draft.intents.items() for phrase in intent.phrases):
        if (said := fold(phrase.text)) not in several:
            continue
        owner, known = first.setdefault(said, (name, phrase))
        if known is phrase:
            continue
        if owner == name:
            message = f'"{phrase.text}" stands here twice, first on line {known.place.line}.'
            yield Problem(phrase.place, message, "Delete one of the two.", Severity.WARNING)
        else:
            message = f'"{phrase.text}" leads to {name} and, in {known.place}, to {owner}.'
            yield Problem(phrase.place, message, "Delete it in one of the two files.")


def overlong_answers(draft: Draft) -> Iterator[Problem]:
    """Find first bubbles that do not fit on a phone screen.

    Good: opening, answer and ask of 280 characters together. Bad: 402 characters.
    """
    for name, response in draft.responses.items():
        for length in filter(lambda length: length > AIM_LENGTH, _bubble_lengths(response, draft.topic(name))):
            sentences = max(1, round((length - AIM_LENGTH) / SENTENCE_LENGTH))
            over = "about one sentence" if sentences == 1 else f"about {sentences} sentences"
            message = f"{length} characters, aim for {AIM_LENGTH} at most. Overlong by {over}."
            severity = Severity.ERROR if length > LIMIT_LENGTH else Severity.WARNING
            hint = "Move the rest into `more`; opening, answer and ask count together."
            yield Problem(draft.place(name, "answer"), message, hint, severity)


def _bubble_lengths(response: Response, topic: str) -> list[int]:
    """Measure the bubbles sent at once: opening, answer and ask, cut where an empty line stands."""
    opening = max(response.openings, key=len, default="")
    whole = " ".join(filter(None, (opening, response.answer, response.ask)))
    bubbles = re.split(r"\n\s*\n", whole)
    return [len(part) for part in bubbles if topic not in CARE_TOPICS or PLACEHOLDER not in part]


def too_many_related(draft: Draft) -> Iterator[Problem]:
    """Find answers with more related intents than are ever seen: a few stand below at a time, unasked ones first.

    Good: four related intents. Bad: eight.
    """
    for name, response in draft.responses.items():
        if (count := len(response.related)) > MOST_RELATED:
            shown = f"{TOPIC_BUTTONS} stand below an answer at a time"
            message = f"{count} related intents are more than anybody sees; {shown}."
            hint = f"Delete {count - MOST_RELATED} of them."
            yield Problem(draft.place(name, "related"), message, hint)


def overlong_names(draft: Draft) -> Iterator[Problem]:
    """Find intents whose name does not fit into what a button sends.

    Good: ``intents/how_to_talk.yaml``. Bad: a name of more than 59 letters.
    """
    for name, intent in draft.intents.items():
        if len(f"down:{name}".encode()) > BUTTON_DATA_BYTES:
            message = f"The file's name is too long for a button: {len(name.encode())} letters."
            yield Problem(intent.place, message, f"Rename both files, to {BUTTON_DATA_BYTES - 5} letters at most.")


CHECKS: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    unanswered_intents,
    unasked_responses,
    missing_parts,
    unknown_related,
    unknown_sections,
    uncovered_sections,
    repeated_phrases,
    overlong_answers,
    too_many_related,
    overlong_names,
    partner_words,
    *CARE_CHECKS,
)


@lru_cache(maxsize=1 << 9)  # the phrases of most intents are the same at the next reload
def _folded(texts: tuple[str, ...]) -> list[str]:
    """Some texts as ``fold`` gives them, in any order; those in plain letters, which nearly all are, all at once."""
    odd = [text for text in texts if not text.isascii() or "\n" in text]
    plain = "\n".join([text for text in texts if text not in odd] if odd else texts)
    lines = plain.lower().encode().translate(_SIGNS, b"'`").decode()
    while "  " in lines:
        lines = lines.replace("  ", " ")
    folded = [line.strip(" ") for line in lines.split("\n")]
    return [*folded, *map(fold, odd)] if all(folded) else list(map(fold, texts))


@lru_cache(maxsize=1 << 17)
def fold(text: str) -> str:
    """Reduce a phrase to what counts: words in lower case; where there are none, the signs."""
    if text.isascii():  # as nearly all phrases are, in half the time
        folded = text.lower()
        return " ".join(folded.translate(_ASCII).split()) or folded
    folded = text.casefold()
    return " ".join(_PUNCTUATION.sub(" ", _APOSTROPHES.sub("", folded)).split()) or folded


_APOSTROPHES = re.compile("['’‘`´]")
_PUNCTUATION = re.compile(r"[^\w\s]|_")
_ASCII = str.maketrans({sign: None if sign in "'`" else " " for sign in map(chr, range(128)) if not sign.isalnum()})
_SIGNS = bytes(byte if byte > 127 or chr(byte).isalnum() or byte == ord("\n") else ord(" ") for byte in range(256))
