"""Chat keys: a chat id becomes a keyed hash before anything is stored, and the key lives apart from the database."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from bot.storage.store import StoreError

PREFIX = "breathing-room:"
"""What every key of the bot's begins with on a server that it may share."""
SECRET_FILE = "secret"  # noqa: S105 - the name of the file
_SECRET_BYTES = 32


def chat_key(secret: bytes, chat_id: int) -> str:
    """Hide a chat id: the same chat always gets the same key, and no key leads back without the secret."""
    return hmac.new(secret, str(chat_id).encode(), hashlib.sha256).hexdigest()[:32]


def read_secret(folder: Path) -> bytes:
    """Return the folder's secret; make one on the first start."""
    path = folder / SECRET_FILE
    try:
        if not path.exists():
            _create(path)
        path.chmod(0o600)
        secret = bytes.fromhex(path.read_text("ascii"))
    except OSError as error:
        raise StoreError(
            f"The secret {path} cannot be used: {error.strerror}. Its folder must have room, and the bot's user must "
            "own what is in it."
        ) from error
    except ValueError:
        secret = b""
    if len(secret) != _SECRET_BYTES:
        raise StoreError(
            f"The secret {path} is damaged. Put a backup in its place; without it the saved sessions cannot be found, "
            "so if there is none, remove both it and the database."
        )
    return secret


def _create(path: Path) -> None:
    """Write a new secret under another name and link it into place: never half a file, never two secrets."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent)  # owner-only by itself
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        _link(draft, path)
    finally:
        Path(draft).unlink()


def _link(draft: str, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        return  # another process was first; its secret is the one
