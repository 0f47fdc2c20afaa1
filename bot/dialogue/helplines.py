"""Which lines of help to show: by the country of the sender's client, with the worldwide ones always."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dialogue.model import Content, Helpline, Response

WORLD = "WORLD"
UNKNOWN = ("US", "GB", "IE", "CA", "AU", "NZ", "IN", "EU")
"""Countries shown, one line each, where a client tells none."""
PLACEHOLDER = "{helplines}"


def country_of(content: Content, language: str) -> str:
    """The country of a language tag such as ``en-GB``, where the register knows it; else empty."""
    region = language.replace("_", "-").partition("-")[2].upper()
    known = {line.country for line in content.helplines}
    return region if region in known else ""


def with_helplines(content: Content, response: Response, text: str, language: str) -> str:
    """A care text with the lines of help in place."""
    if PLACEHOLDER not in text:
        return text
    country = country_of(content, language)
    lines = _of_country(content, response.kinds, country) if country else _of_all(content, response.kinds)
    shown = [*lines, *_wanted(content, ("emergency", *response.kinds), WORLD)]
    return text.replace(PLACEHOLDER, "\n".join(f"{line.name}: {line.contact}" for line in shown))


def _of_country(content: Content, kinds: Sequence[str], country: str) -> list[Helpline]:
    return _wanted(content, ("emergency", *kinds), country)


def _of_all(content: Content, kinds: Sequence[str]) -> list[Helpline]:
    """The emergency number and the first fitting line of each country."""
    found = []
    for country in UNKNOWN:
        found += _wanted(content, ("emergency",), country)[:1]
        found += _wanted(content, kinds, country)[:1]
    return found


def _wanted(content: Content, kinds: Sequence[str], country: str) -> list[Helpline]:
    """The lines of a country that serve any of these kinds, in the order of the kinds."""
    lines = [line for line in content.helplines if line.country == country]
    return list(dict.fromkeys(line for kind in kinds for line in lines if kind in line.kinds))
