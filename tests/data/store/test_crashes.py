"""Crashes at every system call, power cuts, failing disks and kills: nothing confirmed is lost."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from data.files.private_files import write_all
from data.session.events import Event, EventKind, answer
from data.session.session import Session
from data.store import Store, StoreError
from data.store.files.format.append_file import END, PAGE, AppendFile, padded
from data.store.files.format.hash_chain import Fields, Head, Record, chained
from data.store.files.format.main_file import MainFile
from data.store.files.repair.integrity_check import audit
from tests.support.crash_simulator import (
    MODELS,
    NO_ROOM,
    STANDING,
    Log,
    error_at,
    image,
    killed_at,
    watched,
)
from tests.support.effort import sample
from tests.support.stores import NOW, keep, numbered_id, said, session
from tui.state.autosave import Autosave

SESSIONS = 8
"""More than the journals that are kept, so that none of them can make up for a fault."""


def planned(number: int) -> Session:
    """The last step of the workload on a session."""
    done = session(numbered_id(number), label=f"Bed {number}")
    for step in range(3):
        # Long enough for several sectors: a hole in the middle must not go unseen.
        asked = answer(f"a{step}", number, NOW, asked=f"{step} as it was asked " * 40)
        done = done.after([asked, said(f"b{step}", "no")])
    return done.after([Event(EventKind.FINISHED, NOW)])


def steps_of(whole: Session) -> Iterator[tuple[Event, ...]]:
    """The steps of a session, from the first."""
    step: list[Event] = []
    for event in whole.events:
        if step and not event.joined:
            yield tuple(step)
            step = []
        step.append(event)
    yield tuple(step)


def work(store: Store, log: Log, sessions: int = SESSIONS) -> None:
    """Begin sessions, two at a time, answer, finish, reopen one, put all away."""
    for number in range(sessions):
        whole = planned(number)
        store.create(session(whole.id, label=whole.label))
        log.confirm(f"{number} 0")
        steps = list(steps_of(whole))
        for count, step in enumerate(steps[:-1]):
            store.append(whole.id, step)
            log.confirm(f"{number} {count + 1}")
        if number:
            finish(store, log, number - 1)
    finish(store, log, sessions - 1)


def finish(store: Store, log: Log, number: int) -> None:
    """Take a session to its end and put it away; every third is taken up again for that."""
    whole = planned(number)
    if number % 3 == 0:
        store.close_session(whole.id)
    steps = list(steps_of(whole))
    store.append(whole.id, steps[-1])
    log.confirm(f"{number} {len(steps)}")
    store.close_session(whole.id)


def recorded(sessions: int = SESSIONS) -> Log:
    """The log of the whole workload."""
    with tempfile.TemporaryDirectory() as place:
        log = Log(place)
        with watched(log):
            store = Store.open(Path(place) / "store")
            log.confirm("opened")
            work(store, log, sessions)
    return log


def check(place: Path, confirmed: list[str]) -> Store | None:
    """Open the store as the program would, and compare it with what was confirmed."""
    if "opened" not in confirmed and not place.exists():
        return None
    store = Store.open(place)
    least: dict[int, int] = {}
    for what in confirmed:
        if what != "opened":
            number, count = map(int, what.split())
            least[number] = count
    listed = [item.id for item in store.sessions()]
    assert len(listed) == len(set(listed))
    numbers = {numbered_id(number): number for number in range(SESSIONS)}
    assert {numbers[name] for name in listed} >= least.keys()
    for name in listed:
        found, whole = store.load(name), planned(numbers[name])
        events = whole.events[: len(found.events)]
        assert found.events == events, "a phantom, a gap or a double"
        steps = len(list(steps_of(found))) if found.events else 0
        assert least.get(numbers[name], 0) <= steps <= least.get(numbers[name], 0) + 1
    assert not store.place.journals()
    json.loads(store.path.read_bytes())
    found_faults = audit(store.place).faults
    assert not found_faults, found_faults
    assert not Store.open(place).notices, "the second start finds nothing to mend"
    return store


@contextmanager
def scratch() -> Iterator[Path]:
    """A directory in memory where there is one: these tests build thousands of small disks."""
    shm = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shm if os.access(shm, os.W_OK) else None) as place:
        yield Path(place)


def crash_everywhere(log: Log, points: list[int], models: tuple[str, ...], seeds: int) -> int:
    """Try every point under every model; how many disks were built."""
    count = 0
    for point in points:
        for model in models:
            for seed in range(1 if model in ("kill", "none") else seeds):
                with scratch() as place:
                    confirmed = image(log, point, model, seed, place)
                    try:
                        check(place / "store", confirmed)
                    except Exception as error:
                        error.add_note(f"after {point} calls, {model}, seed {seed}")
                        raise
                count += 1
    return count


# --- power cuts ------------------------------------------------------------------------------


def test_a_crash_at_some_points_loses_nothing_confirmed() -> None:
    log = recorded(3)
    points = list(range(0, len(log.calls) + 1, 3))
    assert crash_everywhere(log, points, MODELS, 1) == 4 * len(points)


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS)
def test_a_crash_at_every_call_loses_nothing_confirmed(model: str) -> None:
    log = recorded()
    points = list(range(len(log.calls) + 1))
    count = crash_everywhere(log, points, (model,), sample(20, 3))
    print(f"{model}: {log.count} calls, {len(points)} points, {count} disks, 0 lost")


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS)
def test_a_crash_at_every_call_of_the_recovery_loses_nothing_either(model: str) -> None:
    log, count = recorded(5), 0
    for point in range(0, len(log.calls) + 1, sample(3, 9)):
        with scratch() as place:
            confirmed = image(log, point, model, 0, place)
            second = Log(str(place))
            if "opened" not in confirmed:
                continue
            with watched(second):
                Store.open(place / "store")
            standing = sum(call.name in STANDING for call in second.calls)
            for again in range(standing, len(second.calls) + 1):
                with scratch() as other:
                    image(second, again, model, again, other)
                    check(other / "store", confirmed)
                    count += 1
    print(f"{model}: {count} disks after a crash of the recovery, 0 lost")


class _OsWithoutSync:
    """`os`, but for the sync of data."""

    def __getattr__(self, name: str) -> Any:
        return (lambda _: None) if name == "fdatasync" else getattr(os, name)


def _no_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.store.files.format.append_file.os", _OsWithoutSync())


def _no_directory_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.store.files.format.journal.sync_directory", lambda _: None)


def _no_mending(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.store.files.opening_steps._mended", lambda *_: [])
    monkeypatch.setattr("data.store.files.repair.crash_recovery.cut_torn", lambda _: b"")


def _no_journals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.store.files.opening_steps.recover_journal", lambda *_, **__: "")


def _no_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    class Same:
        def __init__(self, _: bytes = b"") -> None:
            pass

        def hexdigest(self) -> str:
            return "0" * 64

    monkeypatch.setattr("data.store.files.format.hash_chain.hashlib.sha256", Same)


def _journal_gone_first(monkeypatch: pytest.MonkeyPatch) -> None:
    real = MainFile.append

    def late(history: MainFile, fields_after: Callable[[Head], Fields]) -> Record:
        def gone(head: Head) -> Fields:
            fields = fields_after(head)
            (history.path.parent / "live" / f"{fields['id']}.json").unlink()
            return fields

        return real(history, gone)

    monkeypatch.setattr(MainFile, "append", late)


def _whole_file_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def over(append_file: AppendFile, fields: Fields) -> Record:
        line = chained(append_file.head, fields)
        text = padded((b"," if line.number > 1 else b"") + line.text)
        os.ftruncate(append_file._descriptor, append_file.end)
        write_all(append_file._descriptor, text + END, append_file.end)
        os.fdatasync(append_file._descriptor)
        before = os.pread(append_file._descriptor, append_file.end - PAGE, PAGE)
        write_all(append_file._descriptor, before, PAGE)
        append_file.end, append_file.head = append_file.end + len(text), line.head
        append_file._size = append_file.end + len(END)
        return line

    monkeypatch.setattr(AppendFile, "append", over)


@pytest.mark.slow
@pytest.mark.parametrize(
    "remove",
    [_no_sync, _no_directory_sync, _no_mending, _no_journals, _no_digest, _journal_gone_first,
     _whole_file_in_place],
)  # fmt: skip
def test_without_one_of_its_safeguards_the_store_does_lose(
    monkeypatch: pytest.MonkeyPatch, remove: Callable[[pytest.MonkeyPatch], None]
) -> None:
    remove(monkeypatch)
    log = recorded()
    points = list(range(len(log.calls) + 1))
    with pytest.raises((AssertionError, StoreError, ValueError)):
        crash_everywhere(log, points, MODELS, 4)


def test_the_first_record_is_not_cut_off_with_a_torn_second(place: Path) -> None:
    store = Store.open(place)
    keep(store, numbered_id(0))
    whole = store.path.read_bytes()
    keep(store, numbered_id(1))
    for journal in store.place.closed_journals():
        journal.unlink()
    store.path.write_bytes(store.path.read_bytes()[: len(whole) + 100])
    assert [item.id for item in Store.open(place).sessions()] == [numbered_id(0)]


# --- failing calls ---------------------------------------------------------------------------


def keep_all(store: Store, log: Log, sessions: int) -> int:
    """The workload through the program's autosave, which tries again later; the faults it told."""
    told = 0
    for number in range(sessions):
        whole = planned(number)
        autosave = Autosave(lambda: store, session(whole.id, label=whole.label), new=True)
        for count, step in enumerate(steps_of(whole)):
            autosave.keep(step)
            if autosave.fault:
                told += 1
            else:
                log.confirm(f"{number} {count + 1}")
        autosave.close()
    return told


