"""Seal a whole store, open it again, or seal it anew with another key.

Each writes the main file as a whole beside the old one and then takes its place: whoever looks
meanwhile, or after a crash, finds all records in the old form or all in the new.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from data.files.private_files import UnsyncedError, create_file, read_private
from data.store.errors import DamageError, KeyMissingError
from data.store.files.encryption.codec import CHAIN, SealedCodec
from data.store.files.encryption.keys import new_key, require_encryption, wrapped
from data.store.files.encryption.known_head import KnownHead, State
from data.store.files.encryption.leftovers import copies
from data.store.files.format.hash_chain import ERASED, Head, Record, chained, read_line
from data.store.files.format.records import Codec, Plain
from data.store.files.format.store_files import StoreFiles

_CLEAR: Final = ("_s", "id", "changed")
_REFUSED: Final = "refused"


def encrypt(base: StoreFiles, passphrase: str) -> Codec:
    """Seal every record of a store. Call it under the lock, when no session is open.

    Raises:
        DamageError: when a record was altered; nothing is done then.
        ExtraMissingError: when the package that seals is missing.
        OSError: when it cannot be written; nothing is done then.
    """
    require_encryption()
    codec = _new_codec(passphrase, secrets.token_hex(16), 1)
    _recoded(base, codec, "encrypted")
    return codec


def decrypt(base: StoreFiles) -> Codec:
    """Decrypt every record of a store. Call it under the lock, when no session is open.

    Raises:
        DamageError, OSError: when it is not done.
    """
    codec = Plain()
    _recoded(base, codec, "decrypted")
    return codec


def change_passphrase(base: StoreFiles, passphrase: str) -> Codec:
    """Seal every record with a new key. Call it under the lock, when no session is open.

    The files that the old passphrase opened stay shut for it from now on: the key is another one.

    Raises:
        KeyMissingError: when the store is not encrypted.
        DamageError, OSError: when it is not done.
    """
    if (seal := base.codec.seal) is None:
        raise KeyMissingError("it is not encrypted")
    codec = _new_codec(passphrase, seal["store"], seal["turn"] + 1)
    _recoded(base, codec, "passphrase")
    return codec


def migrate(base: StoreFiles, passphrase: str) -> tuple[StoreFiles, str]:
    """Seal a store of program 0.1.0 in the form of this one. Call it under the lock.

    Returns:
        The store, and a sentence for the user.

    Raises:
        DamageError: when a record cannot be read; nothing is done then.
        OSError: when it cannot be done; the old file is then unharmed.
    """
    aside = base.place.aside("format-2")
    codec = _new_codec(passphrase, secrets.token_hex(16), 1)
    refused = _refused(base)
    create_file(aside, read_private(base.place.main))
    _rewrite(base, codec, "sealed")
    _remove(base.place.closed_journals())
    left = f" {_numbers(refused)} in clear or altered and not taken over." if refused else ""
    return replace(base, codec=codec), (
        "The encrypted sessions were sealed in the form of this version, which shows every change."
        f"{left} The old file is kept: {aside}."
    )


def _numbers(refused: list[int]) -> str:
    listed = ", ".join(map(str, refused))
    return f"Record {listed} was" if len(refused) == 1 else f"Records {listed} were"


def _new_codec(passphrase: str, store: str, turn: int) -> SealedCodec:
    """A codec with a new key.

    Args:
        passphrase: opens it.
        store: names the store, whatever its key.
        turn: how many keys the store has had.
    """
    key = new_key()
    return SealedCodec.of(key, wrapped(key, passphrase, store=store, turn=turn))


def _recoded(base: StoreFiles, codec: Codec, note: str) -> None:
    """Rewrite the store; remove what is in clear, or sealed with a key that is to open nothing."""
    try:
        _rewrite(base, codec, note)
    except UnsyncedError:
        _remove(copies(base))
        raise
    _remove(copies(base))


def _remove(paths: list[Path]) -> None:
    """Remove copies; the next start tries again, and says so."""
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()


def _rewrite(base: StoreFiles, codec: Codec, note: str) -> None:
    about = {k: v for k, v in base.history.about().items() if k != "seal"}
    if codec.seal:
        about["seal"] = codec.seal
    old = State.of(base.codec.seal, base.history.tail().head)
    head = Head(0, about["genesis"])

    def texts() -> Iterator[bytes]:
        nonlocal head
        for line in _lines(base, codec, head, note):
            head = line.head
            yield line.text

    known = KnownHead(base.place.directory)
    # Both are known until the new file has its name: after a crash either is believed.
    try:
        base.history.rewrite(about, texts(), lambda: known.expect(old, State.of(codec.seal, head)))
    finally:
        said = base.history.about()
        known.settle(said.get("seal"))
        if known.path.exists():
            known.keep_header(said)


def _lines(base: StoreFiles, codec: Codec, head: Head, note: str) -> Iterator[Record]:
    before = head
    for text in base.history.texts_forward():
        old = read_line(text)
        before = old.head
        line = _line(base.codec, codec, old, head)
        head = line.head
        yield line
    about = {"note": note, "at": datetime.now(UTC).isoformat(), "before": str(before)}
    yield chained(head, codec.pack(head, about, {}))


def _line(old: Codec, new: Codec, line: Record, head: Head) -> Record:
    """A record in another codec, with its number, behind a head."""
    try:
        fields = {k: v for k, v in old.unpack(line).items() if k not in CHAIN}
    except DamageError:
        if old.seal is None:
            raise
        fields = _of_refused(old, line)
    if line.erased and ERASED in fields:
        clear, secret = {ERASED: line.link}, {}
    elif "id" in fields:
        clear = {key: fields.pop(key) for key in _CLEAR if key in fields}
        secret = fields
    else:
        clear, secret = fields, {}
    behind = Head(line.number - 1, head.digest)
    return chained(behind, new.pack(behind, clear, secret))


def _of_refused(old: Codec, line: Record) -> dict[str, Any]:
    """The stand-in for a record that nobody with the key wrote, or that was altered since.

    An altered one stays a damaged record of its session: no older state takes its place.
    """
    fields = line.fields
    if old.is_ours(line) and "id" in fields:
        return {key: fields[key] for key in _CLEAR if key in fields}
    return {"note": _REFUSED, "at": datetime.now(UTC).isoformat()}


def _refused(base: StoreFiles) -> list[int]:
    """The numbers of the records that are not what the codec of the store wrote."""
    found = []
    for text in base.history.texts_forward():
        line = read_line(text)
        try:
            base.codec.unpack(line)
        except DamageError:
            found.append(line.number)
    return found
