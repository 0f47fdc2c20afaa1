"""nginx with the configuration that is shipped, on addresses of loopback."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFIGURATION = Path(__file__).parents[2] / "deploy/nginx.conf"


def localised(replicas: Sequence[str], address: str, folder: Path, certificate: tuple[Path, Path] | None = None) -> str:
    """Put other addresses into the shipped file, one replica for each of its own; without a certificate, plain HTTP."""
    text = CONFIGURATION.read_text("utf-8")
    for number, replica in enumerate(replicas, 1):
        text = text.replace(f"server bot-{number}:8080", f"server {replica}")
    text = text.replace("/tmp/nginx.pid", str(folder / "nginx.pid"))
    text = text.replace(
        "http {", "http {" + "".join(f"\n    {kind}_temp_path {folder / kind};" for kind in TEMPORARY), 1
    )
    if certificate:
        text = text.replace("/etc/nginx/certs/fullchain.pem", str(certificate[0]))
        text = text.replace("/etc/nginx/certs/privkey.pem", str(certificate[1]))
        return text.replace("listen 443 ssl", f"listen {address} ssl")
    return re.sub(r"^ *ssl_.*\n", "", text, flags=re.MULTILINE).replace("listen 443 ssl", f"listen {address}")


TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate and its key, for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    files = folder / "fullchain.pem", folder / "privkey.pem"
    files[0].write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return files
