"""Unary tests: the cells of a decision table, in the manner of DMN.

A cell names the values of one finding that satisfy it::

    "present"         this value
    ["mild", "none"]  any of these
    "!present"        anything else, unknown included
    "known"           any value, but not unknown
    "unknown"         nobody asked, or nobody knows
    ">= 7", "< 35"    a comparison with a number or a named threshold
    "2 .. 6"          from 2 to 6, both included
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from engine.model.answers import UNKNOWN
from engine.model.conditions import Cut, UnaryTest
from engine.model.findings import Finding

_COMPARISON: Final = re.compile(r"(<=|>=|<|>)\s*(\S+)")
_BETWEEN: Final = re.compile(r"(\S+)\s*\.\.\s*(\S+)")


class CellError(ValueError):
    """A cell that is not legal for its finding; the message names the legal ones."""


def parse_cell(
    cell: str | Iterable[str], finding: Finding, thresholds: Mapping[str, float]
) -> UnaryTest:
    """Read a cell of a table.

    Args:
        cell: the cell's text, or a list of values any of which satisfies it.
        finding: the finding that the column is about.
        thresholds: numbers by name, for cells such as `">= severe_pain"`.

    Raises:
        CellError: when the cell says nothing about this finding.
    """
    if not finding.kind.single:
        raise CellError(f"{finding.key} has no single value; test a finding derived from it")
    if isinstance(cell, str):
        return _parse_text(cell.strip(), finding, thresholds)
    parts = [_parse_text(part.strip(), finding, thresholds) for part in cell]
    if not parts:
        raise CellError("an empty list is satisfied by nothing")
    ranged = [part for part in parts if part.number]
    if len(ranged) > 1:
        raise CellError("a list may hold one comparison at most; write one row for each")
    bounds = ranged[0] if ranged else parts[0]
    return UnaryTest(
        text=", ".join(part.text for part in parts),
        choices=frozenset().union(*(part.choices for part in parts)),
        low=bounds.low,
        high=bounds.high,
        number=bool(ranged),
        unknown=any(part.unknown for part in parts),
        thresholds=tuple(name for part in parts for name in part.thresholds),
    )


def _parse_text(text: str, finding: Finding, thresholds: Mapping[str, float]) -> UnaryTest:
    everything = frozenset(finding.options)
    if text == UNKNOWN:
        return UnaryTest(text, unknown=True)
    if text == "known":
        return UnaryTest(text, choices=everything, number=finding.kind.numeric)
    if finding.kind.numeric:
        return _parse_number(text, finding, thresholds)
    if text.startswith("!"):
        excluded = text[1:].strip()
        if excluded == UNKNOWN:
            raise CellError('write "known" for anything but unknown')
        _require_option(excluded, finding)
        return UnaryTest(text, choices=everything - {excluded}, unknown=True)
    _require_option(text, finding)
    return UnaryTest(text, choices=frozenset({text}))


def _require_option(text: str, finding: Finding) -> None:
    if text not in finding.options:
        legal = ", ".join(finding.options)
        raise CellError(f"{finding.key} cannot be {text!r}; legal: {legal}, known, unknown")


def _parse_number(text: str, finding: Finding, thresholds: Mapping[str, float]) -> UnaryTest:
    if found := _BETWEEN.fullmatch(text):
        low, high = (_operand(word, finding, thresholds) for word in found.groups())
        return UnaryTest(
            text,
            low=Cut(low, above=False),
            high=_normal(Cut(high, above=True), finding),
            number=True,
            thresholds=tuple(word for word in found.groups() if word in thresholds),
        )
    found = _COMPARISON.fullmatch(text)
    operator, word = found.groups() if found else ("=", text)
    value = _operand(word, finding, thresholds)
    below = Cut(value, above=False)
    beyond = _normal(Cut(value, above=True), finding)
    return UnaryTest(
        text,
        low={">=": below, ">": beyond, "=": below}.get(operator),
        high={"<=": beyond, "<": below, "=": beyond}.get(operator),
        number=True,
        thresholds=(word,) if word in thresholds else (),
    )


def _operand(word: str, finding: Finding, thresholds: Mapping[str, float]) -> float:
    if word in thresholds:
        return thresholds[word]
    try:
        return float(word)
    except ValueError:
        raise CellError(
            f"{word!r} is neither a number nor a threshold; {finding.key} takes a comparison"
            " such as '>= 7', '2 .. 6', known or unknown"
        ) from None


def _normal(cut: Cut, finding: Finding) -> Cut:
    """Write the cut just above a whole number as the one just below the next.

    Whole numbers have nothing in between, so `> 3` and `>= 4` are one cut.
    """
    if cut.above and finding.kind.whole and cut.value == int(cut.value):
        return Cut(cut.value + 1, above=False)
    return cut
