"""A folder of bare intents → ``Content`` that is only matched: what other people's data is tried with."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.content import shape
from bot.content.load import Loaded, is_yaml, read_file, version
from bot.content.problem import Problem, worst_first
from bot.dialogue.care import compile_care
from bot.dialogue.index import build_index
from bot.dialogue.model import Content, Intent, Phrase, Place

if TYPE_CHECKING:
    from pathlib import Path


def load_intents(folder: Path) -> Loaded:
    """Load a folder of bare intents: only phrases are needed, and nothing is checked across files.

    Where phrases are all there is, a file's name says in two or three words what it is about: it is a keyword.
    """
    paths = sorted(path for path in folder.iterdir() if is_yaml(path)) if folder.is_dir() else []
    shaped = [shape.bare_intent(read_file(path.name, path)) for path in paths]
    problems = [problem for one in shaped for problem in one.problems]
    if not shaped:
        problems.append(Problem(Place(folder.name, 1), "No YAML file is in this folder.", "Add one for each intent."))
    if any(problem.is_error for problem in problems):
        return Loaded(None, worst_first(problems))
    intents = {one.piece.name: _with_its_name(one.piece) for one in shaped if isinstance(one.piece, Intent)}
    made = version(one.source for one in shaped)
    content = Content(intents, {}, {}, (), build_index(intents), compile_care(intents), made)
    return Loaded(content, worst_first(problems))


def words_of(name: str) -> str:
    """A name as its words: ``order_status`` → ``order status``."""
    return " ".join(re.findall(r"[^\W_]+", name))


def _with_its_name(intent: Intent) -> Intent:
    words = words_of(intent.name)
    return replace(intent, keywords=(*intent.keywords, Phrase(words, intent.place))) if words else intent
