"""One file's values become an intent, a response, small lines or helplines."""

from __future__ import annotations

from textwrap import dedent

from bot.content import shape
from bot.content.own_lines import REQUIRED_LINES
from bot.content.source import read
from bot.dialogue.model import Helpline, Intent, Phrase, Place, Response


def shaped(make: object, file: str, text: str) -> object:
    """Make the content of a file that has no problems."""
    assert callable(make)
    result = make(read(file, dedent(text).encode()))
    assert result.problems == ()
    return result.piece


def test_an_intent_keeps_every_line_with_its_place() -> None:
    """Phrases, keywords, patterns and tests arrive where the dialogue looks for them."""
    text = """\
        title: Feeling unsafe
        phrases: [he scares me]
        keywords: [afraid]
        red: [hit/hits me]
        amber: [scares me]
        quiet: [hit me up]
        tests:
          hit: [he hits me]
          check: [he scares me a bit]
          miss: [he hit me up]
        """

    def phrase(text: str, line: int, column: int) -> tuple[Phrase, ...]:
        return (Phrase(text, Place("intents/abuse.yaml", line, column)),)

    assert shaped(shape.intent, "intents/abuse.yaml", text) == Intent(
        name="abuse",
        title="Feeling unsafe",
        topic="abuse",
        place=Place("intents/abuse.yaml", 1),
        phrases=phrase("he scares me", 2, 11),
        keywords=phrase("afraid", 3, 12),
        red=phrase("hit/hits me", 4, 7),
        amber=phrase("scares me", 5, 9),
        quiet=phrase("hit me up", 6, 9),
        hits=phrase("he hits me", 8, 9),
        checks=phrase("he scares me a bit", 9, 11),
        misses=phrase("he hit me up", 10, 10),
    )


def test_a_finer_intent_names_its_topic() -> None:
    """The topic of the file is taken, not its name."""
    text = "title: Should I text him?\ntopic: what_not_to_do\nphrases: [do i text]\n"
    intent = shaped(shape.intent, "intents/should_i_text.yaml", text)
    assert isinstance(intent, Intent)
    assert intent.topic == "what_not_to_do"


def test_a_bare_intent_needs_only_phrases() -> None:
    """Its title and topic are its own name, whatever that is."""
    intent = shaped(shape.bare_intent, "card_lost?.yaml", "phrases:\n  - my card is gone\n")
    assert isinstance(intent, Intent)
    assert (intent.name, intent.title, intent.topic) == ("card_lost?", "card_lost?", "card_lost?")


def test_a_response_takes_single_texts_for_lists() -> None:
    """One section or one deeper layer needs no list."""
    text = "from: S07\nopenings: [It stings., It hurts.]\nanswer: |\n  One.\n  Two.\nmore: Three.\n"
    assert shaped(shape.response, "responses/too_fast.yaml", text) == Response(
        name="too_fast",
        place=Place("responses/too_fast.yaml", 1),
        sources=("S07",),
        openings=("It stings.", "It hurts."),
        answer="One.\nTwo.",
        more=("Three.",),
    )


def test_a_care_response_has_its_question_and_kinds() -> None:
    """What only care answers have is read, too."""
    text = "answer: You are not alone.\ncheck: Are you safe?\ncheck_yes: I am not\ncheck_no: I am\nkinds: [crisis]\n"
    response = shaped(shape.response, "responses/abuse.yaml", text)
    assert isinstance(response, Response)
    assert (response.check, response.check_yes, response.check_no) == ("Are you safe?", "I am not", "I am")
    assert response.kinds == ("crisis",)


def test_lines_have_variants() -> None:
    """A line is a text or several of them."""
    text = "".join(f"{key}: One.\n" for key in REQUIRED_LINES).replace("menu: One.", "menu: [One., Two.]")
    lines = shaped(shape.lines, "responses/lines.yaml", text)
    assert isinstance(lines, shape.Lines)
    assert lines.by_key["menu"] == ("One.", "Two.")
    assert lines.by_key["start"] == ("One.",)


def test_a_missing_line_is_named() -> None:
    """The bot cannot do without any of its small lines."""
    text = "".join(f"{key}: One.\n" for key in REQUIRED_LINES if key != "menu")
    (problem,) = shape.lines(read("responses/lines.yaml", text.encode())).problems
    assert 'The key "menu" is missing' in problem.message


def test_a_helpline_keeps_its_date_and_note() -> None:
    """YAML's date becomes the text it was written as."""
    text = """\
        lines:
          - name: Samaritans
            country: GB
            kinds: [crisis, emergency]
            contact: call 116 123
            source: samaritans.org
            verified_on: 2026-11-15
            note: free
        """
    helplines = shaped(shape.helplines, "responses/helplines.yaml", text)
    assert isinstance(helplines, shape.Helplines)
    place = Place("responses/helplines.yaml", 2, 5)
    expected = Helpline(
        "Samaritans", "GB", ("crisis", "emergency"), "call 116 123", "samaritans.org", "2026-11-15", place, "free"
    )
    assert helplines.all == (expected,)
