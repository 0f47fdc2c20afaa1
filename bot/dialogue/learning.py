"""Phrases → vocabulary: which features they have, and what each weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp
import Stemmer

from bot.dialogue.features import END, FIRST_STEM, RARE, START, Learned, Vocabulary, letter_groups

if TYPE_CHECKING:
    from bot.dialogue.corpus import Corpus, Ints
    from bot.dialogue.features import Floats

RARE_UP_TO = 2
"""A stem of so many phrases or fewer is rare."""
HELD_BY = 2
"""Pairs need to stand in so many phrases: those of one phrase teach nothing about another."""
NEXT_WEIGHT = 0.77
"""A pair of neighbours against a single stem."""
SKIP_WEIGHT = 0.63
"""A pair with one word between against a single stem."""
GROUP_WEIGHT = 0.7
"""A letter group against a single stem."""
RARITY, DECIDEDNESS = 0.25, 0.5
"""A feature's weight is its rarity among the phrases to the one power times its decidedness to the other …"""
DOUBT = 0.5
"""… where decidedness is 1 less the entropy of the intents it stands in, each taken to hold it so often more than
it does (log-entropy weighting, Dumais 1991, with classes in place of documents)."""


def learn(phrases: Corpus, owner: Ints) -> tuple[Vocabulary, sp.csr_array]:
    """The vocabulary of these phrases, and they in terms of its features, each of length one.

    ``owner`` names the intent of each phrase by number.
    """
    words, tokens, phrase_of = phrases.words, phrases.tokens, phrases.text_of()
    stems = Stemmer.Stemmer("english").stemWords(words)
    numbers = {stem: at for at, stem in enumerate(dict.fromkeys(stems), start=FIRST_STEM)}
    stem_of = np.array([numbers[stem] for stem in stems], np.int32)
    in_phrases = _counted(phrase_of, tokens, (len(phrases.lengths), len(words)))
    in_words = _counted(np.arange(len(words)), stem_of, (len(words), FIRST_STEM + len(numbers)))
    in_pairs = _in_pairs(in_phrases @ in_words)
    pairs, codes, kinds = _pairs(in_pairs[stem_of[tokens]], phrases, len(in_pairs))
    groups, in_groups = _groups(words)
    counted_parts = sp.hstack([in_words, in_groups], format="csr")
    counts = sp.hstack([pairs, in_phrases @ counted_parts], format="csr")
    single = np.concatenate([np.ones(len(in_pairs)), np.full(len(groups), GROUP_WEIGHT)])
    scale = _weights(counts, owner, np.concatenate([kinds, single]))
    made_of = sp.csr_array(counted_parts @ sp.diags_array(scale[len(codes) :]))
    learned = Learned(words, list(numbers), groups, stem_of, in_pairs, codes, scale, made_of)
    vocabulary = Vocabulary(learned)
    squares = pairs @ vocabulary.squares[: len(codes)] + in_phrases @ vocabulary.squares[vocabulary.size :]
    return vocabulary, _scaled(counts, scale, squares)


def _in_pairs(stems: sp.csr_array) -> Ints:
    """What each stem counts as in a pair: itself, or a rare word; ``stems`` counts them in the phrases."""
    return np.where(_held_by(stems) > RARE_UP_TO, np.arange(stems.shape[1]), RARE)


def _groups(words: list[str]) -> tuple[list[str], sp.csr_array]:
    """The letter groups of these words, and the words by them."""
    found = [letter_groups(word) for word in words]
    numbers: dict[str, int] = {}
    named = (numbers.setdefault(group, len(numbers)) for groups in found for group in groups)
    columns = np.fromiter(named, np.int32)
    rows = np.repeat(np.arange(len(found)), [len(groups) for groups in found])

    return list(numbers), _counted(rows, columns, (len(found), len(numbers)))


def _pairs(stems: Ints, phrases: Corpus, base: int) -> tuple[sp.csr_array, Ints, Floats]:
    """Phrases by pairs, the pairs' codes, and what each pair weighs against a single stem.

    ``stems`` is what stands at each place of the phrases, as it counts in a pair.
    """
    stems, lengths, phrase_of = stems.astype(np.int64), phrases.lengths, phrases.text_of()
    ends, filled = np.cumsum(lengths), lengths > 0
    begin, end, number = (ends - lengths)[filled], ends[filled], np.flatnonzero(filled)
    near, far = phrase_of[1:] == phrase_of[:-1], phrase_of[2:] == phrase_of[:-2]
    codes = [START * base + stems[begin], stems[end - 1] * base + END]
    codes += [(stems[:-1] * base + stems[1:])[near], -(stems[:-2] * base + stems[2:])[far]]
    owners = np.concatenate([number, number, phrase_of[1:][near], phrase_of[2:][far]])
    known, column = np.unique(np.concatenate(codes), return_inverse=True)
    counted = _counted(owners, column, (len(lengths), len(known)))
    first, second = np.divmod(np.abs(known), base)
    kept = np.flatnonzero((_held_by(counted) >= HELD_BY) & (np.maximum(first, second) >= FIRST_STEM))
    kinds = np.where(known[kept] > 0, NEXT_WEIGHT, SKIP_WEIGHT)
    return counted.tocsc()[:, kept].tocsr(), known[kept], kinds.astype(np.float32)


def _counted(rows: Ints, columns: Ints, shape: tuple[int, int]) -> sp.csr_array:
    places = (rows.astype(np.int32, copy=False), columns.astype(np.int32, copy=False))
    return sp.csr_array((np.ones(len(rows), np.float32), places), shape=shape)


def _held_by(counts: sp.csr_array) -> Ints:
    """In how many rows each column stands."""
    return np.bincount(counts.indices, minlength=counts.shape[1])


def _weights(counts: sp.csr_array, owner: Ints, kind: Floats) -> Floats:
    """What each feature weighs: its kind, how rare it is, and how decidedly it speaks for some intents."""
    phrases, intents = counts.shape[0], int(owner.max(initial=0)) + 1
    decided = np.ones(counts.shape[1], np.float32) if intents < 2 else _decidedness(counts, owner, intents)
    rarity = np.log((1 + phrases) / (1 + _held_by(counts))) + 1
    return (kind * rarity**RARITY * decided**DECIDEDNESS).astype(np.float32)


def _decidedness(counts: sp.csr_array, owner: Ints, intents: int) -> Floats:
    """One less the entropy of the intents that hold each feature, 0 to 1; all arrays single, for there may be many."""
    holds = sp.csr_array((np.ones(counts.nnz, np.float32), counts.indices, counts.indptr), shape=counts.shape)
    members = _counted(np.arange(len(owner)), owner, (len(owner), intents))
    shares: Floats = (holds.T @ members).toarray()
    sizes = np.maximum(np.bincount(owner, minlength=intents), 1) * (intents / len(owner))
    shares /= sizes.astype(np.float32)
    shares += np.float32(DOUBT / intents)
    shares /= shares.sum(axis=1, keepdims=True)
    logs = np.log(shares)
    logs *= shares
    decided: Floats = np.maximum(1 + logs.sum(axis=1) / np.float32(np.log(intents)), 1e-6).astype(np.float32)
    return decided


def _scaled(counts: sp.csr_array, scale: Floats, squares: Floats) -> sp.csr_array:
    """Counts weighted and divided by each row's length, whose squares are given."""
    lengths = np.sqrt(np.maximum(squares, 1e-12))
    row_of = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    values = counts.data * scale[counts.indices] / lengths[row_of]
    return sp.csr_array((values.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)
