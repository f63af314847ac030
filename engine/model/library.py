"""The code that a pathway brings along: what its tables cannot say."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from engine.model.answers import Answers, Value
from engine.model.facts import Facts

Codes: TypeAlias = tuple[str, ...]

Derive: TypeAlias = Callable[[Facts], Value]
"""Computes a finding from answers; UNKNOWN where they do not settle it."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A safety rule that a page breaks.

    Attributes:
        rule: its number among the safety rules that the content was written to.
        says: the rule in a sentence.
        missing: codes that the page had to show; of `one_of`, all that would have done.
        wrong: codes that the page must not show.
    """

    rule: str
    says: str
    missing: Codes = ()
    wrong: Codes = ()


@dataclass(frozen=True, slots=True)
class Score:
    """A published score of one patient; display only.

    Attributes:
        name: of the score.
        version: which of its publications was followed.
        total: the sum of points, or None when it cannot be calculated.
        result: what the publication calls this total, or that it cannot be calculated.
        missing: the items that are unknown, also those for which points are printed.
        source: key of the source among the content's sources.
        about: the part of the patient that it describes; empty for the whole patient.
    """

    name: str
    version: str
    total: int | None
    result: str
    missing: tuple[str, ...]
    source: str
    about: str = ""


def _no_violations(_answers: Answers, _codes: Collection[str]) -> tuple[Violation, ...]:
    return ()


def _no_scores(_facts: Facts) -> tuple[Score, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Library:
    """The code of one pathway.

    Attributes:
        derivations: the functions that derived findings and slip guards may name, by name.
        violations: the safety rules that a page with these codes breaks for these answers; it
            reads the rules a second time and knows nothing of the tables.
        checked: by number of a safety rule, how many statements `violations` makes of it.
        scores: the scores that answers and derived findings allow.
    """

    derivations: Mapping[str, Derive] = field(default_factory=dict)
    violations: Callable[[Answers, Collection[str]], tuple[Violation, ...]] = _no_violations
    checked: Mapping[str, int] = field(default_factory=dict)
    scores: Callable[[Facts], tuple[Score, ...]] = _no_scores
