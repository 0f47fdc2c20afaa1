"""What every method of the Bot API has in common: its answers and its refusals."""

from __future__ import annotations

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"


class ApiError(Exception):
    """A refusal, worded as Telegram words it."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description.encode("utf-8", "replace").decode()  # it may quote half of a surrogate pair
        self.parameters = parameters

    def as_json(self) -> Json:
        """Return the body of the answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(description: str) -> ApiError:
    """Refuse a call for what it asks."""
    return ApiError(400, f"Bad Request: {description}")


def conflict(description: str) -> ApiError:
    """Refuse a call because of another one."""
    return ApiError(409, f"Conflict: {description}")


def forbidden(description: str) -> ApiError:
    """Refuse to write to somebody who does not want it."""
    return ApiError(403, f"Forbidden: {description}")


def too_many_requests(seconds: int) -> ApiError:
    """Ask for patience."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def utf16_length(text: str) -> int:
    """Count as Telegram does, an emoji as two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
