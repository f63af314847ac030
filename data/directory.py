"""Where the sessions of this user are kept."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path


def data_directory() -> Path:
    """$SPINEPATH_DATA, else the user's data directory."""
    if named := os.environ.get("SPINEPATH_DATA"):
        return Path(named).expanduser().absolute()
    return user_data_path("spinepath")
