"""`spinepath store`: encrypt or decrypt the sessions, or change the passphrase."""

from __future__ import annotations

import argparse
from typing import Final

from data.files.data_directory import state_directory
from data.session.events import WORDS_LENGTH
from data.store import Store, StoreError, data_directory
from data.store.errors import as_store_errors
from data.store.sealing.keys import require_installed
from data.text.outside_text import one_line
from tui.cli.exit_status import OK
from tui.cli.output import fail, warn
from tui.security import passphrase
from tui.security.pin_prompt import LockedError, require_pin

EXPLAINED: Final = """\
Every session will be sealed with AES-256-GCM under a key that only the
passphrase opens.
  If the passphrase is lost, the sessions are lost: nobody can open them, and
  there is no other way in. Write it down and keep it where the ward keeps such
  things.
  It is asked at every start, and never stored.
  What stays readable without it: how many sessions there are, their size, the
  id of each and when it last changed. Exports that were written before are not
  touched.
  A record that this program did not write, a missing one and an older copy are
  told at every start; how far the sessions have come is kept in
  {state} as well.
  After a backup was put back: spinepath store accept --reason TEXT
  Copies kept beside the file (backups, damaged ends) are deleted, as they are
  not sealed; freed blocks of a disk may keep old text for a while, which only
  an encrypted disk prevents."""


def run(options: argparse.Namespace) -> int:
    """Encrypt the store, decrypt it, or change its passphrase."""
    actions = {"encrypt": _encrypt, "passphrase": _change, "decrypt": _decrypt}
    try:
        require_pin()
        if options.action == "accept":
            _accept(options.reason)
            return OK
        store = Store.open(data_directory(), passphrase.ask)
        for notice in store.notices:
            warn(notice)
        actions[options.action](store)
    except (StoreError, LockedError, passphrase.NoPassphraseError) as error:
        return fail(error)
    return OK


def _encrypt(store: Store) -> None:
    if store.encrypted:
        raise StoreError("Not changed: the sessions are encrypted already.")
    with as_store_errors("Not changed", store.path):
        require_installed()
    print(EXPLAINED.format(state=state_directory()))
    store.encrypt(passphrase.ask_new())
    print("The sessions are encrypted.")


def _change(store: Store) -> None:
    if not store.encrypted:
        raise StoreError("Not changed: the sessions are not encrypted. To do so: store encrypt")
    store.change_passphrase(passphrase.ask_new())
    print(
        "The passphrase is changed, and everything is sealed with a new key. A copy from before,"
        " kept elsewhere, still opens with the old one, and shows nothing that was written since."
    )


def _decrypt(store: Store) -> None:
    if not store.encrypted:
        raise StoreError("Not changed: the sessions are not encrypted.")
    store.decrypt()
    print("The sessions are no longer encrypted.")


def _accept(reason: str) -> None:
    if not (reason := one_line(reason, WORDS_LENGTH)):
        raise StoreError("Not accepted: a reason is at least a word.")
    said = Store.open(data_directory(), passphrase.ask, accept=reason).notices
    print("\n".join(said) or "There was nothing to accept.")
