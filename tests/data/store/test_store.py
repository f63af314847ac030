"""The store: durable, private, shared by several programs, and never a silent fresh start."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import stat
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from tinydb import TinyDB, where

from data.files.data_directory import data_directory
from data.session.events import Event, EventKind
from data.session.session import Session
from data.store import (
    NoSuchSessionError,
    OpenElsewhereError,
    SessionExistsError,
    Store,
    StoreError,
)
from data.store.errors import (
    DamagedStoreError,
    NewerStoreError,
    StoreBusyError,
    UnsafeStoreError,
)
from data.store.files.format import locks
from data.store.files.format.directory_layout import file_system, require_local
from data.store.files.repair.integrity_check import audit
from tests.support.effort import examples
from tests.support.stores import (
    IDS,
    NOW,
    everything,
    keep,
    numbered_id,
    old_file,
    other_program,
    said,
    session,
    umask,
)

# --- what it keeps ---------------------------------------------------------------------------


def test_a_session_comes_back_whether_it_was_put_away_or_not(store: Store, place: Path) -> None:
    levels = ({"level": "T12", "height_loss_pct": 22.0},)
    store.create(session(label="Bed 4"))
    store.append(IDS[0], [said("pain_nrs", 7), said("egfr", "unknown")])
    store.append(IDS[0], [said("xray_levels", levels)])
    expected = session(label="Bed 4")
    expected = expected.after([said("pain_nrs", 7), said("egfr", "unknown")])
    expected = expected.after([said("xray_levels", levels)])
    assert Store.open(place).load(IDS[0]) == expected
    assert store.close_session(IDS[0])
    assert Store.open(place).load(IDS[0]) == expected
    store.append(IDS[0], [said("egfr", 60)])
    store.close()
    assert Store.open(place).load(IDS[0]) == expected.after([said("egfr", 60)])


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
    for putting in (lambda: None, lambda: store.close_session(IDS[1]), store.close):
        putting()
        listed = store.sessions()
        assert [item.id for item in listed] == [IDS[1], IDS[2], IDS[0]]
        assert [item.label for item in listed] == ["Bed 1", "Bed 2", "Bed 0"]
        assert [item.finished for item in listed] == [False, False, True]
        assert [len(store.load(item.id).events) for item in listed] == [1, 0, 2]
        assert [item.answers for item in listed] == [1, 0, 1]
        assert listed[0].changed == NOW + timedelta(minutes=30)
        assert not any(item.fault for item in listed)


def test_the_newest_are_listed_without_reading_the_rest(store: Store) -> None:
    for number in range(30):
        keep(store, numbered_id(number))
    store.append(numbered_id(3), [said("egfr", 60, 50)])
    newest = [item.id for item in store.sessions(3)]
    assert newest == [numbered_id(3), numbered_id(29), numbered_id(28)] or set(newest) == {
        numbered_id(n) for n in (3, 29, 28)
    }
    assert len(store.sessions()) == 30


def test_a_session_taken_up_and_not_changed_adds_nothing(store: Store) -> None:
    kept = keep(store, IDS[0])
    before = store.path.read_bytes()
    assert store.open_session(IDS[0]) == kept
    assert store.close_session(IDS[0])
    assert store.path.read_bytes() == before
    assert not store.place.journals()


def test_an_unknown_or_doubled_id_is_an_error(store: Store) -> None:
    store.create(session())
    for again in (False, True):
        with pytest.raises(SessionExistsError, match=r"^Not saved"):
            store.create(session())
        for name in ("zzzz9999", "../../etc", ""):
            for failing in (
                lambda name=name: store.load(name),
                lambda name=name: store.append(name, [said("egfr", 60)]),
                lambda name=name: store.delete(name),
            ):
                with pytest.raises(NoSuchSessionError, match=r"^Not .*: there is no session"):
                    failing()
        assert again or store.close_session(IDS[0])


def test_plain_tinydb_reads_the_file_and_the_journal(store: Store) -> None:
    keep(store, IDS[0], label="Bed 4")
    keep(store, IDS[1])
    store.create(session(IDS[2]))
    store.append(IDS[2], [said("egfr", 60)])
    with TinyDB(store.path, access_mode="r") as plain:
        (row,) = plain.table("sessions").search(where("id") == IDS[0])
        assert (row["label"], len(row["events"])) == ("Bed 4", 2)
        assert len(plain.table("sessions")) == 2
    with TinyDB(store.place.live / f"{IDS[2]}.json", access_mode="r") as plain:
        first, step = plain.table("steps").all()
        assert (first["id"], step["events"][0]["value"]) == (IDS[2], 60)


class StoreMachine(RuleBasedStateMachine):
    """The store against a dictionary, with two of them open on one file."""

    names = Bundle("names")

    @initialize()
    def begin(self) -> None:
        self.directory = Path(tempfile.mkdtemp())
        self.stores = [Store.open(self.directory), Store.open(self.directory)]
        self.model: dict[str, Session] = {}
        self.owner: dict[str, bool] = {}

    @rule(target=names, name=st.text("abcdefgh", min_size=8, max_size=8), which=st.booleans())
    def create(self, name: str, which: bool) -> str:
        if name not in self.model:
            self.model[name] = session(name)
            self.owner[name] = which
            self.stores[which].create(session(name))
        return name

    @rule(
        name=names,
        which=st.booleans(),
        step=st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)), max_size=3),
    )
    def append(self, name: str, which: bool, step: list[tuple[str, int]]) -> None:
        events = [said(finding, value) for finding, value in step]
        if name not in self.model:
            return
        if self.owner.setdefault(name, which) != which:
            with pytest.raises(OpenElsewhereError):
                self.stores[which].append(name, events)
            return
        self.model[name] = self.model[name].after(events)
        self.stores[which].append(name, events)

    @rule(name=names, which=st.booleans())
    def put_away(self, name: str, which: bool) -> None:
        assert self.stores[which].close_session(name)
        if self.owner.get(name) == which:
            del self.owner[name]

    @rule(name=names, which=st.booleans())
    def delete(self, name: str, which: bool) -> None:
        if name not in self.model:
            return
        if self.owner.get(name, which) != which:
            with pytest.raises(OpenElsewhereError):
                self.stores[which].delete(name)
            return
        del self.model[name]
        self.owner.pop(name, None)
        self.stores[which].delete(name)

    @rule(which=st.booleans())
    def start_again(self, which: bool) -> None:
        self.stores[which].close()
        self.stores[which] = Store.open(self.directory)
        assert not self.stores[which].notices
        self.owner = {name: who for name, who in self.owner.items() if who != which}

    @invariant()
    def the_file_is_the_model(self) -> None:
        for opened in self.stores:
            assert {item.id for item in opened.sessions()} == self.model.keys()
        for name, expected in self.model.items():
            assert self.stores[0].load(name) == expected
        json.loads(self.stores[0].path.read_bytes())

    def teardown(self) -> None:
        for opened in self.stores:
            opened.close()
        shutil.rmtree(self.directory)


TestStoreMachine = StoreMachine.TestCase
TestStoreMachine.settings = settings(
    max_examples=examples(15), stateful_step_count=15, deadline=None
)


# --- who may read it -------------------------------------------------------------------------


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_nobody_else_can_read_whatever_the_umask(place: Path, mask: int) -> None:
    with umask(mask):
        store = Store.open(place / "deeper")
        keep(store, IDS[0])
        keep(store, IDS[1])
        store.delete(IDS[0])
        store.create(session(IDS[2]))
        store.append(IDS[2], [said("egfr", 60)])
        store.path.write_bytes(store.path.read_bytes()[:-1])
        store = Store.open(place / "deeper")
        assert store.notices
    for entry in (place, *place.rglob("*")):
        wanted = 0o700 if entry.is_dir() else 0o600
        assert stat.S_IMODE(entry.stat().st_mode) == wanted, entry


@pytest.mark.parametrize(("name", "mode"), [("", 0o750), ("live", 0o701), ("sessions.json", 0o644),
                                            ("sessions.lock", 0o606), ("live/*.done", 0o666),
                                            ("live/*.json", 0o604)])  # fmt: skip
def test_a_place_open_to_others_is_refused(store: Store, place: Path, name: str, mode: int) -> None:
    keep(store, IDS[0])
    store.create(session(IDS[1]))
    (entry,) = place.glob(name) if name else [place]
    entry.chmod(mode)
    with pytest.raises(UnsafeStoreError, match=r"chmod [67]00"):
        Store.open(place)
    entry.chmod(0o700 if entry.is_dir() else 0o600)


def test_a_link_is_refused_and_its_target_left_alone(tmp_path: Path, store: Store) -> None:
    link = tmp_path / "link"
    link.symlink_to(store.path.parent)
    with pytest.raises(UnsafeStoreError, match="is a link"):
        Store.open(link)
    victim = tmp_path / "victim"
    victim.write_text("precious")
    for name in ("sessions.json", "sessions.lock"):
        kept = (store.path.parent / name).rename(tmp_path / "kept")
        (store.path.parent / name).symlink_to(victim)
        with pytest.raises(UnsafeStoreError, match="symbolic link"):
            Store.open(store.path.parent)
        kept.rename(store.path.parent / name)
        Store.open(store.path.parent)
    (store.place.live / f"{IDS[0]}.json").symlink_to(victim)
    with pytest.raises(UnsafeStoreError, match="symbolic link"):
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
@pytest.mark.parametrize("name", ["", "live", "sessions.json", "sessions.lock"])
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


MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 22 0:35 / /home rw,nosuid - nfs4 filer:/home rw,vers=4.2,local_lock=none
41 40 0:36 / /home/local rw - xfs /dev/vdb rw
42 22 0:37 / /mnt/ward\\040share rw - cifs //filer/ward rw
43 22 0:38 / /remote rw - fuse.sshfs ward@host: rw
"""


