"""Sealed means proved: without the key nothing is added, changed, dropped or reordered unseen."""

from __future__ import annotations

import contextlib
import errno
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data.session.session_json import event_document
from data.store import NoSuchSessionError, SealedStoreError, Store, StoreError
from data.store.files.awaited_index import AwaitedIndex
from data.store.files.encryption.known_head import KnownHead
from data.store.files.format.append_file import END, PAGE
from data.store.files.format.directory_layout import StoreDirectory
from data.store.files.format.hash_chain import Head, Record, chained, numbered, read_line
from data.store.files.health import acknowledged, examine
from data.store.files.repair.integrity_check import audit
from tests.support.crash_simulator import MODELS, STANDING, Log, error_at, image, watched
from tests.support.effort import sample
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


def test_from_a_step_in_clear_on_a_journal_is_not_believed(sealed: Path) -> None:
    opened = reopened(sealed)
    opened.create(session("zzzz9999"))
    opened.append("zzzz9999", [said("egfr", 60)])
    journal = sealed / "live/zzzz9999.json"
    content = journal.read_bytes()
    opened.close()
    lines = records(content)
    step = chained(lines[-1].head, {"events": [event_document(said("FORGED", 1))]})
    text = b"\n".join(b"," * (line.number > 1) + line.text for line in [*lines, step]) + b"\n"
    journal.write_bytes(content[:PAGE] + text + b" " * (-len(text) % PAGE) + END)
    journal.chmod(0o600)
    opened = reopened(sealed)
    assert "cut short or damaged" in " ".join(opened.notices)
    assert opened.load("zzzz9999").answers == {"egfr": 60}


def test_no_older_state_takes_the_place_of_an_altered_record(sealed: Path) -> None:
    opened = reopened(sealed)
    opened.append(IDS[0], [said("egfr", 60)])
    opened.close()
    lines = records(opened.path.read_bytes())
    fields = {k: v for k, v in lines[-1].fields.items() if k not in ("_n", "_p", "_h")}
    altered = chained(lines[-2].head, fields | {"changed": "2027-01-01T00:00:00+00:00"})
    put(opened.path, [*lines[:-1], altered])
    for path in opened.place.closed_journals():
        path.unlink()
    with pytest.raises(StoreError, match=r"Not changed: .*was altered"):
        reopened(sealed).change_passphrase(OTHER)
    Store.open(sealed, lambda: SECRET, accept="the disk broke").change_passphrase(OTHER)
    opened = reopened(sealed, OTHER)
    assert [bool(item.fault) for item in opened.sessions() if item.id == IDS[0]] == [True]
    with pytest.raises(StoreError):
        opened.load(IDS[0])
    assert opened.load(IDS[2]).label == "Bed cd"


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
    assert "Copies that were not sealed with the present key are removed: 1." in " ".join(
        opened.notices
    )
    assert not reopened(place).notices


def test_nobody_can_declare_a_store_old(sealed: Path) -> None:
    path = sealed / "sessions.json"
    path.write_bytes(path.read_bytes().replace(b'"format":3', b'"format":2', 1))
    KnownHead(sealed).forget()
    opened = reopened(sealed)
    assert {item.label for item in opened.sessions() if not item.fault} >= {"Bed ab", "Bed cd"}
    assert not any("format-2" in kept.name for kept in opened.place.set_aside_files())


def test_the_old_passphrase_opens_nothing_after_a_change(sealed: Path) -> None:
    before = (sealed / "sessions.json").read_bytes()
    opened = reopened(sealed)
    opened.keep_awaited_index(AwaitedIndex(opened.head(), "", {}))
    opened.change_passphrase(OTHER)
    assert not opened.place.awaited_index.exists(), "it opens with the old passphrase"
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


def test_doctor_calls_nothing_proved_that_is_not(old: Path) -> None:
    said = " ".join(one.says for one in examine(old, [], lambda: SECRET))
    assert "which proves nothing" in said


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
    late.keep_awaited_index(AwaitedIndex(late.head(), "", {IDS[0]: {"label": "CANARY"}}))
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


