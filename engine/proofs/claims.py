"""Claims about all patients, and what came of checking them.

A claim is a function that has to be false everywhere. The diagram of such a function is the node
FALSE exactly when the claim holds; any other node holds a witness.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.diagram.diagram import FALSE, TRUE
from engine.model.answers import Answers, Value


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that holds for all patients.

    Attributes:
        says: the claim.
        broken: the function of the patients that break it, to be FALSE.
        example: a patient that breaks it, where the claim was checked otherwise than by its
            diagram.
    """

    says: str
    broken: int
    example: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failure:
    """A claim that does not hold.

    Attributes:
        says: the claim.
        witness: findings, asked and derived, of a combination that breaks it.
        case: answers of a patient that shows this combination; None where none was found, as
            derived findings count as free and some of their combinations no patient has.
        patterns: how many combinations break it; 0 where they were not counted.
    """

    says: str
    witness: Mapping[str, Value]
    case: Answers | None
    patterns: int


@dataclass(frozen=True, slots=True)
class Proof:
    """Claims of one kind, all checked.

    Attributes:
        title: what is claimed.
        how: how far the checking reaches.
        claims: how many claims were checked.
        failures: those that do not hold.
        notes: what a reader has to know of it, exemptions above all.
    """

    title: str
    claims: int
    failures: tuple[Failure, ...]
    how: str = ""
    notes: tuple[str, ...] = ()


def plainly(says: str, *, holds: bool, example: Mapping[str, Value] | None = None) -> Claim:
    """A claim that was checked already."""
    return Claim(says, FALSE if holds else TRUE, example or {})
