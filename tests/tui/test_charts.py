"""Charts of a patient: what they draw, and the words that say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.content.loader import Content
from data.session.session import Session
from data.wording.charts import bars, site_chart, time_line, trends
from engine.model.answers import Value
from tests.support.both_faces import answer_on_screens, begin_seed
from tests.support.goldens import check_page
from tests.support.plain_driver import NOON
from tests.support.screen_driver import Bench, go_to, press, screen, settled, words
from tests.support.scripted_answers import Patient
from tests.support.seed_patient import LAST, NOW, SEED, answered, seen
from tui.rows.row import layout
from tui.state.interview_session import InterviewSession
from tui.state.workspace import Workspace
from tui.terminal.output_text import plain_ascii
from tui.views.charts import charts_of, column_rows, fitted, scale_rows, trend_rows
from tui.views.follow_up import follow_up_page

FILM = ({"level": "T12", "genant": "2"}, {"level": "L3", "genant": "not_stated"})
MRI: Value = ({"level": "T12", "stir": "hyper", "fracture_line": "yes"},)


@pytest.fixture
def visits(content: Content) -> list[Session]:
    """Three weeks apart: pain of 8, then of 3."""
    first = seen(content, answered(content, pain_nrs=8))
    return [first, seen(content, answered(content, pain_nrs=3), at=NOW + timedelta(weeks=3))]


def test_a_column_shows_what_each_report_names(content: Content) -> None:
    now, before = {"xray_levels": FILM, "mri_levels": MRI}, {"xray_levels": FILM[:1]}
    chart = site_chart(content.pathway, content.charts, now, before)
    assert chart is not None
    assert [(one.label, one.then) for one in chart.columns] == [
        ("Film", False),
        ("Film", True),
        ("MRI", False),
    ]
    film, _, mri = (one.cells["T12"] for one in chart.columns)
    assert (film.height, film.signs) == (5, ("grade 2",))
    assert (mri.height, mri.mark, mri.signs) == (None, "~", ("oedema", "fracture line"))
    drawn = [row.text for row in column_rows(chart)]
    told = "Film: grade 2; Film then: grade 2; MRI: oedema, fracture line"
    assert f"  T12  ▅▅▅▅  ▅▅▅▅  ~~~~   {told}" in drawn
    assert [text.split()[0] for text in drawn[1:-1]] == [
        *("T11", "T12", "─" * 21, "L1", "L2", "L3", "L4")
    ]
    spoken = [row.aloud for row in column_rows(chart) if row.aloud]
    assert spoken[0].startswith("T12: Film: grade 2;")
    assert spoken[1] == "L3: Film: degree not stated"


def test_no_column_without_a_report(content: Content) -> None:
    assert site_chart(content.pathway, content.charts, {"xray_levels": "unknown"}) is None
    none = site_chart(content.pathway, content.charts, {"xray_levels": ()})
    assert none is not None
    assert none.named == []
    assert len([*column_rows(none)]) == 2 + 17 + 1


def test_a_value_stands_at_its_place_and_never_off_the_scale(content: Content) -> None:
    day = date(2026, 3, 2)
    (scale,) = bars(content.pathway, content.charts, {"lowest_t_score": -2.0}, day)
    assert scale.part(-5) == 0 < scale.part(-2) < scale.part(9) == scale.part(1) == 1
    name, axis, *limits = [*scale_rows(scale)]
    assert name.aloud == "Lowest valid T-score: -2 SD"
    assert axis.text.index("●") > axis.text.rindex("│")
    assert axis.aloud == ""
    assert "-2.5 SD: A T-score down to this is osteoporosis." in [row.aloud for row in limits]


def test_a_trend_needs_two_visits(content: Content, visits: list[Session]) -> None:
    assert trends(content.pathway, content.charts, visits[:1]) == []
    (scale,) = trends(content.pathway, content.charts, visits)
    row, *_ = trend_rows(scale)
    assert row.text == "  Pain now (0-10)  ▇▃  8 - 3"
    assert row.aloud == "Pain now (0-10): 8 on 02-Mar-2026; 3 on 23-Mar-2026"


def test_a_visit_without_pain_counts_in_the_trend(content: Content, visits: list[Session]) -> None:
    healed = seen(content, {"back_pain": "none"}, at=NOW + timedelta(weeks=50))
    (scale,) = trends(content.pathway, content.charts, [*visits, healed])
    row, *_ = trend_rows(scale)
    assert row.text == "  Pain now (0-10)  ▇▃▁  8 - 3 - 0"


def test_the_time_line_is_in_order_and_says_what_is_reckoned(
    content: Content, visits: list[Session]
) -> None:
    due = ("MRI", NOW + timedelta(weeks=4))
    line = time_line(content.pathway, content.charts, visits, [due])
    assert [(one.says, one.about, one.ahead) for one in line] == [
        ("pain began", True, False),
        ("visit", False, False),
        ("this visit", False, False),
        ("MRI", False, True),
    ]
    assert line[0].day == (NOW - timedelta(weeks=3)).date()


def test_charts_of_a_follow_up(
    content: Content, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = workspace.begin("B5")
    more: dict[str, Value] = {"dxa_status": "done", "t_score_femoral_neck": -3.2}
    _give(first, answered(content, pain_nrs=8, **more))
    first.finish()
    workspace.close_sessions()
    workspace.clock = lambda: NOON + timedelta(weeks=3)
    later = workspace.follow_up(first.session.id)
    assert not isinstance(later, str)
    mri: dict[str, Value] = {"mri_done": "yes", "mri_levels": MRI, "visit_type": "follow_up"}
    _give(later, answered(content, xray_levels=FILM, **mri, **more))
    found = [*charts_of(workspace, later, "plan")]
    rows = [row for one in found for row in one.headed]
    lines = [line.text.rstrip() for line in layout(rows, 60)]
    spoken = [row.aloud for row in rows if row.aloud]
    ascii_only = [plain_ascii(line) for line in lines]
    assert "?" not in "".join(ascii_only)
    check_page("charts", "\n".join([*lines, "", *spoken, "", *ascii_only, ""]))
    least = len(layout(found[0].headed, 60))
    assert fitted(found, 60, least) == found[0].headed
    assert fitted(found, 60, 2) == []
    assert _charted(workspace, later) == [
        *("From visit to visit", "Seen, level by level", "Time line")
    ]
    drawn = content.charts.model_copy(update={"page": {"follow_up": ("bar",)}})
    other = replace(content, charts=drawn)
    monkeypatch.setattr(Workspace, "content", property(lambda _: other))
    assert _charted(workspace, later) == ["On the scale"], "the content says which"


def _charted(workspace: Workspace, later: InterviewSession) -> list[str]:
    """The titles of the charts on the follow-up page."""
    page = follow_up_page(workspace, later)
    assert not isinstance(page, str)
    titles = ("Seen, level by level", "From visit to visit", "Time line", "On the scale")
    return [row.text for row in page[1] if row.text in titles]


def _give(interview_session: InterviewSession, answers: dict[str, Value]) -> None:
    for key, value in answers.items():
        if interview_session.go_to(key):
            interview_session.answer({key: value})


@pytest.mark.parametrize("wide", [True, False])
async def test_they_stand_beside_the_plan_where_there_is_room(bench: Bench, wide: bool) -> None:
    async with bench.running(size=(120, 40) if wide else (80, 24)) as pilot:
        await begin_seed(pilot)
        await press(pilot, "p")
        assert ("Film: grade 1" in words(pilot)) is wide
        assert "NEXT STEP" in words(pilot)


async def test_the_way_and_the_column_stand_beside_a_question(bench: Bench) -> None:
    async with bench.running(size=(120, 40)) as pilot:
        await press(pilot, "n enter")
        assert "▸ Emergency signs" in words(pilot)
        assert "○ Red flags" in words(pilot)
        left = " ".join(line[:25].strip() for line in screen(pilot).splitlines())
        assert "○ Bone density and fractures ○" in left
        await answer_on_screens(pilot, Patient(SEED), last=LAST)
        await go_to(pilot, "xray_levels")
        assert "T12 ▆▆▆▆ Film: grade 1" in words(pilot)
        assert "T9 ░░░░" not in words(pilot), "the levels stand in the list beside it"
        await press(pilot, "x")
        assert "Film: grade 1" not in words(pilot)
        assert "● Emergency signs" in words(pilot)
        await pilot.resize_terminal(80, 24)
        for _ in range(40):  # a busy computer lays the smaller screen out late
            await settled(pilot)
            if "●●●▸" in words(pilot):
                break
        assert "●●●▸" in words(pilot)
        assert "NEXT STEP" in words(pilot)


async def test_no_column_without_a_level_stands_beside_the_levels(bench: Bench) -> None:
    async with bench.running(size=(120, 40)) as pilot:
        await press(pilot, "n enter")
        await go_to(pilot, "xray_done")
        await press(pilot, "y")
        assert "Deformed levels" in words(pilot)
        assert "not named there" not in words(pilot)


async def test_a_checklist_counts_what_is_marked(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter 1 4")
        assert "██░░░░░░ 2/8" in words(pilot)
