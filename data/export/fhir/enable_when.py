"""The condition under which a question is asked, as FHIR's enableWhen.

FHIR joins the conditions of an item with all of AND or all of OR. A table is rows of OR over cells
of AND, and a cell may allow several values. So the table is written as AND over OR; each OR with
several parts becomes a group around the item.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, Final, TypeAlias

from data.export.fhir.kinds import ASKED_UNKNOWN, coding, number_of
from data.export.fhir.naming import Json
from engine.model.conditions import Clause, Table, UnaryTest
from engine.model.findings import Finding

Literal: TypeAlias = tuple[str, str, Any]
"""A finding, an operator of FHIR, and what it is compared with."""

CALCULATES: Final = "calculated:done"
"""The link id of the item that is true where a form filler calculates."""


def conditions(
    findings: Mapping[str, Finding],
    table: Table,
    prefix: str = "",
) -> list[list[Json]]:
    """The table as enableWhen: all of the lists hold, each if any of its conditions does.

    Args:
        findings: that the cells are about.
        table: over findings alone. A cell on a derived finding holds where the form filler
            calculates nothing, and of one without an expression once an input is answered: a
            question too many is safe.
        prefix: the prefix of the link ids of the findings.
    """
    rows = [_factors(findings, row) for row in table]
    sums = {tuple(dict.fromkeys(sum(choice, ()))) for choice in product(*rows)} if rows else set()
    least = [one for one in sums if not any(set(other) < set(one) for other in sums)]
    return [[_enable(findings, part, prefix) for part in one] for one in sorted(least, key=str)]


def _factors(
    findings: Mapping[str, Finding], row: tuple[Clause, ...]
) -> Iterator[tuple[Literal, ...]]:
    for clause in row:
        finding, test = findings[clause.name], clause.test
        assert isinstance(test, UnaryTest)  # noqa: S101 - what is asked depends on findings alone
        if not finding.derived:
            yield from _cell(finding, test)
        elif finding.fhirpath:
            for factor in _cell(finding, test):
                yield (*factor, (CALCULATES, "exists", False))
        else:
            yield tuple((key, "exists", True) for key in finding.derived.inputs)


def _cell(finding: Finding, test: UnaryTest) -> Iterator[tuple[Literal, ...]]:
    """A cell as AND over OR."""
    absent: tuple[Literal, ...] = ((finding.key, "exists", False),) if test.unknown else ()
    if not finding.kind.numeric:
        values: tuple[Literal, ...] = tuple(
            (finding.key, "=", option) for option in finding.options if option in test.choices
        )
        asked = test.unknown and not finding.derived
        unknown: tuple[Literal, ...] = ((finding.key, "=", None),) if asked else ()
        yield (*values, *unknown, *absent)
        return
    limits: list[Literal] = [
        *([(finding.key, ">" if test.low.above else ">=", test.low.value)] if test.low else []),
        *([(finding.key, "<=" if test.high.above else "<", test.high.value)] if test.high else []),
    ]
    if test.number and not limits:
        limits = [(finding.key, "exists", True)]
    yield from [(limit, *absent) for limit in limits] or [absent]


def _enable(findings: Mapping[str, Finding], literal: Literal, prefix: str) -> Json:
    key, operator, value = literal
    condition: Json = {"question": f"{prefix}{key}", "operator": operator}
    if operator == "exists":
        return condition | {"answerBoolean": value}
    finding = findings[key]
    if finding.derived and not finding.kind.numeric:
        return condition | {"answerString": value}
    if not finding.kind.numeric:
        found = ASKED_UNKNOWN if value is None else coding(finding, value)
        return condition | {"answerCoding": {k: v for k, v in found.items() if k != "display"}}
    if finding.derived or value != int(value):
        return condition | {"answerDecimal": value}
    return condition | number_of(finding, "answer", value)
