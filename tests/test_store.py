"""The store: durable, private, shared by several programs, and never a silent fresh start."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import random
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from tinydb import TinyDB, where

import data.store as store_module
from data import files
from data.events import Event, EventKind, answer
from data.session import Session
from data.store import (
    DamagedStoreError,
    NoSuchSessionError,
    SessionExistsError,
    Store,
    StoreBusyError,
    StoreError,
    UnsafeStoreError,
    data_directory,
)

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ROOT = Path(store_module.__file__).parents[1]
IDS = ("abcd2345", "bcde3456", "cdef4567")


def session(name: str = IDS[0], minutes: int = 0, label: str = "") -> Session:
    """A new session, begun some minutes after the others."""
    return Session(name, label, NOW + timedelta(minutes=minutes), "vcf", "1.0", "d" * 64, "0.1")


def said(finding: str, value: Any, minutes: int = 0) -> Event:
    """An answer."""
    return answer(finding, value, NOW + timedelta(minutes=minutes))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a store may be made."""
    return tmp_path / "spinepath"


@pytest.fixture
def store(place: Path) -> Store:
    """An empty store."""
    return Store.open(place)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    """Run with another umask."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def other_program(code: str, *arguments: object, **more: Any) -> subprocess.Popen[str]:
    """Start a second program that uses the store."""
    head = "import sys; from datetime import datetime, UTC; from pathlib import Path\n"
    head += "from data.store import *; from data.session import *; from data.events import *\n"
    head += "now = datetime(2026, 3, 1, 12, tzinfo=UTC)\n"
    head += "def new(i): return Session(i, '', now, 'vcf', '1.0', 'd' * 64, '0.1')\n"
    return subprocess.Popen(
        [sys.executable, "-c", head + code, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        **more,
    )


# --- what it keeps ---------------------------------------------------------------------------


def test_a_session_comes_back_after_the_store_is_opened_anew(store: Store, place: Path) -> None:
    levels = ({"level": "T12", "height_loss_pct": 22.0},)
    store.create(session(label="Bed 4"))
    store.append(IDS[0], [said("pain_nrs", 7), said("egfr", "unknown")])
    store.append(IDS[0], [said("xray_levels", levels)])
    back = Store.open(place).load(IDS[0])
    expected = session(label="Bed 4")
    expected = expected.after([said("pain_nrs", 7), said("egfr", "unknown")])
    assert back == expected.after([said("xray_levels", levels)])


def test_one_append_is_one_step(store: Store) -> None:
    store.create(session())
    store.append(IDS[0], [said("gait", "no"), said("bowel", "no")])
    store.append(IDS[0], [Event(EventKind.UNDONE, NOW)])
    assert store.load(IDS[0]).answers == {}


def test_the_list_is_newest_first_by_last_change(store: Store) -> None:
    for number, name in enumerate(IDS):
        store.create(session(name, minutes=number, label=f"Bed {number}"))
    store.append(IDS[0], [said("pain_nrs", 7, minutes=9), Event(EventKind.FINISHED, NOW)])
    store.append(IDS[1], [said("pain_nrs", 7, minutes=30)])
    listed = store.sessions()
    assert [item.id for item in listed] == [IDS[1], IDS[2], IDS[0]]
    assert listed[2].finished
    assert listed[2].events == len(store.load(IDS[0]).events)
    assert listed[0].changed == NOW + timedelta(minutes=30)
    assert not any(item.fault for item in listed)


def test_a_deleted_session_is_gone_from_the_file(store: Store) -> None:
    store.create(session(label="Bed 4"))
    store.create(session(IDS[1]))
    store.delete(IDS[0])
    assert [item.id for item in store.sessions()] == [IDS[1]]
    assert b"Bed 4" not in store.path.read_bytes()
    assert sorted(entry.name for entry in store.path.parent.iterdir()) == [
        "sessions.json",
        "sessions.lock",
    ]


def test_an_unknown_or_doubled_id_is_an_error(store: Store) -> None:
    store.create(session())
    with pytest.raises(SessionExistsError, match=r"^Not saved"):
        store.create(session())
    for failing in (
        lambda: store.load("zzzz9999"),
        lambda: store.append("zzzz9999", [said("egfr", 60)]),
        lambda: store.delete("zzzz9999"),
    ):
        with pytest.raises(NoSuchSessionError, match=r"^Not .*: there is no session"):
            failing()


def test_plain_tinydb_reads_and_may_write_the_file(store: Store) -> None:
    store.create(session(label="Bed 4"))
    with TinyDB(store.path) as plain:
        (row,) = plain.table("sessions").search(where("id") == IDS[0])
        assert row["label"] == "Bed 4"
        plain.table("notes").insert({"by": "somebody"})
    store.append(IDS[0], [said("egfr", 60)])
    assert store.load(IDS[0]).answers == {"egfr": 60}
    with TinyDB(store.path) as plain:
        assert len(plain.table("notes")) == 1


class StoreMachine(RuleBasedStateMachine):
    """The store against a dictionary, with two of them open on one file."""

    names = Bundle("names")

    @initialize()
    def begin(self) -> None:
        self.directory = Path(tempfile.mkdtemp())
        base = self.directory
        self.stores = [Store.open(base), Store.open(base)]
        self.model: dict[str, Session] = {}

    @rule(target=names, name=st.text("abcdefgh", min_size=8, max_size=8), which=st.booleans())
    def create(self, name: str, which: bool) -> str:
        if name not in self.model:
            self.model[name] = session(name)
            self.stores[which].create(session(name))
        return name

    @rule(
        name=names,
        which=st.booleans(),
        step=st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)), max_size=3),
    )
    def append(self, name: str, which: bool, step: list[tuple[str, int]]) -> None:
        events = [said(finding, value) for finding, value in step]
        if name in self.model:
            self.model[name] = self.model[name].after(events)
            self.stores[which].append(name, events)

    @rule(name=names, which=st.booleans())
    def delete(self, name: str, which: bool) -> None:
        if self.model.pop(name, None):
            self.stores[which].delete(name)

    @invariant()
    def the_file_is_the_model(self) -> None:
        for opened in self.stores:
            assert {item.id for item in opened.sessions()} == self.model.keys()
        for name, expected in self.model.items():
            assert self.stores[0].load(name) == expected

    def teardown(self) -> None:
        for entry in self.directory.iterdir():
            entry.unlink()
        self.directory.rmdir()


TestStoreMachine = StoreMachine.TestCase
TestStoreMachine.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)


# --- who may read it -------------------------------------------------------------------------


def test_nobody_else_can_read_whatever_the_umask(place: Path) -> None:
    with umask(0):
        store = Store.open(place / "deeper")
        store.create(session())
        store.append(IDS[0], [said("egfr", 60)])
    for entry in (place, place / "deeper", *(place / "deeper").iterdir()):
        assert stat.S_IMODE(entry.stat().st_mode) & 0o077 == 0, entry


@pytest.mark.parametrize(("name", "mode"), [("", 0o750), ("sessions.json", 0o644),
                                            ("sessions.lock", 0o606)])  # fmt: skip
def test_a_place_open_to_others_is_refused(store: Store, place: Path, name: str, mode: int) -> None:
    (place / name).chmod(mode)
    with pytest.raises(UnsafeStoreError, match=r"chmod [67]00"):
        Store.open(place)


def test_a_link_is_refused_and_its_target_left_alone(tmp_path: Path, store: Store) -> None:
    link = tmp_path / "link"
    link.symlink_to(store.path.parent)
    with pytest.raises(UnsafeStoreError, match="is a link"):
        Store.open(link)
    victim = tmp_path / "victim"
    victim.write_text("precious")
    for name in ("sessions.json", "sessions.lock"):
        (store.path.parent / name).unlink()
        (store.path.parent / name).symlink_to(victim)
        with pytest.raises(UnsafeStoreError, match="symbolic link"):
            Store.open(store.path.parent)
        (store.path.parent / name).unlink()
        Store.open(store.path.parent)
    assert victim.read_text() == "precious"


def test_a_pipe_or_directory_in_the_files_place_is_refused(store: Store, place: Path) -> None:
    store.path.unlink()
    os.mkfifo(store.path, 0o600)
    with pytest.raises(UnsafeStoreError, match="is not a file"):
        Store.open(place)
    store.path.unlink()
    store.path.mkdir(0o700)
    with pytest.raises(StoreError, match=r"^Not opened"):
        Store.open(place)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("name", ["", "sessions.json", "sessions.lock"])
def test_somebody_elses_place_is_refused(store: Store, place: Path, name: str) -> None:
    os.chown(place / name, 12345, -1)
    with pytest.raises(UnsafeStoreError, match="another user"):
        Store.open(place)


def test_the_directory_is_named_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path / "here"))
    assert data_directory() == tmp_path / "here"
    monkeypatch.setenv("SPINEPATH_DATA", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert data_directory().name == "spinepath"
    assert data_directory().is_relative_to(tmp_path)


# --- damage ----------------------------------------------------------------------------------

SOUND = {"spinepath": {"1": {"format": 1}}, "sessions": {}}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \n",
        b"{}",
        b"[]",
        b"null",
        b"{",
        b"\xff\xfe\x00",
        b"\x00" * 4096,
        b'{"sessions": {}}',
        json.dumps(SOUND).encode()[:-1],
        json.dumps(SOUND).encode() + b"}",
        json.dumps(SOUND | {"sessions": []}).encode(),
        json.dumps(SOUND | {"sessions": {"one": {}}}).encode(),
        json.dumps(SOUND | {"sessions": {"1": 5}}).encode(),
        json.dumps(SOUND | {"other": 5}).encode(),
        json.dumps(SOUND | {"other": {"1": {"x": float("nan")}}}).encode(),
        json.dumps(SOUND | {"other": {"1": {"x": 0.5}}}).encode().replace(b"0.5", b"1e999"),
        json.dumps(SOUND | {"spinepath": {"1": {"format": 2}}}).encode(),
        b'{"a":' * 100_000,
    ],
)
def test_a_damaged_or_foreign_file_is_reported_and_left_alone(
    store: Store, place: Path, content: bytes
) -> None:
    store.create(session())
    store.path.write_bytes(content)
    for failing in (
        lambda: Store.open(place),
        store.sessions,
        lambda: store.load(IDS[0]),
        lambda: store.create(session(IDS[1])),
        lambda: store.append(IDS[0], [said("egfr", 60)]),
        lambda: store.delete(IDS[0]),
    ):
        with pytest.raises(DamagedStoreError) as caught:
            failing()
        assert str(caught.value).startswith("Not ")
        assert str(store.path) in str(caught.value)
        assert store.path.read_bytes() == content


def test_a_file_that_vanishes_is_no_fresh_start(store: Store) -> None:
    store.create(session())
    store.path.unlink()
    for failing in (store.sessions, lambda: store.create(session(IDS[1]))):
        with pytest.raises(DamagedStoreError, match="is gone"):
            failing()
    assert not store.path.exists()


def test_one_damaged_record_hides_neither_itself_nor_the_others(store: Store) -> None:
    store.create(session())
    store.create(session(IDS[1]))
    tables = json.loads(store.path.read_bytes())
    tables["sessions"]["1"]["events"] = "gone"
    tables["sessions"]["1"]["label"] = "\x1b[2J"
    store.path.write_text(json.dumps(tables))
    before = store.path.read_bytes()
    listed = {item.id: item for item in store.sessions()}
    assert listed[IDS[0]].fault
    assert listed[IDS[0]].label == "?[2J"
    assert not listed[IDS[1]].fault
    with pytest.raises(DamagedStoreError, match="events"):
        store.load(IDS[0])
    with pytest.raises(DamagedStoreError, match=r"^Not saved"):
        store.append(IDS[0], [said("egfr", 60)])
    assert store.path.read_bytes() == before
    store.append(IDS[1], [said("egfr", 60)])
    store.delete(IDS[0])


def test_a_session_of_a_newer_program_is_not_touched(store: Store) -> None:
    store.create(session())
    text = store.path.read_text().replace('"format":1,"id"', '"format":9,"id"')
    store.path.write_text(text)
    with pytest.raises(DamagedStoreError, match="newer version"):
        store.append(IDS[0], [said("egfr", 60)])
    assert store.path.read_text() == text


# --- failures while writing ------------------------------------------------------------------


@pytest.mark.parametrize("call", ["fsync", "open", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_failed_write_leaves_the_old_state(
    store: Store, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    store.create(session())
    before = store.path.read_bytes()

    def failing(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        if call == "replace":
            patch.setattr(Path, "replace", failing)
        elif call == "fsync":
            patch.setattr(os, "fsync", failing)
        else:
            patch.setattr(files, "create_file", failing)
        with pytest.raises(StoreError, match=r"^Not saved: .*What was saved before is unharmed"):
            store.append(IDS[0], [said("egfr", 60)])
    assert store.path.read_bytes() == before
    assert not list(files.leftovers(store.path))
    store.append(IDS[0], [said("egfr", 60)])
    assert store.load(IDS[0]).answers == {"egfr": 60}


def test_the_content_is_durable_before_its_name_and_the_name_before_the_return(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(session())
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(descriptor: int) -> None:
        done.append("directory" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def noted_replace(path: Path, target: Path) -> Path:
        done.append("rename")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    store.append(IDS[0], [said("egfr", 60)])
    assert done[0] == "file"
    assert done[-2:] == ["rename", "directory"]


FULL_DISK = """
import resource
store = Store.open(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (6000, resource.RLIM_INFINITY))
for number in range(1000):
    try:
        store.append(sys.argv[2], [answer(f"finding_{number}", number, now)])
    except StoreError as error:
        print(number, error, flush=True)
        break
