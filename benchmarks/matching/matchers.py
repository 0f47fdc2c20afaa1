"""The ways to find a message's topic that are compared; each learns from the same phrases and gives its best three."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.matching.data import Line
    from bot.dialogue.model import Intent

FIRST = 3
ASKED = 50
"""How many near phrases rapidfuzz is asked for, so that they are of three topics."""


class Found(NamedTuple):
    """What a way found for one message."""

    topics: list[str]
    """The best three, best first."""
    score: float
    """The higher, the surer, on a scale of its own."""


if TYPE_CHECKING:
    Matcher = Callable[[str], Found]
    Loader = Callable[[Sequence[Line]], Matcher]


def ours() -> Loader:
    """The matcher of this project, as the bot uses it."""
    from bot.dialogue.index import build_index
    from bot.dialogue.match import rank

    def load(phrases: Sequence[Line]) -> Matcher:
        intents = as_intents(phrases)
        index = build_index(intents)

        def match(message: str) -> Found:
            ranking = rank(index, message)
            topics = dict.fromkeys(intents[one.intent].topic for one in ranking.matches)
            return Found(list(topics)[:FIRST], ranking.confidence)

        return match

    return load


def nearest_phrase(scorer: str) -> Loader:
    """The topics of the phrases nearest to a message by a score of rapidfuzz, which prepares the texts itself."""
    from rapidfuzz import fuzz, process
    from rapidfuzz.utils import default_process

    compare = getattr(fuzz, scorer)

    def load(phrases: Sequence[Line]) -> Matcher:
        texts = [default_process(line.text) for line in phrases]

        def match(message: str) -> Found:
            near = process.extract(default_process(message), texts, scorer=compare, limit=ASKED)
            return Found(list(dict.fromkeys(phrases[at].topic for _, _, at in near))[:FIRST], near[0][1])

        return match

    return load


def linear_svm() -> Loader:
    """scikit-learn's linear support vector machine on words, pairs of words and letter groups, weighted by rarity."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_union
    from sklearn.svm import LinearSVC

    def load(phrases: Sequence[Line]) -> Matcher:
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4), sublinear_tf=True)
        features = make_union(words, letters)
        machine = LinearSVC(random_state=0)
        machine.fit(features.fit_transform([line.text for line in phrases]), [line.topic for line in phrases])
        topics = machine.classes_.tolist()

        def match(message: str) -> Found:
            scores = machine.decision_function(features.transform([message]))[0]
            best = (-scores).argsort()[:FIRST].tolist()
            return Found([topics[at] for at in best], float(scores[best[0]]))

        return match

    return load


def as_intents(phrases: Sequence[Line]) -> Mapping[str, Intent]:
    """The phrases as the intents that the matcher's index is built from."""
    from bot.dialogue.model import Intent, Phrase, Place

    texts: dict[tuple[str, str], list[str]] = {}
    for line in phrases:
        texts.setdefault((line.intent, line.topic), []).append(line.text)
    place = Place("", 1)
    return {
        name: Intent(name, name, topic, place, phrases=tuple(Phrase(text, place) for text in own))
        for (name, topic), own in texts.items()
    }


OURS = "ours"
MATCHERS: dict[str, Callable[[], Loader]] = {
    OURS: ours,
    "rapidfuzz WRatio": partial(nearest_phrase, "WRatio"),
    "rapidfuzz token_set_ratio": partial(nearest_phrase, "token_set_ratio"),
    "TF-IDF + linear SVM": linear_svm,
}
