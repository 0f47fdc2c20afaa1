"""What is sent to a bot in one run: messages in order, how they arrive, how slowly the bot's own calls are answered."""

from __future__ import annotations

import json
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import Any, NamedTuple, Self

BOT_ID = 123456789
FIRST_CHAT = 5001
CACHE = Path(gettempdir()) / "breathing-room-benchmark"
"""Where the compiled phrases are, so that a bot starts in a second."""


class Message(NamedTuple):
    """One message from one person."""

    chat: int
    text: str
    bubbles: int = 1
    """How many messages the bot answers it with."""


@dataclass(frozen=True, slots=True)
class Script:
    """One run: first an even flow, then all the rest at once."""

    messages: tuple[Message, ...]
    flowing: int = 0
    """How many of the messages arrive evenly, before the others."""
    rate: float = 0.0
    """How many of those arrive in a second."""
    send_seconds: float = 0.0
    """How long Telegram takes over each ``sendMessage``."""
    limit_seconds: float = 10.0
    """When the run ends even if answers are missing: so long after the last messages came …"""
    quiet_seconds: float = 0.0
    """… or, where this is not 0, so long after the bot has started anew, and then after each answer."""
    until_confirmed: bool = False
    """Whether it ends with the last message confirmed instead of the last one answered."""

    @classmethod
    def from_json(cls, line: str) -> Self:
        """Read what ``to_json`` wrote."""
        given = json.loads(line)
        return cls(**given | {"messages": tuple(Message(*one) for one in given["messages"])})

    def to_json(self) -> str:
        """Write as one line."""
        return json.dumps(asdict(self) | {"messages": self.messages})

    def update(self, place: int, update_id: int) -> dict[str, Any]:
        """Make the Bot API's ``Update`` for the message at a place."""
        chat, text, _ = self.messages[place]
        person = {"id": chat, "first_name": "Ann"}
        message = {
            "message_id": place + 1,
            "date": int(time.time()),
            "chat": person | {"type": "private"},
            "from": person | {"is_bot": False, "language_code": "en"},
            "text": text,
        }
        return {"update_id": update_id, "message": message}


def numbered(count: int, chats: int) -> tuple[Message, ...]:
    """Messages that differ, spread over chats by chance, so some people write more than others."""
    chance = random.Random(3)  # noqa: S311 - a choice, not a secret
    return tuple(Message(FIRST_CHAT + chance.randrange(chats), f"message {place}") for place in range(count))
