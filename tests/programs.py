"""System programs that some tests need."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


def program(name: str) -> Path:
    """Find a program or skip the test; only where continuous integration promises it is its absence a failure."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin")
    if not found and not os.environ.get("CI"):
        pytest.skip(f"{name} is not installed; tests/system-parts installs it on Debian")
    assert found, f"{name} is not installed"
    return Path(found)
