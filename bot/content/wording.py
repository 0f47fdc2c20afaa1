"""What the bot must not say, each with better words: about suicide and abuse above all.

After Samaritans' media guidelines, the US National Domestic Violence Hotline on why and how people leave, and SAMHSA on
listening. A row is added where an answer went wrong once; ``tests/content/broken/wording`` shows each of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.content.problem import Problem, Severity
from bot.dialogue.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.fields import Values
    from bot.content.values import Source

HIM = r"(?:(?:him|her|them|your (?:partner|husband|wife|boyfriend|girlfriend|ex))\b|\{him\})"
HE = r"(?<!\w)(?:he|she|they|\{he\}|\{they\})"
UNDENIED = r"(?<!not )(?<!n't )(?<!never )"
"""Stands before words that are right where they are denied: "don't confront"."""
UNREAD = ("from", "related", "kinds")
"""Keys that hold no words for people."""
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing not to say."""

    words: frozenset[str]
    """One of these stands in all that the pattern finds, which is quick to tell; none where that cannot be said."""
    pattern: re.Pattern[str]
    """Looked for in small letters with straight apostrophes."""
    why: str
    """What is wrong with it; what was found stands before."""
    better: str
    """What to write instead."""
    severity: Severity = Severity.ERROR

    def found_in(self, text: str, words: frozenset[str]) -> re.Match[str] | None:
        """Find the first place where a text, of these words, says it."""
        return None if self.words and self.words.isdisjoint(words) else self.pattern.search(text)


