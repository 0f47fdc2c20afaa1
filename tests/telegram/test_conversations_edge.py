"""Some of the conversations again, through Telegram's edge with a real database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conversing import Conversation, conversations
from tests.telegram.conftest import ANN
from tests.telegram.test_end_to_end import receive

if TYPE_CHECKING:
    from tests.telegram.conftest import Phone, Raw

CONVERSATIONS = {name: one for name, one in conversations().items() if one.telegram}


def last_buttons(phone: Phone) -> list[Raw]:
    """List the buttons of the message sent or changed last."""
    shown = [call.given for call in phone.transport.calls if call.method in ("sendMessage", "editMessageText")]
    markup = shown[-1].get("reply_markup") or {"inline_keyboard": []}
    return [button for row in markup["inline_keyboard"] for button in row]


@pytest.mark.parametrize("conversation", CONVERSATIONS.values(), ids=CONVERSATIONS)
async def test_a_conversation_goes_through_telegram(real: Phone, conversation: Conversation) -> None:
    """What is typed and tapped arrives, and what must be said is shown."""
    for turn in conversation.turns:
        before = len(real.transport.calls)
        if turn.tap:
            data = next(button["callback_data"] for button in last_buttons(real) if turn.tap in button["text"])
            raw = real.updates.tap(data)
        else:
            raw = real.updates.message(turn.user)
            raw["message"]["from"] = ANN | {"language_code": conversation.language or "en"}
        await receive(real, raw)
        shown = " ".join(str(call.given.get("text", "")) for call in real.transport.calls[before:])
        assert shown
        assert [part for part in turn.says if part not in shown] == []
        assert [part for part in turn.never if part in shown] == []
