"""The settings: environment and ``.env`` → ``Settings``; what is wrong with them is said in words, all at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Self

from pydantic import SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "BOT_"
STORES = ("sqlite", "memory")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
CONTENT_FOLDERS = ("intents", "responses")
MIN_SECRET = 16
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{35}")
_ADDRESS = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?")
_SECRETS = ("token", "secret")


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
    """The folder of the database and the secret."""
    secret: SecretStr | None = None
    """The key of the chat ids' hash; one is made in ``data`` where unset."""
    store: str = "sqlite"
    """One of ``STORES``."""
    log: str = "INFO"
    """One of ``LEVELS``."""

    @classmethod
    def read(cls, env_file: Path | None = Path(".env")) -> Self:
        """Read the environment, then the file; raise ``SettingsError`` naming everything that is wrong."""
        try:
            return cls(_env_file=env_file)  # type: ignore[call-arg]  # mypy sees the fields only
        except ValidationError as error:
            problems = tuple(_sentence(str(one["loc"][0]), one["input"], one["msg"]) for one in error.errors())
        except (UnicodeDecodeError, OSError):
            problems = (f"{env_file} cannot be read: save it as plain UTF-8 text.",)
        # Raised out here, so that no chained exception carries a secret along.
        raise SettingsError(problems)

    @property
    def content_folder(self) -> Path:
        """The folder to load the content from."""
        return self.content or shipped_content()

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
        if value not in STORES:
            raise ValueError(f"Write {' or '.join(STORES)}.")
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


def _sentence(field: str, value: object, message: str) -> str:
    """Name the setting, show its value unless it is secret, and say what to write instead."""
    advice = message.removeprefix("Value error, ")
    name = PREFIX + field.upper()
    return f"{name} {advice}" if field in _SECRETS else f'{name} is "{value}". {advice}'
