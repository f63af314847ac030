"""Errors of the store, each with a sentence for the user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from data.files.private_files import UnsafePathError, UnsyncedError
from data.text.os_errors import NO_ROOM, reason_of

UNHARMED: Final = "Everything saved before is unharmed."


class StoreError(Exception):
    """An error for the user; its message says first what happened to the answers."""


class NoSuchSessionError(StoreError):
    """The error that no session has the id."""


class SessionExistsError(StoreError):
    """The id of a new session is taken."""


class OpenElsewhereError(StoreError):
    """Another program has the session open; here it can only be read."""


class StoreBusyError(StoreError):
    """Another program kept the store locked for too long."""


class UnsafeStoreError(StoreError):
    """Other users could read or change the store, or its place cannot be trusted."""


class DamagedStoreError(StoreError):
    """The file, or a part of it, was not written by this program."""


class NewerStoreError(StoreError):
    """A later version of the program wrote the file; it is not touched."""


class SealedStoreError(StoreError):
    """The store is encrypted, and the passphrase is missing or wrong."""


class DamageError(Exception):
    """A file is not what this program wrote; the message says how."""


class UnsealedError(DamageError):
    """A part of an encrypted store is in clear: anybody can have written it."""


class NewerError(Exception):
    """A file of a form that this program does not know."""


class BusyError(Exception):
    """Another program holds a lock."""


class KeyMissingError(Exception):
    """A record is sealed and its key is missing or wrong."""


class ExtraMissingError(Exception):
    """An optional package is not installed; the message says how to install it."""


class DoubtError(OSError):
    """A failed write could not be undone, so no more is added to the file."""


@contextmanager
def as_store_errors(failure: str, path: Path) -> Iterator[None]:
    """Turn errors into a sentence that begins with the consequence for the answers.

    Args:
        failure: the beginning, such as "Not saved".
        path: the file that it is about.

    Raises:
        StoreError: for every fault of the disk, the lock or the file.
    """
    try:
        yield
    except UnsafePathError as error:
        raise UnsafeStoreError(f"{failure}: {error}") from error
    except DamageError as error:
        raise DamagedStoreError(
            f"{failure}: {path} {error}. It was left as it is. To keep it aside and recover what"
            " can be verified: spinepath doctor --repair"
        ) from error
    except NewerError as error:
        raise NewerStoreError(
            f"{failure}: {path} was written by a newer version of this program. It was left as it"
            " is. Use that version."
        ) from error
    except KeyMissingError as error:
        raise SealedStoreError(f"{failure}: {error}") from error
    except ExtraMissingError as error:
        raise StoreError(f"{failure}: {error}") from error
    except BusyError as error:
        raise StoreBusyError(f"{failure}: {error}. {UNHARMED} Close it, then try again.") from error
    except OSError as error:
        raise _of_the_disk(failure, path, error) from error


def _of_the_disk(failure: str, path: Path, error: OSError) -> StoreError:
    """The error for the user when the system refused something."""
    if isinstance(error, FileNotFoundError):
        gone = error.filename or path
        return DamagedStoreError(
            f"{failure}: {gone} is gone. Put it back or start the program again."
        )
    if isinstance(error, UnsyncedError):
        return StoreError(
            f"Done, but the disk did not confirm it ({error.strerror}, {path}): a power cut now may"
            " undo it. Look at the disk."
        )
    reason = reason_of(error)
    advice = " Make room, then try again." if error.errno in NO_ROOM else ""
    return StoreError(f"{failure}: {reason} ({path}). {UNHARMED}{advice}")
