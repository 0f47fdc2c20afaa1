"""What editors' tabs show, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.editing import coverage
from bot.editing.insights import ENDINGS
from bot.editing.review import groups

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.dialogue.model import Content
    from bot.editing.desk import Plan
    from bot.editing.inbox import Group, Suggestion
    from bot.editing.insights import Insights
    from bot.editing.routing import Move
    from bot.preview.protocol import Json

MOVES_SHOWN = 12
TOPICS_SHOWN = 6
BUTTONS_SHOWN = 10
CONFUSED_SHOWN = 14
"""Intents on each side of the heat map."""


def group_as_json(group: Group, near: Sequence[Suggestion]) -> Json:
    """Return messages that ask the same, with the intents nearest to them."""
    return {
        "text": group.text,
        "others": group.others,
        "messages": [one.id for one in group.kept],
        "thumbs": group.thumbs,
        "near": [{"intent": one.intent, "title": one.title, "score": one.score} for one in near],
    }


def plan_as_json(plan: Plan) -> Json:
    """Return what a change would do."""
    return {
        "lines": [
            {"place": f"{line.file}:{line.line}", "below": line.below, "text": line.text.strip()} for line in plan.lines
        ],
        "arrives": str(plan.arrives),
        "enough": plan.is_enough,
        "strays": [{"text": text, "goes": str(goes)} for text, goes in plan.strays],
        "guarded": plan.guarded,
        "worse": plan.worse,
        "moves": [
            {"title": title, "count": len(some), "moves": [_move(move) for move in some[:MOVES_SHOWN]]}
            for title, some in groups(plan.moves)
        ],
    }


def _move(move: Move) -> Json:
    known = move.known
    return {
        "text": known.text,
        "place": str(known.place) if known.place else "",
        "before": str(move.before),
        "after": str(move.after),
        "verdict": move.verdict,
    }


def coverage_as_json(content: Content, confused: Mapping[tuple[str, str], tuple[int, int, str]]) -> Json:
    """Return sections, intents, pairs hard to tell apart, and answers no button leads to."""
    pairs = coverage.pairs(confused)
    named = list(dict.fromkeys(name for pair in pairs for name in (pair.wanted, pair.near)))[:CONFUSED_SHOWN]
    return {
        "sections": [
            {"id": one.id, "about": one.about, "answers": one.answers, "tests": one.tests, "covered": one.is_covered}
            for one in coverage.sections(content)
        ],
        "intents": [
            {"name": one.name, "topic": one.topic, "phrases": one.phrases, "tests": one.tests}
            for one in coverage.intents(content)
        ],
        "pairs": [
            {"wanted": one.wanted, "near": one.near, "close": one.close, "lost": one.lost, "example": one.example}
            for one in pairs
        ],
        "unoffered": coverage.unoffered(content),
        "heat": {
            "names": named,
            "cells": [
                {"wanted": wanted, "near": near, "number": close + lost, "example": example}
                for (wanted, near), (close, lost, example) in confused.items()
                if wanted in named and near in named
            ],
        },
    }


def insights_as_json(found: Insights) -> Json:
    """Return what was asked by the day, and how it ended."""
    days = found.days
    return {
        "days": days,
        "turns": found.turns,
        "topics": [
            {"name": topic, "asks": [by_day.get(day, 0) for day in days]}
            for topic, by_day in list(found.topics.items())[:TOPICS_SHOWN]
        ],
        "endings": [
            {
                "name": words,
                "share": found.share(ending),
                "turns": [found.endings.get(ending, {}).get(day, 0) for day in days],
                "ending": ending,
            }
            for ending, words in ENDINGS.items()
        ],
        "thumbs": {"up": found.thumbs.get("up", 0), "down": found.thumbs.get("down", 0)},
        "buttons": list(found.buttons.items())[:BUTTONS_SHOWN],
    }
