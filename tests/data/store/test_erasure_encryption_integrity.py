"""Erased data is gone, encrypted data cannot be read, and altered data is found."""

from __future__ import annotations

import errno
import json
import random
import re
import shutil
import string
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from data.session.session import Session
from data.store import (
    NoSuchSessionError,
    OpenElsewhereError,
    SealedStoreError,
    Store,
    StoreError,
)
from data.store.files import erasure
from data.store.files.awaited_index import AwaitedIndex
from data.store.files.format.append_file import END, PAGE
from data.store.files.format.directory_layout import StoreDirectory
from data.store.files.format.hash_chain import numbered
from data.store.files.repair.integrity_check import audit
from tests.support.crash_simulator import Log, error_at, watched
from tests.support.effort import sample
from tests.support.stores import IDS, everything, keep, numbered_id, old_file, said, session

CANARY = "ZZDOE JANE"
SECRET = "correct horse battery"
COMPOSED = unicodedata.normalize("NFC", "Fährstraße-Öl-26")
DECOMPOSED = unicodedata.normalize("NFD", COMPOSED)


def told(place: Path, *heads: str) -> list[str]:
    """The faults of a store."""
    return [str(fault) for fault in audit(StoreDirectory(place), heads).faults]


# --- the chain -------------------------------------------------------------------------------


@pytest.fixture
def kept(store: Store) -> list[Session]:
    """Twelve sessions put away, one of them erased, one taken up again, and one that runs."""
    found = [keep(store, numbered_id(number), 3, f"Bed {number}") for number in range(12)]
    store.delete(found[5].id)
    store.append(found[7].id, [said("egfr", 60, 9)])
    store.close_session(found[7].id)
    store.create(session(IDS[0]))
    store.append(IDS[0], [said("egfr", 60)])
    return found


def test_a_store_as_the_program_left_it_is_sound(kept: list[Session], place: Path) -> None:
    assert told(place) == []
    assert audit(StoreDirectory(place)).erased == 1


def _flip(content: bytearray, chance: random.Random) -> str:
    at = chance.randrange(len(content))
    content[at] ^= 1 << chance.randrange(8)
    return f"bit at {at}"


def _letter(content: bytearray, chance: random.Random) -> str:
    letters = [found.start() for found in re.finditer(rb"[a-z0-9]", content)]
    at = chance.choice(letters)
    others = (string.ascii_lowercase + string.digits).replace(chr(content[at]), "")
    content[at] = ord(chance.choice(others))
    return f"letter at {at}"


def _lines(content: bytearray) -> list[bytes]:
    return bytes(content[PAGE : -len(END)]).split(b"\n")


def _put(content: bytearray, lines: list[bytes]) -> None:
    text = b"\n".join(lines)
    content[PAGE:] = text + b" " * (-len(text) % PAGE) + END


def _delete(content: bytearray, chance: random.Random) -> str:
    lines = _lines(content)
    at = chance.choice([n for n, line in enumerate(lines) if b'"_n"' in line])
    del lines[at]
    _put(content, lines)
    return f"line {at} deleted"


def _swap(content: bytearray, chance: random.Random) -> str:
    lines = _lines(content)
    a, b = chance.sample([n for n, line in enumerate(lines) if b'"_n"' in line], 2)
    lines[a], lines[b] = lines[b], lines[a]
    _put(content, lines)
    return f"lines {a} and {b} swapped"


def _double(content: bytearray, chance: random.Random) -> str:
    lines = _lines(content)
    at = chance.choice([n for n, line in enumerate(lines) if b'"_n"' in line])
    lines.insert(at, lines[at])
    _put(content, lines)
    return f"line {at} doubled"


def _forge(content: bytearray, chance: random.Random) -> str:
    """An edit with a digest that is right again."""
    lines = _lines(content)
    at = chance.choice([n for n, line in enumerate(lines) if b'"label"' in line])
    text = lines[at].strip(b" ,")
    fields = json.loads(text[text.index(b"{") :])
    number, before = fields.pop("_n"), fields.pop("_p")
    del fields["_h"]
    forged = numbered(number, before, fields | {"label": "another"})
    lines[at] = (b"," if number > 1 else b"") + forged.text
    _put(content, lines)
    return f"line {at} forged"


def _bury(content: bytearray, chance: random.Random) -> str:
    """A record replaced by a tombstone, without a note of an erasure."""
    lines = _lines(content)
    at = chance.choice([n for n, line in enumerate(lines) if b'"label"' in line])
    text = lines[at].strip(b" ,")
    fields = json.loads(text[text.index(b"{") :])
    buried = numbered(fields["_n"], fields["_p"], {"erased": fields["_h"]})
    lines[at] = (b"," if fields["_n"] > 1 else b"") + buried.text
    _put(content, lines)
    return f"line {at} buried"


