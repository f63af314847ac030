"""Outside text wherever it can come in: arguments, environment, files, sessions, plain lines."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

import data.session.events
import data.session.session
import data.session.session_json
import data.store.files.format.records
from data.content.loader import Content
from data.export.formats import FORMATS
from data.export.source import Source
from data.session.events import Edition, Event, EventKind, answer
from data.session.session import Session, begin
from data.session.session_file import to_json
from data.store import Store
from engine.diagram.compiler import Compiled
from tests.support.hostile_text import HOSTILE, UNSAFE, ascii_id
from tests.support.plain_driver import NOON, hear
from tests.support.screen_driver import Bench, press, screen
from tui.cli.main import main
from tui.rows.printed import WIDTH, printed_lines
from tui.state.loaded_content import LoadedContent
from tui.state.workspace import Workspace


def in_a_file(text: str) -> str:
    """Text that a file of UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode()[:500]


KEPT = [in_a_file(text) for text in HOSTILE]


@pytest.fixture(autouse=True)
def _own_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: Content, compiled: Compiled
) -> None:
    """Let every name that is written to be one in a directory of the test; read content once."""
    loaded = LoadedContent(content, compiled)
    for module in ("cli.evaluate", "cli.sessions", "cli.doctor", "plain.program"):
        monkeypatch.setattr(f"tui.{module}.load_content", lambda **_: loaded)
    place = tmp_path / "a" / "b" / "c" / "d" / "e"
    place.mkdir(parents=True)
    monkeypatch.chdir(place)
    monkeypatch.setenv("PWD", str(place))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path / "store"))
    monkeypatch.setenv("SPINEPATH_CONFIG", str(tmp_path / "settings.toml"))


def in_a_shell(text: str) -> str:
    """Text that a shell or environment can pass: no NUL, bytes that are no UTF-8 as surrogates."""
    return text[:2000].replace("\0", "").replace("\ud800", "\udc80")


def printed(*arguments: str, typed: bytes = b"") -> tuple[int, str]:
    """The exit status of a command run in this process, and what it prints on both streams."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed)))
        try:
            status = main(arguments)
        except SystemExit as end:
            status = int(end.code or 0)
    for stream in (out, err):
        stream.flush()
    return status, "".join(stream.buffer.getvalue().decode() for stream in (out, err))


def harmless(*arguments: str, typed: bytes = b"") -> str:
    """The output of a command, which has to be clean and end as documented."""
    status, said = printed(*arguments, typed=typed)
    assert status in (0, 1, 2), (arguments[:2], said)
    assert not UNSAFE.search(said), (arguments[:2], ascii(said)[:300])
    return said


COMMANDS = [
    ("evaluate", "{}"),
    ("evaluate", "{}", "--lines"),
    ("sessions", "show", "{}"),
    ("sessions", "delete", "{}"),
    ("sessions", "recheck", "{}"),
    ("sessions", "export", "{}", "--out", "{}"),
    ("sessions", "export", "abcd2345", "--out", "{}"),
    ("sessions", "import", "{}", "--yes"),
    ("sessions", "purge", "--older-than", "{}"),
    ("doctor", "--record", "{}"),
    ("content", "diff", "{}"),
    ("{}",),
    ("--{}",),
    ("config", "{}"),
    ("store", "{}"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command))
def test_no_argument_acts_on_a_terminal_or_ends_the_program(
    command: tuple[str, ...], hostile: list[str]
) -> None:
    for text in (*hostile, *map(in_a_shell, hostile)):
        said = harmless(*(part.replace("{}", text) for part in command))
        assert said, ascii_id(text)
        assert len(said) < 250_000


@pytest.mark.parametrize("text", ["a\ud800b", "a\0b", "x" * 5000, "/", "."], ids=ascii_id)
@pytest.mark.parametrize("command", ["evaluate", "sessions import", "content diff"])
def test_what_cannot_be_read_is_refused_in_a_sentence(command: str, text: str) -> None:
    status, said = printed(*command.split(), text)
    assert status == 2
    assert "fault in the program" not in said
    assert len(said) < 1000


@pytest.mark.parametrize("text", ["a\ud800b", "a\0b", "x" * 5000, "/"], ids=ascii_id)
def test_what_cannot_be_written_is_refused_in_a_sentence(text: str) -> None:
    status, said = printed("print", "--out", text)
    assert status == 1
    assert said.startswith("spinepath: Not exported: ")
    assert len(said) < 1000


@pytest.mark.parametrize("name", ["SPINEPATH_DATA", "SPINEPATH_REVIEWS", "PWD"])
def test_the_home_of_nobody_is_a_name_like_others(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "~no-such-user/spinepath")
    harmless("sessions")
    harmless("content", "review")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["SPINEPATH_DATA", "SPINEPATH_CONFIG", "SPINEPATH_REVIEWS", "PWD", "HOME"]
)
def test_no_environment_acts_on_a_terminal_or_ends_the_program(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for text in map(in_a_shell, HOSTILE):
        if not text.isspace():
            monkeypatch.setenv(name, text)
        for command in ("sessions", "doctor", "config", "config path", "config write"):
            harmless(*command.split())


def test_no_setting_acts_on_a_terminal(tmp_path: Path, hostile: list[str]) -> None:
    path = tmp_path / "settings.toml"
    for text in map(in_a_file, hostile):
        quoted = json.dumps(text)
        for content in (
            f"face = {quoted}\nlock_minutes = {quoted}\n{quoted} = 1\n",
            f"export_directory = {quoted}\n",
            text,
        ):
            path.write_bytes(content.encode())
            assert harmless("config"), ascii_id(text)
            harmless("config", "show")


def hostile_session(content: Content, text: str, number: int) -> Session:
    """A session in which every outside text is one of the corpus."""
    now = datetime(2026, 3, 2, 8, number % 60, tzinfo=UTC)
    session = begin(content.pathway, program=text or "?", now=now, label=text)
    own = Edition("spinepath-vcf", text, text, text)
    events = [
        Event(EventKind.REOPENED, now, edition=own),
        answer("age_years", 72, now, asked=text, typed=text),
        answer("sex", text, now, asked=text),
        answer(text, text, now, question=text, asked=text),
        Event(EventKind.PREFILLED, now, text, text, detail=text),
        Event(EventKind.PREFILLED, now, "cancer_history", "none", detail=text),
        Event(EventKind.CONFIRMED, now, "cancer_history", "none", detail=text),
        Event(EventKind.NOTED, now, detail=text),
        Event(EventKind.DRAFTED, now, "temperature", text),
        Event(EventKind.ACCEPTED, now, recommendation="baseline_bloods", detail=text),
        Event(EventKind.DECLINED, now, recommendation="mri_spine_without_contrast", detail=text),
        Event(EventKind.OVERRIDDEN, now, recommendation=text, detail=text),
        Event(EventKind.ADVISED, now, edition=own, codes=(text,)),
        Event(EventKind.EXPORTED, now, detail=text),
        Event(EventKind.FINISHED, now),
    ]
    return session.after(events)


@pytest.fixture
def uncleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if cleaning at the edges of session and store had been missed."""
    for module in (data.session.session, data.session.events, data.store.files.format.records):
        monkeypatch.setattr(module, "one_line", lambda text, length: text)


