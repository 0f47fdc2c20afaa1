"""What each kind of file may hold, and one file's values → intent, response, lines or helplines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.content.fields import FieldReader, Key, Kind, Values, did_you_mean
from bot.content.keys import HELPLINE_KEYS, HELPLINE_KINDS, HELPLINES, INTENT_KEYS, RESPONSE_KEYS
from bot.content.own_lines import LINE_KEYS
from bot.content.wording import wording_problems
from bot.dialogue.model import CARE_TOPICS, TOPICS, Helpline, Intent, Phrase, Place, Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.content.problem import Problem
    from bot.content.values import Source


@dataclass(frozen=True, slots=True)
class Lines:
    """The bot's own small lines."""

    by_key: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Helplines:
    """The lines of help."""

    all: tuple[Helpline, ...]


Piece = Intent | Response | Lines | Helplines


@dataclass(frozen=True, slots=True)
class Shaped:
    """One file's content and what is wrong with it."""

    source: Source
    piece: Piece | None
    """None where the file cannot be read at all."""
    problems: tuple[Problem, ...]
    values: Values = field(default_factory=dict)
    """The texts at each key, with their places."""


def intent(source: Source) -> Shaped:
    """Make an intent of a file in ``intents/``."""
    reader = FieldReader(source)
    values = _values(reader, INTENT_KEYS)
    if values is None:
        return Shaped(source, None, source.problems)
    topic = _topic(reader, values)
    _check_care_keys(reader, values, topic)
    return _shaped(reader, _intent(source, values, topic), values)


def bare_intent(source: Source) -> Shaped:
    """Make an intent of a file that needs only phrases; its topic is its own name unless it says otherwise."""
    reader = FieldReader(source)
    values = _values(reader, {**INTENT_KEYS, "title": Key(Kind.TEXT, "Should I text him?")})
    if values is None:
        return Shaped(source, None, source.problems)
    return _shaped(reader, _intent(source, values, _text(values, "topic") or stem(source.file)), values)


def response(source: Source) -> Shaped:
    """Make a response of a file in ``responses/``."""
    reader = FieldReader(source)
    values = _values(reader, RESPONSE_KEYS)
    if values is None:
        return Shaped(source, None, source.problems)
    _check_kinds(reader, values)
    reader.problems += wording_problems(source, values, care="kinds" in values)
    made = Response(
        name=stem(source.file),
        place=Place(source.file, 1),
        sources=_texts(values, "from"),
        openings=_texts(values, "openings"),
        answer=_text(values, "answer"),
        more=_texts(values, "more"),
        ask=_text(values, "ask"),
        related=_texts(values, "related"),
        points=_texts(values, "points"),
        story=_text(values, "story"),
        check=_text(values, "check"),
        check_yes=_text(values, "check_yes"),
        check_no=_text(values, "check_no"),
        kinds=_texts(values, "kinds"),
    )
    return _shaped(reader, made, values)


def lines(source: Source) -> Shaped:
    """Make the bot's own small lines of ``responses/lines.yaml``."""
    reader = FieldReader(source)
    values = _values(reader, LINE_KEYS)
    if values is None:
        return Shaped(source, None, source.problems)
    reader.problems += wording_problems(source, values, care=False)
    return _shaped(reader, Lines({key: _texts(values, key) for key in values}), values)


def helplines(source: Source) -> Shaped:
    """Make the helplines of ``responses/helplines.yaml``."""
    reader = FieldReader(source)
    if source.top is None:
        return Shaped(source, None, source.problems)
    records = reader.records(source.top, "lines", HELPLINES)
    return _shaped(reader, Helplines(tuple(_helpline(reader, place, values) for place, values in records)), {})


def stem(file: str) -> str:
    """Take the file's name without folder and ending."""
    return file.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _values(reader: FieldReader, keys: Mapping[str, Key]) -> Values | None:
    top = reader.source.top
    return None if top is None else reader.read(top, keys)


def _shaped(reader: FieldReader, piece: Piece, values: Values) -> Shaped:
    return Shaped(reader.source, piece, (*reader.source.problems, *reader.problems), values)


def _intent(source: Source, values: Values, topic: str) -> Intent:
    name = stem(source.file)
    return Intent(
        name=name,
        title=_text(values, "title") or name,
        topic=topic,
        place=Place(source.file, 1),
        phrases=values.get("phrases", ()),
        keywords=values.get("keywords", ()),
        red=values.get("red", ()),
        amber=values.get("amber", ()),
        quiet=values.get("quiet", ()),
        hits=values.get("tests.hit", ()),
        checks=values.get("tests.check", ()),
        misses=values.get("tests.miss", ()),
    )


def _topic(reader: FieldReader, values: Values) -> str:
    """Take the topic the file names, else the file's own name; it has to be one of the fixed topics."""
    named = values.get("topic", ())
    name = stem(reader.source.file)
    if not named and name not in TOPICS:
        hint = "Add the topic it belongs to, such as:  topic: what_to_do\n" + did_you_mean(name, TOPICS)
        reader.report(Place(reader.source.file, 1), "This intent does not say which topic it belongs to.", hint)
    if named and named[0].text not in TOPICS:
        message = f'"{named[0].text}" is not one of the topics.'
        reader.report(named[0].place, message, did_you_mean(named[0].text, TOPICS))
    return named[0].text if named else name


def _check_care_keys(reader: FieldReader, values: Values, topic: str) -> None:
    for key in ("red", "amber", "quiet", "tests.check"):
        found = values.get(key)
        if found and topic not in CARE_TOPICS:
            message = f'"{key}" is only for intents of the topics {" and ".join(CARE_TOPICS)}.'
            reader.report(found[0].place, message, "Delete it here, or put it into one of those.")


def _check_kinds(reader: FieldReader, values: Values) -> None:
    for kind in values.get("kinds", ()):
        if kind.text not in HELPLINE_KINDS:
            message = f'"{kind.text}" is not a kind of helpline.'
            reader.report(kind.place, message, did_you_mean(kind.text, HELPLINE_KINDS))


def _helpline(reader: FieldReader, place: Place, values: Values) -> Helpline:
    _check_kinds(reader, values)
    _check_form(reader, values, "country", "Write two capital letters such as GB, or WORLD.")
    _check_form(reader, values, "verified_on", "Write year-month-day, such as:  verified_on: 2026-11-15")
    return Helpline(
        name=_text(values, "name"),
        country=_text(values, "country"),
        kinds=_texts(values, "kinds"),
        contact=_text(values, "contact"),
        source=_text(values, "source"),
        verified_on=_text(values, "verified_on"),
        place=place,
        note=_text(values, "note"),
    )


def _check_form(reader: FieldReader, values: Values, key: str, hint: str) -> None:
    for value in values.get(key, ()):
        if not re.fullmatch(HELPLINE_KEYS[key].form, value.text):
            reader.report(value.place, f'"{value.text}" is not what "{key}" should be.', hint)


def _text(values: Values, key: str) -> str:
    found: tuple[Phrase, ...] = values.get(key, ())
    return found[0].text if found else ""


def _texts(values: Values, key: str) -> tuple[str, ...]:
    return tuple(value.text for value in values.get(key, ()))
