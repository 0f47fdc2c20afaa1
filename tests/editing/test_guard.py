"""Files that people in danger depend on are known, here and on GitHub."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.editing.guard import check_guarded, guarded
from bot.editing.refusal import Refusal

if TYPE_CHECKING:
    from bot.dialogue.model import Content

OWNERS = (Path(__file__).parents[2] / ".github/CODEOWNERS").read_text("utf-8").splitlines()
NAME = r"[A-Za-z0-9](?:-?[A-Za-z0-9])*"
OWNER = re.compile(rf"@{NAME}(?:/{NAME})?|[^@\s]+@[^@\s]+\.[^@\s]+")
"""A person, a team, or an address."""


def test_on_github_each_of_them_waits_for_a_second_reader(shipped: Content) -> None:
    """And no other file does."""
    files = [f"{folder}/{name}.yaml" for name in shipped.intents for folder in ("intents", "responses")]
    owned = [line.split()[0].removeprefix("/") for line in OWNERS if line and not line.startswith("#")]
    assert sorted(owned) == sorted(guarded([*files, "responses/helplines.yaml"], shipped.intents))


def test_every_line_there_names_owners_as_github_reads_them() -> None:
    """People, teams or addresses; GitHub passes over anything else without a word."""
    for line in OWNERS:
        if line and not line.startswith("#"):
            _, *owners = line.split()
            assert owners
            assert all(OWNER.fullmatch(owner) for owner in owners)


def test_a_stand_in_is_called_one() -> None:
    """Whoever reads the file must not believe that changes wait where they do not."""
    stand_in = [line for line in OWNERS if "@breathing-room/second-readers" in line]
    assert not stand_in or "is a stand-in" in stand_in[0]


@pytest.mark.parametrize("file", ["intents/abuse.yaml", "responses/crisis_self_harm.yaml", "responses/helplines.yaml"])
def test_they_are_known_without_content(file: str) -> None:
    """What cannot be read now was a matter of care before."""
    with pytest.raises(Refusal, match="--care"):
        check_guarded(guarded([file, "intents/help.yaml"], {}), care=False)
    check_guarded(guarded([file], {}), care=True)
    check_guarded(guarded(["intents/help.yaml"], {}), care=False)
