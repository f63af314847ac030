"""Results: measured values with unit and date, one a finding, in the finding's own unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from data.report_reader.lexicon import Lexicon
from data.report_reader.proposals import Statement, shown
from data.report_reader.word_files import AnalyteModel
from engine.model.answers import Bound


class AnalyteResult(NamedTuple):
    """A value as a print or message gives it.

    Attributes:
        analyte: what is measured.
        value: the number, or a bound of it; None where the text gives neither.
        unit: as printed; empty where none is.
        when: year, month and day; empty where none is said or it reads in two ways.
        start, end: the characters that carry it.
        line: where its line or entry begins and ends.
        unread: whether words that are not known stand in it.
    """

    analyte: AnalyteModel
    value: float | None
    unit: str
    when: tuple[int, ...]
    start: int
    end: int
    line: tuple[int, int]
    unread: bool = False


def stated(results: Iterable[AnalyteResult], lexicon: Lexicon) -> Iterator[Statement]:
    """The statements of the results: of several of one analyte the newest alone."""
    by_analyte: dict[str, list[AnalyteResult]] = {}
    for result in results:
        by_analyte.setdefault(result.analyte.id, []).append(result)
    notes = lexicon.files.results.notes
    newest = {name: _newest(items) for name, items in by_analyte.items()}
    for result, sure in newest.values():
        analyte = result.analyte
        finding = analyte.finding
        value, note = _own_unit(result) if sure else (None, "several")
        if analyte.unless in newest:
            continue
        if analyte.together and not _together(result, newest.get(analyte.together)):
            finding, value, note = analyte.alone, None, "alone"
        if finding:
            says = notes.get(note, note)
            words, line = (result.start, result.end), result.line
            yield Statement(finding, value, *words, line, note=says, unread=result.unread)


def _together(result: AnalyteResult, other: tuple[AnalyteResult, bool] | None) -> bool:
    """Return whether the other result that one needs beside it is a value of the same day."""
    usable = (
        other is not None
        and other[1]
        and not other[0].unread
        and _own_unit(other[0])[0] is not None
    )
    return usable and other is not None and other[0].when == result.when


def _newest(items: list[AnalyteResult]) -> tuple[AnalyteResult, bool]:
    """The newest result, and whether which one that is, and in which unit, is certain."""
    dated = sorted((item for item in items if item.when), key=lambda item: item.when)
    last = dated[-1] if dated else min(items, key=lambda item: item.unread)
    rivals = items if len(dated) < len(items) else [i for i in items if i.when == last.when]
    one = len({last.analyte.units.get(plain_unit(item.unit)) for item in items}) == 1
    return last, one and len({shown(_own_unit(item)[0]) for item in rivals}) == 1


def _own_unit(result: AnalyteResult) -> tuple[float | None, str]:
    """The value in the finding's own unit, or why it is none."""
    analyte = result.analyte
    unit = plain_unit(result.unit)
    factor = analyte.units.get(unit)
    if result.value is None:
        return None, "inexact"
    if factor is None:
        return None, "no_unit" if not unit else "other_unit"
    value = float(f"{result.value * factor:.6g}")
    low, high = analyte.plausible
    if not low <= value <= high:
        return None, "implausible"
    if isinstance(result.value, Bound):
        value = Bound(value, value, below=result.value.below)
    return value, ""


def plain_unit(unit: str) -> str:
    """A unit as it is compared."""
    plain = "".join(unit.casefold().split()).replace("\u03bc", "u").replace("\u00b5", "u")
    return (
        plain.replace("mcmol", "umol")
        .replace("micromol", "umol")
        .replace("**", "^")
        .replace("*", "^")
        .replace("x10", "10")
    )
