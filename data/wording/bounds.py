"""Bounds that leave the advice open, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from data.wording.kinds import value_text
from engine.model.answers import Answers, Value
from engine.model.findings import Finding
from engine.model.pathway import Pathway


def open_bound(finding: Finding, bound: Value) -> str:
    """A bound and what to do about it: `below 60: does not settle the advice; enter the number`."""
    return f"{value_text(finding, bound)}: does not settle the advice; enter the number"


def open_bounds(pathway: Pathway, given: Answers, unsettled: Collection[str]) -> Iterator[str]:
    """A sentence for each bound that leaves open what its number would decide."""
    for key in sorted(unsettled):
        finding = pathway.findings[key]
        yield f"{finding.short} {open_bound(finding, given[key])}."
