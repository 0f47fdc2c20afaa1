"""What can go wrong between a bot and Telegram, on request."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Kind(StrEnum):
    """What goes wrong."""

    FLOOD = "flood"
    """429 with ``retry_after``, of ``seconds``."""
    SERVER_ERROR = "server_error"
    """500, in Telegram's form."""
    BAD_GATEWAY = "bad_gateway"
    """502, as a page that is no JSON."""
    UNAUTHORIZED = "unauthorized"
    """401, as for a token that was taken back."""
    CONFLICT = "conflict"
    """409, as while another copy of the bot asks for updates."""
    HANG = "hang"
    """No answer for ``seconds``, then the right one."""
    DROP_BEFORE = "drop_before"
    """The connection ends before anything was done."""
    DROP_AFTER = "drop_after"
    """The connection ends after it was done, so that the bot cannot know."""
    DUPLICATE = "duplicate"
    """An update is handed out again although the bot has confirmed it."""
    UNPARSABLE = "unparsable"
    """An update comes that no library can read."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to go wrong."""

    kind: Kind
    method: str = ""
    """The method it happens to; any where empty."""
    times: int = 1
    seconds: int = 1


class Faults:
    """The faults still to come, in the order asked for."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Ask for a fault, as often as it says."""
        self._waiting += [fault] * fault.times

    def clear(self) -> None:
        """Let everything go well again."""
        self._waiting.clear()

    def take(self, method: str, kinds: Iterable[Kind]) -> Fault | None:
        """Return the fault that happens to this call, which is used up by it."""
        for fault in self._waiting:
            if fault.kind in kinds and fault.method.lower() in ("", method.lower()):
                self._waiting.remove(fault)
                return fault
        return None
