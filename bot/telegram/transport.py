"""HTTP to the Bot API over aiohttp: many requests at once over few connections, each with its limits in time."""

from __future__ import annotations

import json
import os
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput
    from telegram.request import RequestData

CONNECTIONS = 256
CONNECT_SECONDS = 5.0
READ_SECONDS = 8.0
_WHOLE_SECONDS = 15.0
"""What a request may take beyond its read timeout, which begins anew with every byte."""
_JSON = {"Content-Type": "application/json"}
_NEVER_CONNECTED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


class Transport(BaseRequest):
    """The requests of a bot.

    Raises ``TimedOut`` only where a request may well have arrived, and ``NetworkError`` otherwise.
    """

    def __init__(self, connections: int = CONNECTIONS, read_seconds: float = READ_SECONDS) -> None:
        self._connections = connections
        self._read_seconds = read_seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer where nothing else is said."""
        return self._read_seconds

    async def initialize(self) -> None:
        """Open the connection pool, unless it is open."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=60)
            # Telegram sets no cookies, and looking for some at every request takes its time.
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make a request; returns the status and the body."""
        del write_timeout, connect_timeout, pool_timeout  # nobody here asks for them
        if self._session is None:
            raise NetworkError("The connection pool is closed.")
        body, headers = _body(request_data)
        seconds = read_timeout if isinstance(read_timeout, int | float) else self._read_seconds
        limits = aiohttp.ClientTimeout(seconds + _WHOLE_SECONDS, sock_connect=CONNECT_SECONDS, sock_read=seconds)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=limits, proxy=_proxy(*urlsplit(url)[:2])
            ) as response:
                return response.status, await response.read()
        except _NEVER_CONNECTED as error:
            raise NetworkError(f"no connection: {_reason(error)}") from None
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:  # its text may hold the address, and so the token
            raise NetworkError(f"the connection broke, {type(error).__name__}") from None


def _reason(error: aiohttp.ClientError) -> str:
    """Say why a connection did not come about, in the system's words where it has some."""
    if isinstance(error, aiohttp.ClientSSLError):
        return "the certificate is not accepted"
    if not isinstance(error, OSError) or not error.errno:
        return "nobody answers"
    # A name that cannot be looked up has a number of its own, below 0; of others the library tells the address instead.
    return os.strerror(error.errno) if error.errno > 0 else error.strerror or ""


@cache
def _proxy(scheme: str, host: str) -> str | None:
    """The proxy that the environment names for a server; aiohttp would ask two threads about it at every request."""
    return None if proxy_bypass(host) else getproxies().get(scheme)


def _body(given: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if given is None:
        return None, {}
    if not given.contains_files:
        return json.dumps(given.parameters).encode(), _JSON
    form = aiohttp.FormData(given.json_parameters)
    for name, (filename, content, kind) in given.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, {}
