"""``bot match``: what the bot would do with messages, as a table, in detail, or as JSON lines."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from bot.dialogue.exchange import Message, Reply, Session
from bot.dialogue.match import rank
from bot.dialogue.model import Action, Content, Decision
from bot.dialogue.turn import decide, take_turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

SHOWN = 5
"""Intents named in ``ranked``."""


def answer_lines(content: Content, lines: Iterable[bytes]) -> Iterator[str]:
    """One JSON object for each line: what was decided, or what is wrong with the line."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield json.dumps(_answer_line(content, line, number))


def _answer_line(content: Content, line: bytes, number: int) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"error": f"line {number} is no JSON: {error}"}
    if not isinstance(asked, dict):
        return {"error": f'line {number}: expected an object such as {{"id": 1, "text": "he went cold"}}'}
    turns, text = asked.get("turns"), asked.get("text")
    if isinstance(turns, list) and all(isinstance(turn, str) for turn in turns):
        return {"id": asked.get("id"), "turns": list(_dialogue(content, turns))}
    if isinstance(text, str):
        return {"id": asked.get("id"), **next(_dialogue(content, [text]))}
    problem = f'line {number}: "text" must be a text, or "turns" a list of texts'
    return {"id": asked.get("id"), "error": problem}


def _dialogue(content: Content, texts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The turns of one dialogue from a fresh session, each with what the matcher alone takes for it."""
    session = Session()
    for at, text in enumerate(texts):
        started = time.thread_time_ns()  # of the processor, whatever else runs on the machine
        rank(content.index, text)
        microseconds = (time.thread_time_ns() - started) / 1000
        if content.responses:
            turn = take_turn(content, session, Message(text, float(at)))
            decision, session, reply = turn.decision, turn.session, turn.reply
        else:
            decision, reply = decide(content, text), Reply(())
        yield _described(content, decision, reply, microseconds)


def _described(content: Content, decision: Decision, reply: Reply, microseconds: float) -> dict[str, Any]:
    ranked = [match.intent for match in decision.ranking.matches] or list(decision.intents)
    buttons = [button.data.removeprefix("i:") for button in reply.buttons if button.data.startswith("i:")]
    topics = _topics(content, decision.intents)
    offered = [topic for topic in _topics(content, (*decision.offered, *buttons)) if topic not in topics]
    matches = decision.ranking.matches
    return {
        "action": decision.action.value,
        "topics": topics,
        "offered": offered,
        "act": decision.act.value if decision.act else None,
        "best": ranked[0] if ranked else None,
        "ranked": ranked[:SHOWN],
        "score": round(matches[0].score, 4) if matches else None,
        "us": round(microseconds, 1),
    }


def _topics(content: Content, names: Iterable[str]) -> list[str]:
    """The topics of intents; a command may name one that a folder of bare intents lacks."""
    return list(dict.fromkeys(content.topic_of(name) for name in names if name in content.intents))


def show_table(console: Console, content: Content, texts: Iterable[str]) -> None:
    """A line a message: what was decided and how sure the matcher was."""
    table = Table("message", "action", "intents", "confidence", "nearest phrase", box=None, header_style="bold")
    for text in texts:
        decision = decide(content, text)
        intents = decision.intents or decision.offered
        near = next((evidence.phrase for evidence in decision.evidence), None)
        place = f"{near.text} ({near.place})" if near else ""
        sure = "" if decision.action is Action.CARE else f"{decision.ranking.confidence:.2f}"
        table.add_row(escape(text), decision.action.value, ", ".join(intents), sure, escape(place))
    console.print(table)


def show_why(console: Console, content: Content, decision: Decision) -> None:
    """One decision with all its reasons."""
    console.print(f"[bold]{decision.action.value}[/bold]  {escape(decision.reason)}")
    for repair in decision.ranking.repairs:
        console.print(f"  read [yellow]{escape(repair.typed)}[/yellow] as [green]{escape(repair.read)}[/green]")
    for match in decision.ranking.matches[:SHOWN]:
        weighty = ", ".join(f"{word} {weight:+.2f}" for word, weight in match.words)
        console.print(
            f"  {match.score:5.2f}  [bold]{match.intent}[/bold]  ({content.topic_of(match.intent)})  {escape(weighty)}"
        )
        for evidence in match.evidence:
            near = f"{evidence.kind} {evidence.score:.2f}  {escape(evidence.phrase.text)}"
            console.print(f"         {near}  [dim]{evidence.phrase.place}[/dim]")
    for evidence in decision.evidence:
        if evidence.kind == "pattern":
            console.print(f"  pattern  {escape(evidence.phrase.text)}  [dim]{evidence.phrase.place}[/dim]")
