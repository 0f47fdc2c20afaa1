"""What is shipped for operators is well formed, and says nothing that the program does not know."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.settings import PREFIX, Settings
from tests.deploy.nginx import certificate, localised
from tests.programs import program

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())
KNOWN = {PREFIX + name.upper() for name in Settings.model_fields}


def tool(name: str) -> str:
    """Find a command installed beside Python."""
    return str(Path(sys.executable).with_name(name))


def passes(*command: str) -> None:
    """Run a checker that must find nothing."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def manifests() -> Iterator[dict[str, Any]]:
    """Yield what the Kubernetes manifest declares."""
    yield from yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8"))


def manifest(kind: str, name: str) -> dict[str, Any]:
    """Find one piece of the Kubernetes manifest."""
    return next(one for one in manifests() if one["kind"] == kind and one["metadata"]["name"] == name)


def test_the_dockerfile_has_nothing_to_complain_about() -> None:
    """By the usual linter."""
    passes(tool("hadolint"), str(DEPLOY / "Dockerfile"))


def test_the_image_is_no_root_and_looks_after_its_health() -> None:
    """Two stages, a user by number, a question to the bot itself."""
    text = (DEPLOY / "Dockerfile").read_text("utf-8")
    final = text.rpartition("\nFROM ")[2]
    assert "slim" in final.splitlines()[0]
    assert re.search(r"^USER 10001$", final, re.MULTILINE)
    assert "HEALTHCHECK" in final
    assert "/readyz" in final
    assert "pip install" not in final


def test_everything_the_image_copies_is_let_in() -> None:
    """The list of what stays out of the build forgets nothing that is needed."""
    let_in = {
        line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[:1] == "!"
    }
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert names == let_in
    assert all((ROOT / name).exists() for name in names)


def test_compose_follows_its_specification() -> None:
    """By the published schema."""
    passes(tool("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(DEPLOY / "compose.yaml"))


def test_compose_runs_two_replicas_on_one_store_behind_nginx() -> None:
    """The names that nginx and the bots use are those of the services; the store is reachable by the bots alone."""
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    upstream = re.findall(r"server (bot-\d):8080", (DEPLOY / "nginx.conf").read_text("utf-8"))
    assert upstream == [name for name in services if name.startswith("bot")] == ["bot-1", "bot-2"]
    assert services["bot-1"]["environment"]["BOT_STORE"] == "redis://valkey:6379/0"
    assert "ports" not in services["valkey"]
    assert services["valkey"]["networks"] == ["inside"]
    mounted = [volume.partition(":")[0] for one in services.values() for volume in one.get("volumes", ())]
    assert all((DEPLOY / name).is_file() for name in mounted if name.endswith(".conf"))


def test_a_copy_of_the_example_settings_breaks_nothing() -> None:
    """An empty line in it is set, as empty, and would put the program's own default in the image's place."""
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    image = dict(re.findall(r"^ +(?:ENV )?(BOT_\w+)=(\S+)", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE))
    assert image.keys() == {"BOT_DATA", "BOT_LISTEN", "BOT_HEALTH"}
    assert services["bot-1"]["environment"].items() >= image.items()
    (bot,) = manifest("Deployment", "bot")["spec"]["template"]["spec"]["containers"]
    assert manifest("ConfigMap", "bot")["data"].keys() >= image.keys()
    assert [list(source) for source in bot["envFrom"]] == [["secretRef"], ["configMapRef"]]


def test_kubernetes_knows_every_field() -> None:
    """By the schemas of its API, and without one field too many."""
    passes(tool("kubernetes-validate"), "--strict", "--quiet", str(DEPLOY / "kubernetes.yaml"))


def test_kubernetes_asks_the_right_questions() -> None:
    """Alive is not ready: a store that is away takes a replica out of service and does not start it again."""
    (bot,) = manifest("Deployment", "bot")["spec"]["template"]["spec"]["containers"]
    assert bot["livenessProbe"]["httpGet"]["path"] == bot["startupProbe"]["httpGet"]["path"] == "/healthz"
    assert bot["readinessProbe"]["httpGet"]["path"] == "/readyz"
    ports = {port["name"]: port["containerPort"] for port in bot["ports"]}
    settings = manifest("ConfigMap", "bot")["data"]
    assert settings["BOT_LISTEN"].endswith(f":{ports['webhook']}")
    assert settings["BOT_HEALTH"].endswith(f":{ports['health']}")


def test_kubernetes_leaves_time_to_stop() -> None:
    """What the load balancer needs to learn of it, and the ten seconds of the bot."""
    pod = manifest("Deployment", "bot")["spec"]["template"]["spec"]
    assert pod["terminationGracePeriodSeconds"] >= pod["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"] + 10


def test_both_stores_are_configured_alike() -> None:
    """The same Valkey, whoever runs it."""
    ours = (DEPLOY / "valkey.conf").read_text("utf-8")
    lines = [line for line in ours.splitlines() if line and not line.startswith("#")]
    assert manifest("ConfigMap", "valkey")["data"]["valkey.conf"].splitlines() == lines


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    """No unknown directive, and little the service may do."""
    analyze = str(program("systemd-analyze"))
    text = (DEPLOY / "breathing-room.service").read_text("utf-8")
    unit = tmp_path / "breathing-room.service"
    unit.write_text(text.replace("/opt/breathing-room/.venv/bin/bot", tool("bot")), "utf-8")
    passes(analyze, "verify", str(unit))
    passes(analyze, "security", "--offline=true", "--threshold=20", str(unit))


def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    """The file as it is, TLS and all, but for the names of the replicas and the paths of the certificate."""
    text = localised(["127.0.0.1:1", "127.0.0.1:2"], "127.0.0.1:3", tmp_path, certificate(tmp_path))
    (tmp_path / "nginx.conf").write_text(text, "utf-8")
    passes(str(program("nginx")), "-t", "-q", "-c", str(tmp_path / "nginx.conf"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_settings_have_the_programs_names(path: Path) -> None:
    """A setting the program does not know would be ignored in silence."""
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]+\b", path.read_text("utf-8"))) <= KNOWN


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_part_is_explained(path: Path) -> None:
    """Operators find each file in the manual."""
    assert f"deploy/{path.name}" in (ROOT / "docs/operating.md").read_text("utf-8")
