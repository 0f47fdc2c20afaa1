"""Which language a message is in: English stays English, whatever foreign word is in it."""

from __future__ import annotations

import pytest

from bot.dialogue.languages import language_of


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("mi novia ya no me habla, qué hago", "es"),
        ("meu namorado não fala comigo", "pt"),
        ("pourquoi il ne me répond plus ?", "fr"),
        ("mein Freund meldet sich nicht mehr", "de"),
        ("il mio ragazzo non mi parla più", "it"),
        ("sevgilim neden benden uzaklaştı", "tr"),
        ("kenapa pacar saya tidak mau bicara", "id"),
        ("почему он молчит?", "ru"),
        ("чому він мовчить і не пише їй", "uk"),
        ("वह मुझसे बात क्यों नहीं करता", "hi"),
        ("সে কেন দূরে সরে গেল", "bn"),
        ("لماذا ابتعد عني", "ar"),
        ("چرا از من دور شد", "fa"),
        ("وہ مجھ سے بات کیوں نہیں کرتا", "ur"),
        ("他为什么不理我", "zh"),
        ("彼はなぜ冷たいの", "ja"),
        ("그는 왜 멀어졌나요", "ko"),
    ],
)
def test_a_language_is_told(message: str, language: str) -> None:
    """By its script, or by its commonest words."""
    assert language_of(message) == language


@pytest.mark.parametrize(
    "message",
    [
        "",
        "😭😭😭",
        "123 !!",
        "hola",
        "he said te amo and then vanished",
        "mi amor is gone",
        "c'est la vie i guess, he's with her",
        "she wrote 'почему' and nothing else to me",
        "je ne sais quoi, he's got it",
        "is he seeing someone in Köln",
        "déjà vu, he did it again",
        "hes so macho an his mates r all like that",
        "abeg wetin i go do, my guy no dey pick call",
        "no me gusta how he talks to me",
    ],
)
def test_english_stays_english(message: str) -> None:
    """So does what is in no language at all."""
    assert not language_of(message)