@pytest.mark.parametrize(
    ("directory", "kind"),
    [
        ("/home/ann/.local/share/spinepath", "nfs4"),
        ("/home/local/ann", "xfs"),
        ("/homes/ann", "ext4"),
        ("/mnt/ward share/spinepath", "cifs"),
        ("/remote/x", "fuse.sshfs"),
    ],
)
def test_a_network_file_system_is_refused_with_a_way_out(directory: str, kind: str) -> None:
    assert file_system(Path(directory), MOUNTS) == kind
    if kind in ("xfs", "ext4"):
        require_local(Path(directory), MOUNTS)
        return
    with pytest.raises(Exception, match=f"network file system .{kind}.*SPINEPATH_DATA"):
        require_local(Path(directory), MOUNTS)


# --- older and newer forms -------------------------------------------------------------------


def test_a_file_of_the_first_form_is_brought_forward_with_a_backup(
    store: Store,
    place: Path,
) -> None:
    first = session(label="Bed 4").after([said("egfr", 60, 30)])
    second = session(IDS[1])
    old = old_file(first, second)
    store.path.write_bytes(old)
    opened = Store.open(place)
    assert any("The old file is kept" in notice for notice in opened.notices)
    assert [item.id for item in opened.sessions()] == [IDS[0], IDS[1]]
    assert opened.load(IDS[0]) == first
    assert opened.load(IDS[1]) == second
    (backup,) = opened.place.set_aside_files()
    assert backup.read_bytes() == old
    opened.append(IDS[0], [said("egfr", 61, 40)])
    opened.close()
    assert not Store.open(place).notices


