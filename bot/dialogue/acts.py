"""What a short follow-up says by itself: more, yes, no, menu, back, thanks. Only a whole message counts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.dialogue import act_forms, text
from bot.dialogue.model import Act, Response
from bot.dialogue.spelling import TRUSTED_COUNT, Speller

if TYPE_CHECKING:
    from collections.abc import Sequence

FILLERS = frozenset(
    """ok okay so and but well um er hm hmm right oh ah please then just lol haha hahaha tbh honestly actually
    anyway though yeah fine like bot mate babe hun btw xx pal bud buddy bro hen ji sir fam bruv""".split()
)
"""Words that may stand around a follow-up without changing it …"""
_ENDS_ON = FILLERS - {"fine", "right", "like", "so"}
"""… and at its end, where "it is fine" says something else than "it is"."""

_MORE = """more | tell me more | go on | carry on | continue | why | why is that | how come | what else
    | and why | but why | why not | say more | anything else | explain | explain that | explain more
    | can you explain | how so | meaning | what do you mean | like what | such as | for example | example
    | another example | give me another example | give me an example | examples | any examples | in what way
    | keep going | what next | next | and | elaborate | i see | interesting | tell me | is that all
    | what does that mean | what about it | because | i am listening | read on | a bit more | some more
    | more please | can you say more | can you tell me more | what does this mean | what do they mean
    | what is the reason | reasons | such as what | go deeper | more detail | more details | details | in detail
    | what else can you say | again | again but shorter | shorter | say that again | say it again | repeat that
    | simpler | in short | in plain english | i do not get it | i do not understand | i do not understand that
    | huh | what | oh | explain it | hmm | hm | oh ok | that makes no sense | makes no sense | how | how exactly
    | how though | in practice | and then | so | other ideas | any other ideas | any ideas | more ideas | any tips
    | any advice | translation
    | translate | any other way | another way | what else helps | what is the difference | what is that | what is it
    | in what sense | how do you mean | meaning what | meaning what exactly | since when | let me hear it
    | i am all ears | like how | in other words | put it simply | and the rest | the rest
    | what is the rest | is there more"""
_YES = """yes | yeah | yep | yup | yes that | sure | definitely | exactly | correct | that one | that is it
    | of course | do | go ahead | i would | i would like that | yes i would | sounds good | all right | alright
    | yes do that | ok | okay | yes go on | yes tell me | aye | absolutely | very much | totally | i think so
    | i guess so | i guess | i suppose so | probably | true | that is true | that is right | right | spot on
    | that is me | exactly that | do that | please do | yes i think so | that is the one | it is | yes it is
    | he does | she does | they do | yes he does | yes she does | i do | yes i do | i did | yes i did | i am
    | yes i am | he did | she did | yes he did | yes she did | i have | he is | she is | they are | they did
    | yes that is him | yes that is her
    | sometimes | often | always | mostly | both | all of them | all of it | a bit | a little"""
_DECLINES = """no | nope | nah | no thanks | no thank you | not really | neither | no do not | no i am fine
    | i am fine | i am fine thanks | no i am good | no i am ok | i am ok | i am good | never mind | forget it
    | skip | skip that | stop | no he does not | no she does not | he does not | she does not | they do not
    | i do not | no i do not | i have not | no i have not | it is not | no it is not | not at all | never
    | of course not | definitely not | no way | not quite | not exactly | not now | not yet | no i did not
    | i did not | he has not | she has not | he did not | she did not | no he did not | no she did not
    | no never | not so far | let us not | rather not | i would rather not | i will pass | leave it | drop it
    | forget that | skip it | enough | that is enough"""
_REJECTS = """none | none of these | none of them | not that | that is not it | not what i meant | wrong
    | not it | that is not what i meant | no not that | wrong answer | something else | that is wrong
    | that is not right | not helpful | that is not helpful | that did not help | that does not help
    | this is not helping | not helping | you are no help | you are not helping | you did not help
    | no help at all | useless | you are useless | that is useless | wrong one
    | you are not listening | you do not understand | you did not understand | that is not what i asked
    | i did not ask that | i did not say that | that is no help | that is not what i said | i did not mean that
    | not like that | no not like that | the other one | the other | not that one | no not that one
    | different question | ask me something else | a different one | no that is not it | you misunderstood
    | you got that wrong | you got me wrong | that is not my question | not my question | irrelevant
    | that has nothing to do with it | bad answer | that was no help | no help | you are wrong
    | no you are wrong | rubbish | nonsense | crap | bullshit | that is rubbish | that is nonsense | that is crap
    | that was rubbish | that was crap | that is bullshit | what a load of rubbish | not what i asked
    | you missed the point | you have missed the point | that misses the point | missed the point | way off"""
_MENU = """menu | topics | all topics | list | the list | show me the list | show topics | show me the topics
    | options | what else can you do | what else is there | start over | start again | main menu
    | show me the menu | topic | show me everything | show me all topics | choices | what are my options
    | restart | reset | new topic | change the subject | another topic | what topics | which topics
    | what other topics | one more thing | one last thing | one other thing | another thing | another question
    | one more question | i have another question | i have a question | i have one more question | quick question
    | can i ask something | can i ask you something | can i ask something else | can i ask you something else
    | can i ask another question | something different | i want to talk about something else"""
_BACK = """back | go back | previous | take me back | back please | go back to the start | back to the topics
    | back to the menu | back to topics | back to the list | return | go to the menu | the previous one | undo"""
_THANKS = """thanks | thank you | thank you so much | thanks a lot | many thanks | cheers | ta | ta very much | thx
    | thanks so much | thank you very much | thanks for that | thank you for that | thanks that helps | that helps
    | that helped | that helps a lot | that is helpful | very helpful | helpful | this helped | this helps | good bot
    | you are great | you are the best | you are kind | nice one | appreciate it | i appreciate it | much appreciated
    | thank you bot | that is kind | bless you | you have helped | you helped | you really helped | that really helped
    | thanks i needed that | thank you i needed that | that is what i needed | okay thanks got it | thanks got it"""
_TAKES = """got it | fair enough | makes sense | that makes sense | noted | understood | good point | fair point
    | i will | will do | i will do that | i will try that | i will try | i will not | i will not then | nice
    | great | perfect | lovely | brilliant | wish me luck | cool | good to know | good idea | i needed that
    | i needed to hear that | i get it | that is good advice | good advice | sound advice | i get that
    | i understand | i hear you | that is comforting | i feel better | i feel a bit better | that is fair
    | that is a good point | point taken | you are right | you are so right | you are probably right | good call
    | you have a point | i suppose you are right | i will leave it | i will leave it then | i will leave it be
    | that is good to hear | good | nice to hear | wise words | sensible | sorry | my bad
    | sorry about that | lol | haha | hahaha | x | xxx | xoxo | i will give it a go
    | i will think about it | let me think about it
    | i will sleep on it | i never thought of it like that | that is one way to see it"""
MOST_SPELT = 100
"""Words of the longest message whose slips are mended: a longer one follows nothing up."""
_YES_WORDS = frozenset(("yes", "yeah", "yep", "yup"))
_LETTERS = {"y": "yes", "n": "no", "ya": "yes"}
"""What stands for an answer alone; elsewhere ``text.py`` reads "why", "and" and "you"."""


@lru_cache(maxsize=text.SIDES)
def core(message: str) -> tuple[str, ...]:
    """The words of a message without signs and without the fillers around it; the last one where all are fillers."""
    typed = text.words(_LETTERS.get(message.strip().lower(), message))
    words = " ".join([act_forms.SPOKEN.get(word, word) for word in typed if word.isalnum()]).split()
    start, end = 0, len(words)
    while start < end and words[start] in FILLERS:
        start += 1
    while end > start and words[end - 1] in _ENDS_ON:
        end -= 1
    said = words[start:end] or words[-1:]
    return tuple(map(_SPELLER.read, said) if len(said) <= MOST_SPELT else said)


def _keys(phrases: str) -> frozenset[str]:
    return frozenset(" ".join(core(phrase)) for phrase in phrases.split("|"))


_LISTS = {
    Act.MORE: _MORE,
    Act.YES: _YES,
    Act.NO: f"{_DECLINES}|{_REJECTS}",
    Act.MENU: _MENU,
    Act.BACK: _BACK,
    Act.THANKS: f"{_THANKS}|{_TAKES}",
}
_PLACES = "first second third fourth fifth number"
_SPELLER = Speller.of(dict.fromkeys(" ".join((*_LISTS.values(), _PLACES)).replace("|", " ").split(), TRUSTED_COUNT))
_ACTS = {key: act for act, phrases in _LISTS.items() for key in _keys(phrases)}
_REJECTIONS = _keys(_REJECTS)
_TAKEN = _keys(_TAKES)
_SAFE = _keys(
    "no | nope | nah | no thanks | no thank you | not really | not that | not at all | no i am fine | i am fine"
)
"""The noes that tell, after the gentle question, that nobody is in danger."""


_CUES = {
    Act.NO: "no nope nah not none neither unhelpful misunderstood irrelevant",
    Act.THANKS: "thank thanks thankyou cheers ta helpful helped grateful appreciate appreciated",
    Act.BACK: "back previous return undo",
    Act.MENU: "menu topics topic list options choices subjects restart categories overview",
    Act.MORE: "more continue elaborate explain further detail details expand deeper clarify",
    Act.YES: "yes yeah yep yup sure okay definitely absolutely",
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
ASKS_FOR_MORE = FILLERS.union(
    *(key.split() for key, act in _ACTS.items() if act is Act.MORE),
    *(whole for act, _, whole in _MADE_OF if act is Act.MORE),
)
"""Every word of a message that asks for more and nothing else."""
_LONGEST = 9
"""Words of the longest message that is read as an act by the words it is made of."""


_MANNERS = re.compile(
    r"(?:(?:can|could|would|will) (?:you|we|i)(?: please| just)? |please |i (?:want|need|would like) (?:you )?to )?"
    r"(.*?)(?: (?:of|about|on) (?:that|this|it|them|those|these)| (?:for|to|with) me| please"
    r"|(?<!what) now| for now| thanks| thank you)*"
)
_BEFORE = FILLERS.union(
    """yes yeah yep aye sure alright sadly unfortunately definitely absolutely really no nope nah cheers thanks sorry
    great cool lmao omg wow god""".split()
)
"""Words that may stand before an act and leave it to what follows, but for a no."""


@lru_cache(maxsize=text.SIDES)
def read(words: tuple[str, ...]) -> Act | None:
    """The act that these words, as ``core`` gives them, are the whole of; None where they are none."""
    said = " ".join(words)
    wordings = dict.fromkeys((said, _plainly(said)))
    acts = (read_as(wording) for read_as in (_ACTS.get, _formed) for wording in wordings)
    act = next(filter(None, acts), None) or _made_of(frozenset(words) if len(words) <= _LONGEST else frozenset())
    if act or not words or words[0] not in _BEFORE:
        return act
    after = read(words[1:])
    declined = words[0] in ("no", "nope", "nah") and after in (Act.YES, Act.THANKS)
    return Act.NO if declined else after


def _plainly(said: str) -> str:
    """What is said without the manners around it: "give me an example" of "can you give me an example of that"."""
    found = _MANNERS.fullmatch(said)
    return found[1] if found else said


def _formed(said: str) -> Act | None:
    """The act that one of the forms gives."""
    if act_forms.REJECTS.fits(said):
        return Act.NO
    if act_forms.TAKES.fits(said):
        return Act.THANKS
    return next((act for act, form in act_forms.FORMS.items() if form.fits(said)), None)


def takes(words: Sequence[str]) -> bool:
    """Whether they only say that an answer was taken in, or what will come of it."""
    said = " ".join(words)
    return said in _TAKEN or act_forms.TAKES.fits(said)


def _made_of(words: frozenset[str]) -> Act | None:
    return next((act for act, cues, whole in _MADE_OF if words & cues and words <= whole), None)


def rejects(words: Sequence[str]) -> bool:
    """Whether they say that the bot misread, not that the person declines."""
    said = " ".join(words)
    if said in _REJECTIONS or act_forms.REJECTS.fits(said):
        return True
    return bool(words) and words[0] in _BEFORE and rejects(words[1:])


def takes_back(message: str) -> bool:
    """Whether a message says that nobody is in danger after all."""
    return act_forms.NO_DANGER.fits(" ".join(core(message)))


_UNSURE = _keys(
    """maybe | not sure | i am not sure | i do not know | both | kind of | sort of | a bit | a little | sometimes
    | i think so | perhaps | probably | possibly | i guess | i guess so | might be | could be | either | both really
    | all of it | hard to say | i would rather not say | i do not want to say | i am scared to say"""
)
"""What is neither yes nor no to the gentle question: it counts as not sure to be safe."""


_ASKS_BACK = _keys(
    """what do you mean by that | why do you ask | why are you asking | why are you asking me that | what | huh | eh
    | sorry what | pardon | i do not understand | i do not get it | i do not follow | what is that supposed to mean
    | why would you ask that | what are you asking | what do you want to know | in what sense | how do you mean"""
)


def asks_back(message: str) -> bool:
    """Whether a message asks what the gentle question means."""
    words = core(message)
    return " ".join(words) in _ASKS_BACK or read(words) is Act.MORE


def answer_to_check(response: Response, message: str) -> Act | None:
    """What a typed answer to the gentle question means: yes, not safe; no, the relationship; None, neither.

    Whatever begins with a yes is one; what begins with a no may go on to say the opposite, so it must be the whole.
    """
    words = core(message)
    said = " ".join(words)
    if words == core(response.check_yes) or said in _UNSURE or _ACTS.get(said) is Act.YES or {*words[:1]} & _YES_WORDS:
        return Act.YES
    safe = said in _SAFE or act_forms.RELATIONSHIP.fits(said)
    return Act.NO if safe or words == core(response.check_no) else None
