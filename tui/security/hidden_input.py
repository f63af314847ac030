"""The reader of what is typed without being shown: a passphrase or a PIN."""

from __future__ import annotations

import getpass
from typing import Final

UNREADABLE: Final = "\udcff"
"""In place of bytes that are no UTF-8; it opens nothing, as it has no bytes itself."""


def hidden(prompt: str) -> str:
    """The line that is typed.

    Raises:
        EOFError: when the input has ended.
        OSError: when there is no terminal.
    """
    try:
        return getpass.getpass(prompt)
    except UnicodeDecodeError:
        return UNREADABLE