@pytest.mark.slow
@pytest.mark.usefixtures("uncleaned")
def test_no_export_holds_what_a_terminal_acts_on(compiled: Compiled, content: Content) -> None:
    for number, text in enumerate(HOSTILE):
        session = hostile_session(content, text[:2000] or "?", number)
        again = session.after([Event(EventKind.CONTINUED, NOON, detail="23456789")])
        for kept, earlier in ((session, ""), (again, session), (again, text[:2000])):
            load = partial(lambda found, _: found, earlier)
            source = Source(kept, load, lambda: (compiled, content), NOON, text[:2000])
            for name, item in FORMATS.items():
                if not item.printable:
                    continue
                assert not UNSAFE.search(item.render(source)), (name, ascii_id(text))


@pytest.fixture
def stored(content: Content, tmp_path: Path, uncleaned: None) -> Path:
    """A store of such sessions."""
    store = Store.open(tmp_path / "store")
    for number, text in enumerate(KEPT):
        session = hostile_session(content, text or "?", number)
        store.create(session)
        store.close_session(session.id)
    store.close()
    return tmp_path / "store"


@pytest.mark.slow
def test_no_kept_text_acts_on_a_terminal(stored: Path) -> None:
    store = Store.open(stored)
    sessions = list(store.sessions())
    store.close()
    assert len(sessions) == len(KEPT)
    for command in ("list", "recheck", "purge --older-than 1d"):
        assert harmless("sessions", *command.split())
    harmless("doctor")
    for item in sessions[::6]:
        for form in (name for name, item in FORMATS.items() if item.printable):
            harmless("sessions", "export", item.id, "--format", form, "--out", f"{item.id}.{form}")
            text = Path(f"{item.id}.{form}").read_bytes().decode()
            assert not UNSAFE.search(text), form
        harmless("sessions", "show", item.id)


@pytest.mark.slow
def test_plain_lines_say_no_kept_text_as_it_is(
    stored: Path, workspace: Workspace, tmp_path: Path
) -> None:
    stored.rename(tmp_path / "lines")
    for number in range(1, len(KEPT), 6):
        pages = ("answers", "back", "review", "back", "plan", "1", "since", "quit")
        said = hear(workspace, f"find {KEPT[number][:20]}", "list", str(number), *pages, "quit")
        for line in said:
            for part in printed_lines(line, WIDTH):
                assert not UNSAFE.search(part), ascii(part)[:200]


