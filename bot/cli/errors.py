"""Reporting errors to Sentry, where an operator wants it: what broke and where, never what somebody wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.settings import SettingsError

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

_TOLD = ("logger", "level", "platform", "release", "environment", "timestamp", "event_id", "exception", "sdk")
"""All that leaves the machine of an event."""


def report_errors(dsn: str, release: str) -> None:
    """Send errors to a Sentry project from here on."""
    try:
        import sentry_sdk
    except ImportError:
        advice = "BOT_SENTRY_DSN needs the package sentry-sdk. Install it with: pip install 'breathing-room[sentry]'"
        raise SettingsError((advice,)) from None
    sentry_sdk.init(
        dsn,
        release=release,
        before_send=scrub,
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        traces_sample_rate=0.0,
    )


def scrub(event: Event, _: Hint) -> Event:
    """Keep an error's kind and its places; its text and everything else may quote somebody or hold the token."""
    kept: dict[str, Any] = {name: value for name, value in event.items() if name in _TOLD}
    for error in (kept.get("exception") or {}).get("values", ()):
        error["value"] = ""
        for frame in (error.get("stacktrace") or {}).get("frames", ()):
            frame.pop("vars", None)
    return kept  # type: ignore[return-value]  # an event with fewer of its keys
