"""The content in a git checkout: one commit a saved change, one more that takes it back, and no git words."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from bot.editing.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDERS = ("intents", "responses", "schemas")
"""What is saved; everything else in the checkout stays as it is."""
TRAILER = "Content-Change"
"""Marks the commits of ``bot save`` (``saved``) and ``bot undo`` (``undoes`` and which)."""
BUSY = ("MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD")
"""What git leaves in its folder in the middle of something."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A saved change."""

    id: str
    at: float
    """Seconds since the epoch."""
    title: str


class Repository:
    """The checkout around a content folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    @property
    def is_there(self) -> bool:
        """Whether the content stands in a checkout at all."""
        try:
            return self._git("rev-parse", "--is-inside-work-tree").strip() == "true"
        except Refusal:
            return False

    def unsaved(self) -> tuple[str, ...]:
        """List the files of content that differ from what was saved last, by their path in the folder."""
        listed = self._git("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *self._paths())
        names = [entry[3:] for entry in listed.split("\0") if entry]
        prefix = self._git("rev-parse", "--show-prefix").strip()
        return tuple(sorted(name.removeprefix(prefix) for name in names))

    def export(self, revision: str, to: Path) -> None:
        """Write the content as of a revision into a folder."""
        listed = self._git("ls-tree", "-r", "-z", revision, "--", *FOLDERS)
        files = [entry.split("\t", 1) for entry in listed.split("\0") if entry]
        wanted = "".join(f"{about.split()[2]}\n" for about, _ in files)
        blobs = BytesIO(self._run("cat-file", "--batch", given=wanted.encode()))
        for _, path in files:
            size = int(blobs.readline().split()[2])
            place = to / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(blobs.read(size + 1)[:size])

    def save(self, why: str, note: str = "") -> None:
        """Commit all content that changed, and nothing else."""
        self._check_idle()
        files = self.unsaved()
        self._git("add", "--all", "--", *files)
        body = [part for option in (note, f"{TRAILER}: saved") if option for part in ("--message", option)]
        try:
            self._git("commit", "--quiet", "--message", why, *body, "--only", "--", *files)
        except Refusal:
            self._git("reset", "--quiet", "--", *files)
            raise

    def saved(self, file: str) -> bytes | None:
        """Read a file as it was saved last; None where it is new."""
        try:
            return self._run("cat-file", "blob", f"HEAD:./{file}")
        except Refusal:
            return None

    def last_saved(self) -> Commit | None:
        """The last saved change that was not taken back."""
        taken_back: set[str] = set()
        for commit, mark in self._saves():
            if mark.startswith("undoes "):
                taken_back.add(mark.removeprefix("undoes "))
            elif commit.id not in taken_back:
                return commit
        return None

    def files_of(self, commit: Commit) -> tuple[str, ...]:
        """List the files a saved change touched."""
        listed = self._git("show", "--format=", "--name-only", "--relative", "-z", commit.id, "--", *FOLDERS)
        return tuple(name for name in listed.split("\0") if name)

    def undo(self, commit: Commit) -> None:
        """Take a saved change back by a new commit; raise ``Refusal``, with nothing changed, if it is not clean."""
        self._check_idle()
        touched = self.files_of(commit)
        if unsaved := set(touched).intersection(self.unsaved()):
            raise Refusal(f"{', '.join(sorted(unsaved))} has changes that are not saved. Save them first: bot save")
        patch = self._run("show", "--format=", "--binary", "-R", commit.id, "--", *touched)
        try:
            self._run("apply", "--index", "--whitespace=nowarn", given=patch)
        except Refusal as error:
            reason = "A later change stands on the same lines, so this one cannot be taken back by itself."
            raise Refusal(f"{reason} Change it by hand, and save.") from error
        mark = f"{TRAILER}: undoes {commit.id}"
        title = f"Undo: {commit.title}"
        self._git("commit", "--quiet", "--message", title, "--message", mark, "--only", "--", *touched)

    def _saves(self) -> Iterator[tuple[Commit, str]]:
        form = f"%H%x00%ct%x00%s%x00%(trailers:key={TRAILER},valueonly,separator=%x00)%x1e"
        listed = self._git("log", f"--format={form}", "--grep", f"^{TRAILER}: ", "HEAD")
        for entry in listed.split("\x1e"):
            if entry.strip():
                name, at, title, mark = [*entry.strip("\n").split("\0"), ""][:4]
                yield Commit(name, float(at), title), mark.strip()

    def _check_idle(self) -> None:
        inside = Path(self._git("rev-parse", "--absolute-git-dir").strip())
        if any((inside / name).exists() for name in BUSY):
            raise Refusal("Somebody is in the middle of a merge in this folder. Let them finish it first.")

    def _paths(self) -> Sequence[str]:
        return [name for name in FOLDERS if (self._folder / name).is_dir()]

    def _git(self, *arguments: str) -> str:
        return self._run(*arguments).decode("utf-8", "replace")

    def _run(self, *arguments: str, given: bytes | None = None) -> bytes:
        command = ["git", "-C", str(self._folder), "-c", "core.quotePath=false", *arguments]
        surroundings = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
        try:
            done = subprocess.run(command, input=given, capture_output=True, check=False, env=surroundings)  # noqa: S603 - a list, no shell
        except FileNotFoundError as error:
            raise Refusal("git is not installed on this machine.") from error
        if done.returncode:
            raise Refusal(_in_words(done.stderr.decode("utf-8", "replace") or done.stdout.decode("utf-8", "replace")))
        return done.stdout


def _in_words(complaint: str) -> str:
    """Say what git says to somebody who does not know it, where that is a usual case."""
    if "tell me who you are" in complaint or "empty ident" in complaint:
        return (
            "git does not know your name yet. Tell it once:\n"
            '  git config --global user.name "Your Name"\n  git config --global user.email you@example.org'
        )
    if "Not a valid object name" in complaint:
        name = complaint.rsplit(maxsplit=1)[-1]
        return f'There is no saved version called "{name}". Leave the name out to compare with the last save.'
    if "index.lock" in complaint:
        return "Another program is using git in this folder right now. Try again in a moment."
    return f"git said: {complaint.strip()}"