@pytest.mark.slow
async def test_no_screen_shows_kept_text_as_it_is(stored: Path, bench: Bench) -> None:
    assert bench.directory == stored
    async with bench.running() as pilot:
        for down in range(0, len(KEPT), 6):
            await press(pilot, "home" + " down" * down + " enter")
            for keys in ("w", "v", "s", "c", "m", "b", "r", "v", "p", "e", "ctrl+g", "t", "b"):
                await press(pilot, keys)
                assert not UNSAFE.search(screen(pilot)), keys
            await press(pilot, "q")
        assert pilot.app.return_code is None


@pytest.mark.slow
def test_a_damaged_file_says_nothing_as_it_is(tmp_path: Path, content: Content) -> None:
    store = Store.open(tmp_path / "store")
    session = begin(content.pathway, program="0", now=NOON, label="MARKED")
    store.create(session)
    store.close_session(session.id)
    store.close()
    path = tmp_path / "store" / "sessions.json"
    whole = path.read_bytes()
    assert b"MARKED" in whole
    for text in KEPT:
        quoted = json.dumps(text)[1:-1].encode()
        raw = text.encode()
        for damaged in (whole.replace(b"MARKED", quoted), whole.replace(b"MARKED", raw), raw):
            path.write_bytes(damaged)
            for command in ("sessions", f"sessions show {session.id}", "doctor"):
                harmless(*command.split())


@pytest.mark.usefixtures("uncleaned")
def test_no_imported_file_says_anything_as_it_is(content: Content, hostile: list[str]) -> None:
    path = Path("session.json")
    for number, text in enumerate(hostile):
        session = hostile_session(content, text[:2000] or "?", number)
        path.write_text(to_json(session, ""))
        harmless("sessions", "import", str(path), "--yes")
    assert harmless("sessions")


def test_no_refused_import_says_anything_as_it_is(content: Content, hostile: list[str]) -> None:
    path = Path("session.json")
    good = to_json(begin(content.pathway, program="0", now=NOON, label="MARKED"), "")
    for text in hostile:
        quoted = json.dumps(text[:5000])
        for content_of_file in (
            good.replace('"MARKED"', quoted),
            good.replace('"label"', quoted),
            good.replace('"id"', f"{quoted}: {quoted}, " + '"id"'),
            quoted,
            text[:5000].encode("utf-8", "replace").decode(),
        ):
            path.write_bytes(content_of_file.encode())
            harmless("sessions", "import", str(path), "--yes")


@pytest.mark.parametrize("options", [(), ("--format", "json"), ("--lines",)], ids=str)
def test_no_case_says_anything_as_it_is(options: tuple[str, ...], hostile: list[str]) -> None:
    for text in hostile:
        short = text[:3000]
        for case in ({"findings": {short: short}}, {"findings": {"sex": short}}, {short: 1}, short):
            harmless("evaluate", "-", *options, typed=json.dumps(case).encode())
        harmless("evaluate", "-", *options, typed=text[:3000].encode("utf-8", "surrogatepass"))


@pytest.mark.slow
def test_no_signature_says_anything_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "reviews.jsonl"
    monkeypatch.setenv("SPINEPATH_REVIEWS", str(path))
    for text in KEPT[::9]:
        line = {"item": text, "digest": text, "status": text, "by": text, "role": text}
        path.write_bytes(json.dumps(line).encode() + b"\n" + text.encode() + b"\n")
        path.chmod(0o600)
        harmless("content", "review")
        harmless("content", "review", text)
        harmless("content", "review", "--approve", "rule.x", "--by", text, "--role", text)


def test_nothing_typed_on_plain_lines_is_said_as_it_is(
    workspace: Workspace, tmp_path: Path, hostile: list[str]
) -> None:
    clock = (NOON + timedelta(seconds=n) for n in range(10**6))
    workspace.clock = lambda: next(clock)
    hear(workspace, "new", "none", "1", "1", "72")
    lines = []
    for text in hostile:
        typed = text.encode("utf-8", "replace").decode().replace("\n", " ")
        lines += [typed, f"note {typed}", f"go {typed}", f"export text {tmp_path}/{typed}", "plan"]
        lines += [f"decline 2 {typed}", f"why {typed}", "try", typed, "back", "y", "quit"]
        lines += [f"find {typed}", f"new {typed}", "quit", "list", str(len(hostile) + 1)]
    for line in hear(workspace, "1", *lines):
        for part in printed_lines(line, WIDTH):
            assert not UNSAFE.search(part), ascii(part)[:200]
            assert len(part) <= WIDTH