def fail_at(point: int, code: int, *, on: bool, short: bool) -> int | None:
    """Let one call of the workload fail; whether it was told, None when there is no such call."""
    with scratch() as place:
        Store.open(place / "store")
        log = Log(str(place), error_at(point, code, from_then_on=on), short)
        with watched(log):
            store = Store(place / "store")
            told = keep_all(store, log, 3)
        failed = log.fail.failed  # type: ignore[attr-defined]
        store.close()
        del store
        check(place / "store", ["opened", *(c.path for c in log.calls if c.name == "confirmed")])
        return told if failed else None


def fail_everywhere(every: int, codes: tuple[int, ...]) -> int:
    """Let every call fail in every way; how many failures that were."""
    count = 0
    for code in codes:
        for on in (False, True):
            for short in (False, True):
                point = 0
                while fail_at(point, code, on=on, short=short) is not None:
                    count += 1
                    point += every
    return count


@pytest.mark.slow
def test_a_disk_that_fails_now_and_then_loses_nothing_confirmed() -> None:
    assert fail_everywhere(7, (errno.ENOSPC,)) > 10


@pytest.mark.slow
def test_a_disk_that_fails_at_any_call_loses_nothing_confirmed() -> None:
    print(f"{fail_everywhere(1, NO_ROOM)} failing calls, 0 lost")


