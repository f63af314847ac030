"""Exports by the command: the bytes of the faces, and never into harm's way."""

from __future__ import annotations

import shlex
import subprocess
import sys
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from data.content.loader import Content
from data.export.formats import FORMATS
from data.session.events import Event, EventKind
from data.store import Store
from engine.diagram.compiler import Compiled
from tests.support.plain_driver import NOON
from tests.support.seed_patient import NOW, answered, seen
from tui.cli.main import main
from tui.state.loaded_content import LoadedContent
from tui.state.summary_export import SummaryExport
from tui.state.workspace import Workspace


class Noon(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Noon:
        return cls.fromtimestamp(NOON.timestamp(), tz)


def test_the_command_writes_the_bytes_of_the_faces(
    content: Content, compiled: Compiled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SPINEPATH_CONFIG", str(tmp_path / "none.toml"))
    monkeypatch.setattr("tui.cli.session_export.datetime", Noon)
    loaded = LoadedContent(content, compiled)
    monkeypatch.setattr("tui.cli.session_export.load_content", lambda: loaded)
    declined = Event(EventKind.DECLINED, NOW, recommendation="dxa_order", detail="no transport")
    session = seen(content, answered(content), declined)
    store = Store.open(tmp_path / "data")
    store.create(session)
    store.close()
    workspace = Workspace(tmp_path / "data", lambda: NOON)
    workspace.loaded = loaded
    opened = workspace.open_session(session.id)
    assert not isinstance(opened, str)
    faces = {
        name: SummaryExport(workspace, opened, name).content()
        for name, form in FORMATS.items()
        if form.printable
    }
    for name, content_of in faces.items():
        out = tmp_path / name
        command = ["sessions", "export", session.id, "--format", name, "--out", str(out)]
        assert main(command) == 0
        assert out.read_bytes() == content_of, name


PLACES = {
    "/dev/full": "is a link or no file",
    "link": "is a link or no file",
    "there": "is there already",
    "data/a.txt": "holds the sessions",
    "gone/a.txt": "No such file or directory",
}
STREAMS = {
    ">/dev/full": "Standard output cannot be written: the disk is full",
    ">&-": "Standard output cannot be written: it is closed",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "out", "stream", "says"),
    [
        *(("pdf", out, "", says) for out, says in PLACES.items()),
        *((form, "-", *end) for form in ("fhir", "pdf") for end in STREAMS.items()),
    ],
)
def test_what_cannot_be_written_is_a_sentence(
    content: Content,
    environment: dict[str, str],
    tmp_path: Path,
    form: str,
    out: str,
    stream: str,
    says: str,
) -> None:
    if form == "pdf":
        pytest.importorskip("typst", reason="the extra pdf is not installed")
    session = seen(content, answered(content))
    store = Store.open(tmp_path / "data")
    store.create(session)
    store.close()
    (tmp_path / "there").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "there")
    command = [sys.executable, "-m", "tui.cli.main", "sessions", "export", session.id]
    command += ["--format", form, "--out", out]
    done = subprocess.run(
        ["sh", "-c", f"{shlex.join(command)} {stream}"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    assert says in done.stderr
    assert "fault in the program" not in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "there").read_text() == "mine"
