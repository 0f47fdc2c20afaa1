"""What an edit does, for whoever reads it before it counts: which messages move, which answers changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.content.decided import unheard
from bot.content.reports import as_text
from bot.editing.differences import differences
from bot.editing.guard import guarded
from bot.editing.routing import Kind, Move, Verdict, in_words, known_messages, moves
from bot.editing.settled import unmoved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.content.decided import Told
    from bot.dialogue.model import Content
    from bot.editing.router import Router
    from bot.editing.routing import Known

SHOWN = 50
"""How many moves of a kind are listed; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Review:
    """An edit as its readers need it."""

    changes: tuple[tuple[str, str], ...]
    """Each file that differs, with what is different in it."""
    guarded: tuple[str, ...]
    """Files among them that need a second reader."""
    moves: tuple[Move, ...]
    messages: int
    """How many messages are known."""

    @property
    def is_worse(self) -> bool:
        """Whether a message that went where it should now goes elsewhere."""
        return any(move.verdict is Verdict.WORSE for move in self.moves)

    @property
    def summary(self) -> str:
        """How many messages move, in a sentence."""
        moved = len({move.known.text for move in self.moves})
        worse = len({move.known.text for move in self.moves if move.verdict is Verdict.WORSE})
        said = f"{self.messages:,} known messages: {self.messages - moved:,} go where they went, {moved:,} elsewhere"
        return f"{said}, {worse:,} of them away from where they should go." if worse else f"{said}."


def review(old: Router, new: Router, asked: Sequence[str] = (), told: Told = unheard) -> Review:
    """Compare two contents; ``asked`` are messages that people are waiting to have answered.

    What the old router works out it keeps for the next comparison, so its content's index must be a built one.
    """
    before, after = old.content, new.content
    changed = {name: one for name, one in after.intents.items() if before.intents.get(name) is not one}
    known = {(one.text, one.kind, one.owner): one for one in known_messages(before.intents)}
    known |= {(one.text, one.kind, one.owner): one for one in known_messages(changed, asked)}
    texts = {one.text for one in known.values()}
    found: list[Move] = []
    if _deciding(before) != _deciding(after):
        found = _moves(old, new, known.values(), told)
    changes = tuple(differences(before, after))
    second = guarded([file for file, _ in changes], {**before.intents, **after.intents})
    return Review(changes, second, tuple(found), len(texts))


def _deciding(content: Content) -> object:
    """All of a content that decides where a message by itself goes: where only answers changed, none is tried."""
    intents = content.intents.items()
    lines = [(name, one.topic, (one.phrases, one.keywords, one.red, one.amber, one.quiet)) for name, one in intents]
    texts = [(name, topic, [[line.text for line in kind] for kind in kinds]) for name, topic, kinds in lines]
    return texts, sorted(content.responses)


def _moves(old: Router, new: Router, known: Iterable[Known], told: Told) -> list[Move]:
    """Decide by both contents what may go elsewhere, and list what does."""
    texts = sorted({one.text for one in known})
    stays = unmoved(old, new, texts)
    open_ = [text for text in texts if text not in stays]
    before = old.routes(open_, lambda done, total: told(done, 2 * total))
    after = new.routes(open_, lambda done, total: told(total + done, 2 * total))
    old.keep({one.text for one in known if one.kind is not Kind.ASKED})
    return moves(old.content, new.content, (one for one in known if one.text not in stays), before, after)


def as_markdown(found: Review) -> str:
    """Write a review as a comment on a change."""
    rows = ["### What this change does", ""]
    rows += [f"- `{file}`: {as_text(change)}" for file, change in found.changes] or ["No text changed."]
    if found.guarded:
        rows += ["", f"**Needs a second reader:** {', '.join(f'`{file}`' for file in found.guarded)}"]
    rows += ["", found.summary]
    for title, some in groups(found.moves):
        rows += ["", f"<details open><summary>{title} ({len(some)})</summary>", ""]
        rows += [f"- {as_text(line)}" for line in in_words(some[:SHOWN])]
        rows += [f"- … and {len(some) - SHOWN} more"] * (len(some) > SHOWN)
        rows += ["", "</details>"]
    return "\n".join([*rows, ""])


def groups(found: Iterable[Move]) -> Iterator[tuple[str, list[Move]]]:
    """Put moves under headings, the gravest first."""
    headings: dict[str, list[Move]] = {
        "Care comes in or goes out": [],
        "No longer where they should go": [],
        "Now where they should go": [],
        "Elsewhere": [],
    }
    care, worse, better, other = headings.values()
    for move in found:
        group = care if move.is_care else {Verdict.WORSE: worse, Verdict.BETTER: better}.get(move.verdict, other)
        group.append(move)
    return ((title, some) for title, some in headings.items() if some)
