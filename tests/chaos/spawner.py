"""A process that holds the loaded content and starts a copy of the bot, as ``bot run``, whenever it is asked.

A copy is a fork: of an earlier life it holds the content and nothing else, so it can be killed and started twenty
times while the program starts once. Asked and answered is in lines of JSON over one socket: settings as environment
variables and the file for the output in; the copy's process id out, and later how it ended.
"""

from __future__ import annotations

import json
import logging
import os
import selectors
import signal
import socket
import sys
import traceback
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from bot.content.load import Loader
from bot.dialogue.exchange import Message, Session
from bot.dialogue.turn import take_turn
from bot.settings import shipped_content

if TYPE_CHECKING:
    from bot.content.load import Loaded

PARTS = ("bot.cli.running", "bot.cli.serving", "bot.cli.logs", "bot.storage.sqlite", "bot.storage.redis")
"""What a bot imports only when it runs; a copy finds it loaded."""


def start(loaded: Loaded) -> socket.socket:
    """Start a spawner; it ends when the socket to it is closed."""
    ours, theirs = socket.socketpair()
    if os.fork() == 0:
        ours.close()
        try:
            serve(theirs, loaded)
        finally:
            os._exit(0)
    theirs.close()
    return ours


def serve(control: socket.socket, loaded: Loaded) -> None:
    """Start copies until nobody can ask any more."""
    load_at_once(loaded)
    for part in PARTS:
        import_module(part)
    assert loaded.content, "what is shipped has no errors"
    take_turn(loaded.content, Session(), Message("hello", 0.0))  # what is made once is made here for all copies
    ended, wake = socket.socketpair()
    wake.setblocking(False)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    selector = selectors.DefaultSelector()
    selector.register(control, selectors.EVENT_READ)
    selector.register(ended, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            if key.fileobj is ended:
                ended.recv(100)
                reap(control)
            elif line := control.recv(100_000):
                spawn(control, json.loads(line))
            else:
                return


def load_at_once(loaded: Loaded) -> None:
    """Hand out the content that is loaded already, the first time somebody loads the shipped folder."""
    load = Loader.load

    def load_known(self: Loader, *, quick: bool = False) -> Loaded:
        return loaded if self.folder == shipped_content() and not self._known else load(self, quick=quick)

    Loader.load = load_known  # type: ignore[method-assign]  # this process is there for nothing else


def spawn(control: socket.socket, asked: dict[str, dict[str, str]]) -> None:
    """Start a copy; whoever asks waits for the answer before asking again."""
    pid = os.fork()
    if pid == 0:
        control.close()
        become_bot(asked)
    tell(control, started=pid)


def become_bot(asked: dict[str, dict[str, str]]) -> NoReturn:
    """Run the bot in this process, until it ends."""
    code = 70
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        redirect(asked["output"]["path"])
        logging.getLogger().handlers.clear()  # pytest's
        os.environ.update(asked["settings"])
        sys.argv = ["bot", "run"]
        import_module("bot.cli").main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - whatever it is, the test must see it
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def redirect(path: str) -> None:
    """Let everything written go into a file, and nothing be read."""
    output = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115 - for good


def reap(control: socket.socket) -> None:
    """Tell of every copy that has ended."""
    try:
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            tell(control, ended=found[0], code=os.waitstatus_to_exitcode(found[1]))
    except ChildProcessError:
        return


def tell(control: socket.socket, **event: int) -> None:
    """Write one event."""
    control.sendall(json.dumps(event).encode() + b"\n")
