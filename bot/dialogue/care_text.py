"""What a message says, word by word, however it was typed: the first step of care, and only of care.

Routing reads a message in its own way; here a word too many found is better than one missed. Words come lower-case
and without apostrophes (``can't`` is ``cant``), and the commonest pairs come as one word (``i am`` is ``im``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from bot import english as frequencies
from bot.dialogue.text import SIDES, straight

_LEET = str.maketrans("013457@$!", "oieastasi")
_SENTENCE = re.compile(r"(?<!\.)\.(?=\s|$)|[?!;]+|\n\s*\n")
_SPELT = re.compile(r"(?<![^\W_])[a-z](?:[ .*_\-]{1,2}[a-z]){2,}(?![^\W_])")
_BANG = re.compile(r"(?<![a-z])[a-z]++![a-z]+")
_WORD = re.compile(r"[^\W_]+(?:[*@$]+[^\W_]+)*")
_RUN = re.compile(r"(.)\1{2,}")
_AGE = re.compile(r"[a-z]?\d+[a-z]{0,2}")

CHAT = {
    key: tuple(words.split())
    for line in """
    wanna=want to; wana=want to; wan=want to; tryna=trying to; gonna=going to; gona=going to; gunna=going to
    finna=going to; gon=going to; imma=im going to; ima=im going to; gotta=got to; kms=kill myself; kys=kill yourself
    u=you; ur=your; urself=yourself; r=are; n=and; nd=and; dnt=dont; dun=dont; cnt=cant; wnt=want; hv=have; bf=boyfriend
    gf=girlfriend; hubby=husband; hubs=husband; cuz=because; coz=because; bc=because; ppl=people; b4=before; da=the
    dat=that; dis=this; dem=them; wit=with; meself=myself; mesen=myself; hisself=himself; cannot=cant; cannae=cant
    dinnae=dont; didnae=didnt; willnae=wont; iam=im; 2=to; thru=through; nite=night; tonite=tonight; 2nite=tonight
    wld=would; cld=could; any1=anyone; some1=someone
    mi=my; ma=my; em=them; lyf=life; lyfe=life; nuffin=nothing; nuthin=nothing; suey=suicide; fone=phone; skool=school
    """.strip().splitlines()
    for key, _, words in (item.strip().partition("=") for item in line.split(";"))
}
"""Chat spellings and dialect forms whose meaning is settled, each with the words it stands for."""

PAIRS = {
    tuple(pair.split()): word
    for line in """
    i am=im; i m=im; he is=hes; he s=hes; she is=shes; they are=theyre; can not=cant; do not=dont; does not=doesnt
    did not=didnt; will not=wont; would not=wouldnt; is not=isnt; was not=wasnt; has not=hasnt; have not=havent
    should not=shouldnt; could not=couldnt; don t=dont; can t=cant; won t=wont; any more=anymore; my self=myself
    him self=himself; her self=herself; your self=yourself; no one=noone; what is=whats; self harm=selfharm
    self harmed=selfharm; self harming=selfharm; self harms=selfharm; over dose=overdose
    girl friend=girlfriend; boy friend=boyfriend
    """.strip().splitlines()
    for pair, _, word in (item.strip().partition("=") for item in line.split(";"))
}
"""Two words that are read as one."""


@cache
def english() -> dict[str, float]:
    """The common English words, each with how often it is used; contractions also without their apostrophe."""
    words = dict(frequencies.english())
    plain = {word.replace("'", ""): often for word, often in words.items() if "'" in word}
    return words | {word: max(often, words.get(word, 0.0)) for word, often in plain.items()}


@lru_cache(maxsize=SIDES)
def tokens(text: str) -> tuple[tuple[str, ...], ...]:
    """The message as sentences of plain words."""
    sentences = (_words(part) for part in _SENTENCE.split(_plain(text)))
    return tuple([tuple(words) for words in sentences if words])


def _plain(text: str) -> str:
    """The text in one width and case, without what only decorates it."""
    if not text.isascii():
        text = straight(text)
    if not text.isascii():  # most have but the quotes of a phone's keyboard
        text = unicodedata.normalize("NFKD", text)
        for sign in set(text):
            if not sign.isascii() and unicodedata.category(sign) in ("Cf", "Mn"):
                text = text.replace(sign, "")
    text = text.lower().replace("'", "")
    text = _SPELT.sub(lambda spelt: re.sub("[^a-z]", "", spelt[0]), text)
    return _BANG.sub(lambda word: _unleet(word[0]), text) if "!" in text else text


def _words(sentence: str) -> list[str]:
    """The words of a sentence, chat spellings written out and pairs joined."""
    words: list[str] = []
    for word in _WORD.findall(sentence):
        for plain in _written_out(word):
            joined = PAIRS.get((words[-1], plain)) if words else None
            if joined:
                words[-1] = joined
            else:
                words.append(plain)
    return words


@lru_cache(maxsize=1 << 14)
def _written_out(word: str) -> tuple[str, ...]:
    """The word without its decorations, written out where it is a chat spelling or that makes it one."""
    if word in CHAT or (word.isalpha() and not _RUN.search(word)):
        return CHAT.get(word, (word,))
    plain = _squeezed(_unleet(word))
    return CHAT.get(plain, (plain,))


def _unleet(word: str) -> str:
    """The word with digits and signs read as letters, where that makes an English word or one nearly so."""
    if word.isalpha() or _AGE.fullmatch(word):
        return word
    read = word.translate(_LEET)
    if "!" in word and read not in english():
        return word
    return read if read.replace("*", "").isalpha() else word


def _squeezed(word: str) -> str:
    """The word with letters typed three times or more reduced to what English has."""
    twice, once = _RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word)
    return max((twice, once), key=lambda form: english().get(form, 0.0))
