"""Tombstones: the marks that erased records leave in the file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

NOTE: Final = "erased"


def seal_of(links: Iterable[str]) -> str:
    """The seal that a note holds of the digests of erased records."""
    return hashlib.sha256("".join(links).encode()).hexdigest()
