"""Repair a damaged main file: save every record that can be verified.

The damaged file is kept beside, and a note in the new one says which numbers are missing.
"""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Iterator
from typing import Any

from data.files.private_files import create_file, read_private
from data.store.errors import DamageError, NewerError
from data.store.files.format.append_file import PAGE, parse_header
from data.store.files.format.directory_layout import StoreDirectory
from data.store.files.format.hash_chain import Head, Record, numbered, read_line, records_in
from data.store.files.format.locks import locked
from data.store.files.format.main_file import MainFile
from data.store.files.format.store_files import StoreFiles
from data.store.files.repair.crash_recovery import repair_tail, replay_and_note
from data.store.files.repair.losses import note_losses, numbers_in


def salvage(base: StoreFiles, *, even_nothing: bool = False) -> str:
    """Write a new main file of every verified record; the old file stays beside it.

    Call it under the lock.

    Args:
        base: the store.
        even_nothing: whether to go on when no record can be verified.

    Returns:
        A sentence for the user.

    Raises:
        NewerError, DamageError: when nothing is done.
        OSError: when it cannot be done; the old file is then unharmed.
    """
    content = read_private(base.place.main)
    about = known_about(base, content)
    lines = sorted(_sound(content), key=lambda line: line.number)
    if not lines and not even_nothing:
        raise DamageError("is empty" if not content.strip() else "is not a file of this program")
    aside = base.place.aside("damaged")
    create_file(aside, content)
    about.setdefault("genesis", lines[0].before if lines else secrets.token_hex(32))
    base.history.rewrite(about, (line.text for line in lines))
    present = {line.number for line in lines}
    lost = replay_and_note(base, present, numbers_in(content, base.place))
    return (
        f"The file of the sessions was damaged. {len(lines)} records could be verified and are"
        f" kept; the damaged file is kept as {aside}. {lost}"
    ).rstrip()


def repair(base: StoreFiles) -> list[str]:
    """Repair the main file without losing a record that can be verified.

    Returns:
        Sentences for the user; none when nothing was wrong.

    Raises:
        NewerError, BusyError, OSError: when it is not done; everything is then as before.
    """
    with locked(base.place.lock):
        if not base.place.main.exists():
            base.history.make()
            lost = replay_and_note(base, (), ())
            said = "The file of the sessions was gone. A new one was made from the journals."
            return list(filter(None, [said, lost]))
        try:
            base.history.about()
            mended = repair_tail(base)
        except DamageError:
            return [salvage(base, even_nothing=True)]
        if not _in_order(base.history):
            return [*filter(None, [mended]), salvage(base)]
        return list(filter(None, [mended, note_losses(base, (), ())]))


def _in_order(history: MainFile) -> bool:
    """Return whether every record can be verified, in its order, and a comma parts each two."""
    before, parted = 0, True
    try:
        for text in history.texts_forward():
            number = read_line(text).number
            if number <= before or not (parted or text.startswith(b",")):
                return False
            before, parted = number, text.rstrip(b" ").endswith(b",")
    except DamageError:
        return False
    return True


def known_about(base: StoreFiles, content: bytes) -> dict[str, Any]:
    """The header's fields, from the journals if need be; they open sealed records."""
    try:
        about = parse_header(content[:PAGE])
    except DamageError:
        about = _seal_of_journals(base.place) | _about_of_tables(content)
    return about


def _seal_of_journals(place: StoreDirectory) -> dict[str, Any]:
    for journal in (*place.journals(), *place.closed_journals()):
        with contextlib.suppress(DamageError, NewerError, OSError):
            about = parse_header(read_private(journal)[:PAGE])
            if "seal" in about:
                return {"seal": about["seal"]}
    return {}


def _about_of_tables(content: bytes) -> dict[str, Any]:
    match _tables(content):
        case {"spinepath": {"1": {"genesis": str()} as about}}:
            return {key: value for key, value in about.items() if key != "format"}
    return {}


def _tables(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _sound(content: bytes) -> Iterator[Record]:
    """The records with the right digest, also in a file rewritten by plain TinyDB, each once."""
    seen: set[Head] = set()
    for line in (*records_in(content), *_sound_documents(content)):
        if line.head not in seen:
            seen.add(line.head)
            yield line


def _sound_documents(content: bytes) -> Iterator[Record]:
    match _tables(content):
        case {"sessions": dict(table)}:
            pass
        case _:
            return
    for fields in table.values():
        with contextlib.suppress(LookupError, TypeError, ValueError):
            rest = {k: v for k, v in fields.items() if k not in ("_n", "_p", "_h")}
            line = numbered(int(fields["_n"]), str(fields["_p"]), rest)
            if line.digest == fields["_h"]:
                yield line
