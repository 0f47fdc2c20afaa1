"""Files that people in danger depend on are known, here and on GitHub."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.editing.guard import check_guarded, guarded
from bot.editing.refusal import Refusal

if TYPE_CHECKING:
    from bot.dialogue.model import Content

OWNERS = (Path(__file__).parents[2] / ".github/CODEOWNERS").read_text("utf-8").splitlines()


def test_on_github_each_of_them_waits_for_a_second_reader(shipped: Content) -> None:
    """And no other file does."""
    files = [f"{folder}/{name}.yaml" for name in shipped.intents for folder in ("intents", "responses")]
    owned = [line.split()[0].removeprefix("/") for line in OWNERS if line and not line.startswith("#")]
    assert sorted(owned) == sorted(guarded([*files, "responses/helplines.yaml"], shipped.intents))


@pytest.mark.parametrize("file", ["intents/abuse.yaml", "responses/crisis_self_harm.yaml", "responses/helplines.yaml"])
def test_they_are_known_without_content(file: str) -> None:
    """What cannot be read now was a matter of care before."""
    with pytest.raises(Refusal, match="--care"):
        check_guarded(guarded([file, "intents/help.yaml"], {}), care=False)
    check_guarded(guarded([file], {}), care=True)
    check_guarded(guarded(["intents/help.yaml"], {}), care=False)
