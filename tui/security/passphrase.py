"""Asking for passphrases on the terminal; never in an argument, the environment or a file."""

from __future__ import annotations

from typing import Final

from data.files.data_directory import data_directory
from data.files.private_files import open_unless_pipe
from data.text.typed_secret import spellings
from tui.security.hidden_input import hidden

SHORTEST: Final = 12
"""Characters of a new passphrase: on a stolen disk it can be guessed at without any delay."""

_NOT_UTF8: Final = "This terminal sends another encoding than UTF-8; use one that does."
_PAGE: Final = 4096
_TRIES: Final = 3


class NoPassphraseError(Exception):
    """The error that no passphrase was given, or none that will do; the message is a sentence."""


def ask(of: str = "sessions") -> str:
    """The passphrase of the store, or of something else that is named.

    Raises:
        NoPassphraseError: when there is no terminal to ask on.
    """
    return _asked(f"Passphrase of the {of}: ")


def ask_new(of: str = "sessions") -> str:
    """A new passphrase, typed twice, of the store or of something else that is named.

    Raises:
        NoPassphraseError: when it is too short, or not the same twice.
    """
    first = _asked(f"New passphrase of the {of} (at least {SHORTEST} characters): ")
    if len(first) < SHORTEST:
        raise NoPassphraseError(f"A passphrase has at least {SHORTEST} characters.")
    if not spellings(first):
        raise NoPassphraseError(
            "This terminal sends another encoding than UTF-8; use one that does."
        )
    if _asked("The same again: ") != first:
        raise NoPassphraseError("The two passphrases differ.")
    return first


def unlock() -> str | None:
    """Ask until the passphrase is right; None when the store has none.

    Raises:
        NoPassphraseError: when it is not given, or what opens the sessions is not installed.
    """
    if not _is_sealed():
        return None
    _require_extra()
    from data.store import may_open  # late: the start does without

    for _ in range(_TRIES):
        given = ask()
        if may_open(data_directory(), given):
            return given
        print("That is not the passphrase." if spellings(given) else _NOT_UTF8)
    raise NoPassphraseError("The passphrase was not given.")


def _require_extra() -> None:
    from data.store.errors import ExtraMissingError
    from data.store.sealing.keys import require_installed  # late: the start does without

    try:
        require_installed()
    except ExtraMissingError as error:
        raise NoPassphraseError(f"The sessions are not opened: {error}.") from error


def _is_sealed() -> bool:
    """Return whether the store has a passphrase, without the packages that read the store."""
    try:
        with open_unless_pipe(data_directory() / "sessions.json") as file:
            page = file.read(_PAGE)
    except OSError:
        return False
    if b'"seal":{' in page or page.startswith(b'{"spinepath":'):
        return b'"seal":{' in page
    from data.store.sealing.known_head import KnownHead  # late: only for a damaged beginning

    return bool(KnownHead(data_directory()).header())


def _asked(prompt: str) -> str:
    try:
        return hidden(prompt)
    except EOFError:
        raise NoPassphraseError("No passphrase was given.") from None
    except OSError:
        raise NoPassphraseError("There is no terminal to ask for the passphrase on.") from None
