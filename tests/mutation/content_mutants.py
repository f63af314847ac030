"""The pathway with one fault each: every threshold, operator, cell, row, rule, gate, outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from engine.model.conditions import Clause, Cut, Row, Table, UnaryTest
from engine.model.findings import Finding
from engine.model.pathway import Pathway, Recommendation, Rule, Threshold
from engine.model.unary_tests import parse_cell
from engine.model.urgency import Urgency

_Part = TypeVar("_Part")
Change = tuple[str, str, _Part]
"""A kind of fault, what was done, and the part with it."""

_TABLES = ("when", "unless", "gate")


@dataclass(frozen=True)
class Mutant:
    """A pathway with one fault.

    Attributes:
        kind: the kind of fault.
        what: what was done, for a list of survivors.
    """

    kind: str
    what: str
    pathway: Pathway


def mutants(pathway: Pathway) -> Iterator[Mutant]:
    """Every mutant, always in the same order."""
    yield from _thresholds(pathway)
    for group in ("contradictions", "concepts", "sections", "rules", "remarks"):
        parts = getattr(pathway, group)
        for key, part in parts.items():
            for kind, what, faulty in _broken_part(pathway, part):
                yield Mutant(kind, f"{group}.{key}: {what}", _with(pathway, group, faulty))
    yield from _rules(pathway)
    yield from _urgencies(pathway)
    yield from _stops(pathway)
    yield from _citations(pathway)


def advising_mutants(pathway: Pathway) -> Iterator[Mutant]:
    """The mutants that may change advice: all but those without a citation."""
    return (mutant for mutant in mutants(pathway) if mutant.kind != "citation dropped")


def _with(pathway: Pathway, group: str, part: Any) -> Pathway:
    """The pathway with one part in place of the one of its name."""
    name = part.code if isinstance(part, Recommendation) else part.key
    changed: dict[str, Any] = {group: {**getattr(pathway, group), name: part}}
    return replace(pathway, **changed)


def unit(finding: Finding, number: float) -> float:
    """The smallest step in which a number is given: 1, or one more decimal than it shows."""
    if finding.kind.whole:
        return 1.0
    return 0.01 if abs(number) < 10 else 0.1


# --- thresholds -------------------------------------------------------------------------------


def _thresholds(pathway: Pathway) -> Iterator[Mutant]:
    for key, threshold in pathway.thresholds.items():
        step = _step(pathway, threshold)
        for way in (-1, 1):
            moved = replace(threshold, value=round(threshold.value + way * step, 6))
            yield Mutant(
                "threshold moved",
                f"thresholds.{key}: {threshold.value} -> {moved.value}",
                _reread(_with(pathway, "thresholds", moved), key),
            )


def _step(pathway: Pathway, threshold: Threshold) -> float:
    """The step of the finding that is compared with a threshold."""
    for table in pathway.tables():
        for clause in (clause for row in table for clause in row):
            if isinstance(clause.test, UnaryTest) and threshold.key in clause.test.thresholds:
                return unit(pathway.findings[clause.name], threshold.value)
    return 1.0


def _reread(pathway: Pathway, key: str) -> Pathway:
    """The pathway with the cells that name a threshold read anew."""
    numbers = {name: threshold.value for name, threshold in pathway.thresholds.items()}

    def clause(old: Clause) -> Clause:
        if not isinstance(old.test, UnaryTest) or key not in old.test.thresholds:
            return old
        return replace(
            old, test=parse_cell(old.test.text.split(","), pathway.findings[old.name], numbers)
        )

    def part(old: Any) -> Any:
        fields = [name for name in (*_TABLES, "asked_when", "never") if hasattr(old, name)]
        tables = {f: tuple(tuple(map(clause, row)) for row in getattr(old, f)) for f in fields}
        return replace(old, **tables) if tables != {f: getattr(old, f) for f in fields} else old

    groups = ("findings", "concepts", "contradictions", "remarks", "sections", "rules")
    changed: dict[str, Any] = {
        group: {name: part(old) for name, old in getattr(pathway, group).items()}
        for group in (*groups, "invariants")
    }
    return replace(pathway, **changed)


# --- cells, rows, tables ----------------------------------------------------------------------


def _broken_part(pathway: Pathway, part: Any) -> Iterator[Change[Any]]:
    for field in _TABLES:
        table: Table = getattr(part, field, ())
        for kind, what, faulty in _broken_table(pathway, table):
            yield kind, f"{field}: {what}", replace(part, **{field: faulty})
        if table and field != "when":
            yield f"{field} dropped", field, replace(part, **{field: ()})


def _broken_table(pathway: Pathway, table: Table) -> Iterator[Change[Table]]:
    for n, row in enumerate(table):
        if len(table) > 1:
            yield "row dropped", f"row {n + 1}", table[:n] + table[n + 1 :]
        for kind, what, other in _broken_row(pathway, row):
            yield kind, f"row {n + 1}: {what}", (*table[:n], other, *table[n + 1 :])


def _broken_row(pathway: Pathway, row: Row) -> Iterator[Change[Row]]:
    for n, clause in enumerate(row):
        yield "cell dropped", clause.name, row[:n] + row[n + 1 :]
        for kind, what, other in _broken_clause(pathway, clause):
            yield kind, f"{clause.name} {what}", (*row[:n], other, *row[n + 1 :])


def _broken_clause(pathway: Pathway, clause: Clause) -> Iterator[Change[Clause]]:
    test = clause.test
    if isinstance(test, bool):
        yield "operator flipped", "negated", replace(clause, test=not test)
        return
    finding = pathway.findings[clause.name]

    def changed(**change: Any) -> Clause:
        return replace(clause, test=replace(test, **change))

    if test.choices and not finding.kind.numeric:
        others = frozenset(finding.options) - test.choices
        flipped = changed(choices=others, unknown=not test.unknown)
        yield "operator flipped", "not these", flipped
        if others:
            yield "operator flipped", "the other values", changed(choices=others)
    if test.unknown and test.choices:
        yield "operator flipped", "deaf to unknown", changed(unknown=False)
    if len(test.choices) > 1 and not finding.kind.numeric:
        for choice in sorted(test.choices):
            yield "value dropped", f"without {choice}", changed(choices=test.choices - {choice})
    yield from _broken_number(finding, test, changed)


def _broken_number(
    finding: Finding, test: UnaryTest, changed: Callable[..., Clause]
) -> Iterator[Change[Clause]]:
    if (test.low is None) != (test.high is None):
        yield "operator flipped", "less for more", changed(low=test.high, high=test.low)
    for side in ("low", "high"):
        cut: Cut | None = getattr(test, side)
        if cut is None:
            continue
        if not finding.kind.whole:
            yield (
                "operator flipped",
                f"{side} end",
                changed(**{side: replace(cut, above=not cut.above)}),
            )
        for way in (-1, 1):
            value = round(cut.value + way * unit(finding, cut.value), 6)
            moved = changed(**{side: replace(cut, value=value)})
            yield "threshold moved", f"{side} {cut.value} -> {value}", moved


# --- rules, outcomes, order -------------------------------------------------------------------


def _rules(pathway: Pathway) -> Iterator[Mutant]:
    rules, codes = dict(pathway.rules), list(pathway.recommendations)
    for key, rule in rules.items():
        kept = {name: other for name, other in rules.items() if name != key}
        yield Mutant("rule dropped", f"rules.{key}", replace(pathway, rules=kept))
        for other in _rivals(pathway, rule, codes):
            swapped = replace(rule, gives=other)
            yield Mutant(
                "outcome swapped",
                f"rules.{key}: {rule.gives} -> {other}",
                _with(pathway, "rules", swapped),
            )


def _rivals(pathway: Pathway, rule: Rule, codes: list[str]) -> Iterator[str]:
    """The next code in the list, and the next of the same kind."""
    here = codes.index(rule.gives)
    later = codes[here + 1 :] + codes[:here]
    kind = pathway.recommendations[rule.gives].kind
    same = (code for code in later if pathway.recommendations[code].kind == kind)
    yield from dict.fromkeys((later[0], next(same, later[0])))


def _urgencies(pathway: Pathway) -> Iterator[Mutant]:
    for group in ("recommendations", "rules"):
        parts: Mapping[str, Any] = getattr(pathway, group)
        for key, part in parts.items():
            for way in (-1, 1):
                if part.urgency is None or not 0 <= part.urgency + way < len(Urgency):
                    continue
                moved = replace(part, urgency=Urgency(part.urgency + way))
                yield Mutant(
                    "outcome swapped",
                    f"{group}.{key}: {part.urgency.name} -> {moved.urgency.name}",
                    _with(pathway, group, moved),
                )


def _stops(pathway: Pathway) -> Iterator[Mutant]:
    for key, section in pathway.sections.items():
        turned = replace(section, stops=not section.stops)
        kind = "stop dropped" if section.stops else "stop added"
        if section.stops or section.gate:
            yield Mutant(kind, f"sections.{key}", _with(pathway, "sections", turned))


def _citations(pathway: Pathway) -> Iterator[Mutant]:
    for group in ("rules", "recommendations", "remarks", "thresholds"):
        parts: Mapping[str, Any] = getattr(pathway, group)
        for key, part in parts.items():
            for n, cite in enumerate(part.cites):
                fewer = replace(part, cites=part.cites[:n] + part.cites[n + 1 :])
                yield Mutant(
                    "citation dropped",
                    f"{group}.{key}: {cite}",
                    _with(pathway, group, fewer),
                )