def test_a_record_of_the_first_form_that_nobody_understands_is_not_lost(
    store: Store,
    place: Path,
) -> None:
    tables = json.loads(old_file(session(), session(IDS[1])))
    tables["sessions"]["1"]["events"] = "gone"
    store.path.write_text(json.dumps(tables, separators=(",", ":")))
    opened = Store.open(place)
    faults = {item.id: bool(item.fault) for item in opened.sessions()}
    assert faults == {IDS[0]: True, IDS[1]: False}
    with pytest.raises(DamagedStoreError, match="events"):
        opened.load(IDS[0])


FORMATS = Path(__file__).parent / "formats"


@pytest.mark.parametrize("form", ["form1", "form2"])
def test_the_files_of_every_release_open_for_ever(place: Path, form: str) -> None:
    (place / "live").mkdir(mode=0o700, parents=True)
    place.chmod(0o700)
    copies = {f"{form}.json": "sessions.json", f"{form}-journal.json": f"live/{IDS[2]}.json"}
    for name, to in copies.items():
        if (FORMATS / name).exists():
            shutil.copy(FORMATS / name, place / to)
            (place / to).chmod(0o600)
    opened = Store.open(place)
    listed = {item.id: (item.label, item.answers) for item in opened.sessions()}
    first = {IDS[0]: ("Bed 4", 2), IDS[1]: ("Bed 5", form == "form2")}
    assert listed == (first if form == "form1" else first | {IDS[2]: ("Bed 6", 1)})
    assert opened.load(IDS[0]).answers == {"egfr": 60, "gait": "unknown"}
    assert not audit(opened.place).faults


