"""The edge to Telegram: the only folder that imports python-telegram-bot."""

import os

# The library's own switch to the time values of its next major version; without it every flood wait is a warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")
