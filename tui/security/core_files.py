"""Core files: this program writes none, as a core file would hold the entries."""

from __future__ import annotations

import contextlib
import resource
from typing import Final

_PR_SET_DUMPABLE: Final = 4
"""Of prctl(2)."""


def forbid() -> None:
    """Forbid core files in the file system."""
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def hide_memory() -> None:
    """Forbid core files that a program of the system collects from a pipe as well.

    No other process of the account can then read the memory of this one either. Call it before
    anything of a patient is read or typed.
    """
    import ctypes  # late: help and the first frame do without

    with contextlib.suppress(OSError, AttributeError):  # the limit holds where there is no prctl
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
