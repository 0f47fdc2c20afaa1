"""Somebody in danger, through Telegram's edge: the real application, the shipped content and a real database."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.telegram.conftest import ANN, PHOTO
from tests.telegram.test_end_to_end import buttons, labels, receive, say

if TYPE_CHECKING:
    from bot.dialogue.model import Content
    from tests.telegram.conftest import Phone

EMERGENCY = "999"
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
UNSAFE = ("what_to_do", "boundaries", "what_not_to_do", "communication_gap")
"""Intents whose advice is safe only where nobody is in danger."""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("i want to kill myself", id="suicide"),
        pytest.param("i wnat to die", id="misspelt"),
        pytest.param("he hit me last night", id="violence"),
        pytest.param("he won't let me see my family and he has my bank card", id="control"),
        pytest.param("he didn't stop when i said no", id="sexual coercion"),
        pytest.param("i'm 14 and he's 25", id="a minor"),
        pytest.param("my sister's husband beats her", id="a friend"),
        pytest.param("he says he'll kill himself if i leave", id="his threat"),
        pytest.param("I slapped her and I'm scared I'll do it again", id="the one who hurts"),
    ],
)
async def test_clear_signs_are_answered_at_once(real: Phone, text: str) -> None:
    """The emergency number and a line of help, no question about the country, no emoji."""
    said = " ".join(await say(real, text))
    assert EMERGENCY in said
    assert "findahelpline.com" in said
    assert not EMOJI.search(" ".join([said, *labels(real)]))


@pytest.mark.parametrize(
    "text",
    [
        "/start i want to die",
        "/topics he hit me",
        "/help he chokes me",
        "/delete he hit me and i want it gone",
        "/export he raped me",
        "/clear before he sees, he beats me",
        "/privacy he reads my phone and hits me",
        "/wrong no, i mean he hits me",
        "/settings i want to kill myself",
        "/nosuchcommand i want to kill myself",
    ],
)
async def test_danger_behind_a_command_comes_before_it(real: Phone, text: str) -> None:
    """Whatever the command would have done."""
    assert EMERGENCY in " ".join(await say(real, text))


async def test_danger_under_a_picture(real: Phone) -> None:
    """A caption is read as a message is."""
    assert EMERGENCY in " ".join(await say(real, photo=PHOTO, caption="he did this to my face, he hit me"))


async def test_danger_written_into_a_message_afterwards(real: Phone) -> None:
    """An edit that tells danger is answered; any other is left alone."""
    await say(real, "he's so distant")
    assert await receive(real, real.updates.edited("he's so distant since may")) == []
    assert EMERGENCY in " ".join(await receive(real, real.updates.edited("he's so distant since he hit me")))


async def test_a_gentle_question_with_two_buttons(real: Phone, shipped: Content) -> None:
    """One tap leads to the lines of help, the other to the relationship."""
    response = shipped.responses["crisis_self_harm"]
    await say(real, "i can't do this anymore")
    assert labels(real) == [response.check_no, response.check_yes]
    unsafe, safe = (next(one for one in buttons(real) if one["text"] == label) for label in labels(real)[::-1])
    assert EMERGENCY not in " ".join(await receive(real, real.updates.tap(safe["callback_data"])))
    assert EMERGENCY in " ".join(await receive(real, real.updates.tap(unsafe["callback_data"])))


async def test_the_label_of_a_button_may_be_typed(real: Phone, shipped: Content) -> None:
    """Some type what a button says."""
    await say(real, "i can't do this anymore")
    assert EMERGENCY in " ".join(await say(real, shipped.responses["crisis_self_harm"].check_yes))


@pytest.mark.parametrize("intent", UNSAFE)
async def test_after_danger_no_button_leads_to_advice(real: Phone, shipped: Content, intent: str) -> None:
    """Not even an old one, further up in the chat."""
    await say(real, "he hit me")
    said = " ".join(await receive(real, real.updates.tap(f"i:{intent}")))
    assert shipped.lines["care_instead"][0] in said
    assert shipped.responses[intent].answer[:40] not in said


async def test_danger_is_answered_however_often_it_is_told(real: Phone) -> None:
    """Never "already said", never held back."""
    for _ in range(30):
        assert EMERGENCY in " ".join(await say(real, "he hit me"))


@pytest.mark.parametrize(
    ("language", "number"), [("en-US", "911"), ("en-AU", "000"), ("en-IN", "112"), ("en-NZ", "111")]
)
async def test_the_country_is_the_apps(real: Phone, language: str, number: str) -> None:
    """The emergency number is that of the language setting, without asking."""
    raw = real.updates.message("he hit me")
    raw["message"]["from"] = ANN | {"language_code": language}
    assert number in " ".join(await receive(real, raw))


@pytest.mark.parametrize(
    "turns",
    [
        ("he's been distant for weeks", "really?", "ouch", "that hit home", "i'm tired", "ok thanks"),
        ("should i text him", "i'd be too scared to", "what if he gets angry", "i can't", "done"),
        ("how do i give him space", "and if he leaves", "it hurts", "i'll tell him tonight", "no point"),
        ("is it my fault", "i said something cruel", "dead", "i'm lost", "help me", "never again"),
    ],
    ids=["really", "scared", "hurts", "fault"],
)
async def test_a_short_turn_of_an_everyday_chat_does_not_alarm(real: Phone, turns: tuple[str, ...]) -> None:
    """Feelings in a few words are no danger."""
    for text in turns:
        assert EMERGENCY not in " ".join(await say(real, text)), text
