"""What a short follow-up means after the last turn. Only a whole message counts, so a new question is never one."""

from __future__ import annotations

from bot.dialogue import text
from bot.dialogue.model import Act, Response, Session

FRESH = 30 * 60
"""Seconds after which a follow-up has nothing to follow."""
FILLERS = {
    "ok",
    "okay",
    "so",
    "and",
    "but",
    "well",
    "um",
    "er",
    "hm",
    "hmm",
    "right",
    "oh",
    "ah",
    "please",
    "then",
    "just",
}
"""Words that may stand around a follow-up without changing it."""

_MORE = """more | tell me more | go on | carry on | continue | why | why is that | how come | really | what else
    | say more | anything else | explain | explain that | explain more | can you explain | how so | meaning
    | what do you mean | like what | such as
    | for example | example | give me an example | in what way | keep going | what next | next | and
    | elaborate
    | for how long | how long | i see | interesting | tell me | what does that mean | is that all | what about it
    | because"""
_YES = """yes | yeah | yep | yup | yes that | sure | definitely | exactly | correct | that one | that is it | of course
    | do
    | go ahead | i would | i would like that | yes i would | sounds good | all right | alright | why not
    | ok | okay"""
_NO = """no | nope | nah | no thanks | no thank you | none | none of these | none of them | not that | not really
    | neither
    | that is not it | not what i meant | that is not what i meant | no not that | wrong | not it
    | something else"""
_MENU = """menu | topics | all topics | list | the list | show me the list | show topics | show me the topics | options
    | what else can you do | what else is there | start over | start again | main menu | show me the menu"""
_BACK = "back | go back | previous | take me back | back please | go back to the start"
_YES_WORDS = ("yes", "yeah", "yep", "yup")
_LETTERS = {"y": "yes", "n": "no"}
"""What a letter alone means; elsewhere ``text.py`` reads them as "why" and "and"."""
_PLACES = ("one first 1", "two second 2", "three third 3", "four fourth 4")
_FRAMES = ("{}", "the {}", "{} one", "the {} one", "number {}")


def _table() -> dict[str, Act]:
    lists = {Act.MORE: _MORE, Act.YES: _YES, Act.NO: _NO, Act.MENU: _MENU, Act.BACK: _BACK}
    return {_key(line): act for act, lines in lists.items() for line in lines.split("|")}


def _key(line: str) -> str:
    words = text.words(_LETTERS.get(line.strip().lower(), line))
    kept = [word for word in words if word not in FILLERS]
    return " ".join(kept or words[-1:])


def _ordinals() -> dict[str, int]:
    """Which offered choice "the second one" and its like mean."""
    spoken = {frame.format(word): at for at, words in enumerate(_PLACES) for word in words.split() for frame in _FRAMES}
    return spoken | {"the last": -1, "the last one": -1, "last one": -1}


_ACTS = _table()
_ORDINALS = _ordinals()


def read(session: Session, message: str, at: float) -> tuple[Act, str] | None:
    """The act of a message and the offered intent it picks, if any; None where it is no follow-up."""
    key = _key(message)
    act = _ACTS.get(key)
    if act in (Act.MENU, Act.BACK):
        return act, ""
    if at - session.at > FRESH:
        return None
    if session.offered and key in _ORDINALS and _ORDINALS[key] < len(session.offered):
        return Act.YES, session.offered[_ORDINALS[key]]
    return (act, "") if act and (session.last or session.offered) else None


def answer_to_check(response: Response, message: str) -> Act | None:
    """What a typed answer to the gentle question means: yes, not safe; no, the relationship; None, neither.

    Whatever begins with a yes is one; what begins with a no may go on to say the opposite, so it must be the whole.
    """
    key = _key(message)
    if key == _key(response.check_yes) or _ACTS.get(key) is Act.YES or key.partition(" ")[0] in _YES_WORDS:
        return Act.YES
    return Act.NO if key == _key(response.check_no) or _ACTS.get(key) is Act.NO else None