# --- how far the store had come --------------------------------------------------------------


def _drop(lines: list[Record]) -> list[Record]:
    return [*lines[:1], *lines[2:]]


def _swap(lines: list[Record]) -> list[Record]:
    return [lines[0], lines[2], lines[1], *lines[3:]]


def _bring_back(lines: list[Record]) -> list[Record]:
    at = next(number for number, line in enumerate(lines) if line.erased)
    (copy,) = (line for line in _erased_from if line.number == lines[at].number)
    return [*lines[:at], copy, *lines[at + 1 :]]


_erased_from: list[Record] = []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_drop, "record 2 is missing"),
        (_swap, "stands after"),
        (_bring_back, "was erased and is there again"),
    ],
)
def test_what_is_dropped_reordered_or_brought_back_is_told(
    place: Path, store: Store, change: Callable[[list[Record]], list[Record]], says: str
) -> None:
    for name in IDS:
        keep(store, name)
    store.encrypt(SECRET)
    keep(store, numbered_id(1))
    _erased_from[:] = records(store.path.read_bytes())
    store.delete(IDS[1])
    assert not reopened(place).notices
    put(store.path, change(records(store.path.read_bytes())))
    for _ in range(2):
        assert says in " ".join(reopened(place).notices)
    accepted = Store.open(place, lambda: SECRET, accept="looked at with the ward's engineer")
    assert says in " ".join(accepted.notices)
    assert b"engineer" not in store.path.read_bytes()
    assert not reopened(place).notices


def wrong(place: Path) -> list[str]:
    """The faults that doctor finds in the records."""
    found = examine(place, [], lambda: SECRET)
    return [one.says for one in found if one.advice and one.wrong and one.what != "place"]


def test_doctor_tells_a_forgery_without_writing_until_it_is_accepted(sealed: Path) -> None:
    assert wrong(sealed) == []
    forged(sealed, IDS[0])
    put(sealed / "sessions.json", _drop(records((sealed / "sessions.json").read_bytes())))
    before = everything(sealed)
    assert "is in clear" in " ".join(wrong(sealed))
    assert "record 2 is missing" in " ".join(wrong(sealed))
    assert everything(sealed) == before
    Store.open(sealed, lambda: SECRET, accept="looked at with the ward's engineer")
    assert wrong(sealed) == []
    assert b"engineer" not in (sealed / "sessions.json").read_bytes()


def test_what_was_lost_and_is_acknowledged_stays_so(sealed: Path) -> None:
    put(sealed / "sessions.json", _drop(records((sealed / "sessions.json").read_bytes())))
    acknowledged(sealed, "the engineer knows", lambda: SECRET)
    assert b"engineer" not in (sealed / "sessions.json").read_bytes()
    assert wrong(sealed) == []
    assert not reopened(sealed).notices


def test_an_older_copy_is_told_until_it_is_accepted(sealed: Path) -> None:
    shutil.copytree(sealed, backup := sealed.with_name("backup"))
    opened = reopened(sealed)
    keep(opened, "zzzz9999")
    shutil.rmtree(sealed)
    shutil.copytree(backup, sealed)
    assert "are an older copy" in " ".join(wrong(sealed))
    opened = reopened(sealed)
    assert "are an older copy" in " ".join(opened.notices)
    assert "store accept --reason" in " ".join(opened.notices)
    keep(opened, "yyyy8888")
    assert "are an older copy" in " ".join(reopened(sealed).notices), "writing on hides nothing"
    Store.open(sealed, lambda: SECRET, accept="the disk broke")
    assert not reopened(sealed).notices
    assert "are an older copy" in " ".join(reopened(backup).notices), "wherever it is"


