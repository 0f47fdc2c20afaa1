"""The parts that several commands start from: content and store, as the settings say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from bot.cli.output import progress, refuse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from pathlib import Path

    from bot.content.cache import Cache
    from bot.content.decided import Told
    from bot.content.live import LiveContent
    from bot.content.load import Loader
    from bot.dialogue.model import Content, Intent
    from bot.editing.desk import Desk, Source
    from bot.editing.inbox import Waiting
    from bot.editing.versions import Versions
    from bot.settings import Settings
    from bot.storage.store import Kept, Store
    from bot.telegram.editors import Editors

LOADING = "Loading the content; the first time takes some ten seconds …"
T = TypeVar("T")


def read_settings() -> Settings:
    """Read the settings, for which much is imported that no help text needs."""
    from bot.settings import Settings

    return Settings.read()


def content_of(settings: Settings) -> Content:
    """Load the content, or end with all its problems."""
    with progress(LOADING):
        loaded = loader_of(settings).load()
    return loaded.content or refuse(loaded.problems)


def intents_of(settings: Settings) -> Mapping[str, Intent]:
    """Read the intents alone, as far as they can be read: a moment's work."""
    loader = loader_of(settings)
    loader.read()
    return loader.intents


def loader_of(settings: Settings, folder: Path | None = None) -> Loader:
    """Make ready to load a folder, the content's where none is given."""
    from bot.content.halves import halved
    from bot.content.load import Loader

    return Loader(folder or settings.content_folder, cache_of(settings), halved)


def cache_of(settings: Settings) -> Cache:
    """Open the folder of what was worked out before."""
    from bot.content.cache import Cache

    return Cache(settings.data / "cache")


def bare_content(folder: Path) -> Content:
    """Load a folder of intents alone, or end with all its problems."""
    from bot.content.bare import load_intents

    loaded = load_intents(folder)
    return loaded.content or refuse(loaded.problems)


def secret_of(settings: Settings) -> bytes:
    """Return the secret; without one in the settings, the data folder's own."""
    from bot.storage.keys import read_secret

    return settings.secret.get_secret_value().encode() if settings.secret else read_secret(settings.data)


def store_of(settings: Settings, secret: bytes) -> Store:
    """Open the store."""
    if settings.store == "memory":
        from bot.storage.memory import MemoryStore

        return MemoryStore()
    if settings.store == "sqlite":
        from bot.storage.sqlite import SqliteStore

        return SqliteStore(settings.data / "bot.sqlite", secret)
    try:
        from bot.storage.redis import RedisStore
    except ImportError:
        from bot.settings import SettingsError

        advice = "BOT_STORE needs the package redis. Install it with: pip install 'breathing-room[redis]'"
        raise SettingsError((advice,)) from None
    return RedisStore(settings.store, secret)


def live_content(settings: Settings) -> LiveContent:
    """Load the content to be kept up to date, or end with all its problems."""
    from bot.content.live import ContentError, LiveContent

    try:
        with progress(LOADING):
            return LiveContent(settings.content_folder, cache_of(settings))
    except ContentError as error:
        refuse(error.problems)


def kept_messages(settings: Settings) -> tuple[Kept, ...]:
    """Read the messages people let the editors have; none where the bot has stored nothing yet."""
    return with_store(settings, lambda store: store.kept()) if has_store(settings) else ()


def has_store(settings: Settings) -> bool:
    """Tell whether there is anything stored to look at."""
    return settings.store != "sqlite" or (settings.data / "bot.sqlite").exists()


def with_store(settings: Settings, ask: Callable[[Store], Awaitable[T]]) -> T:
    """Open the store, ask it one thing, and let go of it."""
    import asyncio

    async def opened() -> T:
        store = store_of(settings, secret_of(settings))
        try:
            return await ask(store)
        finally:
            await store.close()

    return asyncio.run(opened())


def desk_of(settings: Settings, source: Source | None = None, told: Told | None = None) -> Desk:
    """Open the content for editing, as a running bot has read it or read anew."""
    from bot.content.decided import unheard
    from bot.content.halves import alone, halved
    from bot.editing.desk import Desk, Files
    from bot.editing.router import Router

    files = source or Files(settings.content_folder, cache_of(settings))
    router = partial(Router, cache=cache_of(settings), share=alone if source else halved)  # a running bot has threads
    return Desk(settings.content_folder, versions_of(settings), files, router, told or unheard)


def waiting_of(settings: Settings) -> Waiting:
    """Open what tells the messages that wait from those that were dealt with."""
    from bot.editing.inbox import Ignored, Waiting

    return Waiting(Ignored(settings.data / "ignored", secret_of(settings)), versions_of(settings))


def editors_of(settings: Settings, store: Store, live: LiveContent) -> Editors:
    """Make ready to answer the editors' chats."""
    from bot.telegram.editors import Editors

    return Editors(settings.editor_chats, store, lambda: live.content, waiting_of(settings), settings.digest_at)


def versions_of(settings: Settings) -> Versions:
    """Open the changes kept for ``bot undo``."""
    from bot.editing.versions import Versions

    return Versions(settings.data / "versions", settings.content_folder)


def write_schemas(folder: Path, intents: Mapping[str, Intent]) -> None:
    """Bring the schemas beside the content in step with it, where there are any."""
    from bot.content.schemas import schemas

    if (folder / "schemas").is_dir():
        for name, text in schemas(intents).items():
            (folder / "schemas" / name).write_text(text, "utf-8", newline="\n")
