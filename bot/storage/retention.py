"""Forgetting on time, also while nobody writes."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.storage.store import StoreError

if TYPE_CHECKING:
    from bot.storage.store import Store

TIDY_EVERY = 60 * 60.0
"""Seconds between two looks at what has grown too old."""

logger = logging.getLogger(__name__)


async def tidy_regularly(store: Store, seconds: float = TIDY_EVERY) -> None:
    """Remove what has been kept for long enough, at once and then regularly; until cancelled."""
    while True:
        try:
            await store.tidy()
        except StoreError as error:
            logger.warning("What is too old could not be removed and is tried again: %s", error)
        await asyncio.sleep(seconds)
