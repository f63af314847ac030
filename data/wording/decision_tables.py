"""Decision tables in words: cells, rows and tables for readers on paper."""

from __future__ import annotations

from collections.abc import Iterator

from data.wording.kinds import NOT_KNOWN, span_text, value_text
from engine.advice.reasons import condition
from engine.model.conditions import Clause, Row, Table, UnaryTest
from engine.model.findings import Finding
from engine.model.pathway import Pathway


def table_texts(pathway: Pathway, table: Table) -> Iterator[str]:
    """One line for each row; any of them is enough."""
    return (row_text(pathway, row) for row in table)


def row_text(pathway: Pathway, row: Row) -> str:
    """The clauses of a row, all of which hold together."""
    return " AND ".join(clause_text(pathway, clause) for clause in row) or "always"


def clause_text(pathway: Pathway, clause: Clause) -> str:
    """One clause: `Known allergy: Yes`, or what a condition says."""
    if isinstance(clause.test, UnaryTest):
        finding = pathway.findings[clause.name]
        return f"{finding.short}: {test_text(finding, clause.test)}"
    says = condition(pathway, clause.name).says
    return says if clause.test else f"it is not the case that {says}"


def test_text(finding: Finding, test: UnaryTest) -> str:
    """The values that satisfy a cell, in words."""
    if test.number and test.low is None and test.high is None:
        return "anything, not known included" if test.unknown else "known"
    words = [_range(finding, test)] if test.number else []
    words += _choices(finding, test)
    if test.unknown:
        words.append(NOT_KNOWN)
    return " or ".join(words)


def _range(finding: Finding, test: UnaryTest) -> str:
    cuts = [cut for cut in (test.low, test.high) if cut is not None]
    first = 1 if test.low is None else 2
    return span_text(finding, cuts, range(first, first + 1))


def _choices(finding: Finding, test: UnaryTest) -> list[str]:
    """The choices by name, or the few that are excluded."""
    others = [option for option in finding.options if option not in test.choices]
    if not others and finding.options:
        return ["known"] if not test.unknown else ["anything"]
    if len(others) < len(test.choices):
        return ["other than " + " or ".join(value_text(finding, option) for option in others)]
    return [value_text(finding, option) for option in finding.options if option in test.choices]
