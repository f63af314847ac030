"""Dates are days of the calendar of the ward, and no date is counted by a clock in doubt."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.content.loader import Content
from data.export.formats import FORMATS
from data.session.awaited_results import AwaitedResult, awaited
from data.session.clock import clock_doubt
from data.session.events import answer
from data.session.session import begin
from data.store import Store
from data.text.dates import local_after, local_time, moment_text
from engine.diagram.compiler import Compiled
from engine.model.pathway import Pathway
from tests.support.plain_driver import NOON, PATIENT, hear, kept
from tests.support.screen_driver import Bench, press, words
from tests.support.seed_patient import NOW, PAIN, seen
from tui.cli.main import main
from tui.state.worklist_row import WorklistRow
from tui.state.workspace import Workspace
from tui.views.worklist import entries, overdue

Zone = Callable[[str], None]


@pytest.mark.parametrize("name", ["Europe/Berlin", "Australia/Sydney", "America/New_York", "UTC"])
@pytest.mark.parametrize(("month", "day"), [(3, 1), (3, 20), (4, 1), (10, 20), (10, 28)])
def test_two_weeks_are_fourteen_days_of_the_calendar(
    zone: Zone, name: str, month: int, day: int
) -> None:
    begin = datetime(2026, month, day, 22, 30, tzinfo=UTC)
    zone(name)
    due = local_after(begin, timedelta(weeks=2))
    assert (local_time(due).date() - local_time(begin).date()).days == 14
    assert local_time(due).time() == local_time(begin).time()
    assert local_after(begin, timedelta(hours=6)) - begin == timedelta(hours=6)


@pytest.mark.parametrize("hours", [1, 4, 6, 23])
def test_hours_are_hours_also_in_the_night_in_which_the_clocks_go_back(
    zone: Zone, hours: int
) -> None:
    zone("Europe/Berlin")
    for minutes in range(0, 300, 30):
        begin = datetime(2026, 10, 24, 23, tzinfo=UTC) + timedelta(minutes=minutes)
        assert local_after(begin, timedelta(hours=hours)) - begin == timedelta(hours=hours)


def test_what_is_due_by_a_day_is_overdue_the_day_after(zone: Zone) -> None:
    zone("Europe/Berlin")
    due = NOW + timedelta(weeks=2)
    item = AwaitedResult("MRI", NOW, False, None, due, "2 weeks")
    assert not item.overdue(due + timedelta(hours=5))
    assert item.overdue(due + timedelta(hours=15))
    hours = replace(item, due=NOW + timedelta(hours=6))
    assert hours.overdue(NOW + timedelta(hours=6, minutes=1))


def test_a_moment_is_told_with_its_zone(zone: Zone) -> None:
    zone("Australia/Sydney")
    assert moment_text(NOW).startswith("02-Mar-2026 19:30 AEDT")


def test_every_face_and_export_tells_the_same_day(
    workspace: Workspace,
    tmp_path: Path,
    zone: Zone,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In the zone it is a day later than at Greenwich."""
    zone("Australia/Sydney")
    workspace.clock = lambda: datetime(2026, 3, 1, 21, 30, tzinfo=UTC)
    said = hear(workspace, *PATIENT, "finish", "finish", "follow 1", "y")
    text = [form for form in FORMATS.values() if form.media_type in ("text/plain", "text/html")]
    for form in text:
        said += hear(workspace, f"export 1 {form.name} {tmp_path / form.name}", "quit")
        said.append((tmp_path / form.name).read_text())
    monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path / "lines"))
    assert main(["sessions"]) == 0
    said.append(capsys.readouterr().out)
    assert "02-Mar-2026 08:30" in said[-1]
    assert not [words for words in said if "01-Mar-2026" in words]
    assert sum("02-Mar-2026" in words for words in said) > len(text)


async def test_a_doubt_stands_on_every_screen(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n q")
    bench.later = timedelta(days=-91)
    async with bench.running() as pilot:
        for keys in ("", "enter", "p", "v", "b"):
            await press(pilot, keys)
            assert "CLOCK IN DOUBT" in words(pilot), keys


def test_a_clock_behind_the_newest_record_is_in_doubt() -> None:
    assert clock_doubt(NOW, []) == clock_doubt(NOW, [NOW + timedelta(minutes=4)]) == ""
    assert "CLOCK IN DOUBT" in clock_doubt(NOW, [NOW - timedelta(days=9), NOW + timedelta(days=90)])
    assert clock_doubt(NOW, [datetime(9999, 1, 1, tzinfo=UTC)]) == "", "a record with a fault"
    assert "CLOCK IN DOUBT" in clock_doubt(datetime(1970, 1, 1, tzinfo=UTC), [NOW])


def test_no_date_is_counted_while_the_clock_is_in_doubt(
    compiled: Compiled, content: Content
) -> None:
    session = seen(content, PAIN)
    waits = awaited(compiled, content.results, session)
    row = WorklistRow(session.id, "", NOW, True, "", 9, NOW, awaited=waits)
    later = NOW + timedelta(weeks=9)
    assert overdue([row], later) == "1 with a result OVERDUE"
    assert overdue([row], None) == ""
    words = " ".join(draw(False).aloud for _, draw in entries([row], None))
    assert "due by 16-Mar-2026" in words
    assert "advised 02-Mar-2026" in words
    assert "days ago" not in words
    assert "OVERDUE" not in words


def test_a_doubt_stands_on_every_page_of_lines(workspace: Workspace) -> None:
    hear(workspace, "new", "none", "quit")
    name = kept(workspace).id
    workspace.clock = lambda: NOON - timedelta(days=91)
    said = hear(workspace, name, "plan", "answers")
    assert sum("CLOCK IN DOUBT" in line for line in said) == 4


def keep_with_markers(directory: Path, pathway: Pathway) -> str:
    """The id of an open session that was left with a marker of infection."""
    session = begin(pathway, program="1", now=NOW)
    with closing(Store.open(directory)) as store:
        store.create(session)
        store.append(session.id, [answer("back_pain", "present", NOW), answer("crp", 3, NOW)])
        store.close_session(session.id)
    return session.id


async def test_old_values_stand_on_every_screen(bench: Bench, compiled: Compiled) -> None:
    keep_with_markers(bench.directory, compiled.pathway)
    for days, old in ((7, False), (8, True)):
        bench.later = timedelta(days=days)
        async with bench.running() as pilot:
            for keys in ("enter", "p", "v", "b"):
                await press(pilot, keys)
                assert ("OLD BY NOW: CRP of 02-Mar-2026" in words(pilot)) is old, keys


def test_old_values_stand_on_every_page_of_lines(
    workspace: Workspace, compiled: Compiled, tmp_path: Path
) -> None:
    name = keep_with_markers(tmp_path / "lines", compiled.pathway)
    workspace.clock = lambda: NOW + timedelta(days=8)
    said = hear(workspace, name, "plan", "answers")
    assert sum("OLD BY NOW: CRP of 02-Mar-2026" in line for line in said) == 3