def test_an_end_that_was_cut_off_is_told(sealed: Path) -> None:
    opened = reopened(sealed)
    for number in range(2, 8):
        keep(opened, numbered_id(number))
    for path in opened.place.closed_journals():
        path.unlink()
    put(opened.path, records(opened.path.read_bytes())[:-1])
    assert "their end was cut off" in " ".join(reopened(sealed).notices)


def test_a_copy_from_before_the_passphrase_was_changed_is_told(sealed: Path) -> None:
    content = (sealed / "sessions.json").read_bytes()
    opened = reopened(sealed)
    opened.change_passphrase(OTHER)
    assert not reopened(sealed, OTHER).notices
    opened.path.write_bytes(content)
    assert "are an older copy" in " ".join(reopened(sealed).notices)


@pytest.mark.parametrize("lost", [30, PAGE, PAGE + 600])
def test_a_lost_header_is_restored_from_the_second_place(sealed: Path, lost: int) -> None:
    for path in StoreDirectory(sealed).closed_journals():
        path.unlink()
    path = sealed / "sessions.json"
    path.write_bytes(bytes(lost) + path.read_bytes()[lost:])
    opened = reopened(sealed)
    assert "restored from its copy" in " ".join(opened.notices)
    assert opened.load(IDS[2]).label == "Bed cd"
    assert bool(wrong(sealed)) == (lost > PAGE)
    if lost <= PAGE:
        assert opened.load(IDS[0]).label == "Bed ab"
        assert not reopened(sealed).notices


def test_what_is_in_clear_where_a_sealed_store_was_is_refused(sealed: Path, tmp_path: Path) -> None:
    other = Store.open(tmp_path / "other")
    keep(other, "zzzz9999", label="FORGED")
    shutil.copy(other.path, sealed / "sessions.json")
    with pytest.raises(StoreError, match="were encrypted"):
        Store.open(sealed)
    said = Store.open(sealed, accept="it was decrypted elsewhere").notices
    assert "Accepted" in " ".join(said)
    assert not Store.open(sealed).notices
    assert not audit(Store.open(sealed).place).faults


def test_the_old_form_is_refused_for_good_once_a_newer_one_was_there(old: Path) -> None:
    content = (old / "sessions.json").read_bytes()
    reopened(old)
    (old / "sessions.json").write_bytes(content)
    for reason in ("", "I say so"):
        with pytest.raises(StoreError, match=r"has the form of program 0\.1\.0"):
            Store.open(old, lambda: SECRET, accept=reason)
    assert (old / "sessions.json").read_bytes() == content


def test_where_nothing_is_known_it_says_so_once(sealed: Path) -> None:
    KnownHead(sealed).forget()
    assert "Nothing was known here" in " ".join(reopened(sealed).notices)
    assert not reopened(sealed).notices