def _cut(content: bytearray, chance: random.Random) -> str:
    lines = _lines(content)
    places = [n for n, line in enumerate(lines) if b'"_n"' in line]
    at = chance.choice(places[1:])
    _put(content, lines[:at])
    return f"cut before line {at}"


WAYS: list[Callable[[bytearray, random.Random], str]] = [
    _flip, _flip, _flip, _letter, _letter, _delete, _swap, _double, _forge, _bury, _cut,
]  # fmt: skip


def mutate(place: Path, count: int, seed: int) -> list[str]:
    """Change the main file in random ways; the changes that the audit did not see."""
    path, chance, missed = StoreDirectory(place).main, random.Random(seed), []
    whole = path.read_bytes()
    tables = json.loads(whole)
    for _ in range(count):
        content = bytearray(whole)
        what = chance.choice(WAYS)(content, chance)
        path.write_bytes(content)
        # A blank that became another blank, or a bracket moved a line, says the same.
        if bytes(content) != whole and not told(place) and not _says(content, tables):
            missed.append(what)
    path.write_bytes(whole)
    return missed


def _says(content: bytearray, tables: object) -> bool:
    try:
        return bool(json.loads(content) == tables)
    except ValueError:
        return False


@pytest.mark.slow
def test_no_edit_deletion_or_swap_goes_unseen(kept: list[Session], place: Path) -> None:
    assert mutate(place, 150, 1) == []


@pytest.mark.slow
def test_none_of_many_mutations_goes_unseen(kept: list[Session], place: Path) -> None:
    assert mutate(place, sample(2000, 500), 2) == []


def test_no_altered_journal_goes_unseen(kept: list[Session], place: Path) -> None:
    (path,) = StoreDirectory(place).journals()
    whole, chance = path.read_bytes(), random.Random(3)
    for _ in range(150):
        content = bytearray(whole)
        _flip(content, chance)
        path.write_bytes(content)
        text = bytes(content)
        same = text.replace(b"\r", b"").replace(b"\t", b"").split() == whole.split()
        assert same or told(place), f"{[n for n in range(len(whole)) if whole[n] != content[n]]}"
    path.write_bytes(whole)


def test_a_head_printed_on_an_export_is_found_ever_after(store: Store, place: Path) -> None:
    keep(store, IDS[0], label=CANARY)
    keep(store, IDS[1])
    printed = str(store.head())
    keep(store, IDS[2])
    store.delete(IDS[0])
    store.delete(IDS[1])
    assert told(place, printed) == []
    assert told(place, f"2:{'0' * 16}")
    assert told(place, "99:0123456789abcdef")
    assert told(place, "nonsense")


def test_the_end_that_was_cut_off_is_missed_by_the_journals(store: Store, place: Path) -> None:
    keep(store, IDS[0])
    before = store.path.read_bytes()
    keep(store, IDS[1])
    store.path.write_bytes(before)
    assert any("knows of it" in fault for fault in told(place))


# --- erasure ---------------------------------------------------------------------------------


def test_nothing_of_an_erased_session_is_left(store: Store, place: Path) -> None:
    store.path.write_bytes(old_file(session(IDS[0], label=CANARY), session(IDS[1])))
    store = Store.open(place)
    keep(store, numbered_id(1))
    for _ in range(2):
        store.append(IDS[0], [said("canary_finding", "canary_value")])
        store.close_session(IDS[0])
    store.append(IDS[0], [said("canary_finding", "canary_again")])
    whole = everything(place)
    assert all(word in whole for word in (CANARY.encode(), b"canary_finding"))
    (place / f".sessions.json.{'0' * 16}.tmp").write_bytes(store.path.read_bytes())
    (place / "sessions.json.torn-20260301T120000-00000000").write_bytes(store.path.read_bytes())
    for path in place.glob("*sessions.json*"):
        path.chmod(0o600)
    store.delete(IDS[0])
    whole = everything(place)
    assert not any(word in whole for word in (CANARY.encode(), b"canary_finding", b"canary_value"))
    assert [item.id for item in store.sessions()] == [numbered_id(1), IDS[1]]
    with pytest.raises(NoSuchSessionError):
        store.load(IDS[0])
    assert told(place) == []
    assert not Store.open(place).notices
    with TinyDB(store.path, access_mode="r") as plain:
        note = plain.table("sessions").all()[-1]
    assert (note["note"], note["ids"]) == ("erased", [IDS[0]])