"""


def test_a_full_disk_loses_nothing_that_was_saved(store: Store, place: Path) -> None:
    store.create(session())
    said_so, _ = other_program(FULL_DISK, place, IDS[0]).communicate(timeout=60)
    count, _, message = said_so.strip().partition(" ")
    assert int(count) > 1
    assert message.startswith("Not saved: the disk is full")
    assert Store.open(place).load(IDS[0]).answers == {
        f"finding_{number}": number for number in range(int(count))
    }
    assert not list(files.leftovers(store.path))


def test_what_a_crash_left_is_cleared_when_the_store_opens(store: Store, place: Path) -> None:
    (place / ".sessions.json.0123456789abcdef.tmp").write_text("half a file")
    Store.open(place)
    assert not list(files.leftovers(store.path))


# --- several programs ------------------------------------------------------------------------

WRITER = """
store = Store.open(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    name = sys.argv[2] + f"{number:03}".translate(str.maketrans("01", "xy")) + "zzz"
    store.create(new(name))
    store.append(name, [answer("egfr", number, now)])
    store.append("abcd2345", [answer(name, number, now)])
"""


def test_programs_that_write_at_once_lose_nothing(store: Store, place: Path) -> None:
    count = 25
    store.create(session())
    writers = [other_program(WRITER, place, prefix, count) for prefix in ("aa", "bb", "cc")]
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0
    names = {item.id for item in store.sessions()} - {IDS[0]}
    assert len(names) == 3 * count
    assert store.load(IDS[0]).answers.keys() == names
    assert all(len(store.load(name).events) == 1 for name in names)


def test_a_stuck_program_is_waited_for_and_named(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(session())
    monkeypatch.setattr(store_module, "PATIENCE", 0.1)
    with (place / "sessions.lock").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(StoreBusyError, match=r"^Not saved: another program"):
            store.append(IDS[0], [said("egfr", 60)])
        assert store.load(IDS[0]).answers == {}
        assert len(store.sessions()) == 1
    store.append(IDS[0], [said("egfr", 60)])


KILLED = """
store = Store.open(Path(sys.argv[1]))
number = int(sys.argv[3])
while True:
    store.append(sys.argv[2], [answer(f"a{number}", number, now), answer(f"b{number}", 1, now)])
    print(number, flush=True)
    number += 1
"""


@pytest.mark.slow
def test_a_kill_at_any_moment_loses_nothing_confirmed(store: Store, place: Path) -> None:
    store.create(session())
    confirmed = -1
    for seed in range(30):
        program = other_program(KILLED, place, IDS[0], confirmed + 1)
        assert program.stdout is not None
        first = program.stdout.readline()
        time.sleep(random.Random(seed).uniform(0, 0.02))
        program.send_signal(signal.SIGKILL)
        rest = program.communicate()[0].splitlines()
        confirmed = int([first, *rest][-1])
        answers = Store.open(place).load(IDS[0]).answers
        assert {f"{kind}{number}" for kind in "ab" for number in range(confirmed + 1)} <= set(
            answers
        )
        # A step that was not confirmed is there as a whole or not at all.
        assert len(answers) in {2 * confirmed + 2, 2 * confirmed + 4}
        confirmed = len(answers) // 2 - 1
    assert not list(files.leftovers(store.path))
