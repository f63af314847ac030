"""Laboratory prints: names of analytes with their values, units and dates, in any columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from data.report_reader.lexicon import Lexicon
from data.report_reader.results import AnalyteResult, plain_unit
from data.report_reader.tokens import plain
from data.report_reader.word_files import AnalyteModel
from engine.model.answers import Bound

_GAP: Final = re.compile(r"[ \t]*(?:\(([^()]{1,12})\))?[ \t]*([-:=.|,;]*)[ \t]*([<>]?)[ \t]*")
_NUMBER: Final = re.compile(r"(?:\d+(?:[.,]\d+)?|\.\d+)(?![\d/.-]*\d)")
_WHOLE: Final = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?![\d/.-]*\d)")
"""A number where commas stand between the columns."""
_THOUSANDS: Final = re.compile(r"\d{1,3},\d{3}")
"""A number of cells in a microlitre; in other units a comma stands before decimals."""
_WORDS: Final = 20
"""Words a result, at most, in a print; prose that quotes results holds more."""
_FLAG: Final = re.compile(r"[ \t]*(?:\(?(?:high|low|[hl*]{1,2})\)?)(?![\w/])")
DATE: Final = re.compile(r"(?<![\w.])(\d{1,4})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})(?![\w.]*\d)")
_RANGE: Final = re.compile(r"[ \t]*[\[(]?[ \t]*\.?\d[\d.,]*[ \t]*(?:-|to)[ \t]*\.?\d")
_LIMITS: Final = re.compile(rf"{_RANGE.pattern}[\d.,]*[ \t]*[)\]]?")
_CELL: Final = re.compile(r"([<>]?)[ \t]?(?<![\w.^*/])(\d+(?:\.\d+)?|\.\d+)(?![\w.^*/%])")
_UNIT: Final = re.compile(
    r"[ \t,;|]*([a-zµμ%/][a-zµμ0-9/^.*%]*(?:/[a-z0-9.^]+)*|(?:x ?)?10[\^*]+\d+/[a-zµμ]+)"
)


def results(text: str, lexicon: Lexicon) -> Iterator[AnalyteResult]:
    """Every value that stands beside the name of an analyte."""
    table = lexicon.files.results
    small = plain(text)
    foreign = re.compile("|".join(table.foreign))
    block: tuple[int, ...] = ()
    heads: list[tuple[int, ...]] = []
    within = begun = False
    for line in re.finditer(r"[^\r\n]+", small):
        titled = line[0].rstrip().endswith(":") or not any(map(str.isdecimal, line[0]))
        other = foreign.search(line[0])
        unread = lexicon.unread_in(line[0], "results")
        if titled:  # above the first result stand the names of the house and of persons
            within = bool(other) or (begun and unread)
        if other or within:
            continue
        days = dates_in(line[0])
        dates = [when for when in days if when]
        names = list(lexicon.named(line[0]))
        if len(days) > 1:
            heads = [] if names else days
        if any(word in line[0] for word in table.dated_by):
            block = dates[0] if dates else ()
        own = dates[0] if len(dates) == 1 and names else block
        for number, (analyte, start, end) in enumerate(names):
            stop = names[number + 1][1] if number + 1 < len(names) else len(line[0])
            if analyte is not None and heads:
                begun = True
                found_in = _in_columns(line, (start, end, stop), analyte, heads)
                yield from (item._replace(unread=unread) for item in found_in)
            elif analyte is not None:
                found = _value(line[0], end, stop, analyte)
                if found:
                    begun = True
                    value, unit, last = found
                    span = line.start() + start, line.start() + last
                    yield AnalyteResult(analyte, value, unit, own, *span, line.span(), unread)


def looks_like_one(text: str, lexicon: Lexicon) -> bool:
    """Return whether enough lines of a text are results."""
    least = lexicon.files.results.least
    found = 0
    for line in re.finditer(r"[^\r\n]+", plain(text)):
        found += sum(
            _number(line[0], end, len(line[0]), analyte) is not None
            for analyte, _, end in lexicon.named(line[0])
        )
    return found >= least and len(text.split()) <= _WORDS * found


def _value(
    line: str, start: int, stop: int, analyte: AnalyteModel
) -> tuple[float | None, str, int] | None:
    """The value after a name, its unit, and where it ends; None where no number follows."""
    found = _number(line, start, stop, analyte)
    if found is None:
        return None
    number, given, limit = found
    end = number.end()
    while flag := _FLAG.match(line, end, stop):
        end = flag.end()
    rest = DATE.sub(lambda m: " " * len(m[0]), line[end:stop])
    limits = _LIMITS.match(rest)
    named = _UNIT.match(rest) or (_UNIT.match(rest, limits.end()) if limits else None)
    unit = named[1] if named and (_is_unit(named[1], analyte)) else ""
    rest = rest[named.end() :] if unit and named else rest
    unit = unit or (given if _is_unit(given, analyte) else "")
    others = re.sub(_RANGE, " ", rest)
    exact = bool(unit and named) or bool(_RANGE.match(rest)) or not _bare(others)
    counted = _THOUSANDS.fullmatch(number[0]) and analyte.units.get(plain_unit(unit), 1) < 1
    value = float(number[0].replace(",", "" if counted else "."))
    return (limited(value, limit) if exact else None), unit, end


def limited(value: float, sign: str) -> float:
    """A number, or the bound that it is with a sign before it."""
    return Bound(value, value, below=sign == "<") if sign else value


def _in_columns(
    line: re.Match[str],
    places: tuple[int, int, int],
    analyte: AnalyteModel,
    heads: list[tuple[int, ...]],
) -> Iterator[AnalyteResult]:
    """The values of a row under headings with dates; none for certain where a cell is missing."""
    start, end, stop = places
    rest = _LIMITS.sub(lambda m: " " * len(m[0]), line[0][end:stop])
    units = [m for m in _UNIT.finditer(rest) if _is_unit(m[1], analyte)]
    cells = list(_CELL.finditer(rest))
    if units and cells and cells[0].start() < units[0].start():
        cells = [cell for cell in cells if cell.start() < units[0].start()]
    if len(cells) != len(heads) or not all(heads):
        whole = line.start() + start, line.start() + len(line[0][:stop].rstrip())
        if any(map(str.isdecimal, line[0][end:stop])):
            yield AnalyteResult(analyte, None, "", (), *whole, line.span())
        return
    for when, cell in zip(heads, cells, strict=True):
        value = limited(float(cell[2]), cell[1])
        span = line.start() + start, line.start() + end + cell.end()
        yield AnalyteResult(analyte, value, units[0][1] if units else "", when, *span, line.span())


def _number(
    line: str, start: int, stop: int, analyte: AnalyteModel | None
) -> tuple[re.Match[str], str, str] | None:
    """The number right after a name, with a unit before it and the sign of a limit."""
    unit = _UNIT.match(line, start, stop)
    before = unit[1] if unit and _is_unit(unit[1], analyte) else ""
    gap = _GAP.match(line, unit.end() if unit and before else start, stop)
    if gap is None:
        return None
    found = (_WHOLE if "," in gap[2] else _NUMBER).match(line, gap.end(), stop)
    return (found, before or gap[1] or "", gap[3]) if found else None


def _is_unit(word: str, analyte: AnalyteModel | None) -> bool:
    """Return whether a word beside a number is a unit, known or not."""
    known = analyte.units if analyte else {}
    return "/" in word or "%" in word or plain_unit(word) in known


def _bare(rest: str) -> bool:
    """Return whether another result may stand there: two numbers or more that are no limits."""
    return len(re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w/])", rest)) > 1


def dates_in(line: str) -> list[tuple[int, ...]]:
    """Year, month and day of each date; empty for one that reads in two ways or is none."""
    return [_day(found[1], found[3], found[4]) for found in DATE.finditer(line)]


def _day(first: str, second: str, third: str) -> tuple[int, ...]:
    one, two, three = int(first), int(second), int(third)
    if len(first) == 4:
        return (one, two, three) if two <= 12 and three <= 31 else ()
    year = three + 2000 if len(third) == 2 else three
    if 31 >= one > 12 >= two:
        return year, two, one
    if 31 >= two > 12 >= one or one == two:
        return year, one, two
    return ()
