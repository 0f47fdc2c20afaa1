"""The rules of the house, read off the files: who may import whom, and how large a part may grow."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "bot").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LAYERS = {
    "english": -1,
    "garbage": -1,
    "dialogue": 0,
    "content": 1,
    "storage": 1,
    "conversation": 2,
    "settings": 2,
    "editing": 2,
    "telegram": 3,
    "preview": 3,
    "terminal": 3,
    "cli": 4,
    "__main__": 5,
}
"""A part imports only from itself and from parts with a smaller number …"""
BESIDE = {("preview", "telegram")}
"""… but the local Telegram runs the real edge."""
TELEGRAM = ("bot/telegram", "bot/preview")
IMPURE = frozenset(
    "aiohttp asyncio datetime http io logging os pathlib random secrets socket sqlite3 structlog subprocess sys "
    "tempfile telegram threading time typer rich urllib uuid".split()
)
VAGUE = ("utils", "util", "helpers", "helper", "common", "manager", "misc", "base", "core")
LONGEST = 300
LONGEST_FUNCTION = 40


def named(path: Path) -> str:
    """Give a file's path inside the project."""
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """List the modules a file imports anywhere, for types only too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "."} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def part(module: str) -> str:
    """Name the part of the house a module belongs to; empty where it is none."""
    names = module.split(".")
    return names[1] if names[0] == "bot" and len(names) > 1 and names[1] in LAYERS else ""


each_module = pytest.mark.parametrize("path", MODULES, ids=named)


def test_every_part_has_its_place() -> None:
    """A new folder is given a layer here."""
    parts = {path.relative_to(ROOT / "bot").parts[0].removesuffix(".py") for path in MODULES} - {"__init__"}
    assert parts <= LAYERS.keys()


@each_module
def test_imports_go_down_only(path: Path) -> None:
    """From the commands down to the dialogue, never up and never across."""
    own = path.relative_to(ROOT / "bot").parts[0].removesuffix(".py")
    others = {part(module) for module in imports(path)} - {"", own}
    too_high = {other for other in others if LAYERS[other] >= LAYERS.get(own, 0) and (own, other) not in BESIDE}
    assert too_high == set()


@each_module
def test_only_the_edge_knows_python_telegram_bot(path: Path) -> None:
    """Another channel needs none of it."""
    knows = {module.split(".")[0] for module in imports(path)} & {"telegram"}
    assert not knows or named(path).startswith(TELEGRAM)


@pytest.mark.parametrize("path", sorted((ROOT / "bot/dialogue").glob("*.py")), ids=named)
def test_the_dialogue_is_pure(path: Path) -> None:
    """No clock, chance, log, file, network or async: what it says follows from what it is given."""
    assert {module.split(".")[0] for module in imports(path)} & IMPURE == set()
    tree = ast.parse(path.read_text("utf-8"))
    assert not any(isinstance(node, ast.AsyncFunctionDef | ast.Await) for node in ast.walk(tree))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert called & {"print", "open", "input"} == set()


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=named)
def test_files_are_short(path: Path) -> None:
    """Who opens a file can read it."""
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


@each_module
def test_functions_are_short(path: Path) -> None:
    """A function that needs scrolling does too much."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, functions)]
    lengths = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in found}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


@each_module
def test_names_say_what_is_inside(path: Path) -> None:
    """No drawer for everything."""
    assert set(path.relative_to(ROOT).with_suffix("").parts) & set(VAGUE) == set()


@each_module
def test_every_file_says_what_it_is(path: Path) -> None:
    """Folders say it in their ``__init__``."""
    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))) or path.name == "__main__.py"
    assert (path.parent / "__init__.py").exists()


def _plain(distribution: str) -> str:
    return distribution.lower().replace("_", "-")


def test_what_the_program_imports_it_also_installs() -> None:
    """A fresh environment holds the declared dependencies only, not those of the tests."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    installed = {_plain(re.split(r"[<>=]", name)[0]) for name in declared}
    providers = packages_distributions()
    used = {name.partition(".")[0] for path in MODULES for name in imports(path)} - sys.stdlib_module_names - {"bot"}
    missing = {name for name in used if not installed & {_plain(dist) for dist in providers.get(name, ())}}
    assert missing == set()
