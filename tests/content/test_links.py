"""What does not fit across files is a problem in the file that an editor has to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.content import load
from bot.content.links import fold
from bot.content.sections import SECTIONS, uncovered
from tests.content.conftest import HELPLINES

if TYPE_CHECKING:
    from tests.content.conftest import Folder

ANSWER = "from: S10\nopenings: [Oh., Ouch.]\nanswer: {answer}\nmore: Rest.\nask: Why?\n"
INTENT = "title: Now?\ntopic: {topic}\nphrases: ['{phrase}']\n"


def answer(length: int) -> str:
    """Write an answer whose first bubble has so many characters."""
    return ANSWER.format(answer="x" * (length - len("Ouch.  Why?")))


def care(last: int) -> str:
    """Write a care answer whose last bubble has so many characters; that with the lines of help may be longer."""
    parts = "kinds: [crisis]\ncheck: Safe?\ncheck_yes: Not sure\ncheck_no: I am\n"
    return f"{parts}answer: |\n  {'x' * 340}\n\n  {{helplines}} {'y' * 360}\n\n  {'z' * last}\n"


WORLD = HELPLINES.replace("country: GB", "country: WORLD")
RELATED = "related: [{}]\n"
MANY = ", ".join(f"friend_{number}" for number in range(8))
CASES = [
    pytest.param(
        {"intents/alone.yaml": INTENT.format(topic="what_to_do", phrase="a")},
        ["intents/alone.yaml:1: Nobody answers this intent."],
        id="intent without response",
    ),
    pytest.param(
        {"responses/alone.yaml": ANSWER.format(answer="Yes.")},
        ["responses/alone.yaml:1: No intent leads to this answer."],
        id="response without intent",
    ),
    pytest.param(
        {"responses/what_now.yaml": "answer: Rest.\n"},
        [f'responses/what_now.yaml:1: The key "{key}" is missing.' for key in ("from", "more", "openings")],
        id="article answer without its parts",
    ),
    pytest.param(
        {"intents/hi.yaml": INTENT.format(topic="greeting", phrase="hi"), "responses/hi.yaml": "answer: Hello.\n"},
        [],
        id="chat answers need only a text",
    ),
    pytest.param(
        {"responses/what_now.yaml": answer(300) + RELATED.format("what_nwo")},
        ['responses/what_now.yaml:6: There is no intent "what_nwo".'],
        id="unknown related",
    ),
    pytest.param(
        {"responses/what_now.yaml": answer(300) + RELATED.format("what_now")},
        ['responses/what_now.yaml:6: The button to "what_now" leads nowhere new.'],
        id="related to itself",
    ),
    pytest.param(
        {"responses/what_now.yaml": answer(300).replace("S10", "[S10, S9a]")},
        ['responses/what_now.yaml:1: The article has no section "S9a".'],
        id="unknown section",
    ),
    pytest.param(
        {"responses/what_now.yaml": answer(300) + "kinds: [crisis]\n"},
        ['responses/what_now.yaml:6: "kinds" is only for answers of the topics crisis_self_harm and abuse.'],
        id="care part elsewhere",
    ),
    pytest.param({"responses/what_now.yaml": answer(350)}, [], id="answer that just fits"),
    pytest.param(
        {"responses/what_now.yaml": answer(402)},
        ["responses/what_now.yaml:3: 402 characters, aim for 350 at most. Overlong by about one sentence."],
        id="answer a sentence too long",
    ),
    pytest.param(
        {"responses/what_now.yaml": answer(701)},
        ["responses/what_now.yaml:3: 701 characters, aim for 350 at most. Overlong by about 6 sentences."],
        id="answer nobody reads",
    ),
    pytest.param(
        {
            "intents/what_now.yaml": INTENT.format(topic="abuse", phrase="a"),
            "responses/what_now.yaml": care(340),
            "responses/helplines.yaml": WORLD,
        },
        [],
        id="care bubbles are measured one by one",
    ),
    pytest.param(
        {
            "intents/what_now.yaml": INTENT.format(topic="abuse", phrase="a"),
            "responses/what_now.yaml": care(360),
            "responses/helplines.yaml": WORLD,
        },
        ["responses/what_now.yaml:5: 360 characters, aim for 350 at most. Overlong by about one sentence."],
        id="care bubble too long",
    ),
    pytest.param(
        {
            "intents/twin.yaml": INTENT.format(topic="what_to_do", phrase="Phrase of what_now!"),
            "responses/twin.yaml": answer(9 + 11),
        },
        ['intents/what_now.yaml:5: "phrase of what_now" leads to what_now and, in intents/twin.yaml:3, to twin.'],
        id="phrase in two intents",
    ),
    pytest.param(
        {"intents/what_now.yaml": "title: Now?\ntopic: what_to_do\nphrases:\n  - what's next\n  - Whats next?\n"},
        ['intents/what_now.yaml:5: "Whats next?" stands here twice, first on line 4.'],
        id="phrase twice in one intent",
    ),
    pytest.param(
        {"intents/what_now.yaml": 'title: Now?\ntopic: what_to_do\nphrases: ["???", "!", "👍", "👎"]\n'},
        [],
        id="signs are phrases, too",
    ),
    pytest.param(
        {
            f"intents/{'x' * 63}.yaml": INTENT.format(topic="what_to_do", phrase="a"),
            f"responses/{'x' * 63}.yaml": answer(300),
        },
        [f"intents/{'x' * 63}.yaml:1: The file's name is too long for a button: 63 letters."],
        id="name too long for a button",
    ),
]


@pytest.mark.parametrize(("files", "expected"), CASES)
def test_files_that_do_not_fit(folder: Folder, files: dict[str, str], expected: list[str]) -> None:
    """A sound folder with these files has these problems and no others."""
    for file, text in files.items():
        folder.write(file, text)
    assert sorted(folder.problems()) == expected


@pytest.mark.parametrize(("count", "fits"), [(6, True), (7, False)])
def test_six_related_intents_are_seen(folder: Folder, count: int, fits: bool) -> None:
    """Three at a time, those not asked yet first."""
    names = [f"friend_{number}" for number in range(count)]
    for name in names:
        folder.add(name)
    folder.write("intents/hi.yaml", INTENT.format(topic="greeting", phrase="hi"))
    folder.write("responses/hi.yaml", f"answer: Hello.\nrelated: [{', '.join(names)}]\n")
    over = "responses/hi.yaml:2: 7 related intents are more than anybody sees; 3 stand below an answer at a time."
    assert folder.problems() == ([] if fits else [over])


def test_only_the_severest_lengths_are_errors(folder: Folder) -> None:
    """An answer a little too long is still answered with."""
    folder.write("responses/what_now.yaml", answer(700))
    assert load.load(folder.path).content is not None
    folder.write("responses/what_now.yaml", answer(701))
    assert load.load(folder.path).content is None


def test_sections_nobody_covers_are_one_warning(folder: Folder) -> None:
    """The sections left out are named with a few words each."""
    (problem,) = load.load(folder.path).problems
    assert not problem.is_error
    assert "S07 (different speeds)" in problem.message
    assert "S10" not in problem.message


@pytest.mark.parametrize(
    ("named", "covered", "open_"),
    [
        pytest.param({"S04"}, {"S04", "S04a", "S04c"}, {"S05"}, id="a section covers its bullets"),
        pytest.param({"S04a"}, {"S04", "S04a"}, {"S04b"}, id="a bullet covers its section only"),
        pytest.param({"K1"}, {"K1"}, {"K2", "S01"}, id="takeaways stand alone"),
        pytest.param(set(SECTIONS), set(SECTIONS), set(), id="all"),
    ],
)
def test_which_sections_are_covered(named: set[str], covered: set[str], open_: set[str]) -> None:
    """A bullet counts with its section, a section with any of its bullets."""
    left = set(uncovered(named))
    assert not left & covered
    assert left >= open_


def test_a_broken_file_does_not_blame_others(folder: Folder) -> None:
    """What a file that cannot be read would say is not held against the rest."""
    folder.add("other")
    folder.write("responses/what_now.yaml", answer(300) + RELATED.format("other"))
    folder.write("intents/other.yaml", "title: 'he's cold'\n")
    assert folder.problems() == ["intents/other.yaml:1: An apostrophe inside single quotes ends the text early."]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He's cold!", "hes  cold"),
        ("he's cold", "he\u2019s cold"),
        ("left, on-read", "left on read"),
        ("STRASSE", "straße"),
    ],
)
def test_phrases_that_count_as_the_same(one: str, other: str) -> None:
    """Case, punctuation, apostrophes and spaces make no difference."""
    assert fold(one) == fold(other)