def _rule(words: str, pattern: str, why: str, better: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(frozenset(words.split()), re.compile(pattern), why, better, severity)


EVERYWHERE: tuple[Rule, ...] = (
    _rule(
        "suicide",
        r"\bcommit(?:s|ted|ting)? (?:a )?suicide\b",
        "sounds like a crime.",
        'Write "died by suicide", "thoughts of suicide" or "take their own life".',
    ),
    _rule(
        "suicide attempt attempts",
        r"\b(?:un)?successful(?:ly)? (?:\w+ )?(?:suicide|attempts?)\b|\bfailed (?:suicide )?attempts?\b"
        r"|\b(?:failed|completed) suicide\b|\b(?:suicide|attempt) (?:failed|succeeded|was (?:un)?successful)\b",
        "makes death a success and living a failure.",
        'Write "a suicide attempt" or "died by suicide".',
    ),
    _rule(
        "promise guarantee guaranteed fails works",
        r"\b(?:i|we) (?:can )?(?:promise|guarantee)\b|\bnever fails\b|\balways works\b"
        r"|(?<!not )(?<!nothing is )(?<!never )\bguaranteed\b",
        "promises what nobody can keep.",
        'Write "may", "can help" or "often".',
    ),
    _rule(
        "back return miss change regret",
        rf"{HE}(?:'ll| will) (?:\w+ly )?(?:come back|be back|return|miss you|change|regret)\b",
        "foretells what nobody knows.",
        'Write "may or may not come back; only {he} can say".',
    ),
    _rule(
        "men women guys",
        r"(?<!some )\b(?:men|women|guys) (?:always|never|need|want|are|just|hate|love|cannot|can't)\b",
        "speaks of a sex as if it were one person.",
        'Write "some people", or "may".',
    ),
    _rule(
        "secretly deep love loves care cares want wants",
        rf"\b(?:secretly\b|deep down,? {HE}|{HE} (?:really|truly|clearly|obviously) (?:loves?|cares?|wants?)\b)",
        "reads another person's mind.",
        'Write "may", or "only {he} can say".',
    ),
    _rule(
        "leave dump ditch",
        rf"\bjust (?:leave|dump|ditch)(?! it| room)\b|\bleave {HIM} now\b|\bwhy (?:don't|didn't) you (?:just )?leave\b",
        "may be the most dangerous step where somebody is abusive, and it is theirs to decide.",
        'Write "whatever you decide", and name somebody who can plan it with them.',
    ),
    _rule(
        "fault",
        rf"{UNDENIED}\byour (?:own )?fault\b(?![^.!?]*\?)",
        "blames the person who asks.",
        'Write "it isn\'t your fault", or leave it out.',
    ),
    _rule(
        "feel feeling",
        r"\bi (?:know|understand) (?:exactly )?how you(?:'re| are)? feel(?:ing)?\b|\bi feel (?:your|for|so)\b",
        "claims a feeling that a program has not.",
        'Write what can be heard in their words: "That sounds hard."',
    ),
    _rule(
        "attention cry psycho drama hysterical",
        r"\battention[- ]seek\w*|\bcry for (?:help|attention)\b|\bpsycho\b|\bdrama queen\b|\bhysterical\b",
        "makes light of pain, or insults.",
        "Take it seriously, or leave it out.",
    ),
    _rule(
        "cheer bright reason worse over man plenty snap",
        r"\bcheer up\b|\bbright side\b|\bhappens for a reason\b|\bcould be worse\b|\bget over it\b|\bman up\b"
        r"|\bplenty (?:more|of other) fish\b|\bsnap out of\b",
        "is cheerful over somebody's head.",
        "Say what was heard, or one small thing that helps.",
    ),
    _rule(
        "http https www click sign subscribe discount free buy order download our off affiliate",
        r"https?://|\bwww\.|\bclick (?:here|below)\b|\bsign up\b|\bsubscribe\b|\bdiscount\b|\b\d+ ?% off\b"
        r"|\bfree (?:download|trial|guide)\b|\b(?:buy|order|download) (?:now|it|the|our|my|your)\b|\baffiliate\b"
        r"|\bour (?:course|programme|program|coaching|book)\b",
        "sells or links.",
        "Leave it out: this bot advertises nothing. Contacts stand in responses/helplines.yaml.",
    ),
)
"""For every answer and every line."""

CARE: tuple[Rule, ...] = (
    _rule(
        "confront confronting stand reason",
        rf"{UNDENIED}\bconfront(?:ing)?\b|{UNDENIED}\bstand up to {HIM}|{UNDENIED}\breason with {HIM}",
        "can make an abusive person more dangerous.",
        'Write "an advocate can plan with you".',
    ),
    _rule(
        "counselling counseling counsellor counselor therapy therapist mediation",
        r"\b(?:couples?'?|marriage|relationship|joint) (?:counsell?ing|counsell?or|therapy|therapist|mediation)\b"
        r"|\bmediation\b|\b(?:counsell?ing|therapy) together\b",
        "is not for where one person harms the other.",
        "Name a domestic abuse line; each may see somebody alone.",
    ),
    _rule(
        "set setting draw give talk open patient tell",
        rf"\b(?:set|setting|draw) (?:\w+ ){{0,2}}(?:boundar\w+|limits?)\b|\bbe patient with {HIM}"
        rf"|\bgive {HIM} (?:some |more )?(?:space|time)\b|\b(?:talk|open up) to {HIM} about\b"
        rf"|\btell {HIM} how (?:it|that|this|you)\b",
        "is the article's advice, and unsafe here.",
        "Leave it out: after a sign of danger come help and safety only.",
    ),
    _rule(
        "you stay leave",
        r"\byou (?:should|must|have to|need to|ought to) (?:leave|go|report|press|divorce|forgive|stay)\b"
        rf"|{UNDENIED}\bstay with {HIM}|{HE} needs? you\b|\bdon't leave {HIM}(?! alone)\b",
        "decides for them.",
        'Write "you decide", and who can help to think it through.',
    ),
    _rule(
        "you",
        r"\bwhy (?:did|do|didn't|don't) you\b|\bwhat did you (?:do|say|wear)\b",
        "sounds like blame.",
        "Ask nothing about the past; ask whether they are safe.",
    ),
    _rule(
        "reply answer text message ring call block last",
        rf"\b(?:reply to|answer|text|message|ring|call) {HIM} (?:once|one)\b|\bone last (?:reply|text|message|time)\b"
        rf"|\bblock {HIM}|\bblock every\w*",
        "can stir up somebody who stalks, or destroy evidence.",
        'Write "ask a stalking or abuse line how, before you block anyone".',
    ),
    _rule(
        "history phone messages browser factory email screenshot",
        r"\b(?:wipe|clear|erase|delete) (?:your |the |all )?(?:history|phone|messages|browser)\b|\bfactory reset\b"
        r"|\bemail (?:us|me|this|it|yourself)\b|\bscreenshot this chat\b",
        "may be noticed by whoever watches the device.",
        "Say that the device may be watched, and to ask for help from another one.",
    ),
    _rule(
        "overdose overdosing pill pills tablet tablets noose rope razor razors bridge bridges hang hanging cut cutting "
        "gun guns knife knives poison bleach jump jumping jumped drown drowning",
        r"\boverdos\w+|\b(?:pill|tablet|razor|bridge|gun)s?\b|\bnoose\b|\brope\b|\bcut(?:ting)? your\b"
        r"|\bkni(?:fe|ves)\b|\bpoison\b|\bbleach\b|\bjump(?:ing|ed)? (?:off|from|in front)\b|\bdrown(?:ing)?\b"
        r"|\bhang(?:ing)? (?:your|him|her|them)sel\w+",
        "names a method or a place.",
        'Write "to hurt yourself" or "to act on it".',
    ),
    _rule(
        "think selfish cowardly",
        r"\bthink of (?:your|the) (?:family|children|kids|mother|mum|parents)\b|\bselfish\b|\bcowardly\b",
        "lays guilt on somebody who carries enough.",
        "Say that they deserve company tonight.",
    ),
    _rule(
        "back change love relationship",
        rf"{HE} (?:may|might|could) (?:still )?(?:come back|change|love)\b|\b(?:fix|save) the relationship\b",
        "is hope for the relationship where safety comes first.",
        "Leave it out.",
    ),
    _rule("", "[\u2600-\u27bf\U0001f300-\U0001faff]", "is an emoji: too light here.", "Delete it."),
    _rule("", "!", "shouts.", "End the sentence with a full stop.", Severity.WARNING),
)
"""For care answers, which have `kinds`, and their questions."""


def wording_problems(source: Source, values: Values, *, care: bool) -> Iterator[Problem]:
    """Find what must not be said in the texts of one file."""
    rules = (*EVERYWHERE, *CARE) if care else EVERYWHERE
    for text in (text for key, texts in values.items() if key not in UNREAD for text in texts):
        plain = text.text.lower().replace("\u2019", "'")
        words = frozenset(_WORD.findall(plain))
        for rule in rules:
            if found := rule.found_in(plain, words):
                message = f'"{found[0]}" {rule.why}'
                yield Problem(_spot(source, text.place, found[0]), message, rule.better, rule.severity)


def _spot(source: Source, start: Place, words: str) -> Place:
    """Where some words of a text stand, which may go on over many lines; else where the text begins."""
    first = words.split(maxsplit=1)[0]
    for number, line in enumerate(source.lines[start.line - 1 :], start.line):
        plain = line.lower().replace("\u2019", "'")
        for part in (words, first):
            at = plain.find(part, start.column - 1 if number == start.line else 0)
            if at >= 0:
                return Place(start.file, number, at + 1)
    return start
