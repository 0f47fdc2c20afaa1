"""The log of a running bot: what is left out of it, and nothing else."""

from __future__ import annotations

import logging

from bot.cli.logs import SECONDS, Repeated


class Clock:
    """A clock that is moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


def _written(filtering: Repeated, *lines: tuple[int, str]) -> list[str]:
    records = [logging.LogRecord("bot", level, "", 0, text, (), None) for level, text in lines]
    return [record.getMessage() for record in records if filtering.filter(record)]


LOCKED, FULL, TAKEN = (logging.ERROR, "locked"), (logging.ERROR, "full"), (logging.INFO, "taken")


def test_the_same_complaint_is_written_once_a_minute() -> None:
    """With how often it would have been, so that nothing is hidden."""
    clock = Clock()
    filtering = Repeated(clock)
    assert _written(filtering, LOCKED, LOCKED, LOCKED) == ["locked"]
    clock.now += SECONDS
    assert _written(filtering, LOCKED, LOCKED) == ["locked (And 2 times before.)"]


def test_whatever_else_happens_is_written() -> None:
    """Other complaints, and what is no complaint at all."""
    assert _written(Repeated(), LOCKED, FULL, TAKEN, TAKEN) == ["locked", "full", "taken", "taken"]
