"""The kinds of findings in words: values, ranges of numbers, and blanks for answers on paper."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from data.input.kinds import amount_text
from data.text.numbers import number_text
from engine.model.answers import UNKNOWN, Answers, Bound, LevelReading, Value
from engine.model.conditions import Cut
from engine.model.findings import Finding
from engine.model.kinds import Kind
from engine.model.pathway import Pathway

NOT_KNOWN: Final = "not known"
NOT_ASKED: Final = "not asked"

ENTERED: Final = "#"
"""The mark at a site that is named, where the content has no mark for what is read there."""

BOX: Final = "[_]"
"""A box to tick on paper."""


def value_text(finding: Finding, value: Value) -> str:
    """A value of a finding in words: its label, or its number and unit."""
    if value == UNKNOWN:
        return NOT_KNOWN
    if isinstance(value, tuple | frozenset):
        return " ".join(value_parts(finding, value))
    if isinstance(value, Bound):
        return f"{value.side} {number_text(value.limit)} {finding.unit}".rstrip()
    if isinstance(value, int | float):
        return amount_text(finding, value)
    return finding.options.get(value, value)


def value_parts(finding: Finding, value: Value) -> Sequence[str]:
    """The parts of a value, each whole by itself, with the sign that stands before the next."""
    if isinstance(value, tuple):
        return joined([_level_parts(finding, reading) for reading in value], ";") or ["no level"]
    if isinstance(value, frozenset):
        chosen = [[label] for option, label in finding.options.items() if option in value]
        return joined(chosen) or ["none"]
    return [value_text(finding, value)]


def joined(groups: Sequence[Sequence[str]], sign: str = ",") -> list[str]:
    """The parts of all groups, with a sign behind each group but the last."""
    ended = [[*parts[:-1], f"{parts[-1]}{sign}"] for parts in groups[:-1]]
    return [part for parts in (*ended, *groups[-1:]) for part in parts]


def open_bound(finding: Finding, bound: Value) -> str:
    """A bound and what to do about it: `below 60: does not settle the advice; enter the number`."""
    return f"{value_text(finding, bound)}: does not settle the advice; enter the number"


def open_bounds(pathway: Pathway, given: Answers, unsettled: Collection[str]) -> Iterator[str]:
    """A sentence for each bound that leaves open what its number would decide."""
    for key in sorted(unsettled):
        finding = pathway.findings[key]
        yield f"{finding.short} {open_bound(finding, given[key])}."


def full_blank(finding: Finding) -> str:
    """The blank for an answer on paper: its range or all its options, and a box for not known."""
    match finding.kind:
        case Kind.LEVELS:
            return "Levels: ____________"
        case Kind.CHOICE | Kind.SEVERAL:
            blank = " ".join(f"{BOX} {label}" for label in finding.options.values())
        case Kind.INTEGER | Kind.NUMBER:
            low, high = number_text(finding.low or 0), number_text(finding.high or 0)
            blank = f"______ {finding.unit}".rstrip() + f" ({low} to {high})"
    return f"{blank} {BOX} {NOT_KNOWN}"


def short_blank(finding: Finding) -> str:
    """The blank for an answer on a pocket card: a line, or two boxes for a sign."""
    match finding.kind:
        case Kind.LEVELS:
            return "____________________"
        case Kind.CHOICE | Kind.SEVERAL:
            return f"{BOX}y {BOX}n" if set(finding.options) == {"yes", "no"} else "________"
        case Kind.INTEGER | Kind.NUMBER:
            return f"____ {finding.unit}".rstrip()


def level_mark(finding: Finding, reading: LevelReading) -> str:
    """The mark of a reading in a chart: that of the first field with one."""
    marks = (part.marks.get(str(reading.get(part.key))) for part in finding.fields)
    return next(filter(None, marks), ENTERED)


def level_text(finding: Finding, reading: LevelReading) -> str:
    """The readings of one level: `SITE: grade 1 mild, loss 22 %`."""
    return " ".join(_level_parts(finding, reading))


def _level_parts(finding: Finding, reading: LevelReading) -> Sequence[str]:
    known = (part for part in finding.fields if reading.get(part.key, UNKNOWN) != UNKNOWN)
    parts = [field_text(part, reading[part.key]) for part in known]
    first, *others = parts or ["nothing more known"]
    return joined([[f"{reading['level']}: {first}"], *([part] for part in others)])


def field_text(field: Finding, value: Value) -> str:
    """A value read at a level with its name, once: `Loss 22 %`, `Shape not specified`."""
    words, first = value_text(field, value), field.short.partition(" ")[0]
    return words if words.startswith(f"{first} ") else f"{field.short} {words}"


def range_text(finding: Finding, low: float | None, high: float | None) -> str:
    """The words for a range of numbers, of which one end may be open: `17 years or less`."""
    if high is None:
        return "any number" if low is None else f"{amount_text(finding, low)} or more"
    if low is None:
        return f"{amount_text(finding, high)} or less"
    return f"{number_text(low)} to {amount_text(finding, high)}"


def span_text(finding: Finding, cuts: Sequence[Cut], cells: range) -> str:
    """The words for neighbouring cells of numbers: `50 or more`, `below 30`, `2 to 6`."""
    low = cuts[cells[0] - 2] if cells[0] > 1 else None
    high = cuts[cells[-1] - 1] if cells[-1] <= len(cuts) else None
    if low and high and finding.kind.whole:
        low, high = _whole(low, above=False), _whole(high, above=True)
    unit = f" {finding.unit}".rstrip()
    if low is None:
        return f"{_upper(high)}{unit}" if high else range_text(finding, None, None)
    first = number_text(low.value)
    if high is None:
        return f"above {first}{unit}" if low.above else range_text(finding, low.value, None)
    if low.value == high.value:
        return f"{first}{unit}"
    if high.above and not low.above:
        return range_text(finding, low.value, high.value)
    return f"{'above' if low.above else 'from'} {first} {_upper(high)}{unit}"


def _whole(cut: Cut, *, above: bool) -> Cut:
    """The same place between two whole numbers, named by the one inside."""
    if cut.above is above:
        return cut
    return Cut(cut.value + (-1 if above else 1), above)


def _upper(cut: Cut) -> str:
    return f"up to {number_text(cut.value)}" if cut.above else f"below {number_text(cut.value)}"
