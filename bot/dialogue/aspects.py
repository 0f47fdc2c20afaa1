"""Short questions that mean something only after an answer: "and if he doesn't?", "for how long?", "is that bad?".

An aspect's forms are whole messages without the fillers around them: ``{a|b}`` is one of several words, ``[a|b]`` one
that may be missing, ``*`` up to three words of any kind, and the groups in capitals stand for the words listed below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_GROUPS = {
    "WHO": "he|she|they|it|that|this|things|nothing|nobody|i|we|you|people|men|women|guys|my \\w+",
    "THEM": "him|her|them|me|it|that|this",
    "THAT": "that|this|it|those|these|them|all|both|everything|most|one",
    "IF": "what if|how about if|what happens if|what happens when|and what if|but what if|what when|if|even if|suppose",
    "ASK": "do|does|did|can|could|should|shall|will|would|must|may|might|am|are|is|was",
    "NUMBER": "a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|\\d+|several",
    "MEND": "fix|mend|undo|repair|save|stop|change|make up for|make it right|put it right|get past|get over",
    "SPAN": "(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\\d+|few|several) (?:hour|day|week|month|year)s?",
    "SO": "so|really|very|such|always|usually|just|only|all|a|an|too|that",
}
_TOKEN = re.compile(r"\[[^]]*\]|\{[^}]*\}|\*|\S+")
_TRAILING = (
    r"(?: (?:then|though|instead|now|anyway|again|at all|exactly|either|too|next|for (?:him|her|them|that|it)))*"
)


@dataclass(frozen=True, slots=True)
class Aspect:
    """One way of asking on about what was just answered."""

    name: str
    """Its line in ``lines.yaml`` is ``lead_<name>``."""
    form: str
    """What fits the whole message, as ``acts.core`` gives it, after a blank."""
    leads_to: str = ""
    """The intent that answers it; empty where the next layer of the last answer does."""
    firm: bool = True
    """Whether it is meant even where the message, by itself, is near to a question of its own."""


def _aspect(name: str, forms: str, leads_to: str = "", *, firm: bool = True) -> Aspect:
    whole = "|".join(_regex(form) for form in forms.strip().splitlines())
    return Aspect(name, f"(?:{whole}){_TRAILING}", leads_to, firm)


def _regex(form: str) -> str:
    return "".join(_token(token) for token in _TOKEN.findall(form))


def _token(token: str) -> str:
    if token == "*":  # noqa: S105 - a wildcard, no password
        return r"(?: \w+){0,3}"
    inner = "|".join(_GROUPS.get(word, word) for word in token.strip("[]{}").split("|"))
    return f"(?: (?:{inner}))?" if token[0] == "[" else f" (?:{inner})"


ASPECTS = (
    _aspect(
        "if_not",
        """
        [but] IF WHO [still|just|simply|never|always] [do|does|did|will|would|can|could|is|has|have|was] not
        [but] IF WHO ASK not {work|answer|reply|respond|change|stop|listen|agree} [me] [back]
        [but] IF WHO ASK not {text|call|help|know|talk|engage|react|care} [me] [back]
        [but] IF WHO ASK not {want|like|get|say|do|open} {to|it|that|better|anything|up}
        [but] IF WHO never {does|do|answers|replies|reply|changes|change}
        [but] IF WHO never {stops|stop|talks|talk|works|opens up|says anything}
        [but] IF WHO {refuse|refuses|ignore|ignores|continue|continues|fails|fail|changes|backfires} [to] [THEM]
        [but] IF WHO {keep|keeps|kept} {doing|on|going|at|ignoring|happening|saying} [THEM] [doing it]
        [but] IF WHO {says|say} {no|nothing}
        [but] IF WHO {carries on|carry on|goes on|go on|gets worse}
        [but] IF WHO {get worse|happens again|does nothing|do nothing|makes it worse}
        [and] if {not|so not|nothing changes|nothing happens}
        {otherwise|or else|what if not}
        """,
        "when_to_walk_away",
    ),
    _aspect(
        "how_long",
        """
        [and|so|for|about] how {long|much time|much longer|many days|many weeks|many months}
        [and|so|for] how {long|much time} ASK {WHO|one|\\w+ing} [\\w+] [usually] {take|last|be|go on|need}
        [and|so|for] how {long|much time} ASK {WHO|one|\\w+ing} [\\w+] [usually] {want|wait|hold out|leave it}
        [and|so|for] how {long|much time} {do|should|can|must} i {wait|give it|give him|give her}
        [and|so|for] how {long|much time} {do|should|can|must} i {give them|leave it|stay}
        {until|till|by} when
        how soon
        """,
        "how_long_should_i_wait",
    ),
    _aspect(
        "already",
        """
        [what if|oops|well] [i|we] [have] already {did|done|have|texted|sent|said} *
        [what if|oops|well] [i|we] [have] already {asked|tried|told|called|rang|messaged} *
        too late *
        oops * [\\w+] [\\w+]
        [but] i [just] [have] {did|done|sent|said|texted} THAT *
        what if i {have|did}
        """,
    ),
    _aspect(
        "tried",
        """
        [but] {i|we} [have] [had] {tried|done} THAT [of] [THAT] *
        [but] {THAT|nothing|none} [of] [THAT] [ASK] [not|never|always|only] {work|works|worked|working} *
        [but] {THAT|nothing|none} [of] [THAT] [ASK] [not|never|always|only] {help|helps|helped} *
        tried [THAT]
        {tried|tried all|done} THAT *
        [still|yet] {nothing|no change|no difference|no luck|no joy|no reply|no answer|not a thing|not a word}
        nothing [has] {changed|changes|helps|helped|works|worked|happened}
        [i have] been {doing|trying} THAT [since|for|all] *
        {been there done that|no luck|no joy|no use|no change|no good|made no difference}
        """,
    ),
    _aspect(
        "detail",
        """
        [only|just|about|nearly|almost|for|since|over|like|it is] [a] SPAN [ago|or so|straight]
        [only|just|about|nearly|almost] {once|twice|\\w+ times|lots|loads|daily|weekly}
        [only|just|about|nearly|almost] {yesterday|today|tonight|recently|forever|ages}
        [since] {last|this|every} {night|week|month|year|weekend|morning|day}
        [since] {last|this|every} {time|summer|winter|spring|autumn|christmas}
        [for] {months|weeks|days|years|a while|a long time}
        since \\w+
        since {the|my|our|his|her} \\w+
        [it is|that is] [only|just|like|about] [been] NUMBER \\w+ [a|per|in a] [day|week|month|year|row|ago]
        [only|just|like|about] NUMBER {of them|of us|kids|children} *
        [it is|it has] [only] been [about|over|nearly] SPAN [now]
        [like|nearly|almost] {every|each} {day|night|time|week|weekend|month|morning|evening|single \\w+}
        every single {time|day|night}
        [it is] {midnight|the middle of the night|late|\\d+ am|\\d+ pm}
        """,
    ),
    _aspect("me", "[and|but] [what|how] [about] {me|my side|my needs}\nwhere do i {fit|come} in *", "my_own_needs"),
    _aspect(
        "what_now",
        """
        [and|so] {what now|what then|what next|now what|then what|what is left|what to do|what helps|the opposite}
        [and|so] [then] what [else] {do|can|should|shall|could} i [even] do [about] [with] [THEM]
        what {am i|are we} {supposed|meant} to do [about] [THEM]
        [by|like] doing what
        where {do|should|would|can} i [even] {start|begin}
        what is [my|the] {first|next} {step|move|thing}
        give me {something|anything} to do
        {tell me|so|just tell me} what to do
        """,
        "what_to_do",
    ),
    _aspect(
        "say",
        """
        [and|so|but] {what|how} {do|should|would|could|can|shall} i [even] {say|put|word|phrase} [to] [THEM]
        [and|so|but] {what|how} {do|should|would|could|can|shall} i [even] {tell|ask|answer} [THEM] [that]
        [and|so|but] {do|should|could|can|shall} i [just|even] {ask|mention|raise|say} [THEM] [something|anything|up|so]
        [maybe|perhaps|so|or] i {should|could|will|might} [just] {ask|tell|talk to|speak to} THEM
        [and|so|but] {what|how} {do|should|would|could|can|shall} i [even] {start|begin|open} [to] [THEM]
        [and] say what
        [what is] the {first|opening} {line|sentence|words|word}
        can you {write|word|draft} THAT [for me]
        write it [for me]
        """,
        "how_to_talk",
    ),
    _aspect(
        "judge",
        """
        [and|so|but] {is|was} {that|this|it} [SO] [SO] {bad|good|normal|ok|okay|fine|weird|wrong}
        [and|so|but] {is|was} {that|this|it} [SO] [SO] {true|right|healthy|fair|possible|usual|common}
        [and|so|but] {is|was} {that|this|it} [SO] [SO] {enough|likely|serious|worrying|odd|strange}
        [and|so|but] {is|was} {that|this|it} [SO] [SO] {hopeless|problem|bad sign|good sign|bad thing|good thing}
        [and|so|but] {that|this|it} is [SO] [SO] {bad|good|long|much|late|soon|hard} [thing|sign|idea|news]
        [and|so|but] {that|this|it} is [SO] [SO] {vague|harsh|sad|lot|no|yes|unfair} [thing|sign|idea|news]
        should i [be] {worry|worried}
        {easier said than done|too long|too much|too hard|too late|too soon}
        [and|so|but] {is|was} {that|this}
        too {early|late|soon|much|fast|slow|old} to \\w+ [about it|him|her|them]
        how {bad|normal|common|serious|big|likely|usual} [is] [THAT]
        """,
    ),
    _aspect(
        "sure",
        """
        [but|and] [are] you [really|so|very] {sure|certain} [about|of] [THEM]
        {says who|who says|who says so|how do you know|really|seriously|for real}
        {prove it|you tell me|what do you think|yes or no|be honest|would you|just yes or no}
        what would you [do|say|suggest|think|advise|make of THAT] [in my place|if you were me]
        what do you {suggest|advise|reckon|recommend|say}
        how do you know THAT
        do you [really|actually] {believe|think|mean} {him|her|them|that|it|so}
        [just] tell me {straight|honestly}
        """,
    ),
    _aspect(
        "know",
        """
        [and|but|so] how {would|will|do|can|could|should} i [even|ever] {know|tell|find out|be sure} [THAT|which]
        [and|but|so] how {would|will|do|can|could|should} i [even|ever] {see|spot|notice|check} [THAT|which]
        {is|are} {mine|he|she|they|my \\w+} {one|like that} [of them|of those|of these]
        which {one|of them|of these|of those}
        """,
    ),
    _aspect(
        "change",
        """
        [and|but|so] ASK WHO [ever|really|still|even] {change|get better|stop|pass|help} [anything|THAT]
        [and|but|so] ASK WHO [ever|really|still|even] {work|last|go away|end|matter} [anything|THAT]
        [and|but] {do|does} {it|that|this} {work|change|apply|happen|go|make|help|get} * [\\w+] [\\w+]
        [and|but|so] ASK WHO [not|even|ever|really] [be] [fixed|mended|saved|repaired|undone|helped|changed|true|real]
        """,
        firm=False,
    ),
    _aspect(
        "love",
        "[i know] [but] i [still|really|just|do] {love|miss|want|need|like} {him|her|them} [so much]",
        firm=False,
    ),
    _aspect(
        "unsure",
        """
        [i] [really|honestly] do not [really|even] know [that|yet|really]
        [i] [really] do not know what i {want|need|feel}
        [i am] not [really] sure [yet]
        {no idea|no clue|maybe|perhaps|depends|it depends|possibly}
        {sort of|kind of|hard to say|who knows|i wish i knew|maybe not}
        """,
    ),
    _aspect(
        "fix",
        """
        [and|so|but] {can|could|will|how do|how can|how could|how would} i [ever|even] MEND [THEM]
        [and|so|but] {can|could|will|how do|how can|how could|how would} we [ever|even] MEND [THEM]
        """,
        "what_to_do",
        firm=False,
    ),
    _aspect(
        "knew",
        """
        {i know|i know i know|i knew it|i know that|i knew that|as i thought}
        {thought so|i thought so|thought|i thought|figured|i figured}
        {tell me about it|i thought as much|i feared as much|i was afraid of that|i had a feeling}
        [i know] what you {will|would|are going to|are about to} say
        {do not say it|just as i thought|exactly what i thought|i guessed as much}
        """,
    ),
    _aspect(
        "fits",
        """
        [that is|he is|she is|sounds|sounds like] [SO|literally|exactly|totally] {him|her|them|me|us} [all over]
        {describes|sums up|fits} {him|her|them|me|us} [perfectly|exactly|well]
        {hits home|that hit home|that hits home|that hurts|ouch|that stings|close to home|that is close to home}
        """,
        firm=False,
    ),
    _aspect(
        "doubt",
        """
        {whatever|typical|as if|bull|bs|if only|in theory|sure thing|yeah right|oh right|big deal|who cares}
        {easy for you to say|easy to say|you are no fun|no fun|boring|that is what they all say|says you}
        [i am] not [SO] {convinced|persuaded|buying it}
        {i doubt it|i doubt that|i do not believe it|i do not believe that|i do not believe you|i do not buy it}
        you {do not know|have no idea|can not know} [THEM|what i did|what he did|what it is like] *
        """,
    ),
    _aspect(
        "react",
        """
        {omg|oh my god|wow|blimey|jesus|gosh|damn|oh no|oof|ugh|argh|sigh|whoa|yikes|crikey|flip|christ|hell}
        {harsh|brutal|sad|depressing|scary|heavy|that is a lot|deep|grim|rough|tough|hard to hear}
        {fair dinkum|no way|you are joking|you are kidding|shut up|get out|is it really}
        """,
    ),
    _aspect(
        "hard", "[but] i {can not|could not|could never|wish i could|do not dare|dare not} [do] [THEM]", firm=False
    ),
    _aspect("if_so", "[but] IF WHO * [\\w+]", firm=False),
)
"""Looked at in this order."""


def read(words: Sequence[str]) -> Aspect | None:
    """The first aspect that these words are the whole of."""
    said = f" {' '.join(words)}"
    return next((aspect for aspect, form in _forms() if form.fullmatch(said)), None)


@cache
def _forms() -> list[tuple[Aspect, re.Pattern[str]]]:
    """The forms made ready when the first message comes: who only checks the content needs none of them."""
    return [(aspect, re.compile(aspect.form)) for aspect in ASPECTS]
