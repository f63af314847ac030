"""Faults of a store are found without writing, and are never forgotten."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import pytest

from data.store import Store, StoreError
from data.store.files.format.append_file import PAGE
from data.store.files.format.directory_layout import StoreDirectory
from data.store.files.format.hash_chain import START
from data.store.files.health import acknowledged, examine, repaired
from tests.support.stores import everything, keep, numbered_id

COUNT = 8
SECRET = "correct horse battery"


def ask() -> str:
    return SECRET


def wrong(place: Path) -> list[str]:
    """The faults of a store; looking changes nothing."""
    before = everything(place)
    found = [f"{item.what}: {item.says}" for item in examine(place, [], ask)
             if item.advice and item.wrong]  # fmt: skip
    assert everything(place) == before
    return found


def flip_last(main: Path) -> None:
    content = bytearray(main.read_bytes())
    content[content.rindex(b'"_h"') - 40] ^= 1
    main.write_bytes(content)


def zero_page(main: Path, page: int = 3) -> None:
    content = bytearray(main.read_bytes())
    content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    main.write_bytes(content)


def forget_journals(place: Path) -> None:
    for path in StoreDirectory(place).closed_journals():
        path.unlink()


@pytest.fixture
def ids(store: Store) -> list[str]:
    """Eight sessions, put away."""
    found = [keep(store, numbered_id(number)).id for number in range(COUNT)]
    store.close()
    return found


def listed(place: Path) -> set[str]:
    return {item.id for item in Store.open(place).sessions() if not item.fault}


DAMAGES: dict[str, Callable[[Path], object]] = {
    "flipped": flip_last,
    "zeroed": zero_page,
    "torn": lambda main: main.write_bytes(main.read_bytes()[:-700]),
    "empty": lambda main: main.write_bytes(b""),
    "no header": lambda main: zero_page(main, 0),
    "gone": lambda main: main.unlink(),
    "open to others": lambda main: main.chmod(0o644),
}


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_check_finds_each_damage_and_changes_no_byte(
    store: Store, ids: list[str], place: Path, damage: str, sealed: bool
) -> None:
    if sealed:
        store.encrypt(SECRET)
    assert not wrong(place)
    DAMAGES[damage](store.path)
    assert wrong(place)
    assert wrong(place), "found again, as nothing was put in order"
    assert len(ids) == COUNT


@pytest.mark.parametrize("page", range(COUNT + 1))
def test_a_zeroed_page_costs_its_own_record_alone_and_that_is_never_forgotten(
    store: Store, ids: list[str], place: Path, page: int
) -> None:
    forget_journals(place)
    zero_page(store.path, page)
    lost = {ids[page - 1]} if page else set()
    if page:
        assert listed(place) == set(ids) - lost, "read as it is, before anything is repaired"
    repaired(place, ask)
    assert listed(place) == set(ids) - lost
    for _ in range(2):
        assert [f"record {page}: " in " ".join(wrong(place))] == [bool(page)]
        repaired(place, ask)
        Store.open(place).close()
    assert acknowledged(place, "the disk was exchanged", ask) == bool(page)
    assert not wrong(place)


def split(content: bytes) -> list[bytes]:
    """The parts of a main file: its header, then a record each, with what stands behind it."""
    starts = [found.start() for found in START.finditer(content)]
    return [content[begin:end] for begin, end in pairwise([0, *starts, len(content)])]


def without_comma(parts: list[bytes]) -> list[bytes]:
    return [*parts[:3], parts[3].replace(b"\n,", b"\n "), *parts[4:]]


ORDERS: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "comma lost": without_comma,
    "twice": lambda parts: [*parts[:4], *parts[3:]],
    "swapped": lambda parts: [*parts[:3], parts[4], parts[3], *parts[5:]],
    "bytes between": lambda parts: [*parts[:4], b"\0\xff{}\n" * 99, *parts[4:]],
    "other ends of lines": lambda parts: [part.replace(b"\n", b"\r\n") for part in parts],
    "behind a mark": lambda parts: [b"\xef\xbb\xbf", *parts],
}


@pytest.mark.parametrize("started", [False, True])
@pytest.mark.parametrize("order", ORDERS)
def test_records_that_are_whole_are_put_in_order_whatever_stands_between_them(
    store: Store, ids: list[str], place: Path, order: str, started: bool
) -> None:
    forget_journals(place)
    content = b"".join(ORDERS[order](split(store.path.read_bytes())))
    store.path.write_bytes(content)
    if started:
        with contextlib.suppress(StoreError):
            Store.open(place).close()
    else:
        assert wrong(place)
    repaired(place, ask)
    assert listed(place) == set(ids)
    assert not wrong(place)


@pytest.mark.parametrize("sealed", [False, True])
def test_what_a_start_cut_off_stays_named(
    store: Store, ids: list[str], place: Path, sealed: bool
) -> None:
    if sealed:
        store.encrypt(SECRET)
        keep(store, "bcde3456")
    forget_journals(place)
    number = store.head().number
    flip_last(store.path)
    opened = Store.open(place, ask)
    assert f"could not be recovered: {number}" in " ".join(opened.notices)
    assert any(f"record {number}: it was lost" in fault for fault in wrong(place))
    keep(opened, "abcd2345")
    assert any(f"record {number}: it was lost" in fault for fault in wrong(place))
    assert len(ids) == COUNT


def test_an_older_file_beside_newer_journals_names_what_is_missing(
    store: Store, place: Path
) -> None:
    keep(store, numbered_id(0))
    older = store.path.read_bytes()
    for number in range(1, COUNT):
        keep(store, numbered_id(number))
    store.path.write_bytes(older)
    opened = Store.open(place)
    assert "could not be recovered: 2, 3, 4." in " ".join(opened.notices)
    assert len(opened.sessions()) == COUNT - 3
    assert sorted(fault.split(":")[1] for fault in wrong(place)) == [
        " record 2", " record 3", " record 4",
    ]  # fmt: skip
    assert "--acknowledge" in " ".join(repaired(place, ask))
    assert acknowledged(place, "an old copy was put back", ask) == 3
    assert not wrong(place)
    keep(opened, "abcd2345")
    assert not wrong(place)


@pytest.mark.parametrize("page", [1, COUNT - 1])
def test_a_record_taken_out_is_told_at_every_start_until_that_is_acknowledged(
    store: Store, ids: list[str], place: Path, page: int
) -> None:
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[: PAGE * page] + whole[PAGE * (page + 1) :])
    for _ in range(2):
        opened = Store.open(place, ask)
        assert f"record {page}" in " ".join(opened.notices)
        assert listed_by(opened) == set(ids) - {ids[page - 1]}
    acknowledged(place, "somebody deleted it", ask)
    assert not Store.open(place, ask).notices


def listed_by(store: Store) -> set[str]:
    return {item.id for item in store.sessions() if not item.fault}


def test_the_place_is_tried_by_writing_to_it(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, numbered_id(0))

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("data.files.private_files.os.open", refuse)
    found = next(iter(examine(place, [], ask)))
    assert "Read-only file system" in found.says
    assert found.wrong
