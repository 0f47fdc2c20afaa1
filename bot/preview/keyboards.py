"""Inline keyboards, held against Telegram's rules for buttons."""

from __future__ import annotations

import re

from bot.preview.protocol import Json, bad_request

MOST_BUTTONS = 100
DATA_LIMIT = 64
_LOOKS = {"text", "style", "icon_custom_emoji_id"}
"""What a button may have beside the one thing it does."""
_ADDRESS = re.compile(r"(https?://\S+\.\S+|tg://\S+|https?://localhost\S*)")


def checked_keyboard(markup: Json | None) -> Json | None:
    """Return the keyboard if it has buttons; refuse what Telegram refuses."""
    if markup is None:
        return None
    if "inline_keyboard" not in markup:
        raise bad_request("the local Telegram shows inline keyboards only")
    rows = [row for row in markup["inline_keyboard"] if row]
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check(button)
    return {"inline_keyboard": rows} if rows else None


def _check(button: Json) -> None:
    deeds = set(button) - _LOOKS
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text of the button must be non-empty")
    if not deeds:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(deeds) > 1:
        raise bad_request(
            f"can't parse inline keyboard button: it does more than one thing: {', '.join(sorted(deeds))}"
        )
    if "callback_data" in deeds and not 1 <= len(button["callback_data"].encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in deeds and not _ADDRESS.fullmatch(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
