"""What a short follow-up says by itself: more, yes, no, menu, back, thanks. Only a whole message counts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.dialogue import answering, steering, text
from bot.dialogue.forms import Forms
from bot.dialogue.model import Act
from bot.dialogue.spelling import TRUSTED_COUNT, Speller

if TYPE_CHECKING:
    from collections.abc import Sequence

FILLERS = frozenset(
    """ok okay so and but well um er hm hmm right oh ah please then just lol haha hahaha tbh honestly actually
    anyway though yeah fine like bot mate babe hun btw xx pal bud buddy bro hen ji sir fam bruv""".split()
)
"""Words that may stand around a follow-up without changing it …"""
_ENDS_ON = FILLERS - {"fine", "right", "like", "so", "ok", "okay"}
"""… and at its end, where "it is fine" says something else than "it is"."""

MOST_SPELT = 100
"""Words of the longest message whose slips are mended: a longer one follows nothing up."""
_LETTERS = {"y": "yes", "n": "no", "ya": "yes"}
"""What stands for an answer alone; elsewhere ``text.py`` reads "why", "and" and "you"."""
_YES = "yes yeah yep yup ye yea yeh yah yee yas yass yessir ys yus yis haan yarp"
_NO = "no nope nah naw nay nae na nahh noo noes narp"
YES_WORDS = frozenset(_YES.split())
"""Whatever begins with one of them is a yes."""
_NO_WORDS = frozenset(_NO.split())
_FORMS = {
    answering.REJECTS: Act.NO,
    answering.APOLOGISES: Act.THANKS,
    answering.TAKES: Act.THANKS,
    answering.THANKS: Act.THANKS,
    answering.DENIES: Act.NO,
    answering.DECLINES: Act.NO,
    answering.AGREES: Act.YES,
    steering.MORE: Act.MORE,
    steering.ASKS_LEAVE: Act.MENU,
    steering.MENU: Act.MENU,
    steering.BACK: Act.BACK,
}
"""What the whole of a message may be, looked at in this order."""
_MEANINGS = Forms(_FORMS.items())


@lru_cache(maxsize=text.SIDES)
def core(message: str) -> tuple[str, ...]:
    """The words of a message without signs and without the fillers around it; the last one where all are fillers."""
    typed = text.words(_LETTERS.get(message.strip().lower(), message))
    words = [word for word in typed if word.isalnum()]
    words = list(map(_SPELLER.read, words)) if len(words) <= MOST_SPELT else words
    start, end = 0, len(words)
    while start < end and words[start] in FILLERS:
        start += 1
    while end > start and words[end - 1] in _ENDS_ON:
        end -= 1
    return tuple(words[start:end] or words[-1:])


BARE = 2
"""Words of the longest message that is read without the fillers around it."""


def bare(message: str) -> str:
    """A message of hardly a word without the fillers around it: "night" of "ok anyway night"; else as it is."""
    said = core(message)
    around = sum(word.isalnum() for word in text.words(message)) - len(said)
    return " ".join(said) if said and around and len(said) <= BARE else message


_CUES = {
    Act.NO: f"{_NO} not none neither unhelpful misunderstood irrelevant",
    Act.THANKS: "thank thanks thankyou cheers ta helpful helped grateful appreciate appreciated",
    Act.BACK: "back previous return undo",
    Act.MENU: "menu topics topic list options choices subjects restart categories overview",
    Act.MORE: "more continue elaborate explain further detail details expand deeper clarify",
    Act.YES: f"{_YES} sure ok okay definitely def defs absolutely",
}
"""The words of which an act, where it is none of the messages above, takes at least one …"""
_BESIDE = {
    Act.NO: """that this it one ones of these those what i asked meant said asking saying mean my question is was did do
        does you quite really at all right helpful help helping understand understanding listening the about
        looking for want wanted after any actually now thanks thank am talking point reading made""",
    Act.THANKS: """you so much a lot very really for that this your help the me is was it i am to again all listening
        time advice kind words bot everything answer answers has been have good bye lovely nice of and being there truly
        actually needed hear be will do try love pal mill million mil bunch ever
        indeed kindly""",
    Act.BACK: """go to the take me us menu topics list start step last one bring please can i we let beginning a up get
        main""",
    Act.MENU: """show me the all a other see can i please what are your go to main again give any do you have different
        another new full whole of let look at we could would like want""",
    Act.MORE: """please tell me can could you say a bit on that this it about some give go into i want to hear know in
        need the what little for would like love any upon all more much even then one point""",
    Act.YES: """please i would do that go on ahead tell me it this one like to hear know all right of course thanks love
        very""",
}
"""… and which may stand beside them."""
_MADE_OF = tuple(
    (act, frozenset(cues.split()), frozenset(cues.split()) | set(_BESIDE[act].split())) for act, cues in _CUES.items()
)
ASKS_FOR_MORE = FILLERS.union(steering.MORE.words(), *(whole for act, _, whole in _MADE_OF if act is Act.MORE))
"""Every word of a message that asks for more and nothing else."""
_PLACES = "first second third fourth fifth number"
_SPELLER = Speller.of(
    dict.fromkeys(
        (
            *_PLACES.split(),
            *FILLERS,
            *(word for form in _FORMS for word in form.words()),
            *(w for _, _, whole in _MADE_OF for w in whole),
        ),
        TRUSTED_COUNT,
    )
)
_LONGEST = 9
"""Words of the longest message that is read as an act by the words it is made of."""


_MANNERS = re.compile(
    r"(?:(?:can|could|would|will) (?:you|we|i)(?: please| just)? |please |i (?:want|need|would like) (?:you )?to )?"
    r"(.*?)(?: (?:of|about|on) (?:that|this|it|them|those|these)| (?:for|to|with) me| please"
    r"|(?<!what) now| for now| thanks| thank you)*"
)
_BEFORE = FILLERS.union(
    YES_WORDS,
    _NO_WORDS,
    """aye sure alright sadly unfortunately definitely absolutely really cheers thanks sorry
    great cool lmao omg wow god ugh""".split(),
)
"""Words that may stand before an act and leave it to what follows, but for a no."""


@lru_cache(maxsize=text.SIDES)
def read(words: tuple[str, ...]) -> Act | None:
    """The act that these words, as ``core`` gives them, are the whole of; None where they are none."""
    said = " ".join(words)
    act = _MEANINGS.first(*{said, _plainly(said)})
    act = act or _made_of(frozenset(words) if len(words) <= _LONGEST else frozenset())
    if act or not words or words[0] not in _BEFORE:
        return act
    after = read(words[1:])
    return Act.NO if words[0] in _NO_WORDS and after in (Act.YES, Act.THANKS) else after


def _plainly(said: str) -> str:
    """What is said without the manners around it: "give me an example" of "can you give me an example of that"."""
    found = _MANNERS.fullmatch(said)
    return found[1] if found else said


_LEADS = Forms(
    [(answering.APOLOGISES, "apology"), (answering.TAKES, "taken"), (answering.DENIES, "denied")],
)


def lead(words: Sequence[str]) -> str:
    """The key of the line that answers them, where they are more than an act by itself; else empty."""
    return _LEADS.first(" ".join(words)) or ""


def asks_source(words: Sequence[str]) -> bool:
    """Whether they ask what an answer rests on."""
    return steering.SOURCE.fits(" ".join(words))


def asks_leave(words: Sequence[str]) -> bool:
    """Whether they only say that a question is coming."""
    return steering.ASKS_LEAVE.fits(" ".join(words))


def _made_of(words: frozenset[str]) -> Act | None:
    return next((act for act, cues, whole in _MADE_OF if words & cues and words <= whole), None)


def rejects(words: Sequence[str]) -> bool:
    """Whether they say that the bot misread, not that the person declines."""
    if answering.REJECTS.fits(" ".join(words)):
        return True
    return bool(words) and words[0] in _BEFORE and rejects(words[1:])
