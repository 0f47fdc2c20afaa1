"""How much is done to the bot: a little whenever the tests run, a lot in ``make chaos``."""

from __future__ import annotations

import os

LONG = os.environ.get("CHAOS") == "long"
KILLS = 25 if LONG else 5