def test_a_session_cannot_be_taken_up_while_it_is_erased(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, IDS[0])
    other = Store.open(place)
    real = erasure.erase

    def meanwhile(*arguments: Any) -> Any:
        with pytest.raises(OpenElsewhereError):
            other.open_session(IDS[0])
        assert other.load(IDS[0]).events, "until it is gone it can be read"
        return real(*arguments)

    monkeypatch.setattr(erasure, "erase", meanwhile)
    store.delete(IDS[0])
    with pytest.raises(NoSuchSessionError):
        other.open_session(IDS[0])
    assert not store.place.journals()


def test_a_claim_that_a_crash_left_is_cleared(store: Store, place: Path) -> None:
    keep(store, IDS[0])
    (place / "live" / f"{IDS[0]}.json").touch(0o600)
    assert not Store.open(place).notices
    assert not store.place.journals()
    assert store.open_session(IDS[0])


@pytest.mark.slow
def test_a_failing_call_says_whether_the_session_is_erased(store: Store, place: Path) -> None:
    for point in range(100):
        keep(store, name := numbered_id(point))
        log, said = Log(str(place), error_at(point, errno.EIO)), ""
        with watched(log):
            try:
                store.delete(name)
            except StoreError as error:
                said = str(error)
        there = any(item.id == name for item in Store.open(place).sessions())
        assert there == said.startswith("Not deleted"), f"{point}: {said}"
        if not log.fail.failed:  # type: ignore[attr-defined]
            break
    assert 5 < point < 99


def test_an_older_journal_brings_no_erased_session_back(store: Store, place: Path) -> None:
    store.create(session(IDS[0]))
    store.append(IDS[0], [said("egfr", 60)])
    journal = place / "live" / f"{IDS[0]}.json"
    content = journal.read_bytes()
    store.close()
    store.delete(IDS[0])
    journal.write_bytes(content)
    journal.chmod(0o600)
    opened = Store.open(place)
    assert not opened.sessions()
    assert not journal.exists()
    keep(opened, IDS[0])
    assert Store.open(place).load(IDS[0]), "a new one with its id is another"


def test_erasing_several_is_all_or_nothing(store: Store, place: Path) -> None:
    for name in IDS:
        keep(store, name)
    with pytest.raises(NoSuchSessionError):
        store.erase([IDS[0], "zzzz9999"])
    assert len(store.sessions()) == 3
    store.create(session(numbered_id(1)))
    with pytest.raises(OpenElsewhereError):
        Store.open(place).erase([IDS[0], numbered_id(1)])
    assert len(store.sessions()) == 4
    store.erase(IDS)
    assert [item.id for item in store.sessions()] == [numbered_id(1)]
    keep(store, IDS[0])
    assert store.load(IDS[0]).events


# --- encryption ------------------------------------------------------------------------------


def reopened(place: Path, secret: str | None = SECRET) -> Store:
    """The store, opened with a passphrase."""
    return Store.open(place, None if secret is None else lambda: secret)


def test_nothing_readable_is_left_of_sealed_sessions(store: Store, place: Path) -> None:
    first = keep(store, IDS[0], label=CANARY)
    keep(store, IDS[1])
    store.delete(IDS[1])
    (place / "sessions.json.torn-20260301T120000-00000000").write_bytes(store.path.read_bytes())
    store.keep_awaited_index(AwaitedIndex(store.head(), "", {IDS[0]: {"label": CANARY}}))
    assert (place / "live/owed.index").exists(), "as older programs named it"
    store.encrypt(SECRET)
    assert CANARY.encode() not in everything(place), "at once, and not from the next start on"
    keep(store, IDS[2], label=CANARY)
    store.append(IDS[0], [said("canary_finding", "canary_value")])
    whole = everything(place)
    for word in (CANARY, "finding_0", "canary_finding", "canary_value", "pathway", "answered"):
        assert word.encode() not in whole, word
    store.close()
    assert told(place) == []
    opened = reopened(place)
    assert not opened.notices
    assert opened.load(IDS[0]) == first.after([said("canary_finding", "canary_value")])
    assert {item.id: item.label for item in opened.sessions()} == {IDS[0]: CANARY, IDS[2]: CANARY}
    with TinyDB(opened.path, access_mode="r") as plain:
        rows = plain.table("sessions").all()
    assert {"_n", "_p", "_s", "id", "changed", "box", "_m", "_h"} == set(rows[-1])


@pytest.mark.parametrize("secret", [None, "", "wrong horse battery"])
def test_a_wrong_passphrase_changes_no_byte(store: Store, place: Path, secret: str | None) -> None:
    keep(store, IDS[0])
    store.encrypt(SECRET)
    store.append(IDS[0], [said("egfr", 60)])
    before = everything(place)
    with pytest.raises(SealedStoreError, match="passphrase"):
        reopened(place, secret)
    assert everything(place) == before


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        (COMPOSED, DECOMPOSED),
        (DECOMPOSED, COMPOSED),
        ("secret number ²ﬁ", "secret number 2fi"),
    ],
)
def test_a_passphrase_opens_however_it_is_composed(
    store: Store, place: Path, kept: str, typed: str
) -> None:
    keep(store, IDS[0])
    store.encrypt(kept)
    assert reopened(place, typed).load(IDS[0])
    with pytest.raises(SealedStoreError, match="not the right one"):
        reopened(place, typed.upper())
    with pytest.raises(SealedStoreError, match="UTF-8"):
        reopened(place, "F\udce4hrstra\udcdfe")


