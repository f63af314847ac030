"""The directory of this user's sessions."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path


def data_directory() -> Path:
    """$SPINEPATH_DATA, else the user's data directory."""
    if named := os.environ.get("SPINEPATH_DATA"):
        return expanded_path(named)
    return user_data_path("spinepath")


def expanded_path(named: str) -> Path:
    """A path from a setting or the environment in full.

    A "~" of somebody who does not exist stands for itself, as in a shell; `Path.expanduser` would
    end the program.
    """
    return Path(os.path.expanduser(named)).absolute()  # noqa: PTH111