def test_a_place_that_cannot_be_written_stops_nobody(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    keep(store, IDS[0])
    store.encrypt(SECRET)
    opened = reopened(place)
    assert "an older copy would not be noticed" in " ".join(opened.notices)
    keep(opened, IDS[1])
    assert len(opened.sessions()) == 2


def _rechained(lines: list[Record], genesis: str) -> list[Record]:
    """The records with digests made anew from the first one on, as anybody can."""
    head, found = Head(0, genesis), []
    for line in lines:
        fields = {k: v for k, v in line.fields.items() if k not in ("_n", "_p", "_h")}
        found.append(chained(head, fields))
        head = found[-1].head
    return found


def _tampered(lines: list[Record], chance: random.Random) -> list[Record]:
    """Records dropped, doubled, swapped, cut off, or with another field, some with new digests."""
    at, other = chance.sample(range(len(lines)), 2)
    match chance.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            del lines[max(at, 1) :]
        case _:
            fields = {k: v for k, v in lines[at].fields.items() if k not in ("_n", "_p", "_h")}
            name = chance.choice(list(fields))
            fields[name] = lines[other].fields.get(name, "0")
            lines[at] = numbered(lines[at].number, lines[at].before, fields)
    return _rechained(lines, lines[0].before) if chance.random() < 0.5 else lines


def _unseen(sealed: Path, count: int) -> list[int]:
    """Change the file in random ways; those of which nothing is told."""
    path, chance = sealed / "sessions.json", random.Random(7)
    whole, missed = path.read_bytes(), []
    store = Store.look(sealed, lambda: SECRET)
    for number in range(count):
        path.write_bytes(whole)
        if chance.random() < 0.3:
            content, at = bytearray(whole), chance.randrange(PAGE, len(whole))
            content[at] ^= 1 << chance.randrange(8)
            path.write_bytes(content)
            same = bytes(content).split() == whole.split()
        else:
            put(path, changed := _tampered(records(whole), chance))
            same = changed == records(whole)
        try:
            told = store.doubts()
        except StoreError as error:
            told = [str(error)]
        if not told and not same and _says_other(path.read_bytes(), whole):
            missed.append(number)
    path.write_bytes(whole)
    return missed


def _says_other(content: bytes, whole: bytes) -> bool:
    try:
        return bool(json.loads(content) != json.loads(whole))
    except ValueError:
        return True


def test_nothing_that_is_tampered_with_goes_unseen(sealed: Path) -> None:
    assert _unseen(sealed, 60) == []


@pytest.mark.slow
def test_none_of_many_changes_goes_unseen(sealed: Path) -> None:
    assert _unseen(sealed, sample(5000, 1000)) == []


def test_without_a_home_directory_the_sessions_open(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_: int) -> object:
        raise KeyError

    for name in ("HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", unknown)
    keep(Store.open(place), IDS[0])
    store.encrypt(SECRET)
    opened = reopened(place)
    assert opened.load(IDS[0])
    assert "an older copy would not be noticed" in " ".join(opened.notices)


# --- kills and failing calls while everything is sealed anew ------------------------------------

CHANGES: dict[str, Callable[[Path], object]] = {
    "encrypt": lambda place: Store.open(place).encrypt(OTHER),
    "passphrase": lambda place: reopened(place).change_passphrase(OTHER),
    "decrypt": lambda place: reopened(place).decrypt(),
    "first edition": reopened,
}


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A disk with the place of a store, and the second place."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "disk/state"))
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk"


def _begun(disk: Path, what: str) -> dict[str, object]:
    """A store as it is before a change, and what it holds."""
    place = disk / "store"
    opened = Store.open(place)
    if what == "first edition":
        for name, to in (("form2-sealed", "sessions"),):
            shutil.copy(FORMATS / f"{name}.json", place / f"{to}.json")
            (place / f"{to}.json").chmod(0o600)
        return {IDS[0]: "Bed 4", IDS[1]: "Bed 5"}
    for name in IDS:
        keep(opened, name, label=f"CANARY {name}")
    opened.delete(IDS[2])
    if what != "encrypt":
        opened.encrypt(SECRET)
    return {name: f"CANARY {name}" for name in IDS[:2]}


def _as_it_was_or_will_be(disk: Path, what: str, holds: dict[str, object]) -> str:
    """Open what a crash left; by which secret it opened."""
    place = disk / "store"
    for path in (disk / "state/spinepath/stores").glob("*.json"):
        path.rename(KnownHead(place).path)  # the disk was built under another name
    for secret in (OTHER, SECRET, ""):
        try:
            opened = reopened(place, secret)
        except SealedStoreError:
            continue
        assert {item.id: item.label for item in opened.sessions()} == holds
        said = " ".join(opened.notices)
        assert "accept" not in said, "no crash is taken for a forgery"
        assert "Nothing was known" not in said
        assert not audit(opened.place).faults
        if opened.encrypted:
            assert b"CANARY" not in everything(place)
        assert not reopened(place, secret).notices
        return secret if opened.encrypted else ""
    pytest.fail("nothing opens it")


def _crash(disk: Path, what: str, every: int) -> int:
    holds, log = _begun(disk, what), Log(str(disk))
    with watched(log):
        CHANGES[what](disk / "store")
    ends, count = set(), 0
    standing = sum(call.name in STANDING for call in log.calls)
    for point in range(standing, len(log.calls) + 1, every):
        for model in MODELS:
            image(log, point, model, point, other := disk.parent / f"{what} {point} {model}")
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("XDG_STATE_HOME", str(other / "state"))
                ends.add(_as_it_was_or_will_be(other, what, holds))
            shutil.rmtree(other)
            count += 1
    assert len(ends) == 2 - (what == "first edition")
    return count


def test_a_crash_while_all_is_sealed_anew_leaves_the_old_or_the_new(disk: Path) -> None:
    assert _crash(disk, "passphrase", 13) > 5


@pytest.mark.slow
@pytest.mark.parametrize("what", CHANGES)
def test_a_crash_at_every_call_leaves_the_old_or_the_new(disk: Path, what: str) -> None:
    print(f"{what}: {_crash(disk, what, sample(1, 3))} disks, all old or new")


@pytest.mark.slow
@pytest.mark.parametrize("what", ["encrypt", "passphrase"])
def test_a_failing_call_is_told_as_what_it_did(disk: Path, what: str) -> None:
    """After the new file has its name it is never said that nothing was changed."""
    point = 0
    while True:
        shutil.rmtree(disk)
        disk.mkdir()
        _begun(disk, what)
        log = Log(str(disk), error_at(point, errno.EIO))
        said = ""
        with watched(log):
            try:
                CHANGES[what](disk / "store")
            except StoreError as error:
                said = str(error)
        if not log.fail.failed:  # type: ignore[attr-defined]
            break
        try:
            done = bool(reopened(disk / "store", OTHER).encrypted)
        except SealedStoreError:
            done = False
        assert done == (not said or said.startswith("Done")), f"{point}: {said}"
        point += 1
    assert point > 10


def _work(store: Store, log: Log) -> None:
    """Begin, answer and put away sessions, one of them twice, and erase one."""
    for number, name in enumerate(IDS):
        store.create(session(name, label="CANARY"))
        for answers in range(2):
            store.append(name, [said(f"a{answers}", number)])
            log.confirm(f"{name} {answers + 1}")
        store.close_session(name)
    store.append(IDS[0], [said("a2", 3)])
    log.confirm(f"{IDS[0]} 3")
    store.close_session(IDS[0])
    store.delete(IDS[1])


def _crash_at_work(disk: Path, every: int) -> int:
    store, log = Store.open(disk / "store"), Log(str(disk))
    store.encrypt(SECRET)
    with watched(log):
        _work(store, log)
    count, standing = 0, sum(call.name in ("exists", "directory") for call in log.calls)
    for point in range(standing, len(log.calls) + 1, every):
        for model in MODELS:
            confirmed = image(log, point, model, point, other := disk.parent / f"{point} {model}")
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("XDG_STATE_HOME", str(other / "state"))
                for path in (other / "state/spinepath/stores").glob("*.json"):
                    path.rename(KnownHead(other / "store").path)
                opened = reopened(other / "store")
                said_then = " ".join(opened.notices)
                assert "accept" not in said_then, f"{point} {model}: {said_then}"
                assert "Nothing was known" not in said_then
                assert "CANARY" not in everything(other).decode("utf-8", "replace")
                for name, answers in map(str.split, confirmed):
                    with contextlib.suppress(*[NoSuchSessionError] * (name == IDS[1])):
                        assert len(opened.load(name).events) >= int(answers)
                assert not reopened(other / "store").notices
            shutil.rmtree(other)
            count += 1
    return count


def test_no_crash_at_work_is_taken_for_a_forgery(disk: Path) -> None:
    assert _crash_at_work(disk, 61) > 5


@pytest.mark.slow
def test_no_crash_at_any_call_of_the_work_is_taken_for_a_forgery(disk: Path) -> None:
    print(f"{_crash_at_work(disk, sample(1, 4))} disks, 0 lost, 0 taken for a forgery")
