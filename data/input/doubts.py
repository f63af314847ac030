"""Doubts: legal numbers that were probably meant otherwise, each with the question to put.

Every face and `evaluate` ask here. The ranges are the content's; units and slips are those of the
converter.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from data.input.kinds import amount_text, is_legal
from data.text.numbers import number_text
from engine.model.answers import Answers, Bound, Value
from engine.model.facts import Facts
from engine.model.findings import Finding
from engine.model.pathway import Pathway

_LARGEST: Final = 1e9
"""A larger number is none of any unit in use, and may be too large to convert."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number that is asked about once more.

    Attributes:
        finding: whose number it is.
        asks: a sentence that says what is doubtful, or asks what was meant.
        implausible: whether nothing permissive rests on the number until it is confirmed.
    """

    finding: Finding
    asks: str
    implausible: bool = True

    @property
    def key(self) -> str:
        """The key of the finding."""
        return self.finding.key

    @property
    def says(self) -> str:
        """The doubt where its question does not stand beside it: it names the finding."""
        return f"{self.finding.short}: {self.asks}"


def doubts(
    pathway: Pathway, answers: Mapping[str, Value], confirmed: Collection[str] = ()
) -> tuple[Doubt, ...]:
    """The doubts about some answers.

    Args:
        pathway: the content with its ranges.
        answers: legal values by finding key.
        confirmed: keys of the numbers that somebody has confirmed; they are in doubt no more.
    """
    numbers = {
        key: value
        for key, value in answers.items()
        if isinstance(value, (int, float)) and key not in confirmed and key in pathway.findings
    }
    asked = (doubt(pathway.findings[key], value, answers) for key, value in numbers.items())
    return tuple(found for found in asked if found is not None)


def implausible(
    pathway: Pathway, answers: Mapping[str, Value], confirmed: Collection[str] = ()
) -> frozenset[str]:
    """The keys of the numbers on which nothing permissive may rest."""
    return frozenset(d.key for d in doubts(pathway, answers, confirmed) if d.implausible)


def doubt(finding: Finding, number: float, answers: Answers) -> Doubt | None:
    """The doubt about one legal number in the finding's own unit; None where there is none."""
    if _sign_forgotten(finding, number, answers):
        limit = _limit(number)
        return Doubt(finding, f"+{limit:g} is unusual here. Was {-limit:g} meant?")
    if not _within(finding.warn, number):
        return Doubt(finding, _asks(finding, number))
    if not _within(finding.unusual, number):
        return Doubt(finding, f"Unusual value: {amount_text(finding, number)}.", implausible=False)
    return None


def may_be_implausible(finding: Finding, number: float) -> bool:
    """Return whether a number is implausible, or would be with some other answers."""
    slip = finding.sign_slip
    return not _within(finding.warn, number) or (slip is not None and number > slip.above)


def other_unit(finding: Finding, number: float) -> str | None:
    """The other unit in use in which a number would be plausible; None where there is none.

    It is meant for a number that is illegal or implausible in the finding's own unit.
    """
    if not abs(number) < _LARGEST:
        return None
    for unit in finding.units.names[1:]:
        meant = finding.units.to_own(number, unit)
        if is_legal(finding, meant) and _within(finding.warn, meant):
            return unit
    return None


def asks_unit(finding: Finding, number: float, unit: str) -> str:
    """A question whether a number was meant in another unit."""
    value = f"{finding.units.to_own(number, unit):.4g} {finding.unit}"
    return f"Was {number_text(number)} {unit} meant, that is {value}?"


def _sign_forgotten(finding: Finding, number: float, answers: Answers) -> bool:
    """Return whether the minus sign of a number was probably left out."""
    slip = finding.sign_slip
    return slip is not None and number > slip.above and slip.given(Facts(answers, {})) == "yes"


def _asks(finding: Finding, number: float) -> str:
    """The doubt about an implausible number, and what else it may be."""
    shown, number = amount_text(finding, number), _limit(number)
    unit, meant = other_unit(finding, number), ""
    if unit is not None:
        meant = asks_unit(finding, number, unit)
    elif finding.unit == "%" and 0 < number < 1 and _within(finding.warn, 100 * number):
        meant = f"Was {number_text(100 * number)} % meant?"
    return f"{shown} is unlikely. {meant}" if meant else f"Unusual value: {shown}."


def _within(bounds: tuple[float, float] | None, number: float) -> bool:
    return bounds is None or bounds[0] <= number <= bounds[1]


def _limit(number: float) -> float:
    """A number, or the limit of a bound."""
    return number.limit if isinstance(number, Bound) else number
