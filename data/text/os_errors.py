"""The reasons of the operating system in words: the one place that says why a file failed."""

from __future__ import annotations

import errno
from typing import Final

NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def reason_of(error: Exception) -> str:
    """The reason why something was refused; where the system did, in its words.

    A full disk is named in plain words.
    """
    if not isinstance(error, OSError):
        return str(error)
    return "the disk is full" if error.errno in NO_ROOM else error.strerror or str(error)