def test_a_failure_is_told_and_the_next_step_is_saved(place: Path) -> None:
    store = Store.open(place)
    store.create(session())
    store.append(session().id, [said("egfr", 60)])
    before = (store.place.live / f"{session().id}.json").read_bytes()
    for code in NO_ROOM:
        for point in (0, 1):
            log = Log(str(place), error_at(point, code), short=True)
            with (
                watched(log),
                pytest.raises(StoreError, match=r"^Not saved: .*saved before is unharmed"),
            ):
                store.append(session().id, [said("egfr", 61)])
            assert (store.place.live / f"{session().id}.json").read_bytes() == before
    store.append(session().id, [said("egfr", 62)])
    assert store.load(session().id).answers == {"egfr": 62}


def test_what_cannot_be_taken_back_is_never_written_after(place: Path) -> None:
    store = Store.open(place)
    store.create(session())
    store.append(session().id, [said("egfr", 60)])
    with (
        watched(Log(str(place), error_at(1, errno.EIO, from_then_on=True))),
        pytest.raises(StoreError, match=r"^Not saved"),
    ):
        store.append(session().id, [said("egfr", 61)])
    with pytest.raises(StoreError, match="in doubt"):
        store.append(session().id, [said("egfr", 62)])
    store.close()
    assert Store.open(place).load(session().id).answers["egfr"] in (60, 61)


