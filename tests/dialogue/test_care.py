"""The care engine: how a message is read, how patterns match, which signal wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.dialogue.care import Care, CareRules, Level, assess, compile_care
from bot.dialogue.care_pattern import pattern_problem
from bot.dialogue.care_text import tokens
from bot.dialogue.model import Intent, Phrase, Place

if TYPE_CHECKING:
    from collections.abc import Iterable


def phrases(name: str, texts: Iterable[str]) -> tuple[Phrase, ...]:
    """Patterns, each on a line of its own."""
    return tuple(Phrase(text, Place(f"intents/{name}.yaml", line)) for line, text in enumerate(texts, start=1))


def intent(name: str = "abuse", topic: str = "abuse", **patterns: Iterable[str]) -> Intent:
    """A care intent with these patterns, given as ``red``, ``amber`` and ``quiet``."""
    kinds = {kind: phrases(name, texts) for kind, texts in patterns.items()}
    return Intent(name, "Title", topic, Place(f"intents/{name}.yaml", 1), **kinds)


def rules(*intents: Intent) -> CareRules:
    """These intents made ready."""
    return compile_care({each.name: each for each in intents})


def level(patterns: CareRules, text: str) -> Level | None:
    """How sure a message's signal is."""
    care = assess(patterns, text)
    return care.level if care else None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("I CAN'T go on", [["i", "cant", "go", "on"]], id="case and apostrophe"),
        pytest.param("he\u2019s here", [["hes", "here"]], id="curly apostrophe"),
        pytest.param("\uff4b\uff49\uff4c\uff4c me", [["kill", "me"]], id="full-width letters"),
        pytest.param("ki\u200bll me", [["kill", "me"]], id="zero-width space inside"),
        pytest.param("hit\U0001f62d\U0001f62dme", [["hit", "me"]], id="emoji between words"),
        pytest.param("k i l l myself", [["kill", "myself"]], id="spaced letters"),
        pytest.param("s.u.i.c.i.d.e", [["suicide"]], id="dotted letters"),
        pytest.param("su1cide", [["suicide"]], id="digit for a letter"),
        pytest.param("k!ll", [["kill"]], id="sign for a letter"),
        pytest.param("stop!he hit me", [["stop"], ["he", "hit", "me"]], id="an exclamation is no letter"),
        pytest.param("dieeeee", [["die"]], id="repeated letters"),
        pytest.param("killlll", [["kill"]], id="a double letter stays double"),
        pytest.param("i am 14f", [["im", "14f"]], id="an age is not read as letters"),
        pytest.param("wanna die", [["want", "to", "die"]], id="chat spelling"),
        pytest.param("i do not want any more", [["i", "dont", "want", "anymore"]], id="pairs become one word"),
        pytest.param("my self", [["myself"]], id="a word written in two"),
        pytest.param("he left. i cried? yes", [["he", "left"], ["i", "cried"], ["yes"]], id="sentences"),
        pytest.param("i want... to go", [["i", "want", "to", "go"]], id="an ellipsis ends no sentence"),
        pytest.param("\U0001f600 \u2026 ?!", [], id="nothing to read"),
    ],
)
def test_messages_are_read_as_plain_words(text: str, read: list[list[str]]) -> None:
    """However a message is typed, the same words come out."""
    assert list(map(list, tokens(text))) == read


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        pytest.param("hit/hits me", "he hits me", True, id="either word"),
        pytest.param("hit me", "he hit our me", False, id="words must be neighbours"),
        pytest.param("want ... die", "i want to just really die", True, id="words in between"),
        pytest.param("want ... die", "i want one two three four five die", False, id="too many in between"),
        pytest.param("want to? die", "i want die", True, id="optional word missing"),
        pytest.param("want to? die", "i want to die", True, id="optional word there"),
        pytest.param("so? afraid of him", "afraid of him", True, id="optional first word missing"),
        pytest.param("strangl* me", "he strangled me", True, id="beginning of a word"),
        pytest.param("strangl* me", "he stranglde me", True, id="beginning, misspelt end"),
        pytest.param("HIM ... hit me", "my husband just hit me", True, id="group of words"),
        pytest.param("hit me", "he hit. me too", False, id="not across sentences"),
        pytest.param("kill myself", "killmyself", True, id="typed as one word"),
        pytest.param("kill myself", "k*ll myself", True, id="hidden letter"),
    ],
)
def test_patterns_match_as_written(pattern: str, text: str, found: bool) -> None:
    """Each sign of the pattern language does what the language says."""
    assert level(rules(intent(red=[pattern])), text) == (Level.RED if found else None)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        pytest.param("about suicide", "about suicde", True, id="a letter left out"),
        pytest.param("about suicide", "about sucide", True, id="another letter left out"),
        pytest.param("killing me", "kiling me", True, id="a double letter typed once"),
        pytest.param("kill myself", "kil myself", True, id="short word, no English word"),
        pytest.param("hurt me", "hurtt me", True, id="short word, letter doubled"),
        pytest.param("hit me", "hti me", True, id="short word, letters swapped"),
        pytest.param("want to die", "wnat to die", True, id="short word, first letters swapped"),
        pytest.param("hit me", "hid me", False, id="another English word"),
        pytest.param("hit me", "hat me", False, id="another short English word"),
        pytest.param("stalking me", "talking me", False, id="another long English word"),
        pytest.param("strangled me", "stranggeld me", True, id="two slips in a long word"),
        pytest.param("kill me", "bill me", False, id="first letter of a short word"),
    ],
)
def test_slips_are_forgiven_and_other_words_are_not(pattern: str, text: str, found: bool) -> None:
    """A misspelling is read as the pattern's word unless it is an English word itself."""
    assert level(rules(intent(red=[pattern])), text) == (Level.RED if found else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("he hit me up last night", None, id="look-alike"),
        pytest.param("he hit me up and then he hit me", Level.RED, id="look-alike and the real thing"),
        pytest.param("he used to hit me", Level.AMBER, id="longer amber pattern replaces red"),
        pytest.param("he used to hit me and yesterday he hit me", Level.RED, id="history and present"),
        pytest.param("he scares me", Level.AMBER, id="amber alone"),
        pytest.param("the weather is fine", None, id="nothing"),
    ],
)
def test_quiet_and_amber_patterns_hold_back_red_ones(text: str, expected: Level | None) -> None:
    """Only what a longer pattern covers is held back."""
    patterns = intent(red=["hit me"], amber=["used to hit me", "scares me"], quiet=["hit me up"])
    assert level(rules(patterns), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("he turned up with flowers and a knife", Level.RED, id="a weapon behind the look-alike"),
        pytest.param("he turned up with flowers and a kniffe", Level.RED, id="misspelt"),
        pytest.param("he turned up with flowers and a kitchen knife set", None, id="a weapon's word in a look-alike"),
        pytest.param("he turned up with flowers and a cake", None, id="nothing behind it"),
        pytest.param("he threw me a party and strangled me", Level.RED, id="an injury behind it"),
        pytest.param("he threw me a party and later a ring", None, id="no injury"),
        pytest.param("he cut me some slack, then threatened me", Level.RED, id="a threat in what comes after"),
        pytest.param("he cut me some slack on my birthday", None, id="an injury's word in the look-alike itself"),
        pytest.param("he shouted me a coffee on my birthday", None, id="what overlaps tells nothing grave"),
    ],
)
def test_a_look_alike_hides_no_weapon_threat_or_injury(text: str, expected: Level | None) -> None:
    """Where a look-alike and danger overlap, what is grave outside the harmless words is heard."""
    red = ["turned up ... WEAPON", "me ... strangled me", "threatened me", "HARM me", "shouted me ... birthday"]
    quiet = ["turned up with flowers", "kitchen knife set", "threw me a", "cut me some", "shouted me a"]
    assert level(rules(intent(red=red, quiet=quiet)), text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("he hit me and i want to die", "crisis_self_harm", id="own life first"),
        pytest.param("my sister wants to die", "friend_in_crisis", id="the longer pattern says whose"),
        pytest.param("my sister is out and i want to die", "crisis_self_harm", id="the writer steps in between"),
        pytest.param("he hit me", "abuse", id="one alone"),
    ],
)
def test_the_most_pressing_intent_wins(text: str, name: str) -> None:
    """Where several apply, the order is fixed and does not depend on the order of files."""
    care = assess(
        rules(
            intent(red=["hit me"]),
            intent("friend_in_crisis", "crisis_self_harm", red=["FRIEND ... want/wants to die"]),
            intent("crisis_self_harm", "crisis_self_harm", red=["want/wants to die"]),
        ),
        text,
    )
    assert care is not None
    assert care.intent == name


