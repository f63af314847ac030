"""Open a store: check its directory, detect its format, recover after a crash."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from data.files.private_files import create_file, open_private, read_private, replace_file
from data.store.errors import BusyError, DamageError
from data.store.files.encryption import acceptance, leftovers, re_encryption
from data.store.files.encryption.codec import OldCodec, codec_for
from data.store.files.encryption.known_head import KnownHead
from data.store.files.format.append_file import PAGE, render_header
from data.store.files.format.hash_chain import Fields
from data.store.files.format.locks import directory_locked, locked
from data.store.files.format.main_file import SESSIONS
from data.store.files.format.store_files import StoreFiles
from data.store.files.repair.crash_recovery import (
    clear_leftovers,
    is_whole,
    recover_journal,
    repair_tail,
)
from data.store.files.repair.damage_repair import known_about, salvage
from data.store.files.repair.integrity_check import audit
from data.store.files.repair.migration import is_old, migrate
from data.text.os_errors import reason_of

_READ_ONLY: Final = {errno.EROFS, errno.EACCES, errno.EPERM}


def prepare(base: StoreFiles) -> None:
    """Make missing files and check existing ones.

    Raises:
        UnsafePathError: when others could read it.
        FileNotFoundError: when the main file was there and is gone.
        OSError: when it cannot be made.
    """
    there = base.place.main.exists()
    with _unless_read_only() if there else contextlib.nullcontext():
        base.place.prepare()
    if not os.path.lexists(base.place.main):
        if os.path.lexists(base.place.lock):
            raise FileNotFoundError(errno.ENOENT, "gone", str(base.place.main))
        base.history.make()
    for path in (*base.place.journals(), *base.place.closed_journals()):
        with contextlib.suppress(FileNotFoundError):
            os.close(open_private(path, os.O_RDONLY))
    with _unless_read_only():
        os.close(open_private(base.place.lock, os.O_RDWR | os.O_CREAT))


def detect_format(
    base: StoreFiles, passphrase: Callable[[], str] | None
) -> tuple[StoreFiles, list[str]]:
    """Detect the format of the main file, and migrate an older one.

    Returns:
        The store with the codec of its records, and sentences for the user.

    Raises:
        DamageError: when it is not a file of this program.
        NewerError: when a later program wrote it.
        KeyMissingError: when the passphrase is missing or wrong.
        BusyError, OSError: when it cannot be read or renewed.
    """
    try:
        return replace(base, codec=codec_for(base.history.about(), passphrase)), []
    except DamageError:
        pass
    with locked(base.place.lock):
        content = read_private(base.place.main)
        if is_old(content[:PAGE]):
            return base, [migrate(base.place, base.history)]
        about, known = known_about(base, content), KnownHead(base.place.directory)
        if "seal" not in about and (kept := known.header()):
            base = replace(base, codec=codec_for(kept, passphrase))
            return base, [_header_restored(base, kept, content)]
        base = replace(base, codec=codec_for(about, passphrase))
        return base, [salvage(base)]


def _header_restored(base: StoreFiles, about: Fields, content: bytes) -> str:
    """Put the kept header of a sealed file in the place of a damaged one."""
    create_file(aside := base.place.aside("damaged"), content)
    replace_file(base.place.main, render_header(about, SESSIONS) + content[PAGE:])
    return (
        "The beginning of the encrypted sessions was damaged and is restored from its copy. The"
        f" damaged file is kept as {aside}."
    )


def renew_seal(
    base: StoreFiles, passphrase: Callable[[], str] | None
) -> tuple[StoreFiles, list[str]]:
    """Seal a store of program 0.1.0 anew, once what a crash of it left is in order.

    Returns:
        The store, and sentences for the user.

    Raises:
        DamageError, BusyError, OSError: when it is not done; everything is then as before.
    """
    if not isinstance(base.codec, OldCodec) or passphrase is None:
        return base, []
    with (
        directory_locked(base.place.live, shared=False),
        locked(base.place.lock),
    ):
        if base.place.journals():
            raise BusyError("an older version of this program has a session open")
        if base.history.about().get("seal") != base.codec.seal:
            raise BusyError("another program has just sealed the sessions anew")
        base, notice = re_encryption.migrate(base, passphrase())
    return base, [notice]


def believe(base: StoreFiles, reason: str) -> list[str]:
    """Prove a sealed store, and remember how far it has come.

    Args:
        base: the store.
        reason: why somebody accepts what is not as it was; empty when nobody does.

    Returns:
        Sentences for the user.

    Raises:
        BusyError, DamageError, OSError: when the file cannot be read or written.
    """
    if base.codec.seal is None and not KnownHead(base.place.directory).read(None):
        return []
    try:
        with locked(base.place.lock):
            return acceptance.believed(base, reason)
    except (OSError, BusyError) as error:
        if reason:
            raise
        why = reason_of(error)
        return [f"Whether somebody changed the encrypted sessions is not known: {why}."]


def recover(base: StoreFiles) -> list[str]:
    """Recover after a crash, as far as possible now.

    Returns:
        Sentences for the user.

    Raises:
        DamageError, KeyMissingError: when it is beyond that.
    """
    notices: list[str] = []
    if os.statvfs(base.place.directory).f_flag & os.ST_RDONLY:
        notices.append(f"No answer can be saved: {base.place.directory} is on a read-only disk.")
    try:
        if base.codec.seal is not None:
            with locked(base.place.lock, short=True):
                notices += filter(None, [leftovers.remove_leftovers(base)])
        notices += _mended(base)
        for journal in base.place.journals():
            notices += filter(None, [recover_journal(base, journal, short=True)])
        if not notices:
            notices += _missing(base)
    except (OSError, BusyError) as error:
        why = reason_of(error)
        notices.append(f"The remains of a crash could not be put in order yet: {why}.")
    return notices


def _missing(base: StoreFiles) -> list[str]:
    """Name the records of a store in clear that are gone; an encrypted one is proved besides."""
    if base.codec.seal is not None:
        return []
    with locked(base.place.lock, short=True):
        if base.history.count() >= base.history.tail().head.number:
            return []  # numbers go without a gap
        wrong = [str(one) for one in audit(base.place).faults if one.place.startswith("record ")]
    return [f"{acceptance.listed(wrong)}. See spinepath doctor."] if wrong else []


def _mended(base: StoreFiles) -> list[str]:
    if is_whole(base) and not any(True for _ in base.place.leftovers()):
        return []
    with locked(base.place.lock, short=True):
        clear_leftovers(base.place)
        try:
            notice = repair_tail(base)
        except DamageError:
            notice = salvage(base)
    return [notice] if notice else []


@contextlib.contextmanager
def _unless_read_only() -> Iterator[None]:
    """Ignore failed writes on a read-only file system; reading goes on."""
    try:
        yield
    except OSError as error:
        if error.errno not in _READ_ONLY:
            raise
