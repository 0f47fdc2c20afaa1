"""The help, which is most people's only manual."""

from __future__ import annotations

import pytest

from bot.cli import COMMANDS
from tests.cli.conftest import invoke

NAMES = [command.__name__ for commands in COMMANDS.values() for command in commands]


def test_help_names_every_command() -> None:
    """Without a command, it is shown."""
    shown = invoke("--help").output
    assert [name for name in NAMES if name not in shown] == []
    assert "Usage" in invoke().output


@pytest.mark.parametrize("name", NAMES)
def test_each_command_shows_how_it_is_used(name: str) -> None:
    """An example says more than a list of options."""
    assert "Example:" in invoke(name, "--help").output
