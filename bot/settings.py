"""The settings: environment and ``.env`` → ``Settings``; what is wrong with them is said in words, all at once."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path
from typing import Any, Self

from pydantic import SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "BOT_"
STORES = ("sqlite", "memory")
REDIS = ("redis://", "rediss://", "unix://")
LOG_FORMATS = ("text", "json")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
CONTENT_FOLDERS = ("intents", "responses")
MIN_SECRET = 16
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{35}")
_ADDRESS = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?")
_LISTENING = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[^\s:/]+):(?P<port>\d{1,5})")
_WEBHOOK = re.compile(r"https://[^\s/?#@]+(/[^\s?#]*)?|http://(localhost|127\.0\.0\.1)(:\d+)?(/[^\s?#]*)?")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_SECRETS = ("token", "secret", "webhook_secret", "sentry_dsn")
OFF = "off"


class SettingsError(ValueError):
    """One or more settings that cannot be used; ``problems`` holds a sentence for each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join((*problems, "Every setting is explained in .env.example.")))
        self.problems = problems


class Settings(BaseSettings):
    """What an operator may choose; ``BOT_TOKEN`` sets ``token``, and so on. Empty counts as unset."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file_encoding="utf-8-sig",  # Windows editors like to add a byte order mark
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    token: SecretStr | None = None
    """The bot's token from @BotFather; without one the bot talks on a Telegram of its own, on this machine."""
    api_url: str = "https://api.telegram.org"
    """The Bot API server, Telegram's own or any other."""
    content: Path | None = None
    """A folder holding ``intents/`` and ``responses/``; the shipped content where unset."""
    data: Path = Path("data")
    """The folder of the database, the secret and what was worked out before."""
    secret: SecretStr | None = None
    """The key of the chat ids' hash; one is made in ``data`` where unset."""
    store: str = "sqlite"
    """One of ``STORES``, or the address of a Redis or Valkey server."""
    webhook_url: str | None = None
    """Where Telegram brings messages; they are asked for where unset."""
    webhook_secret: SecretStr | None = None
    """What Telegram says to be recognised; derived from ``secret`` where unset."""
    listen: str = "127.0.0.1:8080"
    """Host and port on which Telegram's messages are taken, where they are brought."""
    health: str = "127.0.0.1:9090"
    """Host and port of ``/healthz``, ``/readyz`` and ``/metrics``, or ``OFF``."""
    flood: int = 120
    """Messages a minute that one chat may have answered; 0 for any number."""
    editors: str = ""
    """Ids of the editors' chats, with commas between them; see ``editor_chats``."""
    digest: str | None = None
    """When the editors are told once a day what is waiting, as ``08:00``, UTC; see ``digest_at``."""
    log: str = "INFO"
    """One of ``LEVELS``."""
    log_format: str = "text"
    """One of ``LOG_FORMATS``."""
    sentry_dsn: SecretStr | None = None
    """Where errors are reported, without anybody's words."""

    @classmethod
    def read(cls, env_file: Path | None = Path(".env")) -> Self:
        """Read the environment, then the file; raise ``SettingsError`` naming everything that is wrong."""
        try:
            return cls(_env_file=env_file)  # type: ignore[call-arg]  # mypy sees the fields only
        except ValidationError as error:
            problems = tuple(_sentence(one["loc"], one["input"], one["msg"]) for one in error.errors())
        except (UnicodeDecodeError, OSError):
            problems = (f"{env_file} cannot be read: save it as plain UTF-8 text.",)
        # Raised out here, so that no chained exception carries a secret along.
        raise SettingsError(problems)

    @property
    def content_folder(self) -> Path:
        """The folder to load the content from."""
        return self.content or shipped_content()

    @property
    def editor_chats(self) -> tuple[int, ...]:
        """The ids of the editors' chats."""
        return tuple(int(part) for part in self.editors.replace(",", " ").split())

    @property
    def digest_at(self) -> time | None:
        """When the digest is sent, UTC."""
        return time.fromisoformat(self.digest) if self.digest else None

    @model_validator(mode="before")
    @classmethod
    def _drop_blanks(cls, given: dict[str, Any]) -> dict[str, Any]:
        trimmed = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
        return {name: value for name, value in trimmed.items() if value != ""}

    @field_validator("token")
    @classmethod
    def _token_shape(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError(
                "does not look like a bot's token. Write the one @BotFather gave you (digits, a colon and "
                "35 letters, digits, - or _), or leave it empty to talk to the bot on your own machine."
            )
        return value

    @field_validator("secret")
    @classmethod
    def _secret_length(cls, value: SecretStr | None) -> SecretStr | None:
        if value and len(value.get_secret_value()) < MIN_SECRET:
            raise ValueError(
                f"is too short. Write at least {MIN_SECRET} characters, or leave it empty and the bot makes its own."
            )
        return value

    @field_validator("api_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if not _ADDRESS.fullmatch(value):
            raise ValueError("Write an address such as http://127.0.0.1:8081 or https://api.telegram.org.")
        return value.rstrip("/").removesuffix("/bot")

    @field_validator("content")
    @classmethod
    def _holds_content(cls, value: Path | None) -> Path | None:
        missing = [name for name in CONTENT_FOLDERS if value and not (value / name).is_dir()]
        if missing:
            raise ValueError(
                f"That folder has no {' and no '.join(f'{name}/' for name in missing)} in it. "
                "Write the folder that holds intents/ and responses/, or leave it empty for the shipped ones."
            )
        return value

    @field_validator("data")
    @classmethod
    def _is_folder(cls, value: Path) -> Path:
        if value.exists() and not value.is_dir():
            raise ValueError("That is a file. Write the name of a folder; it is made where it is missing.")
        return value

    @field_validator("store")
    @classmethod
    def _known_store(cls, value: str) -> str:
        if value not in STORES and not value.startswith(REDIS):
            raise ValueError(f"Write {', '.join(STORES)} or an address such as redis://127.0.0.1:6379/0.")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _reachable(cls, value: str | None) -> str | None:
        if value and not _WEBHOOK.fullmatch(value):
            raise ValueError("Write an address such as https://bot.example.org/telegram; Telegram wants https.")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _header_value(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not _WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("may hold up to 256 letters, digits, - and _. Leave it empty and one is derived.")
        return value

    @field_validator("listen", "health")
    @classmethod
    def _host_and_port(cls, value: str, info: ValidationInfo) -> str:
        if value == OFF and info.field_name == "health":
            return value
        found = _LISTENING.fullmatch(value)
        if not found or int(found["port"]) > 65535:
            raise ValueError("Write a host and a port, such as 127.0.0.1:8080.")
        return value

    @model_validator(mode="after")
    def _one_secret_for_all(self) -> Self:
        if self.store.startswith(REDIS) and self.secret is None:
            raise ValueError(
                "BOT_SECRET is missing. Several copies of the bot share a Redis, and they must share the secret too: "
                'write one of at least 16 characters, such as the output of "openssl rand -hex 32".'
            )
        return self

    @field_validator("editors")
    @classmethod
    def _chat_ids(cls, value: str) -> str:
        if not re.fullmatch(r"[\s,]*(-?\d{1,19}([\s,]+|$))*", value):
            raise ValueError("Write chat ids with commas between them, such as 123456789, -100987654321.")
        return value

    @field_validator("digest")
    @classmethod
    def _time_of_day(cls, value: str | None) -> str | None:
        if value and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
            raise ValueError("Write a time of day such as 08:00; it is UTC.")
        return value

    @field_validator("flood", mode="before")
    @classmethod
    def _whole_number(cls, value: str | int) -> int:
        if not str(value).isdecimal() or int(value) > 10_000:
            raise ValueError("Write a whole number up to 10000, or 0 for no limit.")
        return int(value)

    @field_validator("log_format")
    @classmethod
    def _known_format(cls, value: str) -> str:
        if value not in LOG_FORMATS:
            raise ValueError(f"Write {' or '.join(LOG_FORMATS)}.")
        return value

    @field_validator("log")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in LEVELS:
            raise ValueError(f"Write {', '.join(LEVELS[:-1])} or {LEVELS[-1]}.")
        return value.upper()


def shipped_content() -> Path:
    """Find the content that came with the program: inside the installed package, else in the checkout around it."""
    package = Path(__file__).parent
    shipped = package / "shipped"
    return shipped if shipped.is_dir() else package.parent


def host_and_port(listening: str) -> tuple[str, int]:
    """Take apart a setting such as ``listen``."""
    host, _, port = listening.rpartition(":")
    return host.strip("[]"), int(port)


def _sentence(place: tuple[int | str, ...], value: object, message: str) -> str:
    """Name the setting, show its value unless it is secret, and say what to write instead."""
    advice = message.removeprefix("Value error, ")
    if not place:  # several settings together; the advice names them
        return advice
    field = str(place[0])
    name = PREFIX + field.upper()
    return f"{name} {advice}" if field in _SECRETS else f'{name} is "{_without_password(value)}". {advice}'


def _without_password(value: object) -> str:
    return re.sub(r"//[^@/]*@", "//…@", str(value))
