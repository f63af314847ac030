"""Detect that a store is sealed, without the packages that read it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from data.files.private_files import open_unless_pipe

_PAGE: Final = 4096


def is_sealed(directory: Path) -> bool:
    """Return whether the main file has a seal, or had one where its beginning is damaged."""
    try:
        with open_unless_pipe(directory / "sessions.json") as file:
            page = file.read(_PAGE)
    except OSError:
        return False
    if b'"seal":{' in page or page.startswith(b'{"spinepath":'):
        return b'"seal":{' in page
    from data.store.files.encryption.known_head import (
        KnownHead,  # late: only for a damaged beginning
    )

    return bool(KnownHead(directory).header())
