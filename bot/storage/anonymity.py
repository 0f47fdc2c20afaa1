"""Taking out of a message what could tell who wrote it or about whom: names, numbers, links, addresses, handles.

A name is told by a list of common given names, by a capital within a sentence, by the word that comes before it ("my
boyfriend …", "called …"), and by being no word at all: what the word list hardly knows is rather lost than kept.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from bot.english import zipf

if TYPE_CHECKING:
    from collections.abc import Container

NAME, NUMBER, LINK = "[name]", "[number]", "[link]"
_RARE = 3.0
"""Zipf frequency below which a word is taken for a name: it comes less than once in a million words …"""
_USUAL = 4.3
"""… and from which it is none even where a name is expected."""
_LOOKED_BACK = 60
"""So many letters before a word tell whether a sentence begins with it or a name is expected."""
_LINK = re.compile(  # begun only where a word begins: from every letter of a long one it would take seconds
    r"(?<!\S)\S+@\S+|\b(?:https?://|www\.)\S+"
    r"|(?<![\w-])(?<![\w-]\.)[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|me|co|uk|de|app|ly|gg|tv|info|eu|us)\b\S*",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<!\w)@\w+")
_NUMBER = re.compile(r"\+?\d[\d\s().,:/-]*\d|\d")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FIRST = re.compile(r"(?:^|[.!?…\n:]\s*|[\"“(]\s*)$")
_BEFORE_A_NAME = re.compile(
    r"\b(?:(?:my|his|her|their|our)\s+(?:ex|boyfriend|girlfriend|bf|gf|husband|wife|hubby|fianc[eé]e?|partner|friend|"
    r"bestie|brother|sister|son|daughter|mate|boss|colleague|cousin|uncle|aunt)|called|named|name\s+is|name's|"
    r"names|mr|mrs|ms|dr)\.?\s+$",
    re.IGNORECASE,
)
_CAPITAL_WORDS = frozenset(
    "i i'm i'll i've i'd monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december christmas easter whatsapp instagram facebook tinder tv ok "
    "god ldr adhd ptsd nhs uk us".split()
)
_GIVEN_NAMES = frozenset(
    "aaron abby abigail adam adrian ahmed aisha alan alana albert alejandro alex alexander alexandra alexis alfie "
    "ali alice alicia alison amanda amelia amir amy ana andrea andreas andrei andrew andy angela anita anna anne "
    "annie anthony antonio archie ariana arthur arun ashley barbara barry becca becky ben benjamin beth bethany "
    "betty bianca bob bobby brad bradley brandon brenda brendan brian brittany bruce bryan caitlin callum cameron "
    "camila carla carlos carmen carol caroline catherine cathy cecilia charlie charlotte chelsea cheryl chloe "
    "chris christina christine christopher cindy claire clara claudia colin connor courtney craig cynthia daniel "
    "daniela danielle danny darren dave david debbie deborah deepak denise dennis derek diana diane diego dmitri "
    "dominic donna doris dorothy doug douglas dylan eddie edward eleanor elena elijah elizabeth ella ellen ellie "
    "emily emma eric erica erik erin ethan eva evan evelyn fatima felicity felix fiona florence francesca francis "
    "fred freddie gabriel gabriela gareth gary gavin gemma geoff george georgia gerald gordon graham greg gregory "
    "hannah harriet harrison hassan heidi helen henry holly howard hugo ian ibrahim imogen ingrid irene isaac "
    "isabel isabella isla ivan jackie jacob jake james jamie jan jane janet janice jared jason javier jay jayden "
    "jean jeff jeffrey jen jenna jennifer jenny jeremy jerry jess jessica jill jim jimmy joan joanna joanne jodie "
    "joe joel johannes john johnny jon jonas jonathan jordan jorge jose joseph josh joshua juan judith judy julia "
    "julian julie justin kaitlyn karen karl kate katherine kathleen kathryn kathy katie katy kayla keith kelly "
    "ken kenneth kerry kevin khalid kieran kim kimberly kirsty kyle lara lars laura lauren laurie leah leanne lee "
    "leo leon leonard lewis liam lilly linda lindsay lisa liz logan lorraine louis louise lucas lucia lucy luis "
    "luke lydia maddie madison maggie malcolm manuel marc marcel marco marcus margaret maria marie marina mario "
    "marion marta martha martin mary mateo matt matteo matthew maureen maya megan mehmet mel melanie melissa mia "
    "michael michelle miguel mike mohamed mohammad mohammed molly monica morgan muhammad nadia naomi natalia "
    "natalie natasha nathan neha neil nicholas nicola nicole nigel nikhil nina noah noor nora oliver olivia omar "
    "oscar owen pablo pamela patricia patrick paul paula pedro peter phil philip phoebe pierre priya rachel raj "
    "rajesh ralph raquel rebecca reece rhys ricardo richard rick ricky riley rita robert roberta robin rodrigo "
    "roger ronald rory ross roxanne roy russell ruth ryan sabrina sally sam samantha samir samuel sandra sara "
    "sarah scott sean sebastian sergio shane shannon sharon shaun shirley sian simon sofia sonia sophia sophie "
    "stacey stan stefan stella stephanie stephen steve steven stuart susan suzanne sven sylvia tamara tanya tara "
    "ted teresa terry theo theresa thomas tiffany tim timothy tina toby todd tom tommy tony tracey tracy travis "
    "tyler valentina valerie vanessa vera veronica vicky victoria vijay vincent vivian wendy wesley william "
    "xavier yasmin yusuf yvonne zach zachary zara zoe".split()
)
_NAMES_AND_WORDS = frozenset(
    "art bill chase christian dawn dean drew faith frank gene grace grant guy harry heather hope hunter ivy jack jade "
    "joy june lily "
    "mark max may miles nick olive pat penny ray rich rob rose ruby summer sue victor violet wade will".split()
)
"""Words too, so they count as names only where a name is expected."""


def anonymous(text: str, known: Container[str] = ()) -> str:
    """Return the message without names, numbers, links, addresses and handles; ``known`` words are no names."""
    text = _HANDLE.sub(NAME, _LINK.sub(LINK, text))
    shouted = text.upper() == text
    parts, last = [], 0
    for found in re.finditer(r"\[(?:name|link)\]|" + _WORD.pattern, text):
        parts += [text[last : found.start()], found[0]]
        before = text[max(0, found.start() - _LOOKED_BACK) : found.start()]
        if not found[0].startswith("[") and _is_name(found[0], before, known, shouted=shouted):
            parts[-1] = NAME + ("'s" if found[0].lower().endswith(("'s", "’s")) else "")
        last = found.end()
    return _NUMBER.sub(NUMBER, "".join((*parts, text[last:])))


def _is_name(word: str, before: str, known: Container[str], *, shouted: bool) -> bool:
    plain = word.lower().replace("’", "'").removesuffix("'s")
    if plain in _CAPITAL_WORDS:
        return False
    if plain in _GIVEN_NAMES or any(part in _GIVEN_NAMES for part in plain.split("-")):
        return True
    if word[0].isupper() and not shouted and not _FIRST.search(before):
        return True
    if _BEFORE_A_NAME.search(before) and (plain in _NAMES_AND_WORDS or _commonness(plain) < _USUAL):
        return True
    return plain not in known and _commonness(plain) < _RARE


def _commonness(word: str) -> float:
    """How common a word is; one with hyphens is somewhat rarer than the rarest of its parts, as wordfreq counts it."""
    parts = [zipf(part) for part in word.split("-")]
    return -math.log10(sum(10**-part for part in parts)) if all(parts) else 0.0
