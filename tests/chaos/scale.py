"""How much is done to the bot: a little whenever the tests run, a lot in ``make chaos``."""

from __future__ import annotations

import os

LONG = os.environ.get("CHAOS") == "long"
KILLS = 25 if LONG else 5
CHATS = 60 if LONG else 30
MESSAGES = 10 if LONG else 5
"""Of each chat."""
STOPS = 6 if LONG else 2
