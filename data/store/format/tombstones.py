"""What an erased record leaves behind in the file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

NOTE: Final = "erased"


def seal_of(links: Iterable[str]) -> str:
    """What a note keeps of the digests of the records that it says were erased."""
    return hashlib.sha256("".join(links).encode()).hexdigest()
