"""`spinepath store`: encrypt or decrypt the sessions, or change the passphrase."""

from __future__ import annotations

import argparse

from data.files.data_directory import data_directory
from data.session.events import WORDS_LENGTH
from data.store import SessionStore, StoreError, open_store, require_encryption
from data.store.errors import ExtraMissingError
from data.text.outside_text import one_line
from tui.cli.exit_status import OK
from tui.cli.output import fail, warn
from tui.security import passphrase
from tui.security.pin_prompt import LockedError, require_pin


def run(options: argparse.Namespace) -> int:
    """Encrypt the store, decrypt it, or change its passphrase."""
    actions = {"encrypt": _encrypt, "passphrase": _change, "decrypt": _decrypt}
    try:
        require_pin()
        if options.action == "accept":
            _accept(options.reason)
            return OK
        store = open_store(data_directory(), passphrase.ask)
        for notice in store.notices:
            warn(notice)
        actions[options.action](store)
    except (StoreError, LockedError, passphrase.NoPassphraseError) as error:
        return fail(error)
    return OK


def _encrypt(store: SessionStore) -> None:
    if store.encrypted:
        raise StoreError("Not changed: the sessions are encrypted already.")
    try:
        require_encryption()
    except ExtraMissingError as error:
        raise StoreError(f"Not changed: {error}") from error
    print(store.encryption_explained)
    store.encrypt(passphrase.ask_new())
    print("The sessions are encrypted.")


def _change(store: SessionStore) -> None:
    if not store.encrypted:
        raise StoreError("Not changed: the sessions are not encrypted. To do so: store encrypt")
    store.change_passphrase(passphrase.ask_new())
    print(
        "The passphrase is changed, and everything is sealed with a new key. A copy from before,"
        " kept elsewhere, still opens with the old one, and shows nothing that was written since."
    )


def _decrypt(store: SessionStore) -> None:
    if not store.encrypted:
        raise StoreError("Not changed: the sessions are not encrypted.")
    store.decrypt()
    print("The sessions are no longer encrypted.")


def _accept(reason: str) -> None:
    if not (reason := one_line(reason, WORDS_LENGTH)):
        raise StoreError("Not accepted: a reason is at least a word.")
    said = open_store(data_directory(), passphrase.ask, accept=reason).notices
    print("\n".join(said) or "There was nothing to accept.")
