"""Why something was not done, for whoever wanted it."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - nothing went wrong: it was declined
    """Nothing was changed; the text says why, and what to do instead."""
