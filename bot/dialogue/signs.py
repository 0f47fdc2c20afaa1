"""What a message without a word says: emoji, smileys and lone marks."""

from __future__ import annotations

from enum import StrEnum


class Sign(StrEnum):
    """What is meant; the line that answers it is ``sign_<name>``."""

    DANGER = "danger"
    HURT = "hurt"
    WARM = "warm"
    WRONG = "wrong"
    ASKS = "asks"
    HELLO = "hello"
    PAUSE = "pause"
    OTHER = "other"


_MARKS = {
    Sign.DANGER: "🔪 🗡 🩸 🔫 ⚰ 🪦 💊",
    Sign.HURT: """😢 😭 😞 😔 😟 😥 😓 😪 😩 😫 😣 😖 😿 🥺 🥹 🙁 ☹ 😕 😰 😨 😧 😦 😱 💔 ❤️‍🩹 🤕 😵 😶 🫥 😐 😑 🌧 🥀 🖤
        😡 😠 🤬 😤 😒 🙄 :( :-( :'( :/ :-/ ;( =( </3 ): )':""",
    Sign.WARM: """👍 👌 🙏 🤝 ❤ 🧡 💛 💚 💙 💜 🤍 🤎 💗 💖 💕 💞 💓 💝 ♥ 🫶 🤗 😊 ☺ 🙂 😀 😃 😄 😁 😌 😇 🥰 😍 😘 😅
        😂 🤣 😆 💪 ✅ ✔ 👏 🙌 💯 🌷 🌸 🌹 💐 🌻 ☀ ✨ <3 :) :-) =) ;) ;-) (: ^^""",
    Sign.WRONG: "👎 ❌ ✖ 🚫 🙅 ⛔",
    Sign.ASKS: "? ❓ ❔ ⁉ ?! !? 🤔 🤷 🧐 🤨",
    Sign.HELLO: "👋",
    Sign.PAUSE: "… ... .. .",
}
"""Looked at in this order: hurt is heard before the heart beside it."""


def read(message: str) -> Sign | None:
    """What a message of signs alone says; None where it has a letter or a digit, or nothing."""
    said = message.strip()
    if not said or any(letter.isalnum() for letter in said.replace("<3", "").replace("</3", "")):
        return None
    found = (sign for sign, marks in _MARKS.items() if any(mark in said for mark in marks.split()))
    return next(found, Sign.OTHER)