def test_red_outweighs_amber_of_a_more_pressing_intent() -> None:
    """A sure signal is answered even if a doubtful one comes from an intent of higher precedence."""
    ready = rules(intent(red=["hit me"]), intent("crisis_self_harm", "crisis_self_harm", amber=["end it"]))
    care = assess(ready, "he hit me, i want to end it")
    assert care is not None
    assert care == Care("abuse", Level.RED, care.evidence, 2 / 8)


def test_evidence_names_the_pattern_and_its_place() -> None:
    """An editor sees which line of which file raised the alarm."""
    care = assess(rules(intent(red=["never there", "hit/hits me"])), "he hits me")
    assert care is not None
    [evidence] = care.evidence
    assert (str(evidence.phrase.place), evidence.kind, set(evidence.words)) == (
        "intents/abuse.yaml:2",
        "pattern",
        {"hits", "me"},
    )


def test_patterns_of_other_topics_are_not_looked_for() -> None:
    """Only care intents may raise an alarm."""
    assert assess(rules(intent("help", "help", red=["hit me"])), "he hit me") is None


def test_unsound_patterns_are_left_out() -> None:
    """A pattern that the content check rejects does no harm to the others."""
    assert level(rules(intent(red=["...", "kill", "hit me"])), "kill, he hit me") == Level.RED


