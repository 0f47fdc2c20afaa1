"""Which lines of help to show: by the country of the sender's client, with the worldwide ones always."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dialogue.model import Content, Helpline, Response

WORLD = "WORLD"
COUNTRIES = {
    "US": "USA",
    "GB": "UK",
    "IE": "Ireland",
    "CA": "Canada",
    "AU": "Australia",
    "NZ": "New Zealand",
    "IN": "India",
    "EU": "European Union",
}
"""Countries shown, each under its name, where a client tells none."""
EMERGENCY = "emergency"
PLACEHOLDER = "{helplines}"


def country_of(content: Content, language: str) -> str:
    """The country of a language tag such as ``en-GB``, where the register knows it; else empty."""
    regions = [part.upper() for part in language.replace("_", "-").split("-")[1:] if len(part) == 2]
    known = {line.country for line in content.helplines}
    return regions[0] if regions and regions[0] in known else ""


def with_helplines(content: Content, response: Response, text: str, language: str) -> str:
    """A care text with the lines of help in place."""
    if PLACEHOLDER not in text:
        return text
    country = country_of(content, language)
    kinds = (EMERGENCY, *response.kinds)
    lines = [_shown(line) for line in _wanted(content, kinds, country)] if country else _of_all(content, response.kinds)
    lines += [_shown(line) for line in _wanted(content, kinds, WORLD)]
    return text.replace(PLACEHOLDER, "\n".join(lines))


def _of_all(content: Content, kinds: Sequence[str]) -> list[str]:
    """The emergency number and the first fitting line of each country."""
    special = [kind for kind in kinds if kind != EMERGENCY]
    found = []
    for country, name in COUNTRIES.items():
        lines = [*_wanted(content, (EMERGENCY,), country)[:1], *_wanted(content, special, country)[:1]]
        found += [f"{name} – {_shown(line)}" for line in dict.fromkeys(lines)]
    return found


def _shown(line: Helpline) -> str:
    return f"{line.name}: {line.contact}{f' ({line.note})' if line.note else ''}"


def _wanted(content: Content, kinds: Sequence[str], country: str) -> list[Helpline]:
    """The lines of a country that serve any of these kinds, in the order of the kinds."""
    lines = [line for line in content.helplines if line.country == country]
    return list(dict.fromkeys(line for kind in kinds for line in lines if kind in line.kinds))
