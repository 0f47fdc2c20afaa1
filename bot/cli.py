"""The commands, and the only place where the parts are wired together."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console

from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from bot.content.problem import Problem
    from bot.dialogue.model import Content
    from bot.storage.store import Store

PREVIEW_PORT = 8080

app = typer.Typer(
    help="Breathing Room: a Telegram bot for people whose partner has gone distant.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
console = Console()
complaints = Console(stderr=True)


class Format(StrEnum):
    """How problems are printed."""

    plain = "plain"
    github = "github"


@app.command()
def run() -> None:
    """Answer on Telegram; where there is no `BOT_TOKEN`, on a local Telegram in the browser.

    Example: `BOT_TOKEN=123456:ABC… bot run`
    """
    settings = _settings()
    if settings.token is None:
        console.print("There is no BOT_TOKEN yet, so here is the same bot on a Telegram of your own.")
        _preview(settings, PREVIEW_PORT)
        return
    _poll(settings)


@app.command()
def preview(
    port: Annotated[
        int, typer.Option(help="Where to serve the page; another port is taken if it is in use.")
    ] = PREVIEW_PORT,
) -> None:
    """Talk to the real bot on a local Telegram, in the browser, and see why it answers as it does.

    Saving a YAML file changes what the bot says at once.

    Example: `bot preview`
    """
    _preview(_settings(), port)


@app.command()
def chat(*, why: Annotated[bool, typer.Option("--why", help="Show each decision with its reasons.")] = False) -> None:
    """Talk to the bot in this terminal; nothing is stored.

    Example: `bot chat --why`
    """
    _chat(_settings(), why=why)


@app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="The folder that holds intents/ and responses/.")] = None,
    output: Annotated[Format, typer.Option("--format", help="plain to read, github for annotations.")] = Format.plain,
) -> None:
    """Check every YAML file, every link between them and every test message.

    Ends with 0 where nothing must be mended (warnings may stand), with 1 where something must.

    Example: `bot check`
    """
    from bot.content import problem
    from bot.content.load import check as check_content

    with console.status("Checking the content …") if console.is_terminal else _quietly():
        problems = check_content(folder or _settings().content_folder)
    show = problem.github if output is Format.github else problem.plain
    for one in problems:
        typer.echo(show(one))
    errors = sum(one.is_error for one in problems)
    if output is Format.plain:
        typer.echo(f"{_counted(errors, 'error')}, {_counted(len(problems) - errors, 'warning')}.")
    raise typer.Exit(code=1 if errors else 0)


@app.command()
def match(
    texts: Annotated[list[str] | None, typer.Argument(help="Messages; without any, one a line is read.")] = None,
    *,
    intents: Annotated[Path | None, typer.Option(help="Another folder of intents; only phrases are needed.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="JSON lines in, JSON lines out.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Show each decision with its reasons.")] = False,
) -> None:
    """Show what the bot would do with messages.

    Example: `bot match "should i text him again"`
    """
    from bot.terminal import matching

    content = _intents(intents) if intents else _content(_settings())
    if jsonl:
        for line in matching.answer_lines(content, sys.stdin.buffer):
            typer.echo(line)
        return
    messages = texts or [line.strip() for line in sys.stdin if line.strip()]
    if why:
        for message in messages:
            _explain(content, message)
    else:
        matching.show_table(console, content, messages)


def main() -> None:
    """Run the command given; a failure that has a reason ends with that reason alone."""
    from bot.storage.store import StoreError

    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # a stray byte is no reason to stop
    try:
        app()
    except (SettingsError, StoreError) as error:
        _complain(error)


def _complain(error: Exception) -> NoReturn:
    """End with a reason."""
    complaints.print(str(error), style="red", markup=False, highlight=False)
    sys.exit(2)


def _explain(content: Content, message: str) -> None:
    from bot.dialogue.match import explain
    from bot.dialogue.turn import decide
    from bot.terminal.matching import show_why

    decision = decide(content, message)
    console.print(message, style="dim", markup=False, highlight=False)
    show_why(console, content, replace(decision, ranking=explain(content.index, message, decision.ranking)))


def _chat(settings: Settings, *, why: bool) -> None:
    from bot.conversation import Conversation
    from bot.dialogue.turn import take_turn
    from bot.storage.memory import MemoryStore
    from bot.terminal.chat import talk

    content = _content(settings)
    conversation = Conversation(lambda: content, MemoryStore(), take_turn)
    asyncio.run(talk(console, conversation, lambda: content, why=why))


def _preview(settings: Settings, port: int) -> None:
    from bot.content.live import ContentError, LiveContent
    from bot.dialogue.turn import take_turn
    from bot.preview.serve import serve

    try:
        live = LiveContent(settings.content_folder)
    except ContentError as error:
        _refuse(error.problems)
    asyncio.run(serve(live, take_turn, port=port))


def _poll(settings: Settings) -> None:
    """Answer Telegram until told to stop."""
    from functools import partial

    from bot.conversation import Conversation
    from bot.dialogue.turn import take_turn
    from bot.storage.keys import chat_key, read_secret
    from bot.telegram.application import build_application
    from bot.telegram.intake import ConflictError, run_polling
    from bot.telegram.redact import TokenRejectedError

    logging.basicConfig(level=settings.log, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    content = _content(settings)
    logging.getLogger(__name__).info(
        "Loaded %d intents with %d phrases, version %s.",
        len(content.intents),
        len(content.index.lines.phrases),
        content.version,
    )
    secret = settings.secret.get_secret_value().encode() if settings.secret else read_secret(settings.data)
    store = _store(settings)
    conversation = Conversation(lambda: content, store, take_turn)
    assert settings.token is not None, "run() looks first"
    token = settings.token.get_secret_value()
    try:
        run_polling(build_application(token, settings.api_url, conversation, partial(chat_key, secret)))
    except (TokenRejectedError, ConflictError) as error:
        _complain(error)
    finally:
        asyncio.run(store.close())


def _store(settings: Settings) -> Store:
    from bot.storage.memory import MemoryStore
    from bot.storage.sqlite import SqliteStore

    return MemoryStore() if settings.store == "memory" else SqliteStore(settings.data / "bot.sqlite")


def _settings() -> Settings:
    return Settings.read()


def _content(settings: Settings) -> Content:
    """The content, or an end with all its problems."""
    from bot.content.load import load

    loaded = load(settings.content_folder)
    return loaded.content or _refuse(loaded.problems)


def _intents(folder: Path) -> Content:
    from bot.content.load import load_intents

    loaded = load_intents(folder)
    return loaded.content or _refuse(loaded.problems)


def _refuse(problems: tuple[Problem, ...]) -> NoReturn:
    from bot.content.problem import plain

    for one in problems:
        typer.echo(plain(one), err=True)
    complaints.print("[red]The content cannot be used until this is mended.[/red]")
    raise typer.Exit(code=1)


@contextmanager
def _quietly() -> Iterator[None]:
    yield


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
