"""A turn and the content's problems → what the page's panel shows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.content.problem import Problem
    from bot.dialogue.exchange import Turn
    from bot.dialogue.model import Decision, Evidence, Match
    from bot.preview.protocol import Json

RANKED_SHOWN = 6
EVIDENCE_SHOWN = 3


def turn_as_json(turn: Turn) -> Json:
    """Return why the bot answered as it did."""
    decision = turn.decision
    return {
        "action": decision.action,
        "act": decision.act,
        "reason": decision.reason,
        "intents": decision.intents,
        "offered": decision.offered,
        "confidence": decision.ranking.confidence,
        "ranked": [_match(match, decision) for match in decision.ranking.matches[:RANKED_SHOWN]],
        "evidence": [_evidence(evidence) for evidence in decision.evidence[:EVIDENCE_SHOWN]],
        "repairs": [{"typed": repair.typed, "read": repair.read} for repair in decision.ranking.repairs],
    }


def content_as_json(summary: str, problems: Sequence[Problem]) -> Json:
    """Return what is loaded and what is wrong with it."""
    return {"summary": summary, "at": int(time.time()), "problems": [_problem(problem) for problem in problems]}


def _match(match: Match, decision: Decision) -> Json:
    return {
        "intent": match.intent,
        "score": match.score,
        "chosen": match.intent in decision.intents,
        "evidence": [_evidence(evidence) for evidence in match.evidence[:1]],
    }


def _evidence(evidence: Evidence) -> Json:
    return {
        "text": evidence.phrase.text,
        "place": str(evidence.phrase.place),
        "kind": evidence.kind,
        "score": evidence.score,
        "words": evidence.words,
    }


def _problem(problem: Problem) -> Json:
    return {
        "severity": problem.severity,
        "place": str(problem.place),
        "line": problem.place.line,
        "message": problem.message,
        "hint": problem.hint,
        "line_text": problem.line_text,
    }
