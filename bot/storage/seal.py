"""Encryption at rest: what is stored about a chat can be read only with the secret, and only as that chat's."""

from __future__ import annotations

import logging
import secrets
from typing import Generic, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import TypeAdapter, ValidationError

_NONCE_BYTES = 12
_PURPOSE = b"breathing-room stored records"
"""Keeps this key apart from the one that hides chat ids, though both come from one secret."""
_T = TypeVar("_T")

logger = logging.getLogger(__name__)


class Seal:
    """AES-256-GCM under a key derived from the secret (HKDF-SHA256, RFC 5869)."""

    def __init__(self, secret: bytes) -> None:
        self._cipher = AESGCM(HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(secret))

    def close(self, plain: bytes, owner: str) -> bytes:
        """Encrypt something for its owner; the same text never looks the same twice."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, owner.encode())

    def open(self, sealed: bytes, owner: str) -> bytes:
        """Decrypt it; raise ``ValueError`` where it was changed, is another's or was closed under another secret."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], owner.encode())
        except InvalidTag:
            raise ValueError("The seal is broken.") from None


class Record(Generic[_T]):
    """One kind of thing as it is stored: JSON, sealed for its owner."""

    def __init__(self, kind: type[_T], seal: Seal) -> None:
        self._kind = kind
        self._adapter = TypeAdapter(kind)
        self._seal = seal

    def write(self, thing: _T, owner: str) -> bytes:
        """Return the bytes to store."""
        return self.seal(self._adapter.dump_json(thing), owner)

    def seal(self, json: bytes, owner: str) -> bytes:
        """Return the bytes to store for a thing that is JSON already."""
        return self._seal.close(json, owner)

    def read(self, stored: bytes, owner: str) -> _T | None:
        """Return the thing; ``None`` where it makes no sense any more, for a person is waiting."""
        try:
            return self._adapter.validate_json(self._seal.open(stored, owner))
        except (ValueError, ValidationError):
            logger.warning("A stored %s could not be read and counts as not there.", self._kind.__name__.lower())
            return None