def test_an_answer_is_one_write_and_one_sync(place: Path) -> None:
    store = Store.open(place)
    store.create(session())
    log = Log(str(place))
    with watched(log):
        store.append(session().id, [said("egfr", 60)])
    assert [call.name for call in log.calls if call.name not in STANDING] == ["pwrite", "sync"]
    (write,) = [call for call in log.calls if call.name == "pwrite"]
    assert len(write.content) <= 8192
    log = Log(str(place))
    with watched(log):
        store.close_session(session().id)
    assert sum(call.name == "sync" for call in log.calls) == 1
    log = Log(str(place))
    with watched(log):
        store.create(session(numbered_id(1)))
    assert sum(call.name == "sync" for call in log.calls) == 2


# --- kills -----------------------------------------------------------------------------------


def child(place: Path, fail: Callable[[str], None] | None, pipe: int) -> None:
    """Do the work in a process of its own, telling what is confirmed."""
    log = Log(str(place))
    if fail is not None:
        log.fail = fail

    class Told(Log):
        def confirm(self, what: str) -> None:
            os.write(pipe, f"{what}\n".encode())

    telling = Told(str(place))
    with watched(log) if fail else contextlib.nullcontext():
        store = Store.open(place / "store")
        telling.confirm("opened")
        work(store, telling)


def run_and_kill(
    place: Path, fail: Callable[[str], None] | None, after: float | None
) -> tuple[list[str], bool]:
    """Start the work and kill it; what it confirmed, and whether it was killed."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        with contextlib.suppress(BaseException):
            child(place, fail, writing)
            os._exit(0)
        os._exit(1)
    os.close(writing)
    if after is not None:
        time.sleep(after)
        os.kill(pid, signal.SIGKILL)
    with os.fdopen(reading) as pipe:
        confirmed = pipe.read().splitlines()
    _, status = os.waitpid(pid, 0)
    assert status in (0, signal.SIGKILL), "the work itself failed"
    return confirmed, status == signal.SIGKILL


def kill_everywhere(every: int) -> int:
    """Kill a process at every call of the work; how many were killed."""
    point, count = 0, 0
    while True:
        with scratch() as place:
            confirmed, killed = run_and_kill(place, killed_at(point), None)
            if not killed:
                return count
            check(place / "store", confirmed)
        count += 1
        point += every


def test_a_kill_at_some_calls_loses_nothing_confirmed() -> None:
    assert kill_everywhere(9) > 10


@pytest.mark.slow
def test_a_kill_at_every_call_loses_nothing_confirmed() -> None:
    print(f"{kill_everywhere(1)} kills, one at each call, 0 lost")


@pytest.mark.slow
def test_many_kills_at_any_moment_lose_nothing_confirmed() -> None:
    chance, killed, confirmations = random.Random(9), 0, 0
    with scratch() as place:
        start = time.monotonic()
        run_and_kill(place, None, None)
        length = time.monotonic() - start
    while killed < sample(1000, 200):
        with scratch() as place:
            confirmed, was = run_and_kill(place, None, chance.uniform(0, length))
            check(place / "store", confirmed)
            killed, confirmations = killed + was, confirmations + len(confirmed)
    print(f"{killed} kills, {confirmations} confirmations, 0 lost")
