"""A running bot takes over sound changes and keeps the last good content otherwise."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING

import pytest

from bot.content import live as live_module
from bot.content.live import ContentError, LiveContent, Reload
from bot.content.load import Loaded, Loader

if TYPE_CHECKING:
    from bot.dialogue.model import Decision
    from tests.content.conftest import Folder

MORE_PHRASES = "title: Now?\ntopic: what_to_do\nphrases: [phrase of what_now, two, three, four]\n"


def test_a_bot_does_not_start_on_broken_content(folder: Folder) -> None:
    """The error shows the errors as ``check`` would, without the warnings."""
    folder.write("intents/what_now.yaml", "title: Now?\ntopic: what_to_do\nphrases:\n  - no\n")
    with pytest.raises(ContentError) as raised:
        LiveContent(folder.path)
    assert str(raised.value) == (
        'ERROR   intents/what_now.yaml:4:5  "no" is read as false.\n     4 |   - no\n         Write:  - "no"'
    )


def test_a_sound_change_is_taken_over(folder: Folder) -> None:
    """The new content stands, and what changed is told in words."""
    live = LiveContent(folder.path)
    folder.write("intents/what_now.yaml", MORE_PHRASES)
    reload = live.reload()
    assert reload.ok
    assert reload.summary == "3 phrases added in intents/what_now.yaml."
    assert len(live.content.intents["what_now"].phrases) == 4


def test_broken_content_leaves_the_last_good_one(folder: Folder) -> None:
    """Problems are told, and once they are mended the change is taken over."""
    live = LiveContent(folder.path)
    good = live.content
    folder.write("intents/what_now.yaml", "title: 'he's cold'\n")
    reload = live.reload()
    assert not reload.ok
    assert reload.summary == f"1 error, first in intents/what_now.yaml:1: still on version {good.version}."
    assert reload.problems == live.problems
    assert live.content is good
    folder.write("intents/what_now.yaml", MORE_PHRASES)
    assert live.reload().ok
    assert live.content is not good


def test_a_failing_phrase_test_is_told_after_the_change_was_taken_over(
    folder: Folder, decisions: dict[str, Decision]
) -> None:
    """An edit that makes a message go astray is live at once, and its editor learns what went astray."""
    live = LiveContent(folder.path)
    folder.write("intents/what_now.yaml", f"{MORE_PHRASES}tests:\n  hit: [goes astray]\n")
    assert live.reload().ok
    tested = live.test("")
    assert tested
    assert "goes astray" in tested.problems[0].line_text


def test_of_a_save_that_was_refused_meanwhile_nothing_is_told(folder: Folder, decisions: dict[str, Decision]) -> None:
    """Else all would seem well again while a file is broken."""
    live = LiveContent(folder.path)
    folder.write("intents/what_now.yaml", MORE_PHRASES)
    assert live.reload().ok
    folder.write("intents/what_now.yaml", f"{MORE_PHRASES}title: twice\n")
    assert not live.reload().ok
    folder.write("intents/what_now.yaml", MORE_PHRASES)
    assert live.test("") is None


@pytest.mark.parametrize(
    ("files", "summary"),
    [
        pytest.param({}, "Nothing changed.", id="nothing"),
        pytest.param({"intents/what_now.yaml": None}, "intent what_now is gone.", id="deleted"),
        pytest.param(
            {"intents/what_now.yaml": "title: Now?\ntopic: what_to_do\nphrases: [new]\n"},
            "1 phrase added in intents/what_now.yaml; 1 phrase deleted in intents/what_now.yaml.",
            id="phrase replaced",
        ),
        pytest.param(
            {
                "intents/hi.yaml": "title: Hi\ntopic: greeting\nphrases: [hi]\n",
                "responses/hi.yaml": "answer: Hello.\n",
            },
            "new intent hi.",
            id="new",
        ),
        pytest.param(
            {"responses/what_now.yaml": "from: S10\nopenings: [Oh., Ah.]\nanswer: Rest.\nmore: More.\n"},
            "answer changed in responses/what_now.yaml.",
            id="answer",
        ),
        pytest.param(
            {"intents/what_now.yaml": "title: Else?\ntopic: what_to_do\nphrases: [phrase of what_now]\n"},
            "titles, keywords, tests or notes changed.",
            id="title",
        ),
    ],
)
def test_changes_are_told_in_words(folder: Folder, files: dict[str, str | None], summary: str) -> None:
    """Editors read what their change did, not how many files were loaded."""
    folder.add("second")
    live = LiveContent(folder.path)
    for file, text in files.items():
        if text is None:
            (folder.path / file).unlink()
            (folder.path / file.replace("intents", "responses")).unlink()
        else:
            folder.write(file, text)
    reload = live.reload()
    assert (reload.ok, reload.summary) == (True, summary)


async def test_watching_tells_of_a_saved_file(folder: Folder) -> None:
    """A file saved while the bot runs is taken over without a restart; other files do not matter."""
    live = LiveContent(folder.path)
    told: asyncio.Queue[Reload] = asyncio.Queue()
    watching = asyncio.create_task(live.watch(told.put_nowait))
    reload = None
    async with asyncio.timeout(60):
        while reload is None:
            folder.write("intents/notes.txt", "not content")
            folder.write("intents/what_now.yaml", MORE_PHRASES)
            with suppress(TimeoutError):
                reload = await asyncio.wait_for(told.get(), 2)
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    assert reload.summary == "3 phrases added in intents/what_now.yaml."
    assert len(live.content.intents["what_now"].phrases) == 4


async def test_what_is_saved_while_the_last_save_is_tested_is_taken_over(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Testing takes a while; nobody waits for it, and it leaves what was saved meanwhile alone."""
    live = LiveContent(folder.path)
    monkeypatch.setattr(live_module, "REST", 0.0)
    began, go_on = Event(), Event()
    loading = Loader.load

    def slowly(loader: Loader, *, quick: bool = False) -> Loaded:
        loaded = loading(loader, quick=quick)
        if not quick:
            began.set()
            go_on.wait(60)
        return loaded

    monkeypatch.setattr(Loader, "load", slowly)
    told: asyncio.Queue[Reload] = asyncio.Queue()
    watching = asyncio.create_task(live.watch(told.put_nowait))
    async with asyncio.timeout(60):
        while not began.is_set():
            folder.write("intents/what_now.yaml", MORE_PHRASES)
            await asyncio.sleep(0.2)
        folder.write("intents/what_now.yaml", MORE_PHRASES.replace("four", "four, five"))
        while (await told.get()).summary != "1 phrase added in intents/what_now.yaml.":
            pass
        assert len(live.content.intents["what_now"].phrases) == 5
        go_on.set()
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    assert len(live.content.intents["what_now"].phrases) == 5
