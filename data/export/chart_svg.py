"""Charts as inline SVG, each with a text for screen readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from data.export.blocks import Chart
from data.text.dates import day_text
from data.text.numbers import number_text
from data.wording.charts import Column, Moment, Scale, SiteChart, TimeLine

_BOX: Final = 30
_GAP: Final = 14
"""Between two bands."""

_LEFT: Final = 90
_HEAD: Final = 18
_ROW: Final = 34
_AXIS: Final = 260
"""The length of a scale."""

_EDGE: Final = 12
_DAY: Final = 136
"""The room of a day on the time line, which is not to scale: the words have to stand apart."""

_LINE_OF_WORDS: Final = 15


def svg_of(chart: Chart) -> Iterator[str]:
    """The lines of the SVG; its colours are those of the page that holds it."""
    if isinstance(chart, SiteChart):
        yield from _sites(chart)
    elif isinstance(chart, Scale):
        yield from _scale(chart)
    else:
        yield from _days(chart.moments)


def said(chart: Chart) -> str:
    """The chart in words: each report with the sites it names, the numbers, the days."""
    if isinstance(chart, Scale):
        return " ".join((_numbers(chart), *_limits(chart)))
    if isinstance(chart, TimeLine):
        return "; ".join(f"{one.when}: {one.says}" for one in chart.moments)
    named = (
        ", ".join(f"{site} {' '.join(cell.signs) or 'named'}" for site, cell in one.cells.items())
        for one in chart.columns
    )
    reports = zip(chart.columns, named, strict=True)
    return ". ".join(f"{one.title}: {sites or 'no level named'}" for one, sites in reports)


def _svg(chart: Chart, width: int, height: int) -> str:
    return (
        f'<svg role="img" aria-label="{escape(said(chart))}" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}">'
    )


def _text(x: float, y: float, words: str, kind: str = "") -> str:
    of = f' class="{kind}"' if kind else ""
    return f'<text{of} x="{x:g}" y="{y:g}">{escape(words)}</text>'


def _sites(chart: SiteChart) -> Iterator[str]:
    """The sites in a row, below them a row of boxes for each report."""
    sites = list(_places(chart))
    yield _svg(chart, sites[-1][1] + _BOX + 2, _HEAD + _ROW * len(chart.columns))
    yield from (_text(left + _BOX // 2, 13, site) for site, left in sites)
    for number, column in enumerate(chart.columns):
        yield from _row(column, sites, _HEAD + _ROW * number)
    yield "</svg>"


def _places(chart: SiteChart) -> Iterator[tuple[str, int]]:
    """Each site with its left edge."""
    left = _LEFT
    for band in chart.shown:
        for site in band:
            yield site, left
            left += _BOX
        left += _GAP


def _row(column: Column, sites: list[tuple[str, int]], top: int) -> Iterator[str]:
    yield _text(0, top + 21, column.title, "label")
    for site, left in sites:
        mark = column.mark(site)
        yield (
            f'<rect class="{"named" if mark else "site"}" x="{left + 1}" y="{top + 2}"'
            f' width="{_BOX - 2}" height="{_ROW - 6}" rx="4"/>'
        )
        if mark:
            yield _text(left + _BOX // 2, top + 21, mark, "mark")


def _scale(scale: Scale) -> Iterator[str]:
    """A scale with its limits; the latest number is filled, earlier ones are open."""
    limits = list(_limits(scale))
    height = 52 + _LINE_OF_WORDS * len(limits)
    yield _svg(scale, _AXIS + 2 * _EDGE, height)
    yield _text(0, 12, _numbers(scale, days=False), "label")
    yield f'<line x1="{_EDGE}" y1="28" x2="{_EDGE + _AXIS}" y2="28"/>'
    for value in (scale.low, scale.high, *(limit for limit, _ in scale.limits)):
        x = _EDGE + _AXIS * scale.part(value)
        yield f'<line x1="{x:g}" y1="22" x2="{x:g}" y2="34"/>'
        yield _text(x, 47, number_text(value))
    for point in scale.points:
        kind = "named" if point is scale.points[-1] else "open"
        x = _EDGE + _AXIS * scale.part(point[1])
        yield f'<circle class="{kind}" cx="{x:g}" cy="28" r="6"/>'
    for number, words in enumerate(limits, start=1):
        yield _text(0, 47 + _LINE_OF_WORDS * number, words, "label")
    yield "</svg>"


def _numbers(scale: Scale, *, days: bool = True) -> str:
    dated = days and len(scale.points) > 1
    numbers = (
        number_text(value) + (f" on {day_text(day)}" if dated else "")
        for day, value in scale.points
    )
    unit = f" {scale.unit}" if scale.unit else ""
    return f"{scale.name}: {', '.join(numbers)}{unit}{'.' * days}"


def _limits(scale: Scale) -> Iterator[str]:
    return (f"{number_text(limit)}: {says}" for limit, says in scale.limits)


def _days(moments: Sequence[Moment]) -> Iterator[str]:
    """The days in a row; those ahead are open."""
    width = _DAY * len(moments)
    yield _svg(TimeLine(tuple(moments)), width, 50)
    yield f'<line x1="{_DAY // 2}" y1="10" x2="{width - _DAY // 2}" y2="10"/>'
    for number, moment in enumerate(moments):
        x = _DAY * number + _DAY // 2
        yield f'<circle class="{"open" if moment.ahead else "named"}" cx="{x}" cy="10" r="6"/>'
        yield _text(x, 31, moment.says)
        yield _text(x, 45, moment.when)
    yield "</svg>"