def test_a_newer_form_is_refused_untouched(store: Store, place: Path) -> None:
    keep(store, IDS[0])
    content = store.path.read_bytes().replace(b'"format":2', b'"format":4', 1)
    store.path.write_bytes(content)
    with pytest.raises(NewerStoreError, match="newer version"):
        Store.open(place)
    assert store.path.read_bytes() == content
    assert not store.place.set_aside_files()


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
        b'{"_default": {"1": {"name": "another program"}}}',
        json.dumps(SOUND).encode()[:-1],
        old_file(session())[:-1],
        old_file(session()) + b"}",
        old_file(session(), other={"1": {"x": float("nan")}}),
        old_file(session(), other={"1": {"x": 0.5}}).replace(b"0.5", b"1e999"),
        b'{"a":' * 100_000,
    ],
)
def test_a_foreign_or_ruined_file_is_reported_and_left_alone(
    store: Store,
    place: Path,
    content: bytes,
) -> None:
    store.path.write_bytes(content)
    for failing in (
        lambda: Store.open(place),
        lambda: store.create(session(IDS[1])),
    ):
        with pytest.raises(DamagedStoreError) as caught:
            failing()
        assert str(caught.value).startswith("Not ")
        assert str(store.path) in str(caught.value)
        assert store.path.read_bytes() == content


def test_a_file_that_vanishes_is_no_fresh_start(store: Store, place: Path) -> None:
    store.create(session())
    store.path.unlink()
    for failing in (
        lambda: Store.open(place),
        store.sessions,
        lambda: store.create(session(IDS[1])),
    ):
        with pytest.raises(DamagedStoreError, match="is gone"):
            failing()
    assert not store.path.exists()
    store.append(IDS[0], [said("egfr", 60)])
    (store.place.live / f"{IDS[0]}.json").unlink()
    with pytest.raises(DamagedStoreError, match=r"^Not saved: .*is gone"):
        store.append(IDS[0], [said("egfr", 61)])


def test_a_damaged_record_hides_neither_itself_nor_the_others(store: Store, place: Path) -> None:
    keep(store, IDS[0], label="Bed four")
    keep(store, IDS[1])
    keep(store, IDS[2])
    content = store.path.read_bytes()
    store.path.write_bytes(content.replace(b"Bed four", b"Bed five"))
    opened = Store.open(place)
    listed = {item.id: item for item in opened.sessions()}
    assert listed[IDS[0]].fault
    assert not listed[IDS[1]].fault
    with pytest.raises(DamagedStoreError, match="altered"):
        opened.load(IDS[0])
    with pytest.raises(DamagedStoreError, match=r"^Not opened"):
        opened.append(IDS[0], [said("egfr", 60)])
    opened.append(IDS[1], [said("egfr", 60)])
    opened.close()
    opened.delete(IDS[0])
    assert b"Bed five" not in everything(place)
    assert not audit(opened.place).faults, "a note says what became of it"


@pytest.mark.parametrize("cut", [1, 3, 4, 5, 700, 4096, 4100, 4097 + 4096])
def test_a_torn_end_is_cut_kept_and_healed_from_the_journals(
    store: Store,
    place: Path,
    cut: int,
) -> None:
    kept = [keep(store, name, 3, f"Bed {name}") for name in IDS]
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[:-cut])
    opened = Store.open(place)
    assert "mended" in " ".join(opened.notices)
    assert [opened.load(name) for name in IDS] == kept
    assert opened.path.read_bytes() == whole, "healed byte for byte"
    assert not Store.open(place).notices


