"""Message → words: case, contractions, chat spellings, repeated letters, sentences."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CHAT_SPELLINGS = {
    "dont": "do not", "didnt": "did not", "doesnt": "does not", "cant": "can not", "cannot": "can not",
    "wont": "will not", "isnt": "is not", "arent": "are not", "wasnt": "was not", "werent": "were not",
    "havent": "have not", "hasnt": "has not", "hadnt": "had not", "wouldnt": "would not",
    "shouldnt": "should not", "couldnt": "could not", "aint": "is not", "im": "i am", "ive": "i have",
    "hes": "he is", "shes": "she is", "its": "it is", "whats": "what is", "whys": "why is",
    "hows": "how is", "wheres": "where is", "whos": "who is", "thats": "that is", "theres": "there is",
    "youre": "you are", "theyre": "they are", "theyve": "they have", "weve": "we have",
    "youve": "you have", "itll": "it will", "hed": "he would", "shouldve": "should have",
    "u": "you", "ur": "your", "r": "are", "n": "and", "y": "why", "k": "ok", "2nite": "tonight",
    "b4": "before", "gr8": "great", "l8r": "later", "2moro": "tomorrow", "wat": "what", "wut": "what",
    "wot": "what", "waht": "what", "teh": "the", "dat": "that", "dis": "this", "da": "the", "wit": "with",
    "wiv": "with", "ya": "you", "yr": "your", "nd": "and", "pls": "please", "plz": "please",
    "thx": "thanks", "tnx": "thanks", "ty": "thank you", "bf": "boyfriend", "gf": "girlfriend",
    "hubby": "husband", "txt": "text", "txts": "texts", "txted": "texted", "txting": "texting",
    "msg": "message", "msgs": "messages", "convo": "conversation", "bc": "because", "cuz": "because",
    "cos": "because", "coz": "because", "becuz": "because", "wanna": "want to", "gonna": "going to",
    "gotta": "got to", "gimme": "give me", "lemme": "let me", "kinda": "kind of", "dunno": "do not know",
    "idk": "i do not know", "rn": "right now", "rly": "really", "ppl": "people", "smth": "something",
    "sth": "something", "sumthing": "something", "sumthin": "something", "abt": "about", "tho": "though",
    "thru": "through", "nite": "night", "2day": "today", "luv": "love", "ily": "i love you",
    "kk": "ok", "okie": "ok", "okey": "ok", "oki": "ok", "okies": "ok", "okk": "ok", "dokie": "ok", "dokey": "ok",
    "mm": "hm", "mmm": "hm", "mhm": "hm", "mhmm": "hm", "mmhm": "hm", "uhuh": "hm", "defo": "definitely",
    "deffo": "definitely", "gotcha": "got it", "gotchu": "got it", "nvm": "never mind", "nevermind": "never mind",
    "nty": "no thank you", "wdym": "what do you mean", "tysm": "thank you so much", "tyvm": "thank you so much",
    "ikr": "i know", "ik": "i know", "urself": "yourself", "sorta": "sort of", "prob": "probably",
    "probs": "probably", "prolly": "probably",
    "ldr": "long distance relationship", "innit": "is it not", "nothin": "nothing", "somethin": "something",
}  # fmt: skip
"""How people type common words; applied word by word, to phrases and messages alike."""

SIDES = 16
"""So many texts are remembered, for a turn asks from several sides for the words of its message."""

_CONTRACTIONS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would", "'s": "is"}
_IRREGULAR = {"can't": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not")}
_QUOTES = "’‘‛`´ʼ"
_LONG_RUN = re.compile(r"(.)\1{2,}")
_CJK = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_EMOJI = "\u2600-\u27bf\U0001f300-\U0001faff"
_PLAIN_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")
_TOKEN = re.compile(rf"[{_CJK}{_EMOJI}]|[^\W_{_CJK}]+(?:'[^\W\d_{_CJK}]+)*")
_LETTERS_OR_DIGITS = re.compile(r"\d+|[^\W\d_]+|\W")
_SENTENCE_END = re.compile(r"(?<=[.?!…])\s+|\n+|(?<=\s)[-–—](?=\s)")


@lru_cache(maxsize=SIDES)
def words(text: str) -> tuple[str, ...]:
    """The lower-case words of a text, contractions and chat spellings written out."""
    return tuple([word for token in tokens(text) for word in words_of(token)])


@lru_cache(maxsize=SIDES)
def tokens(text: str) -> tuple[str, ...]:
    """The runs of letters, digits and apostrophes in a text, in lower case."""
    text = straight(text)
    if text.isascii():
        return tuple(_PLAIN_TOKEN.findall(text.lower()))
    plain = unicodedata.normalize("NFKC", text).lower()
    return tuple(_TOKEN.findall(_LONG_RUN.sub(r"\1\1", plain)))


def straight(text: str) -> str:
    """The text with an apostrophe for each of its quotes; to replace one by one takes a hundredth of a table's time."""
    for quote in _QUOTES:
        text = text.replace(quote, "'")
    return text


@lru_cache(maxsize=1 << 15)
def words_of(token: str) -> tuple[str, ...]:
    """The words of one token: contractions and chat spellings are several."""
    if token.isalpha() or token in CHAT_SPELLINGS:
        plain = _squeezed(token)
        return tuple(CHAT_SPELLINGS.get(plain, plain).split())
    if "'" in token:
        return _uncontracted(token)
    return tuple(word for part in _LETTERS_OR_DIGITS.findall(token) for word in _of_a_part(part))


def _squeezed(word: str) -> str:
    """The word with no letter more than twice in a row; most have none, and to look takes less time than to replace."""
    return _LONG_RUN.sub(r"\1\1", word) if _LONG_RUN.search(word) else word


def _of_a_part(part: str) -> tuple[str, ...]:
    return words_of(part) if part.isalpha() else (_squeezed(part),)


def _uncontracted(token: str) -> tuple[str, ...]:
    """``don't`` is two words; an apostrophe that contracts nothing parts two."""
    if token in _IRREGULAR:
        return _IRREGULAR[token]
    for ending, word in _CONTRACTIONS.items():
        if token.endswith(ending) and len(token) > len(ending):
            return (*words_of(token.removesuffix(ending)), word)
    return tuple(word for part in token.split("'") for word in words_of(part))


def plain(text: str) -> str:
    """A text in lower case, without the spaces and signs around it."""
    return " ".join(text.lower().split()).strip(" .,!?…")


@lru_cache(maxsize=SIDES)
def sentences(text: str) -> tuple[str, ...]:
    """A text cut where a sentence, a line or a dash ends."""
    return tuple([part for piece in _SENTENCE_END.split(text) if (part := piece.strip())])
