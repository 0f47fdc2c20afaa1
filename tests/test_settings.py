"""Settings: what wins, what is refused and how it is said, and that .env.example lists them all."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

import pytest

from bot.settings import PREFIX, Settings, SettingsError, host_and_port, shipped_content

ROOT = Path(__file__).parent.parent
TOKEN = "123456789:" + "A" * 35


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hide the developer's own settings."""
    for field in Settings.model_fields:
        monkeypatch.delenv(PREFIX + field.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_the_defaults_hold() -> None:
    """Nothing has to be set."""
    settings = Settings.read()
    assert (settings.token, settings.secret, settings.content) == (None, None, None)
    assert (settings.api_url, settings.data, settings.store, settings.log) == (
        "https://api.telegram.org",
        Path("data"),
        "sqlite",
        "INFO",
    )


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable set for one run beats what is written down; the file fills the rest."""
    Path(".env").write_text("BOT_STORE=memory\nBOT_LOG=debug\n")
    monkeypatch.setenv("BOT_LOG", "error")
    settings = Settings.read()
    assert (settings.store, settings.log) == ("memory", "ERROR")


def test_an_empty_variable_does_not_hide_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty counts as unset."""
    Path(".env").write_text("BOT_STORE=memory\n")
    monkeypatch.setenv("BOT_STORE", "")
    assert Settings.read().store == "memory"


def test_blanks_around_a_value_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was pasted with a space or a line end works."""
    monkeypatch.setenv("BOT_TOKEN", f" {TOKEN}\n")
    monkeypatch.setenv("BOT_SECRET", "  ")
    monkeypatch.setenv("BOT_DATA", "  ")
    settings = Settings.read()
    assert settings.token
    assert settings.token.get_secret_value() == TOKEN
    assert (settings.secret, settings.data) == (None, Path("data"))


def test_a_file_from_a_windows_editor_is_read() -> None:
    """A byte order mark does not swallow the first setting."""
    Path(".env").write_bytes(b"\xef\xbb\xbfBOT_STORE=memory\r\n")
    assert Settings.read().store == "memory"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("http://127.0.0.1:8081", "http://127.0.0.1:8081"),
        ("http://127.0.0.1:8081/", "http://127.0.0.1:8081"),
        ("https://bots.example/api/bot", "https://bots.example/api"),
    ],
)
def test_the_address_of_the_server_is_brought_into_form(monkeypatch: pytest.MonkeyPatch, given: str, kept: str) -> None:
    """A closing slash or the library's own suffix does no harm."""
    monkeypatch.setenv("BOT_API_URL", given)
    assert Settings.read().api_url == kept


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("BOT_STORE", "mongo", 'BOT_STORE is "mongo". Write sqlite, memory or an address such as'),
        ("BOT_WEBHOOK_URL", "http://bot.example.org", 'BOT_WEBHOOK_URL is "http://bot.example.org". Write an address'),
        ("BOT_WEBHOOK_SECRET", "not this!", "BOT_WEBHOOK_SECRET may hold up to 256 letters, digits, - and _."),
        ("BOT_LISTEN", "8080", 'BOT_LISTEN is "8080". Write a host and a port, such as 127.0.0.1:8080.'),
        ("BOT_LISTEN", "off", 'BOT_LISTEN is "off". Write a host and a port'),
        ("BOT_HEALTH", "127.0.0.1:99999", 'BOT_HEALTH is "127.0.0.1:99999". Write a host and a port'),
        ("BOT_FLOOD", "many", 'BOT_FLOOD is "many". Write a whole number up to 10000, or 0 for no limit.'),
        ("BOT_LOG_FORMAT", "xml", 'BOT_LOG_FORMAT is "xml". Write text or json.'),
        ("BOT_LOG", "loud", 'BOT_LOG is "loud". Write DEBUG, INFO, WARNING or ERROR.'),
        ("BOT_API_URL", "localhost:8081", 'BOT_API_URL is "localhost:8081". Write an address such as'),
        ("BOT_API_URL", "http://", 'BOT_API_URL is "http://". Write an address such as'),
        ("BOT_CONTENT", "nowhere", 'BOT_CONTENT is "nowhere". That folder has no intents/ and no responses/ in it.'),
        ("BOT_DATA", "taken", 'BOT_DATA is "taken". That is a file. Write the name of a folder'),
        ("BOT_TOKEN", "letmein", "BOT_TOKEN does not look like a bot's token. Write the one @BotFather gave you"),
        ("BOT_SECRET", "hush", "BOT_SECRET is too short. Write at least 16 characters"),
    ],
)
def test_a_bad_setting_is_named_with_what_to_write(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    """The sentence holds the name, the value and the remedy."""
    Path("taken").touch()
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        Settings.read()
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].startswith(said)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_STORE", "memory"),
        ("BOT_WEBHOOK_URL", "https://bot.example.org/telegram"),
        ("BOT_WEBHOOK_URL", "http://127.0.0.1:8080/telegram"),
        ("BOT_WEBHOOK_SECRET", "a-Secret_7"),
        ("BOT_LISTEN", "0.0.0.0:443"),
        ("BOT_LISTEN", "[::1]:8080"),
        ("BOT_HEALTH", "off"),
        ("BOT_HEALTH", "localhost:9090"),
    ],
)
def test_what_operators_write_is_accepted(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """Addresses of every kind."""
    monkeypatch.setenv(name, value)
    Settings.read()


@pytest.mark.parametrize("store", ["redis://127.0.0.1:6379/0", "rediss://bot:pass@host/1", "unix:///run/redis.sock"])
def test_a_shared_store_needs_a_shared_secret(monkeypatch: pytest.MonkeyPatch, store: str) -> None:
    """Copies with secrets of their own would not find each other's sessions."""
    monkeypatch.setenv("BOT_STORE", store)
    with pytest.raises(SettingsError, match="BOT_SECRET is missing"):
        Settings.read()
    monkeypatch.setenv("BOT_SECRET", "a long enough secret")
    assert Settings.read().store == store


def test_a_password_in_an_address_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the address is wrong otherwise."""
    monkeypatch.setenv("BOT_STORE", "http://bot:hunter2@host")
    with pytest.raises(SettingsError) as caught:
        Settings.read()
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("listening", "taken_apart"),
    [("127.0.0.1:80", ("127.0.0.1", 80)), ("[::1]:8080", ("::1", 8080)), ("bot.local:1", ("bot.local", 1))],
)
def test_an_address_is_taken_apart(listening: str, taken_apart: tuple[str, int]) -> None:
    """For the socket."""
    assert host_and_port(listening) == taken_apart


def test_all_bad_settings_are_reported_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to start three times to find three mistakes."""
    for name in ("BOT_STORE", "BOT_LOG", "BOT_TOKEN"):
        monkeypatch.setenv(name, "wrong")
    with pytest.raises(SettingsError, match=r"\.env\.example") as caught:
        Settings.read()
    assert sorted(problem.split()[0] for problem in caught.value.problems) == ["BOT_LOG", "BOT_STORE", "BOT_TOKEN"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("BOT_TOKEN", "123456:tooShortButSecret"), ("BOT_TOKEN", TOKEN + "x"), ("BOT_SECRET", "s3cr3t")],
)
def test_a_secret_value_is_never_shown(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """Neither the message nor the whole traceback spells a refused secret out."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        Settings.read()
    assert value not in "".join(traceback.format_exception(caught.value))


def test_accepted_secrets_are_not_shown_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing the settings hides both secrets."""
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BOT_SECRET", "a long enough secret")
    shown = f"{Settings.read()!r} {Settings.read()}"
    assert TOKEN not in shown
    assert "long enough" not in shown


def test_a_file_in_another_encoding_is_explained() -> None:
    """A .env that is no UTF-8 ends in a sentence, not in a traceback."""
    Path(".env").write_bytes(b"# caf\xe9\nBOT_STORE=memory\n")
    with pytest.raises(SettingsError, match="UTF-8"):
        Settings.read()


def test_the_content_folder_is_the_one_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder that holds both parts replaces the shipped content."""
    for part in ("intents", "responses"):
        (tmp_path / "mine" / part).mkdir(parents=True)
    monkeypatch.setenv("BOT_CONTENT", str(tmp_path / "mine"))
    assert Settings.read().content_folder == tmp_path / "mine"


def test_a_content_folder_that_lacks_a_part_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Only what is missing is named."""
    (tmp_path / "mine" / "intents").mkdir(parents=True)
    monkeypatch.setenv("BOT_CONTENT", str(tmp_path / "mine"))
    with pytest.raises(SettingsError, match=r"has no responses/ in it"):
        Settings.read()


def test_the_shipped_content_is_the_checkouts_own() -> None:
    """In a checkout the content beside the program is used."""
    assert Settings.read().content_folder == shipped_content() == ROOT


def test_the_example_lists_every_setting_with_a_comment() -> None:
    """.env.example and the class name the same settings, each below one comment line."""
    text = (ROOT / ".env.example").read_text("utf-8")
    listed = re.findall(r"^# \S.*\n(BOT_[A-Z_]+)=$", text, re.MULTILINE)
    assert listed == [PREFIX + field.upper() for field in Settings.model_fields]


def test_the_example_as_it_stands_is_valid() -> None:
    """Copying .env.example without a change gives the defaults."""
    assert Settings.read(ROOT / ".env.example") == Settings.read(None)


@pytest.mark.parametrize(
    ("given", "chats"),
    [("123, -100987", (123, -100987)), ("123", (123,)), ("1 2,3,", (1, 2, 3)), ("", ())],
)
def test_the_editors_chats(monkeypatch: pytest.MonkeyPatch, given: str, chats: tuple[int, ...]) -> None:
    """Written as people write lists; a group's id is negative."""
    monkeypatch.setenv("BOT_EDITORS", given)
    assert Settings.read().editor_chats == chats


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("EDITORS", "@ann", "chat ids"),
        ("EDITORS", "12-3", "chat ids"),
        ("DIGEST", "8", "time of day"),
        ("DIGEST", "24:00", "time of day"),
    ],
)
def test_editors_settings_that_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    """Each says what to write."""
    monkeypatch.setenv(f"BOT_{name}", value)
    with pytest.raises(SettingsError, match=says):
        Settings.read()
