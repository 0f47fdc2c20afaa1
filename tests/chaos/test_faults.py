"""Telegram misbehaves in every way it can; everybody is answered all the same."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.preview.faults import Fault, Kind
from tests.chaos.people import People, until_quiet
from tests.chaos.telegram import telegram

if TYPE_CHECKING:
    from pathlib import Path

    from bot.dialogue.model import Content
    from tests.chaos.herd import Herd

SEND, POLL = "sendMessage", "getUpdates"
FAULTS = {
    "flood limit": Fault(Kind.FLOOD, SEND, times=2),
    "flood limit on polling": Fault(Kind.FLOOD, POLL),
    "server error": Fault(Kind.SERVER_ERROR, SEND, times=3),
    "server error on polling": Fault(Kind.SERVER_ERROR, POLL),
    "bad gateway": Fault(Kind.BAD_GATEWAY, SEND, times=3),
    "bad gateway on polling": Fault(Kind.BAD_GATEWAY, POLL),
    "bad gateway at start": Fault(Kind.BAD_GATEWAY, "getMe"),
    "silence": Fault(Kind.HANG, SEND, times=2),
    "silence on polling": Fault(Kind.HANG, POLL),
    "lost request": Fault(Kind.DROP_BEFORE, SEND, times=3),
    "lost request on polling": Fault(Kind.DROP_BEFORE, POLL),
    "lost answer": Fault(Kind.DROP_AFTER, SEND, times=3),
    "lost batch": Fault(Kind.DROP_AFTER, POLL),
    "refusal while sending": Fault(Kind.UNAUTHORIZED, SEND),
    "another copy": Fault(Kind.CONFLICT, POLL),
    "update that comes twice": Fault(Kind.DUPLICATE, times=4),
    "update that cannot be read": Fault(Kind.UNPARSABLE, times=3),
}
MAY_REPEAT = {"lost answer"}
"""Here nobody can know whether the message has arrived, and once too often is better than never."""


async def test_no_fault_loses_an_answer(herd: Herd, shipped: Content, tmp_path: Path) -> None:
    """Each fault has a Telegram and a bot of its own, all at once, for most of the time is waiting."""
    cases = (survive(name, fault, herd, shipped, tmp_path) for name, fault in FAULTS.items())
    complaints = await asyncio.gather(*cases)
    assert [one for one in complaints if one] == []


async def survive(name: str, fault: Fault, herd: Herd, shipped: Content, folder: Path) -> str:
    """Let one fault happen to a bot; returns what is wrong afterwards."""
    async with telegram(seconds=0.01) as server:
        people = People(server, shipped, seed=3)
        people.join(4)
        server.preview.fail(fault)
        people.write_all(2)
        log = name.replace(" ", "-")
        bot = await herd.start(server.settings() | {"BOT_DATA": str(folder / log)}, log)
        try:
            await until_quiet(server, people)
        except TimeoutError:
            return f"{name}: not answered in time: {people.judge(server.network.sent)}"
        verdict = people.judge(server.network.sent)
        bot.kill()
        if not verdict.is_well or (verdict.repeated and name not in MAY_REPEAT):
            return f"{name}: {verdict}"
        leaked = [what for what in (server.preview.token.partition(":")[2], *people.said) if what in bot.output()]
        return f"{name}: the log holds {leaked[0]}" if leaked else ""


async def test_a_token_that_was_taken_back_ends_the_bot(herd: Herd, tmp_path: Path) -> None:
    """With the reason and what to do, without the token, and for good: to ask again would not help."""
    async with telegram() as server:
        server.preview.fail(Fault(Kind.UNAUTHORIZED, POLL))
        bot = await herd.start(server.settings() | {"BOT_DATA": str(tmp_path / "data")})
        async with asyncio.timeout(60):
            assert await bot.ended == 2
        assert "BotFather" in bot.output()
        assert "Traceback" not in bot.output()
        assert server.preview.token.partition(":")[2] not in bot.output()