def test_mending_never_brings_back_an_older_state(store: Store, place: Path) -> None:
    keep(store, IDS[0])
    keep(store, IDS[1])
    store.append(IDS[0], [said("egfr", 60)])
    store.close_session(IDS[0])
    now, whole = store.load(IDS[0]), store.path.read_bytes()
    store.path.write_bytes(whole[:-1])
    opened = Store.open(place)
    assert opened.notices
    assert opened.load(IDS[0]) == now
    assert opened.path.read_bytes() == whole, "nothing was added"
    assert not audit(opened.place).faults


def test_an_older_copy_of_the_file_gets_back_what_its_journals_know(
    store: Store, place: Path
) -> None:
    keep(store, IDS[0])
    older = store.path.read_bytes()
    kept = keep(store, IDS[1])
    store.append(IDS[0], [said("egfr", 60)])
    store.close_session(IDS[0])
    now, whole = store.load(IDS[0]), store.path.read_bytes()
    store.path.write_bytes(older)
    opened = Store.open(place)
    assert "mended" in opened.notices[0]
    assert (opened.load(IDS[0]), opened.load(IDS[1])) == (now, kept)
    assert opened.path.read_bytes() == whole
    assert not Store.open(place).notices


def test_a_file_that_plain_tinydb_wrote_is_put_in_order(store: Store, place: Path) -> None:
    kept = [keep(store, name) for name in IDS]
    with TinyDB(store.path) as plain:
        plain.table("notes").insert({"by": "somebody"})
        plain.table("sessions").update({"label": "changed"}, where("id") == IDS[1])
    foreign = store.path.read_bytes()
    opened = Store.open(place)
    assert "damaged" in " ".join(opened.notices)
    assert opened.load(IDS[0]) == kept[0]
    assert opened.load(IDS[1]) == kept[1], "given back by its journal"
    assert foreign in [path.read_bytes() for path in opened.place.set_aside_files()]


@pytest.mark.parametrize("at", [0, 10, 60, 200, 4090])
def test_a_damaged_beginning_costs_no_session(store: Store, place: Path, at: int) -> None:
    kept = [keep(store, numbered_id(number)) for number in range(8)]
    content = bytearray(store.path.read_bytes())
    content[at : at + 4] = b"\x00\x00\x00\x00"
    store.path.write_bytes(content)
    opened = Store.open(place)
    assert [opened.load(item.id) for item in kept] == kept
    assert bytes(content) in [path.read_bytes() for path in opened.place.set_aside_files()]
    keep(opened, IDS[0])
    assert not Store.open(place).notices


# --- failures while writing ------------------------------------------------------------------

FULL_DISK = """
import resource, signal
store = Store.open(Path(sys.argv[1]))
store.create(new(sys.argv[2]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sys.dont_write_bytecode = True  # half of it is worse than none
resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, resource.RLIM_INFINITY))
for number in range(1000):
    try:
        store.append(sys.argv[2], [answer(f"finding_{number}", number, now)])
    except StoreError as error:
        print(number, error, flush=True)
        break
"""


def test_a_full_disk_loses_nothing_that_was_saved(place: Path) -> None:
    said_so, _ = other_program(FULL_DISK, place, IDS[0]).communicate(timeout=60)
    count, _, message = said_so.strip().partition(" ")
    assert int(count) > 20
    assert message.startswith("Not saved: the disk is full")
    assert "Everything saved before is unharmed" in message
    opened = Store.open(place)
    assert not opened.notices
    assert opened.load(IDS[0]).answers == {
        f"finding_{number}": number for number in range(int(count))
    }


def test_what_a_crash_left_is_cleared_when_the_store_opens(store: Store, place: Path) -> None:
    left = place / ".sessions.json.0123456789abcdef.tmp"
    left.write_text("half a file")
    left.chmod(0o600)
    young = place / "live" / f".{IDS[0]}.0123.tmp"
    young.touch(0o600)
    old = place / "live" / f".{IDS[1]}.0123.tmp"
    old.touch(0o600)
    os.utime(old, (0, 0))
    Store.open(place)
    assert not left.exists()
    assert not old.exists()
    assert young.exists(), "another program may be making it"


