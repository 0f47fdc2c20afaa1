"""The commands that bring what people ask into the content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import console, counting
from bot.cli.parts import desk_of, intents_of, kept_messages, read_settings, waiting_of, with_store
from bot.cli.saving import Care
from bot.editing.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.editing.desk import Desk, Plan
    from bot.editing.inbox import Group, Suggestion
    from bot.editing.scaffold import Draft
    from bot.settings import Settings
    from bot.storage.store import Store

KEYS = "1-3 add it there · i another intent · n new intent · s skip · x ignore for good · q end"

ANSWERS = {"y": "write it", "w": "reword it", "n": "not so"}
QUESTIONS = {
    "name": "Name of both files",
    "title": "Label of its button",
    "topic": "Topic it belongs to",
    "phrase": "A phrase, as people type it",
    "answer": "The answer, about 270 characters",
    "more": "What comes when people ask for more",
    "sections": "Sections of the article, such as S09a, S10",
}


def inbox(
    *,
    listed: Annotated[bool, typer.Option("--list", help="Only list what is waiting.")] = False,
    care: Care = False,
) -> None:
    """Go through the messages that had no good answer, and add them where they belong.

    Only messages of chats that agreed to it are here, without names and numbers. Before anything is written you see
    each line, where the message will go, and which of all known messages would go elsewhere; `bot undo` takes a change
    back.

    Example: `bot inbox`
    """
    from bot.editing.inbox import grouped, suggestions
    from bot.terminal.inbox import show_group

    settings = read_settings()
    groups = grouped(waiting_of(settings).of(kept_messages(settings)))
    if not groups:
        console.print("Nothing is waiting.")
        return
    with counting("Finding where every known message goes") as told:
        desk = desk_of(settings, told=told)
        sitting = _Sitting(settings, desk, care=care)
        console.print(f"{len(groups)} waiting, from chats that let you have their words.", highlight=False)
        for number, group in enumerate(groups, start=1):
            near = suggestions(desk.content, group.text)
            show_group(console, group, near, f"{number}/{len(groups)}  ")
            if not listed and not sitting.take(group, near):
                return


def new(
    name: Annotated[str, typer.Argument(help="Small letters, digits and _: the name of both files.")],
    title: Annotated[str, typer.Option(help="Label of its button.")] = "",
    topic: Annotated[str, typer.Option(help="Topic it belongs to.")] = "",
    phrase: Annotated[str, typer.Option(help="A phrase, as people type it.")] = "",
    answer: Annotated[str, typer.Option(help="The answer, about 270 characters.")] = "",
    more: Annotated[str, typer.Option(help="What comes when people ask for more.")] = "",
    sections: Annotated[str, typer.Option("--from", help="Sections of the article, such as S09a, S10.")] = "",
) -> None:
    """Make the two files of a new intent; what is not given is asked for.

    Example: `bot new how_to_say_sorry`
    """
    from bot.editing.scaffold import check_name
    from bot.terminal.inbox import show_plan

    settings = read_settings()
    check_name(name, intents_of(settings))
    given = {"title": title, "topic": topic, "phrase": phrase, "answer": answer, "more": more, "sections": sections}
    asked = {field: value or _field(field) for field, value in given.items()}
    draft = _draft(asked | {"name": name}, (asked["phrase"],))
    with counting("Finding where every known message goes") as told:
        desk = desk_of(settings, told=told)
        plan = desk.intent(draft)
    desk.write(plan)
    show_plan(console, plan)
    console.print("Written. `bot undo` takes it back.", style="green", highlight=False)


class _Sitting:
    """One editor going through the inbox."""

    def __init__(self, settings: Settings, desk: Desk, *, care: bool) -> None:
        self._settings = settings
        self._desk = desk
        self._care = care
        self._typed: dict[str, dict[str, str]] = {}
        """What was typed of a new intent, by its message: it is suggested where something in it would not do."""

    def take(self, group: Group, near: Sequence[Suggestion]) -> bool:
        """Ask what to do with a group until something is done; False where the editor ends."""
        while True:
            key = _asked(KEYS)
            if key == "q":
                return False
            try:
                if self._done(group, near, key):
                    return True
            except Refusal as refusal:
                console.print(f"  {refusal}", style="yellow", markup=False, highlight=False)

    def _done(self, group: Group, near: Sequence[Suggestion], key: str) -> bool:
        """Do what a key says; False where the editor should choose again."""
        if key == "s":
            return True
        if key == "x":
            waiting_of(self._settings).ignored.add(one.text for one in group.kept)
            self._drop(one.id for one in group.kept)
            return True
        if key == "n":
            return self._written(group, self._desk.intent(self._drafted(group)), "yn") == "y"
        intent = typer.prompt("  Which intent") if key == "i" else _numbered(near, key)
        phrase, asked = group.text, (*group.others, group.text)
        while (answer := self._written(group, self._desk.phrase(intent, phrase, asked), "ywn")) == "w":
            phrase = typer.prompt("  Your wording", default=phrase)
        return answer == "y"

    def _drafted(self, group: Group) -> Draft:
        """Ask what a new intent needs."""
        from bot.editing.scaffold import check_name

        typed = self._typed.setdefault(group.text, {})
        intents = self._desk.content.intents
        for field in QUESTIONS:
            if field != "phrase":
                check = (lambda name: check_name(name, intents)) if field == "name" else None
                typed[field] = _field(field, typed.get(field, ""), check)
        return _draft(typed, (group.text, *group.others))

    def _written(self, group: Group, plan: Plan, keys: str) -> str:
        """Show a plan and write it if the editor says so; gives what was said."""
        from bot.terminal.inbox import show_plan

        show_plan(console, plan)
        answer = _asked(" · ".join(f"{key} {ANSWERS[key]}" for key in keys), default="n")
        if answer == "y":
            settled = self._desk.write(plan, (one.id for one in group.kept), care=self._care)
            console.print("  Written. `bot undo` takes it back.", style="green", highlight=False)
            self._drop(settled)
        return answer

    def _drop(self, messages: Iterable[str]) -> None:
        """Take messages out of the store: they are dealt with for good."""
        if not (gone := tuple(messages)):
            return

        async def dropped(store: Store) -> None:
            for message in gone:
                await store.drop(message)

        with_store(self._settings, dropped)


def _asked(keys: str, default: str = "s") -> str:
    """Read one key; the end of the input ends the sitting."""
    try:
        return str(typer.prompt(f"  {keys}\n", prompt_suffix="> ", default=default, show_default=False)).strip().lower()
    except typer.Abort:
        return "q"


def _numbered(near: Sequence[Suggestion], key: str) -> str:
    if key.isdecimal() and 1 <= int(key) <= len(near):
        return near[int(key) - 1].intent
    raise Refusal(f'"{key}" is not one of the keys.')


def _field(field: str, typed: str = "", check: Callable[[str], None] | None = None) -> str:
    """Ask for one part of a new intent until it will do."""
    from bot.editing.scaffold import check_sections, check_topic

    known = {"topic": check_topic, "sections": lambda value: check_sections(_sections(value))}
    check = check or known.get(field)

    def read(value: str) -> str:
        try:
            if check:
                check(value.strip())
        except Refusal as refusal:
            raise typer.BadParameter(str(refusal)) from None
        return value.strip()

    default = typed or ("" if field == "sections" else None)
    return str(typer.prompt(f"  {QUESTIONS[field]}", default, value_proc=read, show_default=bool(typed)))


def _sections(value: str) -> tuple[str, ...]:
    return tuple(part for part in (part.strip() for part in value.split(",")) if part)


def _draft(asked: Mapping[str, str], phrases: tuple[str, ...]) -> Draft:
    from bot.editing.scaffold import Draft

    parts = {field: asked[field] for field in ("name", "title", "topic", "answer", "more")}
    return Draft(**parts, phrases=phrases, sources=_sections(asked["sections"]))
