"""Charts of a patient: sites as columns, values on a scale, values over visits, a time line.

The content says what is drawn (`charts.toml`, and `findings.toml` of levels). A chart is numbers
and words without a look, so that screens and documents draw the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from data.content.follow_up import DURATIONS
from data.content.schema.charts import ChartsFileModel, ScaleModel
from data.session.events import Event
from data.session.session import Session
from data.text.dates import day_text, local_day
from data.wording.kinds import level_mark
from engine.model.answers import Answers, Bound, LevelReading, Value
from engine.model.findings import Finding
from engine.model.pathway import Pathway

WHOLE: Final = 8
"""The height of a whole site, in eighths."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A site that a report names.

    Attributes:
        height: in eighths of a whole one; None where none is known.
        mark: the character that stands for it.
        signs: what was read there, in words.
    """

    height: int | None
    mark: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A report with its readings by site; `then` for the report of an earlier visit."""

    label: str
    cells: Mapping[str, Cell]
    then: bool = False

    @property
    def title(self) -> str:
        """Its label, with the visit where it is not of now."""
        return f"{self.label} then" if self.then else self.label

    def mark(self, site: str) -> str:
        """The mark of a site; empty where the report does not name it."""
        return self.cells[site].mark if site in self.cells else ""


@dataclass(frozen=True, slots=True)
class SiteChart:
    """Sites in bands, and what each report says of them.

    Attributes:
        only_named: the bands of which a site is drawn only where it is named.
    """

    bands: Mapping[str, tuple[str, ...]]
    columns: tuple[Column, ...]
    only_named: tuple[str, ...] = ()

    @property
    def shown(self) -> list[list[str]]:
        """The sites that are drawn, by band; no band without any."""
        bands = (
            [site for site in sites if band not in self.only_named or site in self.named]
            for band, sites in self.bands.items()
        )
        return [band for band in bands if band]

    @property
    def named(self) -> list[str]:
        """The sites that some report names, in order."""
        sites = (site for band in self.bands.values() for site in band)
        return [site for site in sites if any(site in one.cells for one in self.columns)]


@dataclass(frozen=True, slots=True)
class Scale:
    """One number, or one at each visit, on a scale with its thresholds.

    Attributes:
        name, unit: of the number.
        points: the days and values, the first one first.
        limits: marked numbers, with the sentence of each.
    """

    name: str
    unit: str
    low: float
    high: float
    points: tuple[tuple[date, float], ...]
    limits: tuple[tuple[float, str], ...]

    @property
    def value(self) -> float:
        """The latest number."""
        return self.points[-1][1]

    def part(self, value: float) -> float:
        """The place of a number on the scale, from 0 to 1; beyond its ends it stands there."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on the time line; `ahead` of what is awaited then, `about` where it is reckoned."""

    day: date
    says: str
    ahead: bool = False
    about: bool = False

    @property
    def when(self) -> str:
        """The day in words."""
        return f"{'due by ' * self.ahead}{'about ' * self.about}{day_text(self.day)}"


@dataclass(frozen=True, slots=True)
class TimeLine:
    """The days of a patient in their order, two or more."""

    moments: tuple[Moment, ...]


def site_chart(
    pathway: Pathway,
    drawn: ChartsFileModel,
    now: Mapping[str, Value],
    before: Mapping[str, Value] | None = None,
) -> SiteChart | None:
    """The columns that are known, each beside what an earlier visit knew; None without any."""
    found: list[Column] = []
    drawable = [finding for finding in pathway.findings.values() if finding.column]
    for finding in drawable:
        value, was = now.get(finding.key), (before or {}).get(finding.key)
        if isinstance(value, tuple):
            found.append(Column(finding.column, _cells(finding, value)))
        if isinstance(was, tuple) and was != value:
            found.append(Column(finding.column, _cells(finding, was), then=True))
    return SiteChart(drawable[0].sites.bands, tuple(found), drawn.only_named) if found else None


def _cells(finding: Finding, readings: Iterable[LevelReading]) -> dict[str, Cell]:
    cells = {}
    for reading in readings:
        read = [(field, str(reading.get(field.key))) for field in finding.fields]
        heights = (field.heights[value] for field, value in read if value in field.heights)
        signs = (field.signs[value] for field, value in read if value in field.signs)
        mark = level_mark(finding, reading)
        cells[str(reading["level"])] = Cell(next(heights, None), mark, tuple(signs))
    return cells


def bars(
    pathway: Pathway, drawn: ChartsFileModel, facts: Mapping[str, Value], day: date
) -> list[Scale]:
    """The known numbers on their scales."""
    known = ((model, facts.get(model.finding)) for model in drawn.bar.values())
    return [
        _scale(pathway, model, ((day, value),))
        for model, value in known
        if isinstance(value, int | float)
    ]


def trends(pathway: Pathway, drawn: ChartsFileModel, visits: Sequence[Session]) -> list[Scale]:
    """The numbers that are known of two visits or more."""
    found = []
    for model in drawn.trend.values():
        told = ((local_day(one.created), _measured(model, one.answers)) for one in visits)
        points = [(day, value) for day, value in told if isinstance(value, int | float)]
        if len(points) > 1:
            found.append(_scale(pathway, model, points))
    return found


def _measured(model: ScaleModel, answers: Answers) -> Value | None:
    """The number of a visit: 0 where an answer says that there was nothing to measure."""
    nothing = any(answers.get(key) == value for key, value in model.zero.items())
    return 0 if nothing else answers.get(model.finding)


def _scale(pathway: Pathway, model: ScaleModel, points: Iterable[tuple[date, float]]) -> Scale:
    finding = pathway.findings[model.finding]
    limits = (pathway.thresholds[name] for name in model.limits)
    return Scale(
        finding.short,
        finding.unit,
        *model.range,
        tuple(points),
        tuple((limit.value, limit.says) for limit in limits),
    )


def time_line(
    pathway: Pathway,
    drawn: ChartsFileModel,
    visits: Sequence[Session],
    waiting: Iterable[tuple[str, datetime]],
) -> list[Moment]:
    """The past and the awaited days: reckoned moments, visits, results with a date.

    Args:
        pathway: whose durations have units.
        drawn: which durations lie how far back.
        visits: of one patient, the first one first.
        waiting: the results that are awaited, and until when.
    """
    found = [
        Moment(local_day(one.created), "this visit" if one is visits[-1] else "visit")
        for one in visits
    ]
    for model in drawn.moment.values():
        given = (one.state.given[model.finding] for one in visits if _number(one, model.finding))
        if (event := next(given, None)) is not None and (
            day := _ago(event, pathway.findings[model.finding].grows)
        ):
            found.append(Moment(day, model.says, about=True))
    found += [Moment(local_day(due), title, ahead=True) for title, due in waiting]
    return sorted(found, key=lambda moment: (moment.day, moment.ahead))


def _number(session: Session, key: str) -> bool:
    value = session.answers.get(key) if key in session.state.given else None
    return isinstance(value, int | float) and not isinstance(value, Bound)


def _ago(event: Event, unit: str) -> date | None:
    """The day on which a duration began; None where it is before all calendars."""
    value = event.value
    assert isinstance(value, int | float)  # noqa: S101 - the caller looked
    try:
        return local_day(
            event.at - timedelta(days=1) * (value * (DURATIONS[unit] / timedelta(days=1)))
        )
    except OverflowError:
        return None
