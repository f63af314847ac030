"""Asking for passphrases on the terminal; never in an argument, the environment or a file."""

from __future__ import annotations

from typing import Final

from data.files.data_directory import data_directory
from data.text.typed_secret import spellings
from tui.security.hidden_input import hidden

SHORTEST: Final = 12
"""Characters of a new passphrase: on a stolen disk it can be guessed at without any delay."""

_NOT_UTF8: Final = "This terminal sends another encoding than UTF-8; use one that does."
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
        raise NoPassphraseError(_NOT_UTF8)
    if _asked("The same again: ") != first:
        raise NoPassphraseError("The two passphrases differ.")
    return first


def unlock() -> str | None:
    """Ask until the passphrase is right; None when the store has none.

    Raises:
        NoPassphraseError: when it is not given, or what opens the sessions is not installed.
    """
    from data.store import may_open, needs_passphrase  # late: commands ask without a store

    if not needs_passphrase(data_directory()):
        return None
    _require_encryption()
    for _ in range(_TRIES):
        given = ask()
        if may_open(data_directory(), given):
            return given
        print("That is not the passphrase." if spellings(given) else _NOT_UTF8)
    raise NoPassphraseError("The passphrase was not given.")


def _require_encryption() -> None:
    from data.store import require_encryption  # late: only for sessions that are encrypted
    from data.store.errors import ExtraMissingError  # late: with it

    try:
        require_encryption()
    except ExtraMissingError as error:
        raise NoPassphraseError(f"The sessions are not opened: {error}.") from error


def _asked(prompt: str) -> str:
    try:
        return hidden(prompt)
    except EOFError:
        raise NoPassphraseError("No passphrase was given.") from None
    except OSError:
        raise NoPassphraseError("There is no terminal to ask for the passphrase on.") from None
