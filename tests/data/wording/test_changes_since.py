"""Changes since the last session of the patient, in every export and on both faces."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from data.content.loader import Content
from data.export.formats import FORMATS
from data.export.source import Source
from data.export.summarise import summarise
from data.session.events import Event, EventKind, answer
from data.session.follow_up import follow_up
from data.session.session import Session
from data.store import Store
from engine.diagram.compiler import Compiled
from engine.model.answers import Value
from engine.model.library import Violation
from tests.support.seed_patient import NOW, PAIN, seen
from tui.cli.main import main

LATER = NOW + timedelta(weeks=2)
MRI: dict[str, Value] = {**PAIN, "visit_type": "post_mri", "mri_done": "yes"}


@pytest.fixture
def before(content: Content) -> Session:
    """A first session in which the MRI was declined."""
    declined = Event(
        EventKind.DECLINED, NOW, recommendation="mri_spine_without_contrast", detail="no bed"
    )
    return seen(content, PAIN, declined)


@pytest.fixture
def after(content: Content, before: Session) -> Session:
    """Its follow-up, with other answers."""
    pathway = content.pathway
    session = follow_up(pathway, before, PAIN, program="0.1", now=LATER)
    given = {**MRI, "pain_nrs": 8}
    return session.after([answer(key, value, LATER) for key, value in given.items()])


def exported(
    compiled: Compiled, content: Content, session: Session, earlier: Session | str
) -> dict[str, str]:
    """Each format with its white space folded."""
    source = Source(session, lambda _: earlier, lambda: (compiled, content), LATER)
    return {
        name: " ".join(item.render(source).split())
        for name, item in FORMATS.items()
        if item.printable
    }


def test_text_and_markdown_say_what_changed(
    compiled: Compiled, content: Content, before: Session, after: Session
) -> None:
    told = exported(compiled, content, after, before)
    for said in (told["record"], told["record-markdown"].replace("**", "")):
        part = said.partition("ast session")[2] or said.partition("AST SESSION")[2]
        assert f"Compared with session {before.id} of 02-Mar-2026" in part
        assert "Not advised now, still open: SOON: MRI of thoracic and lumbar spine" in part
        assert "Decided then: MRI of thoracic and lumbar spine, no contrast: DECLINED" in part
        assert "reason: no bed" in part
        assert "Pain now (0-10): 5 then, 8 now" in part.replace("\\", "")
    assert "CHANGED SINCE THE LAST SESSION" in told["record"]
    for said in (told["text"], told["markdown"].replace("**", "")):
        assert f"New since {before.created:%d-%b-%Y}: " in said
        assert "Pain now (0-10): 8, was 5" in said.replace("\\", "")


def test_the_leaflet_marks_what_is_new_and_calls_nothing_wrong_that_was_on_the_last_one(
    compiled: Compiled, content: Content, before: Session, after: Session
) -> None:
    painless = after.after([answer("back_pain", "none", LATER)])
    summary = summarise(compiled, content, painless, LATER, "", before)
    assert summary.since is not None
    leaflet = exported(compiled, content, painless, before)["leaflet"]
    codes = summary.since.new
    new = [item for item in summary.advice if item.for_patient and item.code in codes]
    assert new
    assert leaflet.count("New since last time: ") == len(new)
    assert "takes the place of the one of 02-Mar-2026." in leaflet
    assert summary.since.found is not None
    kinds, lost = content.pathway.page.kinds, summary.since.found.lost
    gone = [one.recommendation.plain for one in lost if kinds[one.recommendation.kind].patient]
    assert gone
    assert not [plain for plain in gone if " ".join(plain.split()) in leaflet]


def test_of_a_level_only_what_differs_is_said(
    compiled: Compiled, content: Content, before: Session, after: Session
) -> None:
    levels = ({"level": "T12", "genant": "2", "lytic": "no"}, {"level": "L1", "genant": "1"})
    later = after.after([answer("xray_levels", levels, LATER)])
    since = summarise(compiled, content, later, LATER, "", before).since
    assert since is not None
    assert since.found is not None
    [film] = [one for one in since.found.answers if "film" in one.name]
    assert film.was == "T12: Genant grade 1: mild, from 20%; L1 not named"
    assert film.now.startswith("T12: Genant grade 2: moderate, from 25%, Lytic area No; L1: Gen")


def test_what_is_only_not_answered_yet_is_not_called_ruled_out(
    compiled: Compiled, content: Content, before: Session
) -> None:
    pathway = content.pathway
    fresh = follow_up(pathway, before, PAIN, program="0.1", now=LATER)
    summary = summarise(compiled, content, fresh, LATER, "", before)
    assert summary.since is not None
    found = summary.since.found
    assert found is not None
    assert found.pending
    assert not found.lost
    assert "Pain now (0-10)" in found.missing


def test_the_same_advice_is_said_to_be_the_same(
    compiled: Compiled, content: Content, before: Session
) -> None:
    again = before.after([Event(EventKind.CONTINUED, LATER, detail=before.id)])
    told = exported(compiled, content, replace(again, id="aaaaaaaa"), before)
    assert "The advice is the same as then." in told["text"]
    assert "New since last time" not in told["leaflet"]


def test_a_first_session_has_no_such_part(
    compiled: Compiled, content: Content, before: Session
) -> None:
    assert "SINCE THE LAST SESSION" not in exported(compiled, content, before, "")["text"]


def test_a_session_that_cannot_be_read_is_named(
    compiled: Compiled, content: Content, after: Session
) -> None:
    told = exported(compiled, content, after, "There is no session aaaaaaaa.")
    assert "Nothing is compared: There is no session aaaaaaaa." in told["text"]
    assert "same as then" not in told["text"]


def test_refused_advice_is_compared_with_nothing(
    compiled: Compiled,
    content: Content,
    before: Session,
    after: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = (Violation("SR01", "Emergency neurological override"),)
    monkeypatch.setattr("engine.advice.checked.broken_rules", lambda *_: broken)
    told = exported(compiled, content, after, before)
    assert "there is no advice to compare" in told["text"]
    assert "takes the place" not in told["leaflet"]
    assert "No advice can be printed here." in told["leaflet"]


def test_the_command_line_exports_it_too(
    content: Content,
    before: Session,
    after: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path / "store"))
    store = Store.open(tmp_path / "store")
    store.create(before)
    store.create(after)
    for session in (before, after):
        store.close_session(session.id)
    store.close()
    assert main(["sessions", "show", after.id]) == 0
    assert f"New since {before.created:%d-%b-%Y}" in " ".join(capsys.readouterr().out.split())
    assert main(["sessions", "delete", before.id]) == 0
    assert main(["sessions", "show", after.id]) == 0
    assert "Nothing is compared: " in capsys.readouterr().out
