"""Message → words: case, contractions, chat spellings, repeated letters, sentences."""

from __future__ import annotations

import re
import unicodedata

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
    "ldr": "long distance relationship", "innit": "is it not", "nothin": "nothing", "somethin": "something",
}  # fmt: skip
"""How people type common words; applied word by word, to phrases and messages alike."""

_CONTRACTIONS = {"n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "'m": " am", "'d": " would", "'s": " is"}
_CONTRACTED = re.compile(r"(n't|'(?:re|ve|ll|m|d|s))\b")
_IRREGULAR = re.compile(r"\b(ca|wo|sha)n't\b")
_IRREGULAR_STEMS = {"ca": "can not", "wo": "will not", "sha": "shall not"}
_QUOTES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))
_LONG_RUN = re.compile(r"(.)\1{2,}")
_CJK = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WITH_DIGITS = "|".join(spelling for spelling in CHAT_SPELLINGS if not spelling.isalpha())
_EMOJI = "\u2600-\u27bf\U0001f300-\U0001faff"
_WORD = re.compile(rf"\b(?:{_WITH_DIGITS})\b|[{_CJK}{_EMOJI}]|[^\W\d_{_CJK}]+|\d+")
_SENTENCE_END = re.compile(r"(?<=[.?!…])\s+|\n+|\s+[-–—]\s+")


def words(text: str) -> list[str]:
    """The lower-case words of a text, contractions and chat spellings written out."""
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).lower().translate(_QUOTES)
    if "'" in plain or "`" in plain:
        plain = _IRREGULAR.sub(lambda found: _IRREGULAR_STEMS[found[1]], plain.replace("`", "'"))
        plain = _CONTRACTED.sub(lambda found: _CONTRACTIONS[found[1]], plain)
    found: list[str] = _WORD.findall(_LONG_RUN.sub(r"\1\1", plain))
    if CHAT_SPELLINGS.keys().isdisjoint(found):
        return found
    return [part for word in found for part in CHAT_SPELLINGS.get(word, word).split()]


def sentences(text: str) -> list[str]:
    """A text cut where a sentence, a line or a dash ends."""
    return [part for part in (piece.strip() for piece in _SENTENCE_END.split(text)) if part]
