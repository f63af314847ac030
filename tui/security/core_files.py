"""Core files: none is written of this program, as it would hold what was typed."""

from __future__ import annotations

import contextlib
import ctypes
import resource
from typing import Final

_PR_SET_DUMPABLE: Final = 4
"""Of prctl(2)."""


def forbid() -> None:
    """Forbid core files, also those that a program of the system collects from a pipe.

    No other process of the account can then read the memory of this one either.
    """
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))
    with contextlib.suppress(OSError, AttributeError):  # the limit holds where there is no prctl
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
