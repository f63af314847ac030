"""The reader of what is typed without being shown: a passphrase or a PIN."""

from __future__ import annotations

import getpass
import warnings
from typing import Final

UNREADABLE: Final = "\udcff"
"""In place of bytes that are no UTF-8; it opens nothing, as it has no bytes itself."""


def hidden(prompt: str) -> str:
    """The line that is typed on a terminal; the lines of a script or file are never taken for it.

    Raises:
        EOFError: when the input has ended.
        OSError: when there is no terminal, or one that would show what is typed.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(prompt)
    except getpass.GetPassWarning as error:
        raise OSError("there is no terminal that hides what is typed") from error
    except UnicodeDecodeError:
        return UNREADABLE