@pytest.mark.parametrize(
    ("pattern", "hint"),
    [
        pytest.param("", "begins and ends with a word", id="empty"),
        pytest.param("... hit me", "begins and ends with a word", id="gap at the start"),
        pytest.param("hit ...", "begins and ends with a word", id="gap at the end"),
        pytest.param("hit ... me?", "always there", id="optional after a gap"),
        pytest.param("hit ... ... me", "always there", id="two gaps"),
        pytest.param("i ... will ... hit ... at ... home", "write two patterns", id="too many gaps"),
        pytest.param("hit,me", "is no word", id="comma"),
        pytest.param("hit/ me", "is no word", id="loose slash"),
        pytest.param("WHO hit me", "no group is called", id="unknown group"),
        pytest.param("wanna die", "always read as `want to`", id="chat spelling"),
        pytest.param("i am afraid", "always read as `im`", id="pair of words"),
        pytest.param("hit", "too short", id="one short word"),
        pytest.param("so? really?", "at least one word", id="all optional"),
    ],
)
def test_unsound_patterns_are_explained(pattern: str, hint: str) -> None:
    """Each mistake is named together with what to write."""
    assert hint in (pattern_problem(pattern) or "")


@pytest.mark.parametrize(
    "pattern", ["hit me", "don't want to", "HIM ... hits/hit me", "suicid*", "want to? die", "15f/16f"]
)
def test_sound_patterns_have_no_problem(pattern: str) -> None:
    """What the language allows is accepted."""
    assert pattern_problem(pattern) is None


READY = rules(
    intent(red=["HIM ... hit me", "strangl* ... neck", "want to? die"], amber=["used to hit me"], quiet=["hit me up"])
)


@given(st.text(max_size=300))
@example("*" * 50 + "a*b" * 50)
@example("a b c d e f g h i j k l m")
@example("\u0130\u0149 \ufb01 \u1e9e")
def test_any_text_can_be_assessed(text: str) -> None:
    """No message makes the engine fail."""
    assess(READY, text)


@given(st.text(max_size=120))
def test_a_plain_signal_is_found_after_any_sentence(before: str) -> None:
    """What else a message says does not hide an outright sentence."""
    assert level(READY, f"{before}\n\ni want to die") == Level.RED
