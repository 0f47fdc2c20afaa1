"""What the words of a message say by themselves: more, yes, no …, and what they answer to a gentle question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue import acts, gentle
from bot.dialogue.model import Act
from tests.dialogue.conftest import CARE

if TYPE_CHECKING:
    from bot.dialogue.model import Content


@pytest.mark.parametrize(
    ("typed", "act"),
    [
        ("Tell me more!", Act.MORE),
        ("ok, and?", Act.MORE),
        ("ok but why", Act.MORE),
        ("could you go into that a bit more", Act.MORE),
        ("mroe", Act.MORE),
        ("explian", Act.MORE),
        ("y", Act.YES),
        ("Y", Act.YES),
        ("YEAH!!", Act.YES),
        ("oh yes please", Act.YES),
        ("k", Act.YES),
        ("i think so", Act.YES),
        ("n", Act.NO),
        ("nope.", Act.NO),
        ("no thx", Act.NO),
        ("nah that isn't what i was asking", Act.NO),
        ("that's not what i meant", Act.NO),
        ("he hasn't", Act.NO),
        ("menu", Act.MENU),
        ("can you show me the other topics please", Act.MENU),
        ("go back", Act.BACK),
        ("take me back to the start", Act.BACK),
        ("thank you 🙏", Act.THANKS),
        ("thansk", Act.THANKS),
        ("cheers, that was really helpful", Act.THANKS),
        ("ok got it", Act.THANKS),
        ("fair enough", Act.THANKS),
        ("nah forget it", Act.NO),
        ("no i'm good thanks", Act.NO),
        ("cheers, makes sense", Act.THANKS),
        ("sorry but why", Act.MORE),
        ("could you expand on that a little for me please", Act.MORE),
        ("one last thing", Act.MENU),
        ("you're no help", Act.NO),
        ("can you give me an example of that", Act.MORE),
        ("that's not really an answer", Act.NO),
        ("no straight answer then", Act.NO),
        ("doesn't sound like him", Act.NO),
        ("wrong guess", Act.NO),
        ("not that i know of", Act.NO),
        ("no it isn't really", Act.NO),
        ("yeah it does", Act.YES),
        ("pretty much", Act.YES),
        ("what else could it be", Act.MORE),
        ("any other reasons?", Act.MORE),
        ("can we talk about something else", Act.MENU),
        ("what else do you know about", Act.MENU),
        ("back to square one", Act.BACK),
        ("let's leave it there", Act.NO),
        ("doesn't apply to us", Act.NO),
        ("none of that applies", Act.NO),
        ("i think you've got that all wrong", Act.NO),
        ("i don't think that's it", Act.NO),
        ("its fine", Act.NO),
        ("no thanks love", Act.NO),
        ("id rather not", Act.NO),
        ("let's do it", Act.YES),
        ("i believe so", Act.YES),
        ("in a way", Act.YES),
        ("yeah he does that all the time", Act.YES),
        ("that'd be lovely", Act.YES),
        ("aye go on", Act.MORE),
        ("could you give me a concrete example", Act.MORE),
        ("the long version please", Act.MORE),
        ("what does the article say about that", Act.MORE),
        ("can you rephrase that", Act.MORE),
        ("can I ask about something else", Act.MENU),
        ("before i go, one more thing", Act.MENU),
        ("there is another matter", Act.MENU),
        ("lets go back", Act.BACK),
        ("what were we talking about", Act.BACK),
        ("that's sweet of you", Act.THANKS),
        ("ok i'll wait", Act.THANKS),
        ("sending it now, wish me luck", Act.THANKS),
        ("you've given me a lot to think about", Act.THANKS),
        ("sorry for the rant", Act.THANKS),
        ("unfortunately yes", Act.YES),
        ("that's exactly it", Act.YES),
        ("yes very much so", Act.YES),
        ("i'm afraid so", Act.YES),
        ("nothing like that", Act.NO),
        ("that's not true for us", Act.NO),
        ("not as far as i know", Act.NO),
        ("i'd say no", Act.NO),
        ("you don't get it", Act.NO),
        ("no need thanks", Act.NO),
        ("any more info", Act.MORE),
        ("show me how", Act.MORE),
        ("that's perfect", Act.THANKS),
        ("that clears it up", Act.THANKS),
        ("now i get it", Act.THANKS),
        ("i'll bear that in mind", Act.THANKS),
        ("you're quite good at this", Act.THANKS),
        ("fineee", Act.THANKS),
        ("ok the gentle version", Act.MORE),
        ("your advice is rubbish", Act.NO),
        ("i asked about him, not me", Act.NO),
        ("what are my options", Act.MENU),
        ("ok back to my husband", Act.BACK),
    ],
)
def test_an_act_is_the_whole_of_a_message(typed: str, act: Act) -> None:
    """Fillers, case, marks and slips around it change nothing."""
    assert acts.read(acts.core(typed)) is act


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        (Act.YES, "ye yea yeh yah ya yasss yessir deffo"),
        (Act.NO, "naw nay nahh noo nooo nvm nty"),
        (Act.MORE, "wdym mm mhmm"),
        (Act.THANKS, "tysm ty gotcha"),
    ],
)
def test_a_word_may_be_written_as_it_is_spoken(act: Act, typed: str) -> None:
    """Each of these stands for an answer alone."""
    assert [word for word in typed.split() if acts.read(acts.core(word)) is not act] == []


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "?",
        "😭",
        "why did he leave",
        "yes but he never says sorry",
        "no he did not answer",
        "tell me more about boundaries",
        "thanks but he came back",
        "should i go back to him",
        "hello",
        "not my boyfriend",
        "how do i tell him no",
        "i will leave him",
        "doesn't answer my calls",
        "it's not fine",
        "i'm ill",
        "i'm not okay",
        "did i do it wrong",
        "nothing helps",
        "i don't think he does",
        "he is not fine",
        "we are not in love",
        "i will do it tonight if he hits me",
        "he never calls",
        "he is a bad example for the kids and he knows it",
    ],
)
def test_anything_with_a_word_of_its_own_is_none(typed: str) -> None:
    """Only the whole message counts."""
    assert acts.read(acts.core(typed)) is None


@pytest.mark.parametrize(
    ("typed", "misread"),
    [("not what I meant", True), ("wrong answer", True), ("no", False), ("not yet", False), ("more", False)],
)
def test_some_noes_say_that_the_bot_misread(typed: str, misread: bool) -> None:
    """A plain "no" may only answer what was asked."""
    assert acts.rejects(acts.core(typed)) is misread


@pytest.mark.parametrize(
    ("typed", "act"),
    [
        ("I'm not sure I'm safe", Act.YES),
        ("im not sure im safe", Act.YES),
        ("yes", Act.YES),
        ("yes, sometimes", Act.YES),
        ("yeah i think so", Act.YES),
        ("y", Act.YES),
        ("ok", Act.YES),
        ("I mean the relationship", Act.NO),
        ("i mean the relationship, please", Act.NO),
        ("no", Act.NO),
        ("n", Act.NO),
        ("not really", Act.NO),
        ("no i don't feel safe", None),
        ("why", None),
        ("and", None),
        ("do you think he loves me", None),
        ("", None),
        ("…", None),
    ],
)
def test_the_gentle_question_can_be_answered_by_typing(content: Content, typed: str, act: Act | None) -> None:
    """A yes counts with words behind it; a no only when it is the whole answer."""
    assert gentle.answer(content.responses[CARE], typed) is act


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("sorry i know that's a lot", "apology"),
        ("Sorry for the rant x", "apology"),
        ("i'm so sorry for going on", "apology"),
        ("sorry", "apology"),
        ("fair enough", "taken"),
        ("food for thought", "taken"),
        ("he hasn't", "denied"),
        ("sorry it was my fault", ""),
        ("sorry for pushing him away", ""),
        ("thanks", ""),
    ],
)
def test_what_is_more_than_an_act_has_a_line_of_its_own(typed: str, line: str) -> None:
    """To say sorry for a long message is no answer taken in."""
    assert acts.lead(acts.core(typed)) == line


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ok anyway night", "night"),
        ("right, bye then", "bye"),
        ("night", "night"),
        ("can't!", "can't!"),
        ("so how do i ask", "so how do i ask"),
    ],
)
def test_hardly_a_word_is_read_without_fillers(typed: str, read: str) -> None:
    """A longer message keeps them, for they stand in phrases too."""
    assert acts.bare(typed) == read
