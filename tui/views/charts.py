"""Charts of a patient as rows; their words stand beside them and are what is read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from data.content.loader import Content
from data.content.schema.charts import ChartName, ChartPage
from data.export.awaited_results import awaited_items, visits_of
from data.session.session import Session
from data.text.dates import day_text, local_day
from data.text.numbers import number_text
from data.wording.charts import (
    WHOLE,
    Cell,
    Moment,
    Scale,
    SiteChart,
    bars,
    site_chart,
    time_line,
    trends,
)
from data.wording.kinds import ENTERED
from engine.model.answers import Value
from tui.rows.list_entries import Entry, told
from tui.rows.row import TextRow, TextStyle, layout, rule
from tui.state.interview_session import InterviewSession
from tui.state.workspace import Workspace

EIGHTHS: Final = " ▁▂▃▄▅▆▇█"
NOT_NAMED: Final = "░"
_PAST, _AHEAD, _LINE, _LIMIT = "●", "○", "─", "│"
_SEEN: Final = "Seen, level by level"
_CELL: Final = 4
_SITE: Final = 5
_AXIS: Final = 33


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as rows, under its title."""

    title: str
    rows: tuple[TextRow, ...]

    @property
    def headed(self) -> list[TextRow]:
        """The rows with the title over them."""
        return [rule(self.title), *self.rows]


def charts_of(
    workspace: Workspace, interview_session: InterviewSession, page: ChartPage
) -> Iterator[Chart]:
    """The charts of a session that the content gives a page; those without data are left out."""
    content, facts = workspace.content, interview_session.advice.facts
    kept = [*workspace.earlier(interview_session), interview_session.session]
    visits = visits_of(content.pathway, kept)
    before = visits[-2].answers if len(visits) > 1 else None
    drawn, pathway = content.charts, content.pathway
    seen = site_chart(pathway, drawn, facts, before)
    today = local_day(workspace.clock())
    over = map(trend_rows, trends(pathway, drawn, visits))
    scales = map(scale_rows, bars(pathway, drawn, facts, today))
    charts: dict[ChartName, tuple[str, Iterable[TextRow]]] = {
        "levels": (_SEEN, column_rows(seen) if seen else ()),
        "trend": ("From visit to visit", chain.from_iterable(over)),
        "time_line": ("Time line", time_rows(_moments(workspace, interview_session, visits))),
        "bar": ("On the scale", chain.from_iterable(scales)),
    }
    wanted = (charts[name] for name in drawn.page.get(page, ()))
    found = (Chart(title, tuple(rows)) for title, rows in wanted)
    yield from (one for one in found if one.rows)


def chart_entries(
    workspace: Workspace, interview_session: InterviewSession
) -> Iterator[Entry[str]]:
    """The charts of the review, as rows of a list that cannot be picked."""
    for one in charts_of(workspace, interview_session, "review"):
        yield from map(told, one.headed)


def levels_rows(
    content: Content, interview_session: InterviewSession, drafts: Mapping[str, Value]
) -> list[TextRow]:
    """The chart beside a question: the levels that are named, with those being entered."""
    known = {**interview_session.advice.facts, **drafts}
    chart = site_chart(content.pathway, content.charts, known)
    if chart is None or not chart.named:
        return []
    return Chart(_SEEN, tuple(column_rows(chart))).headed


def fitted(found: Iterable[Chart], width: int, height: int) -> list[TextRow]:
    """The charts that fit whole into a panel, in order."""
    shown: list[TextRow] = []
    for one in found:
        if len(layout([*shown, *one.headed], width)) <= height:
            shown += one.headed
    return shown


def _moments(
    workspace: Workspace, interview_session: InterviewSession, visits: Sequence[Session]
) -> list[Moment]:
    content = workspace.content
    waiting = awaited_items(interview_session.compiled, content.results, visits)
    due = ((item.title, item.until) for item in waiting if item.until)
    return time_line(content.pathway, content.charts, visits, due)


