"""Sealed means proved: without the key nothing is added, changed, dropped or reordered unseen."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data.store import SealedStoreError, Store, StoreError
from data.store.format.append_file import END, PAGE
from data.store.format.hash_chain import Record, chained, numbered, read_line
from data.store.repair.integrity_check import audit
from tests.support.stores import IDS, everything, keep, numbered_id, said, session

SECRET = "correct horse battery"
OTHER = "another long secret"
FORMATS = Path(__file__).parent / "formats"


def reopened(place: Path, secret: str = SECRET) -> Store:
    """The store, opened with a passphrase."""
    return Store.open(place, lambda: secret)


def records(content: bytes) -> list[Record]:
    """The records of a main file."""
    return [read_line(text) for text in content[PAGE : -len(END)].split(b"\n") if b"_n" in text]


def put(path: Path, lines: list[Record]) -> None:
    """Write records in place of those of a main file."""
    text = b"\n,".join(line.text for line in lines) + b"\n"
    path.write_bytes(path.read_bytes()[:PAGE] + text + b" " * (-len(text) % PAGE) + END)


def forged(place: Path, session_id: str) -> None:
    """Add a session in clear with digests that are right, as anybody can."""
    lines = records((place / "sessions.json").read_bytes())
    fields = {"_s": "00", "id": session_id, "changed": "2027-01-01T00:00:00+00:00"}
    more = {"format": 2, "label": "FORGED", "created": fields["changed"], "finished": True}
    more |= {"answered": 0, "count": 0, "events": []}
    put(place / "sessions.json", [*lines, chained(lines[-1].head, fields | more)])


@pytest.fixture
def sealed(store: Store, place: Path) -> Path:
    """A sealed store of three sessions, one of them erased."""
    for name in IDS:
        keep(store, name, label=f"Bed {name[:2]}")
    store.encrypt(SECRET)
    keep(store, numbered_id(1))
    store.delete(IDS[1])
    return place


@pytest.mark.parametrize("name", [IDS[0], "zzzz9999"])
def test_a_record_in_clear_is_damage_and_hides_no_session(sealed: Path, name: str) -> None:
    forged(sealed, name)
    opened = reopened(sealed)
    listed = {item.id: item for item in opened.sessions()}
    assert listed[IDS[0]].label == "Bed ab"
    assert opened.load(IDS[0]).label == "Bed ab"
    (stranger,) = [item for item in listed.values() if item.fault]
    assert "in clear" in stranger.fault
    assert stranger.id == ("" if name == IDS[0] else name)
    assert {item.id for item, _ in opened.history()} == {IDS[0], IDS[2], numbered_id(1)}
    with pytest.raises(StoreError):
        opened.load("zzzz9999")
    opened.append(IDS[0], [said("egfr", 60)])
    assert opened.close_session(IDS[0]), "it is written on as before"


def test_a_journal_in_clear_is_never_taken_in(sealed: Path, tmp_path: Path) -> None:
    other = Store.open(tmp_path / "other")
    other.create(session("zzzz9999", label="FORGED"))
    other.append("zzzz9999", [said("egfr", 60)])
    shutil.copy(tmp_path / "other/live/zzzz9999.json", sealed / "live/zzzz9999.json")
    opened = reopened(sealed)
    assert "in clear" in " ".join(opened.notices)
    assert "zzzz9999" not in {item.id for item in opened.sessions()}
    assert "removed" in " ".join(reopened(sealed).notices)
    assert b"FORGED" not in everything(sealed)
    assert not reopened(sealed).notices


def test_a_journal_of_another_session_or_store_opens_nowhere(sealed: Path, tmp_path: Path) -> None:
    opened = reopened(sealed)
    opened.create(session("zzzz9999"))
    journal = sealed / "live/zzzz9999.json"
    content = journal.read_bytes()
    opened.append("zzzz9999", [said("egfr", 60)])
    opened.close()
    journal.write_bytes(content.replace(b'"based_on":0', b'"based_on":1', 1))
    journal.chmod(0o600)
    assert "could not be read" in " ".join(reopened(sealed).notices)


def test_a_changed_record_is_damage_though_its_digest_is_right(sealed: Path) -> None:
    lines = records((sealed / "sessions.json").read_bytes())
    fields = lines[0].fields | {"changed": "2027-01-01T00:00:00+00:00"}
    for key in ("_n", "_p", "_h"):
        del fields[key]
    put(sealed / "sessions.json", [numbered(1, lines[0].before, fields), *lines[1:]])
    opened = reopened(sealed)
    assert [item.fault for item in opened.sessions() if item.id == IDS[0]] != [""]
    with pytest.raises(StoreError, match="altered"):
        opened.load(IDS[0])


@pytest.mark.parametrize("where", ["sessions.json.format-1-x", "live/9.abcd2345.done", "temporary"])
def test_copies_in_clear_are_removed_at_opening(store: Store, place: Path, where: str) -> None:
    keep(store, IDS[0], label="CANARY")
    clear = store.path.read_bytes()
    store.encrypt(SECRET)
    left = place / (f".sessions.json.{'0' * 16}.tmp" if where == "temporary" else where)
    left.write_bytes(clear)
    left.chmod(0o600)
    opened = reopened(place)
    assert b"CANARY" not in everything(place)
    assert opened.load(IDS[0]).label == "CANARY"
    assert "1 copies that were not sealed" in " ".join(opened.notices)
    assert not reopened(place).notices


def test_the_old_passphrase_opens_nothing_after_a_change(sealed: Path) -> None:
    before = (sealed / "sessions.json").read_bytes()
    opened = reopened(sealed)
    opened.change_passphrase(OTHER)
    keep(opened, "zzzz9999", label="later")
    after = (sealed / "sessions.json").read_bytes()
    (sealed / "sessions.json").write_bytes(before[:PAGE] + after[PAGE:])
    opened = reopened(sealed)
    assert all(item.fault for item in opened.sessions())
    (sealed / "sessions.json").write_bytes(after)
    with pytest.raises(SealedStoreError):
        reopened(sealed)
    assert len(reopened(sealed, OTHER).sessions()) == 4


@pytest.fixture
def old(place: Path) -> Path:
    """A sealed store of program 0.1.0, with the journal of a session that a crash left."""
    Store.open(place)
    for name, to in (("form2-sealed", "sessions"), ("form2-sealed-journal", f"live/{IDS[2]}")):
        shutil.copy(FORMATS / f"{name}.json", place / f"{to}.json")
        (place / f"{to}.json").chmod(0o600)
    return place


def test_a_sealed_store_of_the_first_edition_is_sealed_anew_once(old: Path) -> None:
    whole = (old / "sessions.json").read_bytes()
    opened = reopened(old)
    assert "The old file is kept" in " ".join(opened.notices)
    assert {item.id: item.label for item in opened.sessions()} == {
        IDS[0]: "Bed 4", IDS[1]: "Bed 5", IDS[2]: "Bed 6",
    }  # fmt: skip
    assert opened.load(IDS[2]).answers == {"egfr": 60}
    assert not audit(opened.place).faults
    (backup,) = opened.place.set_aside_files()
    assert len(records(backup.read_bytes())) == len(records(whole)) + 1
    again = reopened(old)
    assert not again.notices
    assert opened.place.set_aside_files() == [backup]
    again.change_passphrase(OTHER)
    assert not opened.place.set_aside_files(), "the old passphrase would open it"


def test_a_forgery_in_a_store_of_the_first_edition_is_not_sealed(old: Path) -> None:
    forged(old, "zzzz9999")
    opened = reopened(old)
    assert "was in clear or altered" in " ".join(opened.notices)
    assert {item.id for item in opened.sessions()} == set(IDS)
    assert b"FORGED" not in (old / "sessions.json").read_bytes()


def test_a_record_never_shares_a_line_with_what_was_put_before_it(sealed: Path) -> None:
    forged(sealed, "zzzz9999")
    path = sealed / "sessions.json"
    content = path.read_bytes()[: -len(END)].rstrip(b" \n")
    path.write_bytes(content + b" " * (-len(content) % PAGE) + END)
    kept = keep(reopened(sealed), "yyyy8888")
    assert reopened(sealed).load("yyyy8888") == kept


def test_a_program_that_missed_the_sealing_begins_nothing_in_clear(
    store: Store, place: Path
) -> None:
    late = Store.open(place)
    store.encrypt(SECRET)
    with pytest.raises(SealedStoreError, match="start the program again"):
        late.create(session(IDS[1], label="CANARY"))
    assert b"CANARY" not in everything(place)
    opened = reopened(place)
    opened.create(session(IDS[2]))
    with pytest.raises(StoreError, match="Close it first"):
        reopened(place).change_passphrase(OTHER)


def _lose_header(place: Path) -> None:
    content = (place / "sessions.json").read_bytes()
    (place / "sessions.json").write_bytes(bytes(30) + content[30:])


def _lose_end(place: Path) -> None:
    content = (place / "sessions.json").read_bytes()
    (place / "sessions.json").write_bytes(content[:-9])


@pytest.mark.parametrize("damage", [_lose_header, _lose_end])
def test_what_is_mended_in_a_sealed_store_is_proved_as_well(
    sealed: Path, damage: Callable[[Path], None]
) -> None:
    opened = reopened(sealed)
    kept = keep(opened, "zzzz9999")
    damage(sealed)
    mended = reopened(sealed)
    assert mended.load("zzzz9999") == kept
    assert all(b'"_m":"' in line.text for line in records(mended.path.read_bytes()))
    json.loads(mended.path.read_bytes())
