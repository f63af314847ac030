"""Install Node, Chromium and the checkers of `tests/checkers/`, as far as they are missing.

System packages come from Debian's or Ubuntu's archive, and only where this runs as root; elsewhere
a sentence says what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import Final

from tests.support.checkers import MissingError, chromium, install

_PACKAGES: Final = {"node": "nodejs", "npm": "npm", "chromium": "chromium"}


def main() -> int:
    """Install what is missing; 1 where something stays missing."""
    missing = [package for program, package in _PACKAGES.items() if not shutil.which(program)]
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-q"], check=False)
        command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *missing]
        subprocess.run(command, check=False)
    try:
        print(f"Checkers: {install()}\nBrowser: {chromium()}")
    except MissingError as error:
        print(f"{error} (or install {', '.join(missing)} by other means)", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
