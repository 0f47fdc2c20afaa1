"""The command that writes the schemas editors' programs complete and check by."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.output import console
from bot.cli.parts import content_of, read_settings


def schemas(
    folder: Annotated[Path | None, typer.Option("--to", help="Where to; beside intents/ where not said.")] = None,
) -> None:
    """Write the JSON Schemas that VS Code completes and checks the YAML files by.

    Needed after an intent came or went by hand; `bot new` and `bot save` do it by themselves.

    Example: `bot schemas`
    """
    from bot.content import schemas as made

    settings = read_settings()
    target = folder or settings.content_folder / "schemas"
    target.mkdir(parents=True, exist_ok=True)
    for name, text in made.schemas(content_of(settings).intents).items():
        (target / name).write_text(text, "utf-8")
        console.print(f"Wrote {target / name}.", highlight=False)
