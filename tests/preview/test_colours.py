"""The page's colours, read from its style sheet: text must be readable on what it stands on."""

from __future__ import annotations

import re

import pytest

from bot.preview.page import FILES

PAIRS = [
    ("ink", "page"),
    ("ink", "surface"),
    ("ink", "mine"),
    ("ink", "bad-soft"),
    ("ink", "warn-soft"),
    ("muted", "page"),
    ("muted", "surface"),
    ("muted", "chat"),
    ("accent", "surface"),
    ("accent", "page"),
    ("on-accent", "accent"),
    ("bad", "page"),
    ("bad", "bad-soft"),
    ("warn", "warn-soft"),
]


def tokens(scheme: str) -> dict[str, str]:
    """Read the colours of a scheme."""
    light, dark = re.findall(r":root \{(.*?)\}", (FILES / "base.css").read_text(), re.DOTALL)
    return dict(re.findall(r"--([\w-]+): #(\w+);", light if scheme == "light" else dark))


def luminance(colour: str) -> float:
    """Compute the relative luminance that WCAG defines."""
    digits = colour if len(colour) == 6 else "".join(2 * digit for digit in colour)
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=[" on ".join(pair) for pair in PAIRS])
def test_text_is_readable(scheme: str, text: str, ground: str) -> None:
    """The contrast is at least 4.5 to 1, as WCAG AA asks."""
    colours = tokens(scheme)
    dark, light = sorted((luminance(colours[text]), luminance(colours[ground])))
    assert (light + 0.05) / (dark + 0.05) >= 4.5
