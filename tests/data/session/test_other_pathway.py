"""A session of another pathway is kept and handed over, and never advised on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from data.content.loader import Content
from data.export.summarise import summarise
from data.session.assessment import OtherPathwayError, assess
from data.session.recheck import recheck
from data.session.session import Session
from data.store import Store
from engine.diagram.compiler import Compiled
from tests.support.plain_driver import hear
from tests.support.screen_driver import Bench, press, screen
from tests.support.seed_patient import NOW, PAIN, seen
from tui.cli.main import main
from tui.state.workspace import Workspace

SAYS = "is of another pathway (knee); this program runs spinepath-vcf and advises nothing on it."


@pytest.fixture
def foreign(content: Content) -> Session:
    """A session whose answers this content could read, begun under another pathway."""
    return replace(seen(content, PAIN), pathway_id="knee")


@pytest.mark.parametrize("read", [assess, recheck])
def test_it_is_never_read(
    compiled: Compiled, foreign: Session, read: Callable[[Compiled, Session], object]
) -> None:
    with pytest.raises(OtherPathwayError, match="is of another pathway") as refused:
        read(compiled, foreign)
    assert str(refused.value) == f"Session {foreign.id} {SAYS}"


def test_nothing_is_compared_with_it(
    content: Content, compiled: Compiled, foreign: Session
) -> None:
    later = seen(content, PAIN, at=NOW + timedelta(weeks=2))
    since = summarise(compiled, content, later, NOW, earlier=foreign).since
    assert since is not None
    assert SAYS in since.session


def test_commands_export_it_as_data_alone(
    foreign: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path / "data"))
    store = Store.open(tmp_path / "data")
    store.create(foreign)
    store.close()
    assert main(["sessions", "show", foreign.id]) == 2
    assert SAYS in " ".join(capsys.readouterr().err.split())
    exporting = ["sessions", "export", foreign.id, "--out", str(tmp_path / "out")]
    assert main([*exporting, "--format", "markdown"]) == 2
    assert not (tmp_path / "out").exists()
    assert main([*exporting, "--format", "json"]) == 0
    assert b'"knee"' in (tmp_path / "out").read_bytes()
    assert main(["sessions", "recheck"]) == 0
    said = capsys.readouterr().out
    assert SAYS in said
    assert "0 sessions checked" in said


def test_plain_lines_do_not_open_it(workspace: Workspace, foreign: Session) -> None:
    workspace.worklist.store.create(foreign)
    workspace.worklist.store.close_session(foreign.id)
    for words in (("1",), ("follow 1", "y"), ("export 1 text",)):
        assert SAYS in " ".join(hear(workspace, *words, "quit"))


async def test_screens_do_not_open_it(bench: Bench, foreign: Session) -> None:
    store = Store.open(bench.directory)
    store.create(foreign)
    store.close()
    async with bench.running() as pilot:
        await press(pilot, "enter")
        assert "is of another pathway (knee)" in " ".join(screen(pilot).split())
