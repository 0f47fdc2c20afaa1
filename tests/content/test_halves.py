"""Work that is shared out is done as it would be alone, whatever becomes of the other process."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from bot.content import halves
from bot.content.halves import WORTH_IT, alone, halved

ITEMS = list(range(WORTH_IT + 1))


@pytest.mark.parametrize("share", [alone, halved])
@pytest.mark.parametrize("number", [0, 1, WORTH_IT - 1, WORTH_IT, WORTH_IT + 1])
def test_results_stand_in_the_order_of_the_items(share: halves.Share[int, int], number: int) -> None:
    """As many as there are."""
    assert share(lambda one: one * one, ITEMS[:number]) == [one * one for one in ITEMS[:number]]


@pytest.mark.skipif(sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="needs two processors of Linux")
def test_two_processes_share_it() -> None:
    """Each does every other item."""
    found = halved(lambda _: os.getpid(), ITEMS)
    assert set(found[::2]) == {os.getpid()}
    assert len(set(found[1::2]) - {os.getpid()}) == 1


def test_what_the_other_process_does_not_tell_is_done_here() -> None:
    """It may be ended at any time, for want of memory say."""
    own = os.getpid()

    def dying(one: int) -> int:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return one

    assert halved(dying, ITEMS) == ITEMS


def test_who_stands_still_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """After some patience."""
    monkeypatch.setattr(halves, "PATIENCE", 0.05)
    own = os.getpid()

    def wait(one: int) -> int:
        time.sleep(60)
        return one

    assert halved(lambda one: one if os.getpid() == own else wait(one), ITEMS) == ITEMS


def test_a_failure_is_told() -> None:
    """Whichever process it happens in first, it happens here too."""
    with pytest.raises(ZeroDivisionError):
        halved(lambda one: 1 // (one - WORTH_IT + 1), ITEMS)
