"""What is answered to the gentle question about danger, and what takes danger back that was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue import acts, answering
from bot.dialogue.forms import Form
from bot.dialogue.model import Act

if TYPE_CHECKING:
    from bot.dialogue.model import Response

_SAFE = Form(
    """
    {no|nope|nah|naw} [thanks|thank you]
    {not really|not that|not at all|i am fine|no i am fine|no not that}
    [no] [i] [just|only] [mean|meant|am talking about|talk about|meaning] [the|my|our] {relationship|marriage|romance}
    [no] [i] [just|only] [mean|meant|am talking about|meaning] {us|him and me|her and me|the two of us|with him}
    [no] [i] [just|only] [mean|meant|am talking about] {breaking up|leaving him|leaving her|the break up|splitting up}
    [no] not like that [only] [just] [the] [relationship]
    """
)
"""What says that nobody is in danger."""
_UNSURE = Form(
    """
    {maybe|perhaps|probably|possibly|might be|could be|either|both|both really|hard to say|all of it|sometimes}
    [i am] not sure
    {i do not know|kind of|sort of|a bit|a little|i think so|i guess|i guess so}
    i {would rather not|do not want to|am scared to} say
    """
)
"""What is neither yes nor no: it counts as not sure to be safe."""
_ASKS_BACK = Form(
    """
    [sorry] {what|huh|eh|pardon|in what sense}
    {why|how|what} {do|are|would} you {ask|asking|mean|want to know} [me] [by] [that|this]
    what is that {supposed|meant} to mean
    i do not {understand|get it|follow}
    """
)
_NO_DANGER = Form(
    """
    [OH] [OH] [i] {did|do|was|am} not {mean|meaning} [it|that|this] [LITERALLY] [at all] [OH]
    [OH] [OH] {i|only|just} [am|was] [obviously|clearly] [only|just] {JOKING} [around|about] [that|it] [OH]
    [AY] {JOKING} [around|about] [OH]
    [OH] [OH] {it|that|this|only|just|a} [is|was] [obviously|meant as|meant to be] [only|just|all] [a|an] {FIGURE} [OH]
    [AY] [an] {FIGURE} [OH]
    [OH] [OH] not {LITERALLY} [OH]
    [OH] [OH] {nothing like that|not like that at all|not in that sense|i am not being literal} [OH]
    [OH] [OH] [i|it|that] [used|was|is] [a|the] {bad|wrong|poor|stupid|silly} {wording|words|choice of words} [OH]
    [OH] [OH] [i] [that|it|this] {came|put it|put that|sounded|worded it} [out] {wrong|badly|worse} [OH]
    [no|sorry] [it|that|this] {is|was} not {like that|that bad|that serious|so bad|so serious|about danger|danger|abuse}
    [no|but|sorry] [it|that|this] {is|was} not {violent|dangerous|abusive|violence|what i meant|literal|a threat}
    [no|but|sorry] {he|she|they} {is|are|was} not [at all] {violent|dangerous|abusive|like that|that kind|a monster}
    [no|but] {he|she|they} {would|will|does|did|has|have} {not|never} [really|actually|ever] {hurt|hit|harm|touch} *
    [no|but] {he|she|they} {would|will} {not|never} [really|actually|ever] do {it|that|anything|such a thing} [to me]
    [no|but] i am [really|totally|completely|perfectly|quite] {safe|not in danger|not suicidal|not afraid of him}
    [no] [i] {am not|do not feel} {in danger|in any danger|unsafe|suicidal|scared of him|scared of her|afraid of her}
    [no] {nobody|no one|nothing} {is|was} {in danger|hurt|hurting me|dangerous|being hurt}
    {false alarm|wrong end of the stick|you misunderstood|you got me wrong|you have got it wrong|not dangerous}
    [OH] [OH] [please|just] {forget|ignore|disregard|scratch} [all] {that|it|this} [OH]
    [OH] [OH] [please|just] {forget|ignore|disregard} {that|what|i} [i] {said|wrote|typed|sent} [THAT] [OH]
    [OH] [OH] [please|just] {forget|ignore|disregard} {my|the} last {message|one|text|bit} [OH]
    [OH] [OH] i {should not|should never} have {said|written|told|mentioned} [you] [THAT] [OH]
    [OH] [OH] {never mind|nevermind|it is nothing|it does not matter|i take it back|take that back} [that|me] [OH]
    [no] i {would|will} {not|never} [actually|really|ever] {do it|do that|hurt myself|do anything|kill myself}
    [no] not of {him|her|them|that} [just|only] [but] [of] * [\\w+] [\\w+]
    """
)


def answer(response: Response, message: str) -> Act | None:
    """What a typed answer means: yes, not safe; no, the relationship; None, neither.

    Whatever begins with a yes is one; what begins with a no may go on to say the opposite, so it must be the whole.
    """
    words = acts.core(message)
    said = " ".join(words)
    unsafe = _UNSURE.fits(said) or answering.AGREES.fits(said) or not acts.YES_WORDS.isdisjoint(words[:1])
    if words == acts.core(response.check_yes) or unsafe or said in ("ok", "okay"):
        return Act.YES
    return Act.NO if _SAFE.fits(said) or words == acts.core(response.check_no) else None


def asks_back(message: str) -> bool:
    """Whether a message asks what the question means."""
    words = acts.core(message)
    return _ASKS_BACK.fits(" ".join(words)) or acts.read(words) is Act.MORE


def takes_back(message: str) -> bool:
    """Whether a message says that nobody is in danger after all."""
    return _NO_DANGER.fits(" ".join(acts.core(message)))
