"""How likely a message goes on with the talk, ``bot/dialogue/going_on.py``: on the labelled dialogues of the tests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import yaml

from benchmarks.calibration.logistic import Observed
from bot.dialogue import acts, followup, going_on, policy
from bot.dialogue.exchange import Message, Session
from bot.dialogue.match import rank
from bot.dialogue.model import Action
from bot.dialogue.turn import take_turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.dialogue.model import Content, Ranking

    Turn = tuple[str, str, Ranking, Sequence[str]]
    """The topic talked of, a message, what it is near to, and what would be right."""

NAMES = ("constant", "sureness", "words", "behind")
SHIPPED = (going_on.CONSTANT, going_on.SURENESS, going_on.WORDS, going_on.BEHIND)
DIALOGUES = Path(__file__).parents[2] / "tests" / "dialogues.yaml"


FRESH = 0.5
"""What a question out of the blue counts against a turn of a dialogue."""


def observe(content: Content, tell: Callable[[str], None]) -> Observed:
    """Give the figures of every turn, and whether to go on was right; of those only where that or the opposite was.

    Short test messages, each asked after another topic, are questions of their own.
    """
    tell("going on")
    turns = [turn for dialogue in _dialogues().values() for turn in _later(content, dialogue)]
    asked = list(_fresh(content))
    rows = [
        going_on.figures(content, topic, acts.core(message), ranking) for topic, message, ranking, _ in turns + asked
    ]
    holds = [_goes_on(content, topic, right) for topic, _, _, right in turns] + [False] * len(asked)
    stands = [_stands(content, message, ranking, right) for _, message, ranking, right in turns + asked]
    weight = np.array([1.0] * len(turns) + [FRESH] * len(asked))
    told = np.array(holds) != np.array(stands)
    return Observed(np.array(rows)[told], np.array(holds)[told], weight[told] / weight[told].mean())


def _dialogues() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = yaml.load(DIALOGUES.read_bytes(), yaml.CSafeLoader)
    return found


def _goes_on(content: Content, topic: str, right: Sequence[str]) -> bool:
    """Whether more of the topic talked of is right."""
    return "more" in right or content.topic_of(topic) in right


def _fresh(content: Content) -> Iterator[Turn]:
    """Yield test messages of the article's intents after another of these."""
    names = [name for name in content.intents if policy.is_of_article(content, name)]
    for name, other in zip(names, names[len(names) // 2 :] + names, strict=False):
        for line in content.intents[name].hits:
            ranking = rank(content.index, line.text)
            if len(line.text.split()) <= policy.SHORT and not policy.stands_alone(ranking):
                yield other, line.text, ranking, (content.topic_of(name),)


def _later(content: Content, dialogue: dict[str, list[str]]) -> Iterator[Turn]:
    """The turns of a dialogue that are no plain follow-up, each with the topic talked of and what would be right."""
    session = Session()
    for at, (typed, right) in enumerate(dialogue.items()):
        topic, follow_up = followup.topic_of_talk(session), followup.read(content, session, typed, float(at))
        if policy.is_of_article(content, topic) and follow_up is None:
            message = followup.unframed(typed)
            yield topic, message, rank(content.index, acts.bare(message)), right
        session = take_turn(content, session, Message(typed, float(at))).session


def _stands(content: Content, message: str, ranking: Ranking, right: Sequence[str]) -> bool:
    """Whether the message by itself leads to what is right."""
    decision = policy.on_ranking(content, ranking, message, in_talk=True)
    answered = decision.action is Action.ANSWER and content.topic_of(decision.intents[0]) in right
    return answered or (decision.action is Action.FALLBACK and "out_of_scope" in right)
