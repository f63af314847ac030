"""The sessions as a TinyDB database: our storage and table under TinyDB's own interface."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where

from data.session.session_json import to_document
from data.store import Store, StoreError
from data.store.files.repair.integrity_check import audit
from data.store.files.tinydb_storage import SessionDatabase, SessionStorage
from tests.support.stores import IDS, everything, keep, numbered_id, said, session

SECRET = "correct horse battery"


def opened(place: Path, kind: str, **more: Any) -> TinyDB:
    """The database, with TinyDB's own table or with ours."""
    path = place / "sessions.json"
    if kind == "ours":
        return SessionDatabase(path, **more)
    return TinyDB(path, storage=SessionStorage, **more)


@pytest.mark.parametrize("kind", ["ours", "stock"])
def test_sessions_are_read_added_changed_and_erased(place: Path, store: Store, kind: str) -> None:
    first = keep(store, IDS[0], label="Bed 4")
    keep(store, IDS[1], label="Bed 5")
    with opened(place, kind) as database:
        table = database.table("sessions")
        assert {row["label"] for row in table} == {"Bed 4", "Bed 5"}
        (row,) = table.search(where("id") == IDS[0])
        assert row == to_document(first)
        number = table.insert(to_document(session(IDS[2], label="Bed 6")))
        assert table.get(doc_id=number)["id"] == IDS[2]
        assert table.update({"label": "Bed 7"}, where("id") == IDS[2])
        assert table.remove(where("id") == IDS[1])
        assert [row["label"] for row in table] == ["Bed 4", "Bed 7"]
    assert {item.id: item.label for item in store.sessions()} == {IDS[0]: "Bed 4", IDS[2]: "Bed 7"}
    assert b"Bed 5" not in store.path.read_bytes()
    assert not audit(store.place).faults
    with opened(place, kind) as database:
        assert database.table("sessions").get(where("id") == IDS[0]).doc_id == 1, "it stays"


@pytest.mark.parametrize("kind", ["ours", "stock"])
def test_what_cannot_be_kept_is_refused_and_changes_nothing(
    place: Path, store: Store, kind: str
) -> None:
    keep(store, IDS[0])
    before = store.path.read_bytes()
    with opened(place, kind) as database:
        table = database.table("sessions")
        document = to_document(session(IDS[1]))
        for wrong, says in (
            ({"label": "Bed 4"}, "no such|missing|id"),
            ({**document, "events": [{"kind": "nonsense"}]}, "events"),
            (to_document(session(IDS[0])), "already"),
        ):
            with pytest.raises(StoreError, match=says):
                table.insert(wrong)
        with pytest.raises(StoreError, match="cannot change"):
            table.update({"id": IDS[2]}, where("id") == IDS[0])
        with pytest.raises(StoreError, match="one table"):
            database.table("notes").insert({"a": 1})
        store.open_session(IDS[0])
        with pytest.raises(StoreError, match="open in another program"):
            table.remove(where("id") == IDS[0])
    store.close()
    assert store.path.read_bytes() == before


def test_what_another_program_adds_meanwhile_stays(place: Path, store: Store) -> None:
    keep(store, IDS[0])
    with opened(place, "stock") as database:
        table = database.table("sessions")
        real = SessionStorage.write

        def late(storage: SessionStorage, data: dict[str, Any]) -> None:
            keep(store, IDS[1])
            real(storage, data)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(SessionStorage, "write", late)
            table.insert(to_document(session(IDS[2])))
        assert {row["id"] for row in table} == set(IDS)


def test_a_change_of_another_program_is_not_lost(place: Path, store: Store) -> None:
    keep(store, IDS[0])
    with opened(place, "stock") as database:
        real = SessionStorage.write

        def late(storage: SessionStorage, data: dict[str, Any]) -> None:
            store.append(IDS[0], [said("egfr", 60)])
            store.close()
            real(storage, data)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(SessionStorage, "write", late)
            with pytest.raises(StoreError, match="changed meanwhile"):
                database.table("sessions").update({"label": "Bed 7"})
        database.table("sessions").update({"label": "Bed 7"})
    found = store.load(IDS[0])
    assert (found.label, found.answers["egfr"]) == ("Bed 7", 60)


def test_dropping_the_tables_erases_every_session(place: Path, store: Store) -> None:
    keep(store, IDS[0], label="CANARY")
    with opened(place, "stock") as database:
        database.drop_tables()
    assert not store.sessions()
    assert b"CANARY" not in store.path.read_bytes()


def test_encrypted_sessions_are_a_database_as_well(place: Path, store: Store) -> None:
    keep(store, IDS[0], label="CANARY")
    store.encrypt(SECRET)
    with pytest.raises(StoreError, match="passphrase"):
        opened(place, "ours")
    with opened(place, "ours", passphrase=lambda: SECRET) as database:
        assert database.get(where("label") == "CANARY")["id"] == IDS[0]
        database.insert(to_document(session(IDS[1], label="CANARY too")))
    assert b"CANARY" not in everything(place)
    assert not Store.open(place, lambda: SECRET).notices


def test_our_table_adds_without_reading_the_others(
    place: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, IDS[0])
    with opened(place, "ours") as database:
        monkeypatch.setattr(SessionStorage, "read", lambda _: pytest.fail("it was read"))
        assert database.insert(to_document(session(IDS[1]))) == 2


def test_a_file_after_a_power_cut_is_read_through_the_storage(place: Path, store: Store) -> None:
    for number in range(3):
        keep(store, numbered_id(number))
    content = store.path.read_bytes()
    store.path.write_bytes(content[:-2])
    with pytest.raises(json.JSONDecodeError), TinyDB(store.path, access_mode="r") as plain:
        plain.table("sessions").all()
    with opened(place, "ours") as database:
        assert len(database) == 3
    store.append(numbered_id(0), [said("egfr", 60)])
    store.close()
