"""The passphrase is asked for where the sessions have one."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.store import Store
from tests.support.stores import IDS, keep
from tui.security import passphrase

SECRET = "correct horse battery"


def test_it_is_asked_for_where_there_is_one_even_behind_a_damaged_page(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["wrong horse battery", SECRET, SECRET])
    monkeypatch.setattr("data.store.files.encryption.keys._COST", 2**7)
    monkeypatch.setenv("SPINEPATH_DATA", str(place))
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    keep(store, IDS[0])
    assert passphrase.unlock() is None
    store.encrypt(SECRET)
    assert passphrase.unlock() == SECRET
    store.path.write_bytes(bytes(4096) + store.path.read_bytes()[4096:])
    assert passphrase.unlock() == SECRET
    assert Store.open(place, lambda: SECRET).load(IDS[0])
