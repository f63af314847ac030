"""The directories of this user: of the sessions, and of what is remembered of them."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path, user_state_path


def data_directory() -> Path:
    """$SPINEPATH_DATA, else the user's data directory."""
    if named := os.environ.get("SPINEPATH_DATA"):
        return expanded_path(named)
    return user_data_path("spinepath")


def state_directory() -> Path:
    """The user's directory for what a program remembers; $XDG_STATE_HOME moves it.

    Where no home directory is known it is one in which nothing can be kept.
    """
    try:
        return user_state_path("spinepath")
    except RuntimeError:
        return Path(os.devnull) / "spinepath"


def expanded_path(named: str) -> Path:
    """A path from a setting or the environment in full.

    A "~" of somebody who does not exist stands for itself, as in a shell; `Path.expanduser` would
    end the program.
    """
    return Path(os.path.expanduser(named)).absolute()  # noqa: PTH111
