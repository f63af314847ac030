"""The command line in tests: a real process, its exit status and its streams."""

from __future__ import annotations

import subprocess
import sys


def run(
    environment: dict[str, str], *arguments: str, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "tui.cli.main", *arguments],
        input=given,
        capture_output=True,
        env=environment,
        timeout=60,
        check=False,
    )
