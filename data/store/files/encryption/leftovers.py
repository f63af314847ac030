"""Copies that a sealed store must not leave beside it: in clear, or open to a former key."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Final

from data.files.private_files import UnsafePathError, read_private
from data.store.errors import DamageError, NewerError
from data.store.files.format.append_file import PAGE, parse_header
from data.store.files.format.hash_chain import Fields
from data.store.files.format.store_files import StoreFiles

_CLEAR: Final = re.compile(
    rb'"(label|created|pathway_\w+|program_version|events|kind|finding|question|asked|value|detail)"'
    rb"\s*:"
)
"""Names of fields that hold a session or a part of it; boxes hold no quotes."""


def remove_leftovers(base: StoreFiles) -> str:
    """Remove copies that are in clear or sealed with a former key. Call it under the lock.

    Returns:
        A sentence for the user, or nothing.
    """
    seal = base.codec.seal
    if seal is None:
        return ""
    removed, kept = 0, []
    for path in copies(base):
        try:
            if _is_leftover(read_private(path), seal):
                path.unlink()
                removed += 1
        except FileNotFoundError:
            continue
        except (OSError, UnsafePathError):
            kept.append(path)
    said = []
    if removed:
        said.append(f"Copies that were not sealed with the present key are removed: {removed}.")
    if kept:
        said.append(f"Not removed, though it may be in clear: {', '.join(map(str, kept))}.")
    return " ".join(said)


def copies(base: StoreFiles) -> list[Path]:
    """The files beside the main file that hold sessions or parts of them."""
    place = base.place
    temporary = [path for path in place.leftovers() if path.parent == place.directory]
    index = [place.awaited_index] if place.awaited_index.exists() else []
    return [*place.closed_journals(), *place.set_aside_files(), *temporary, *index]


def _is_leftover(content: bytes, seal: Fields) -> bool:
    with contextlib.suppress(DamageError, NewerError):
        found = parse_header(content[:PAGE]).get("seal")
        # A backup in the form of 0.1.0 has no number; it stays until the passphrase is changed.
        return found is None or found.get("turn", 1) < seal.get("turn", 1)
    return _CLEAR.search(content) is not None
