"""What differs between two contents, a sentence each, without a word of git."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.content.live import phrase_changes
from bot.dialogue.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.dialogue.model import Content, Helpline, Intent, Phrase, Response

TEXTS = ("answer", "ask", "check", "check_yes", "check_no")
LISTS = {"openings": "opening", "more": "further layer", "sources": "section", "related": "button", "kinds": "kind"}
"""The lists of an answer and what one of their items is called."""
TESTS = {"keywords": "keyword", "hits": "test", "checks": "care test", "misses": "counter-test"}
PATTERNS = {"red": "red pattern", "amber": "amber pattern", "quiet": "quiet pattern"}
_NOWHERE = Place("", 0)


def differences(old: Content, new: Content) -> Iterator[tuple[str, str]]:
    """Give each file that differs, with what is different in it."""
    for name in sorted(old.intents.keys() | new.intents.keys()):
        yield from _of_intent(name, old.intents.get(name), new.intents.get(name))
    for name in sorted(old.responses.keys() | new.responses.keys()):
        yield from _of_response(name, old.responses.get(name), new.responses.get(name))
    lines = sorted(key for key in old.lines.keys() | new.lines.keys() if old.lines.get(key) != new.lines.get(key))
    if lines:
        yield "responses/lines.yaml", f"changed: {', '.join(lines)}"
    helplines = _told_apart(_facts(old.helplines), _facts(new.helplines))
    if helplines:
        yield "responses/helplines.yaml", "; ".join(helplines)


def _of_intent(name: str, old: Intent | None, new: Intent | None) -> Iterator[tuple[str, str]]:
    file = f"intents/{name}.yaml"
    if old is None or new is None:
        yield file, "new intent" if new else "intent is gone"
        return
    parts = [part.removesuffix(f" in {file}") for part in phrase_changes({name: old}, {name: new})]
    for key, noun in (TESTS | PATTERNS).items():
        parts += _counted_changes(_texts(getattr(old, key)), _texts(getattr(new, key)), noun)
    if old.title != new.title:
        parts.append(f'title "{old.title}" → "{new.title}"')
    if old.topic != new.topic:
        parts.append(f"topic {old.topic} → {new.topic}")
    if parts:
        yield file, "; ".join(parts)


def _of_response(name: str, old: Response | None, new: Response | None) -> Iterator[tuple[str, str]]:
    file = f"responses/{name}.yaml"
    if old is None or new is None:
        yield file, "new answer" if new else "answer is gone"
        return
    parts = [_text_change(key, getattr(old, key), getattr(new, key)) for key in TEXTS]
    for key, noun in LISTS.items():
        parts += _counted_changes(getattr(old, key), getattr(new, key), noun)
    if any(parts):
        yield file, "; ".join(filter(None, parts))


def _text_change(key: str, old: str, new: str) -> str:
    if old == new:
        return ""
    if not old or not new:
        return f"{key} {'added' if new else 'deleted'}"
    sizes = f"{len(old)} → {len(new)} characters" if len(old) != len(new) else f"still {len(new)} characters"
    return f"{key} reworded ({sizes})"


def _counted_changes(old: Sequence[str], new: Sequence[str], noun: str) -> list[str]:
    added, gone = len(set(new) - set(old)), len(set(old) - set(new))
    parts = [f"{added} {noun}{'' if added == 1 else 's'} added"] * bool(added)
    parts += [f"{gone} {noun}{'' if gone == 1 else 's'} deleted"] * bool(gone)
    return parts or ["order changed"] * (tuple(old) != tuple(new))


def _texts(phrases: Sequence[Phrase]) -> list[str]:
    return [phrase.text for phrase in phrases]


def _facts(lines: Sequence[Helpline]) -> dict[tuple[str, str], Helpline]:
    return {(line.name, line.country): replace(line, place=_NOWHERE) for line in lines}


def _told_apart(old: dict[tuple[str, str], Helpline], new: dict[tuple[str, str], Helpline]) -> list[str]:
    parts = [f"{name} ({country}) added" for name, country in new if (name, country) not in old]
    parts += [f"{name} ({country}) deleted" for name, country in old if (name, country) not in new]
    both = [key for key in old if key in new and old[key] != new[key]]
    return parts + [f"{name} ({country}) changed" for name, country in both]
