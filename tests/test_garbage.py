"""Loading is not interrupted by searches for what may go, and searches go on afterwards, whatever happened."""

from __future__ import annotations

import gc

import pytest

from bot.garbage import paused


def test_nothing_is_searched_during_the_block() -> None:
    """Nothing may be looked at while much is made."""
    with paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_searches_go_on_after_a_failure() -> None:
    """An error does not leave them off."""
    with pytest.raises(ValueError, match="broken"), paused():
        raise ValueError("broken")
    assert gc.isenabled()


def test_who_had_them_off_keeps_them_off() -> None:
    """Blocks may stand inside each other."""
    gc.disable()
    try:
        with paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
