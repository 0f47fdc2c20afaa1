"""The forms of short messages, word by word."""

from __future__ import annotations

import pytest

from bot.dialogue.forms import Form

FORM = Form(
    """
    {tell|show} me [a bit|much] more
    since \\w+
    it took NUMBER {days|weeks}
    too late *
    [oh] [no]
    """
)


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        pytest.param("tell me more", True, id="one of several words"),
        pytest.param("show me a bit more", True, id="what may be missing is there"),
        pytest.param("tell me a bit", False, id="what must be there is missing"),
        pytest.param("tell me a more", False, id="half of what may be missing"),
        pytest.param("tell me more please", False, id="a word too many"),
        pytest.param("do tell me more", False, id="a word before it"),
        pytest.param("since monday", True, id="any one word"),
        pytest.param("it took three days", True, id="a group"),
        pytest.param("it took 12 days", True, id="a number of a group"),
        pytest.param("it took long days", False, id="no word of a group"),
        pytest.param("too late", True, id="no word of any kind"),
        pytest.param("too late for all that", True, id="three words of any kind"),
        pytest.param("too late for all that now", True, id="words that trail every form"),
        pytest.param("too late for all that nonsense", False, id="four words of any kind"),
        pytest.param("tell me more for him though", True, id="several words trail"),
        pytest.param("oh no", True, id="all of it may be missing"),
        pytest.param("no", True, id="the first may be missing"),
        pytest.param("", False, id="nothing is said"),
    ],
)
def test_a_message_fits_a_form_from_end_to_end(said: str, fits: bool) -> None:
    """Each word has its place in one of the lines."""
    assert FORM.fits(said) is fits


def test_the_words_of_forms_are_known() -> None:
    """Those of groups among them, but none of the signs."""
    assert {"tell", "bit", "twelve", "late", "oh"} <= FORM.words()
    assert all(map(str.isalpha, FORM.words()))