# --- several programs ------------------------------------------------------------------------

WRITER = """
store = Store.open(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    name = sys.argv[2] + f"{number:03}".translate(str.maketrans("01", "xy")) + "zzz"
    store.create(new(name))
    store.append(name, [answer("egfr", number, now)])
    while not store.close_session(name):
        store = Store.open(Path(sys.argv[1]))
"""


@pytest.mark.parametrize(
    ("programs", "count"),
    [(3, 20), pytest.param(2, 200, marks=pytest.mark.slow),
     pytest.param(8, 60, marks=pytest.mark.slow)],
)  # fmt: skip
def test_programs_that_write_at_once_lose_nothing(
    place: Path,
    programs: int,
    count: int,
) -> None:
    prefixes = ["aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh"][:programs]
    writers = [other_program(WRITER, place, prefix, count) for prefix in prefixes]
    for writer in writers:
        writer.communicate(timeout=300)
        assert writer.returncode == 0
    store = Store.open(place)
    assert not store.notices
    names = [item.id for item in store.sessions()]
    assert len(names) == len(set(names)) == programs * count
    assert all(len(store.load(name).events) == 1 for name in names[:50])
    assert store.head().number == programs * count


HOLDER = """
store = Store.open(Path(sys.argv[1]))
store.append(sys.argv[2], [answer("egfr", 60, now)])
print("holding", flush=True)
sys.stdin.readline()
store.append(sys.argv[2], [answer("egfr", 61, now)])
print("done", flush=True)
sys.stdin.readline()
"""


def test_a_session_open_elsewhere_can_be_read_but_not_written(store: Store, place: Path) -> None:
    keep(store, IDS[0], 0)
    holder = other_program(HOLDER, place, IDS[0], stdin=-1)
    assert holder.stdin is not None
    assert holder.stdout is not None
    holder.stdout.readline()
    for failing in (
        lambda: store.open_session(IDS[0]),
        lambda: store.append(IDS[0], [said("egfr", 1)]),
        lambda: store.delete(IDS[0]),
    ):
        who = rf"open in another program \(process {holder.pid}.*, since \d\d-\w{{3}}-\d{{4}} "
        with pytest.raises(OpenElsewhereError, match=who):
            failing()
    assert store.load(IDS[0]).answers == {"egfr": 60}
    assert [item.running for item in store.sessions()] == [True]
    assert Store.open(place).load(IDS[0]).answers == {"egfr": 60}, "left alone while it runs"
    holder.stdin.write("\n")
    holder.stdin.flush()
    holder.stdout.readline()
    assert store.load(IDS[0]).answers == {"egfr": 61}
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    assert store.open_session(IDS[0]).answers == {"egfr": 61}, "the lock went with its holder"
    store.append(IDS[0], [said("egfr", 62)])
    assert store.close_session(IDS[0])


@pytest.mark.slow
def test_a_stuck_program_delays_no_answer(
    store: Store,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(locks, "SHORT_PATIENCE", 0.05)
    monkeypatch.setattr(locks, "PATIENCE", 0.1)
    keep(store, IDS[1])
    stopped = other_program(
        "import fcntl, os, signal\nheld = open(sys.argv[1])\nfcntl.flock(held, fcntl.LOCK_EX)\n"
        "print(1, flush=True)\nos.kill(os.getpid(), signal.SIGSTOP)",
        place / "sessions.lock",
    )
    assert stopped.stdout is not None
    stopped.stdout.readline()
    store.create(session())
    start = time.perf_counter()
    for number in range(20):
        store.append(IDS[0], [said("egfr", number)])
    assert time.perf_counter() - start < 20
    assert not store.close_session(IDS[0]), "it waits in its journal"
    assert store.load(IDS[0]).answers == {"egfr": 19}
    with pytest.raises(StoreBusyError, match=r"^Not deleted: another program"):
        store.delete(IDS[1])
    opened = Store.open(place)
    assert "could not be put in order yet" in opened.notices[0]
    assert opened.load(IDS[0]).answers == {"egfr": 19}
    stopped.kill()
    stopped.communicate()
    assert not Store.open(place).notices
    with (place / "sessions.lock").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert not store.place.journals()
