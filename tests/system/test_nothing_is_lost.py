"""Nothing is lost by the real program: lost terminals, kills, two programs at once, a full disk."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.content.loader import Content
from data.session.events import EventKind, answer
from data.session.session import begin
from data.store import Store
from data.wording.banners import READ_ONLY
from tests.support.both_faces import begin_seed
from tests.support.forked import run
from tests.support.real_terminal import Terminal, terminal
from tests.support.screen_driver import Bench, interview_session, press, settled, words
from tests.support.seed_patient import PAIN, seen
from tests.support.stores import IDS, everything, keep, numbered_id

READY = "No sessions yet."
FIRST = "Any of these, new or worse?"
SECRET = "correct horse battery"


def answered_once(opened: Terminal) -> None:
    """Begin a session and answer its first question."""
    opened.read(20, until=READY)
    opened.type(b"n")
    opened.read(5, until="Label (optional)")
    opened.type(b"\r")
    opened.read(8, until=FIRST)
    opened.read(0.3)
    opened.type(b"n")
    opened.read(8, until="8 answers")
    (settled_line,) = (line for line in opened.screen().splitlines() if FIRST in line)
    assert "answered no" in settled_line


def stopped_and_killed(opened: Terminal) -> None:
    opened.signal(signal.SIGSTOP)
    opened.signal(signal.SIGKILL)


LOSSES: dict[str, Callable[[Terminal], object]] = {
    "kill -9": lambda opened: opened.signal(signal.SIGKILL),
    "hang-up": lambda opened: opened.signal(signal.SIGHUP),
    "closed terminal": lambda opened: os.close(opened._master),
    "stopped, then killed": stopped_and_killed,
}


@pytest.mark.parametrize(
    "loss", ["kill -9", *(pytest.param(name, marks=pytest.mark.slow) for name in [*LOSSES][1:])]
)
def test_a_lost_terminal_loses_no_answer_on_the_screen(tmp_path: Path, loss: str) -> None:
    place = tmp_path / "store"
    with terminal(place) as opened:
        answered_once(opened)
        LOSSES[loss](opened)
        opened.ended(8, reading=False)
    store = Store.open(place)
    assert not store.notices
    (kept,) = store.sessions()
    answers = store.load(kept.id).answers
    assert set(answers.values()) == {"none", "no"}
    assert len(answers) > 5


@pytest.mark.slow
async def test_every_screen_of_a_session_in_use_says_that_nothing_is_stored(
    bench: Bench,
) -> None:
    async with bench.running() as first:
        await begin_seed(first, "B e d")
        await press(first, "p")
        before = interview_session(first).session
        async with bench.running() as second:
            await press(second, "enter")
            navigation = (
                "w",
                "o N enter",
                "ctrl+g",
                "z",
                "r",
                "v",
                "o",
                "ctrl+g",
                "p",
                "n",
                "n",
                "m",
                "b",
            )
            decide = (
                "a",
                "d",
                "o",
                "t",
                "enter 1 enter",
                "a",
                "enter",
                "b b",
                "e",
                "ctrl+g",
                "f f",
            )
            for keys in (*navigation, *decide):
                await press(second, keys)
                assert READ_ONLY in words(second), keys
                assert "Recorded" not in words(second), keys
                assert "Taken back" not in words(second), keys
            assert interview_session(second).session == before
            await press(second, "q")
            assert READ_ONLY not in words(second)


async def test_a_session_in_use_is_shown_and_takes_no_answer(bench: Bench) -> None:
    async with bench.running() as first:
        await press(first, "n B e d enter n")
        name = interview_session(first).session.id
        before = len(interview_session(first).session.events)
        async with bench.running() as second:
            assert f"{name}" in words(second)
            assert "in use" in words(second)
            await press(second, "enter")
            assert f"open in another program (process {os.getpid()}" in words(second)
            assert "UTC). Here it can only be read." in words(second)
            await press(second, "1")
            assert "Here it can only be read." in words(second)
            assert len(interview_session(second).session.events) == before
            await press(second, "p f")
            assert "Here it can only be read." in words(second)
            await press(second, "q d y")
            assert "open in another program" in words(second)
        await press(first, "1")
        kinds = [event.kind for event in Store.open(bench.directory).load(name).events]
        assert kinds.count(EventKind.ANSWERED) == before + 1
        await press(first, "q")
    async with bench.running() as third:
        await press(third, "enter")
        assert "can only be read" not in words(third)


async def test_the_advice_of_the_moment_is_kept_when_a_session_is_left(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n")
        codes = interview_session(pilot).advice.codes
        await press(pilot, "q enter q")
    (kept,) = Store.open(bench.directory).sessions()
    advised = [e for e in Store.open(bench.directory).load(kept.id).events if e.codes is not None]
    assert [event.codes for event in advised] == [codes], "and not twice"


async def test_older_sessions_are_read_when_the_list_gets_to_them(
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tui.state.worklist_reach.NEWEST", 20)
    store = Store.open(bench.directory)
    for number in range(23):
        keep(store, numbered_id(number), 0)
    app = bench.app()
    async with bench.running(app) as pilot:
        assert len(app.workspace.worklist.sessions or ()) == 20
        await press(pilot, "end")
        assert len(app.workspace.worklist.sessions or ()) == 23


async def test_what_waits_is_shown_however_many_sessions_are_newer(
    bench: Bench,
    content: Content,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tui.state.worklist_reach.NEWEST", 20)
    store = Store.open(bench.directory)
    waiting = replace(seen(content, PAIN), id=IDS[0])
    store.create(replace(waiting, events=()))
    store.append(waiting.id, waiting.events)
    store.close_session(waiting.id)
    for number in range(45):
        keep(store, numbered_id(number), 0, label=f"B{number}")
    bench.later = timedelta(days=30)
    app = bench.app()
    async with bench.running(app) as pilot:
        assert len(app.workspace.worklist.sessions or ()) == 20
        await press(pilot, "slash B e d")
        assert "Results awaited (1)" in words(pilot)
        assert "MRI OVERDUE since 16-Mar-2026" in words(pilot)
        await press(pilot, "enter f y q")
        await settled(pilot)
        listed = list(app.workspace.worklist.find(""))
        assert [kept.awaited for kept in listed if kept.id == waiting.id] == [()]
        (later,) = (kept for kept in listed if kept.continues == waiting.id)
        assert "MRI" in {item.title for item in later.awaited or ()}, "it goes on waiting"


async def test_what_another_program_erased_is_shown_no_more(
    bench: Bench,
    content: Content,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tui.state.worklist_reach.NEWEST", 20)
    store = Store.open(bench.directory)
    waiting = replace(seen(content, PAIN), id=IDS[0])
    store.create(waiting)
    store.close_session(waiting.id)
    for number in range(25):
        keep(store, numbered_id(number), 0)
    bench.later = timedelta(days=30)
    app = bench.app()
    async with bench.running(app):
        assert waiting.id in {kept.id for kept in app.workspace.worklist.find("")}
        store.delete(waiting.id)
        app.workspace.find_older_sessions(lambda: True)
        assert waiting.id not in {kept.id for kept in app.workspace.worklist.find("")}


async def test_a_search_looks_through_all_sessions(
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tui.state.worklist_reach.NEWEST", 20)
    store = Store.open(bench.directory)
    for number in range(45):
        keep(store, numbered_id(number), 0, label=f"Bed{number}x")
    bench.later = timedelta(weeks=30)
    app = bench.app()
    async with bench.running(app) as pilot:
        await press(pilot, "slash B e d 3 x")
        assert "Look through the older sessions as well" in words(pilot)
        await press(pilot, "enter")
        await settled(pilot)
        assert f"{numbered_id(3)} 01-Mar-2026" in words(pilot)
        await press(pilot, "up enter d y")
        assert "is deleted" in words(pilot)
        await press(pilot, "slash B e d 3 x enter")
        await settled(pilot)
        assert numbered_id(3) not in words(pilot)


# --- the command line ------------------------------------------------------------------------


def command(place: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run one command."""
    environment = os.environ | {"SPINEPATH_DATA": str(place)}
    done = run(environment, *words, given=typed.encode())
    return subprocess.CompletedProcess(
        words, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def at_a_terminal(
    place: Path, *words: str, typed: tuple[str, ...], prompt: str = ": "
) -> tuple[int, str]:
    """Run one command that asks on its terminal."""
    code = f"import sys; from tui.cli import main as cli; sys.exit(cli.main({list(words)!r}))"
    with terminal(place, code) as opened:
        for line in typed:
            opened.read(15, until=prompt)
            opened.read(0.3)
            opened.type(f"{line}\n".encode())
        return opened.ended(20), opened.written.decode()


@pytest.fixture
def two(tmp_path: Path, content: Content) -> Path:
    """A store with a session of today and one of 40 days ago."""
    place = tmp_path / "data"
    store = Store.open(place)
    for number, days in enumerate((0, 40)):
        at = datetime.now(UTC) - timedelta(days=days)
        kept = begin(content.pathway, program="0.1.0", now=at, label=f"Bed {number}")
        store.create(kept)
        store.append(kept.id, [answer("motor_deficit", "new", at)])
    store.close()
    return place


@pytest.mark.slow
def test_purge_shows_asks_and_erases_what_is_old(two: Path) -> None:
    for age in ("30", "x", "-3d", "30m"):
        refused = command(two, "sessions", "purge", f"--older-than={age}")
        assert refused.returncode == 2
        assert "Legal: 30d" in refused.stderr
    asked = command(two, "sessions", "purge", "--older-than", "30d", "--awaited")
    assert "Bed 1" in asked.stdout
    assert "Bed 0" not in asked.stdout
    assert "Nothing was deleted." in asked.stdout
    assert b"Bed 1" in everything(two)
    status, told = at_a_terminal(
        two, "sessions", "purge", "--older-than", "30d", "--awaited", typed=("",), prompt="y/N"
    )  # Enter alone says no
    assert (status, "Nothing was deleted." in told) == (1, True)
    purged = command(two, "sessions", "purge", "--older-than", "30d", "--awaited", "--yes")
    assert purged.returncode == 0
    assert b"Bed 1" not in everything(two)
    assert b"Bed 0" in everything(two)
    assert command(two, "doctor").returncode == 0


@pytest.mark.slow
def test_a_session_goes_out_and_comes_in_and_replaces_none(two: Path, tmp_path: Path) -> None:
    name = command(two, "sessions").stdout[:8]
    out = tmp_path / "session.json"
    assert command(
        two, "sessions", "export", name, "--format", "json", "--out", str(out)
    ).returncode == 0  # fmt: skip
    taken = command(two, "sessions", "import", str(out), "--yes")
    assert taken.returncode == 1
    assert "never replaced" in taken.stderr
    other = tmp_path / "other"
    shown = command(other, "sessions", "import", str(out))
    assert "motor_deficit = new" in shown.stdout
    assert "Nothing was imported." in shown.stdout
    assert command(other, "sessions").stdout == "No sessions yet.\n"
    assert command(other, "sessions", "import", str(out), "--yes").returncode == 0
    assert name in command(other, "sessions").stdout
    before = everything(other)
    document = json.loads(out.read_text())
    document["session"]["id"] = "../etc/x"
    out.write_text(json.dumps(document))
    assert command(other, "sessions", "import", str(out), "--yes").returncode == 2
    assert everything(other) == before


def test_recheck_names_what_would_change(two: Path) -> None:
    assert command(two, "sessions", "recheck").returncode == 0
    store = Store.open(two)
    kept = store.sessions()[0]
    again = store.load(kept.id)
    document = store.load(kept.id)
    store.erase([kept.id])
    store.create(replace(document, pathway_digest="a" * 64, pathway_version="0.9"))
    store.close()
    told = command(two, "sessions", "recheck")
    assert told.returncode == 1
    assert f"{again.id}" in told.stdout
    assert "under 0.9" in told.stdout
    assert "2 sessions checked" in told.stdout


@pytest.mark.slow
def test_doctor_names_each_fault_and_repairs(two: Path) -> None:
    assert "Nothing is wrong." in command(two, "doctor").stdout
    shown = command(two, "sessions", "show", command(two, "sessions").stdout[:8]).stdout
    (record,) = re.findall(r"^Record: (.*)$", shown, re.MULTILINE)
    assert command(two, "doctor", "--record", *record.split()).returncode == 0
    forged = record.replace(record[-4:], "0000")
    assert "is not what is kept" in command(two, "doctor", "--record", *forged.split()).stdout
    main = two / "sessions.json"
    main.chmod(0o644)
    told = command(two, "doctor").stdout
    assert f"chmod 600 {main}" in told
    main.chmod(0o600)
    whole = main.read_bytes()
    main.write_bytes(whole.replace(b"Bed 0", b"Bed 9"))
    found = command(two, "doctor")
    assert found.returncode == 1
    assert "was altered" in found.stdout
    repaired = command(two, "doctor", "--repair")
    assert repaired.returncode == 0
    assert "kept as" in repaired.stdout
    assert "chain whole" in repaired.stdout
    assert "Bed 0" in command(two, "sessions").stdout, "given back by its journal"
    main.write_bytes(b"")
    assert "doctor --repair" in command(two, "sessions").stderr
    lost = command(two, "doctor", "--repair")
    assert "record 1: it was lost in damage" in lost.stdout
    assert (lost.returncode, command(two, "doctor").returncode) == (1, 1)
    assert command(two, "doctor", "--acknowledge", "").returncode == 2
    assert command(two, "doctor", "--acknowledge", "an older state").returncode == 0
    assert "Acknowledged: an older state" in command(two, "doctor").stdout
    assert "Bed 0" in command(two, "sessions").stdout


@pytest.mark.slow
def test_a_store_is_sealed_explained_and_opened_again(two: Path) -> None:
    status, told = at_a_terminal(two, "store", "encrypt", typed=("short",))
    assert (status, "at least 12" in told) == (1, True)
    status, told = at_a_terminal(two, "store", "encrypt", typed=(SECRET, "something else"))
    assert (status, "differ" in told) == (1, True)
    assert b"Bed 0" in everything(two)
    status, told = at_a_terminal(two, "store", "encrypt", typed=(SECRET, SECRET))
    assert status == 0
    assert "If the passphrase is lost, the sessions are lost" in told
    assert "What stays readable" in told
    assert SECRET not in told
    assert b"Bed 0" not in everything(two)
    status, told = at_a_terminal(two, "sessions", "list", typed=("wrong wrong wrong",))
    assert (status, "not the right one" in told) == (1, True)
    status, told = at_a_terminal(two, "sessions", "list", typed=(SECRET,))
    assert (status, "Bed 0" in told) == (0, True)
    with terminal(two) as opened:
        opened.read(15, until="Passphrase")
        opened.type(b"wrong\n")
        opened.read(15, until="not the passphrase")
        opened.type(f"{SECRET}\n".encode())
        opened.read(20, until="Bed 0")
        assert "Bed 0" in opened.screen()