def column_rows(chart: SiteChart) -> Iterator[TextRow]:
    """The sites from the top down: those that are named and their neighbours."""
    labels = "".join(f"{'then' if one.then else one.label:<{_CELL + 2}}" for one in chart.columns)
    yield TextRow(f"  {'':<{_SITE}}{labels}".rstrip(), drawn=True)
    shown, before, last = _shown(chart), "", -1
    places = {site: n for n, site in enumerate(chain.from_iterable(chart.bands.values()))}
    for title, band in chart.bands.items():
        for site in (site for site in band if site in shown):
            if before and places[site] > last + 1:
                yield TextRow("  ..", drawn=True)
            elif before and before != title:
                width = _SITE + (_CELL + 2) * len(chart.columns) - 2
                yield TextRow(f"  {_LINE * width}", drawn=True)
            yield _site_row(chart, site)
            before, last = title, places[site]
    cells = (cell for one in chart.columns for cell in one.cells.values())
    bare = any(cell.height is None and cell.mark == ENTERED for cell in cells)
    legend = f"  {NOT_NAMED} not named there" + f"   {ENTERED} named" * bare
    yield TextRow(legend, drawn=True)


def _shown(chart: SiteChart) -> set[str]:
    """The sites to draw."""
    named = chart.named
    order = [*chain.from_iterable(chart.shown)]
    if not named:
        return {*order}
    near = (n + step for n, site in enumerate(order) if site in named for step in (-1, 0, 1))
    return {order[n] for n in near if 0 <= n < len(order)} - {
        site for band in chart.only_named for site in chart.bands[band] if site not in named
    }


def _site_row(chart: SiteChart, site: str) -> TextRow:
    """A site in each column, with the words of those that name it."""
    cells = [(one, one.cells.get(site)) for one in chart.columns]
    boxes = "".join(f"{_box(cell):<{_CELL + 2}}" for _, cell in cells)
    words = "; ".join(
        f"{one.title}: {', '.join(cell.signs) or 'named'}" for one, cell in cells if cell
    )
    look = TextStyle.STRONG if words else TextStyle.PLAIN
    spoken = f"{site}: {words}" if words else ""
    text = f"  {site:<{_SITE}}{boxes} {words}".rstrip()
    return TextRow(text, look, continuation_indent=_SITE + 2, spoken=spoken, drawn=True)


def _box(cell: Cell | None) -> str:
    if cell is None:
        return NOT_NAMED * _CELL
    return (cell.mark if cell.height is None else EIGHTHS[cell.height]) * _CELL


def scale_rows(scale: Scale) -> Iterator[TextRow]:
    """A number, its place on the scale, and the sentence of each limit."""
    value, low, high = (number_text(n) for n in (scale.value, scale.low, scale.high))
    yield TextRow(f"  {scale.name}: {value} {scale.unit}".rstrip(), TextStyle.STRONG)
    axis = [_LINE] * _AXIS
    for limit, _ in scale.limits:
        axis[_place(scale, limit)] = _LIMIT
    axis[_place(scale, scale.value)] = _PAST
    yield TextRow(f"  {low:>4} {''.join(axis)} {high}", drawn=True)
    yield from _limits(scale)


def _place(scale: Scale, value: float) -> int:
    return round(scale.part(value) * (_AXIS - 1))


def _limits(scale: Scale) -> Iterator[TextRow]:
    for limit, says in scale.limits:
        words = f"{number_text(limit)} {scale.unit}".rstrip()
        yield TextRow(
            f"    {_LIMIT} {words}: {says}", continuation_indent=6, spoken=f"{words}: {says}"
        )


def trend_rows(scale: Scale) -> Iterator[TextRow]:
    """A number at each visit as a sparkline, with the numbers and the limits."""
    bars = "".join(EIGHTHS[1 + round(scale.part(value) * (WHOLE - 1))] for _, value in scale.points)
    values = " - ".join(number_text(value) for _, value in scale.points)
    spoken = "; ".join(f"{number_text(value)} on {day_text(day)}" for day, value in scale.points)
    yield TextRow(
        f"  {scale.name}  {bars}  {values}", TextStyle.STRONG, spoken=f"{scale.name}: {spoken}"
    )
    yield from _limits(scale)


def time_rows(moments: Sequence[Moment]) -> Iterator[TextRow]:
    """The days on a line to scale, then each with its words; nothing for a single day."""
    if len(moments) < 2 or moments[0].day == moments[-1].day:
        return
    first, days = moments[0].day, (moments[-1].day - moments[0].day).days
    axis = [_LINE] * _AXIS
    for moment in moments:
        at = round((moment.day - first).days / days * (_AXIS - 1))
        axis[at] = _AHEAD if moment.ahead else _PAST
    yield TextRow(f"  {''.join(axis)}", drawn=True)
    for moment in moments:
        mark, words = _AHEAD if moment.ahead else _PAST, f"{moment.when}  {moment.says}"
        yield TextRow(f"  {mark} {words}", continuation_indent=4, spoken=" ".join(words.split()))