def test_a_passphrase_from_before_normalisation_opens(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, IDS[0])
    with monkeypatch.context() as patch:
        patch.setattr(
            "data.store.files.encryption.keys.spellings", lambda secret: (secret.encode(),)
        )
        store.encrypt("secret number ²ﬁ")
    assert reopened(place, "secret number ²ﬁ").load(IDS[0])


def test_without_its_package_encryption_says_so_in_a_sentence(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, IDS[0])
    with monkeypatch.context() as patch:
        patch.setattr("data.store.files.encryption.keys.find_spec", lambda _: None)
        with pytest.raises(StoreError, match=r"^Not changed: .*spinepath\[encryption\]"):
            store.encrypt(SECRET)
        assert Store.open(place).load(IDS[0])
    store.encrypt(SECRET)
    monkeypatch.setattr("data.store.files.encryption.keys.find_spec", lambda _: None)
    with pytest.raises(StoreError, match=r"^Not opened: .*spinepath\[encryption\]"):
        Store.open(place, lambda: pytest.fail("asked for nothing"))


def test_a_box_opens_in_its_own_place_only(store: Store, place: Path) -> None:
    keep(store, IDS[0])
    keep(store, IDS[1])
    store.encrypt(SECRET)
    content = store.path.read_bytes()
    boxes = re.findall(rb'"box":"([^"]+)"', content)
    lines = content[PAGE : -len(END)].split(b"\n")
    for at, line in enumerate(lines):
        if boxes[0] in line:
            text = line.strip(b" ,")
            fields = json.loads(text[text.index(b"{") :]) | {"box": boxes[1].decode()}
            number, before = fields.pop("_n"), fields.pop("_p")
            del fields["_h"]
            lines[at] = numbered(number, before, fields).text
    text = b"\n".join(lines)
    store.path.write_bytes(content[:PAGE] + text + b" " * (-len(text) % PAGE) + END)
    opened = reopened(place)
    with pytest.raises(StoreError, match="altered"):
        opened.load(IDS[0])


def test_the_passphrase_can_be_changed_and_taken_off(store: Store, place: Path) -> None:
    kept = keep(store, IDS[0], label=CANARY)
    store.encrypt(SECRET)
    store.change_passphrase("another long secret")
    for path in place.rglob("*"):
        assert path.suffix != ".done", "an old copy would open with the old passphrase"
    with pytest.raises(SealedStoreError):
        reopened(place)
    opened = reopened(place, "another long secret")
    assert opened.load(IDS[0]) == kept
    opened.decrypt()
    assert Store.open(place).load(IDS[0]) == kept
    assert told(place) == []
    with pytest.raises(StoreError, match="not encrypted"):
        opened.change_passphrase(SECRET)


def test_the_sound_part_of_any_damage_comes_back(store: Store, place: Path) -> None:
    """Random damage: the store opens or says why; what opens verifies, the rest is kept beside."""
    sessions = {item.id: item for item in [keep(store, numbered_id(n), 2) for n in range(9)]}
    store.close()
    whole, chance = store.path.read_bytes(), random.Random(5)
    for path in StoreDirectory(place).closed_journals():
        path.unlink()
    for _ in range(60):
        content = bytearray(whole)
        begin = chance.randrange(len(content))
        length = chance.choice((1, 40, 5000))
        match chance.randrange(3):
            case 0:
                content[begin : begin + length] = chance.randbytes(length)
            case 1:
                del content[begin : begin + length]
            case _:
                content[begin : begin + length] = bytes(length)
        store.path.write_bytes(content)
        try:
            opened = Store.open(place)
        except StoreError as error:
            assert str(error).startswith("Not opened")
            assert store.path.read_bytes() == content
            continue
        finally:
            copies = [path.read_bytes() for path in StoreDirectory(place).set_aside_files()]
            for path in StoreDirectory(place).set_aside_files():
                path.unlink()
        found = [item.id for item in opened.sessions() if not item.fault]
        assert len(found) >= 5
        for name in found:
            assert opened.load(name) == sessions[name]
        left = opened.path.read_bytes() + b"".join(copies)
        for line in bytes(content).split(b"\n"):
            assert line.strip(b" ,") in left, "thrown away"
        for path in place.rglob("*.damaged"):
            path.unlink()
    shutil.rmtree(place)
