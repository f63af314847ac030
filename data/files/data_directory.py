"""The directories of this user: of the sessions, and of what is remembered of them."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_data_path, user_state_path


class NoHomeError(OSError):
    """The error that this account has no home directory; the message is a sentence."""

    def __init__(self, variable: str) -> None:
        """Say which variable names a directory in its place."""
        says = f"This account has no home directory here; name a directory in {variable}."
        super().__init__(errno.ENOENT, says)

    def __str__(self) -> str:
        """The sentence alone."""
        return str(self.strerror)


def data_directory() -> Path:
    """$SPINEPATH_DATA, else the user's data directory.

    Raises:
        NoHomeError: when the user has none.
    """
    if named := os.environ.get("SPINEPATH_DATA"):
        return expanded_path(named)
    return of_user(user_data_path, "SPINEPATH_DATA")


def state_directory() -> Path:
    """The user's directory for what a program remembers; $XDG_STATE_HOME moves it.

    Where no home directory is known it is one in which nothing can be kept.
    """
    try:
        return of_user(user_state_path, "XDG_STATE_HOME")
    except NoHomeError:
        return Path(os.devnull) / "spinepath"


def of_user(look_up: Callable[[str], Path], variable: str) -> Path:
    """A directory of the user.

    Args:
        look_up: of platformdirs.
        variable: of the environment, which names another.

    Raises:
        NoHomeError: when the user has none, as in a container or while the directory of users is
            away.
    """
    try:
        found = look_up("spinepath")
    except RuntimeError:
        raise NoHomeError(variable) from None
    if not found.is_absolute():
        raise NoHomeError(variable)
    return found


def expanded_path(named: str) -> Path:
    """A path from a setting or the environment in full.

    A "~" of somebody who does not exist stands for itself, as in a shell; `Path.expanduser` would
    end the program.
    """
    path = Path(os.path.expanduser(named))  # noqa: PTH111
    try:
        return path.absolute()
    except FileNotFoundError:  # the working directory is gone, and nothing is relative to it
        return Path(os.sep) / path
