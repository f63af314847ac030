"""Quantities: numbers with their units, as people type and print them, and which are legal.

Number forms, plain lines and cases ask here. Nothing is guessed: a comma before exactly three
figures may mark a fraction or thousands, and is refused with both readings.
"""

from __future__ import annotations

import math
import re
from typing import Final

from data.text.numbers import number_text
from engine.model.answers import Bound, Value
from engine.model.findings import Finding
from engine.model.units import plain_unit

MINUS: Final = "\N{MINUS SIGN}"
"""The sign that documents print for a negative number; it is read as the hyphen is."""

_LONGEST: Final = 60
_STEP: Final = 0.01
"""The distance from its limit at which a bound is first tried."""

_QUANTITY: Final = re.compile(r"([-+]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+))\s*([^-+0-9.,<>\s].*)?")
_TWO_READINGS: Final = re.compile(r"([-+]?[0-9]*),([0-9]{3})")
_AREA: Final = "/1.73m2"


class QuantityError(ValueError):
    """A text that is no quantity of its finding.

    Attributes:
        says: what would be legal, without what was found.
        asks: the question to put to whoever typed it; `says` where there is no other.
    """

    def __init__(self, says: str, asks: str = "") -> None:
        """Keep both wordings."""
        super().__init__(says)
        self.says, self.asks = says, asks or says


def read_quantity(finding: Finding, text: str, unit: str = "") -> float:
    """The number that a text gives for a finding, in the finding's own unit.

    Args:
        finding: a number.
        text: as typed: `-2.4`, `37,2`, `37.2 C`, `88 umol/l`.
        unit: the unit that counts where the text names none; the finding's own without it.

    Raises:
        QuantityError: for anything else, an unknown unit and a comma that reads in two ways.
    """
    typed = text.strip().replace(MINUS, "-")
    parted = _QUANTITY.fullmatch(typed) if len(typed) <= _LONGEST else None
    if parted is None:
        raise QuantityError("not a number")
    figures, named = parted[1], parted[2] or unit or finding.unit
    if two := _TWO_READINGS.fullmatch(figures):
        fraction, thousands = (number_text(float(two[1] + by + two[2])) for by in (".", ""))
        raise QuantityError(
            "a comma before exactly three figures reads in two ways; write a point, or no comma",
            f"{fraction} or {thousands}? Type it with a point, or without the comma.",
        )
    return in_own_unit(finding, float(figures.replace(",", ".")), named)


def read_bound(finding: Finding, text: str, unit: str = "") -> Bound | None:
    """The bound in a text such as `<5` or `> 60 mg/L`; None for any other text.

    Args:
        finding: a number.
        text: as typed.
        unit: the unit that counts where the text names none; the finding's own without it.

    Raises:
        QuantityError: where what follows the sign is no quantity, or leaves no legal number.
    """
    typed = text.strip()
    if typed[:1] not in ("<", ">"):
        return None
    limit = read_quantity(finding, typed[1:], unit)
    return bound_of(finding, limit, below=typed[0] == "<")


def bound_of(finding: Finding, limit: float, *, below: bool) -> Bound:
    """A bound of a finding, which has a legal number in its range.

    Raises:
        QuantityError: where there is none.
    """
    bound = bound_at(finding, limit, below=below)
    if bound is None:
        raise QuantityError(f"no legal number lies {'below' if below else 'above'} that")
    return bound


def bound_at(finding: Finding, limit: float, *, below: bool) -> Bound | None:
    """A bound of a finding at a legal number beside its limit; None where there is none."""
    whole = finding.kind.whole
    near = math.ceil(limit) - 1 if below else math.floor(limit) + 1
    tried = near if whole else limit + (-_STEP if below else _STEP)
    end = finding.low if below else finding.high
    middle = None if end is None or whole else (limit + end) / 2
    for number in (tried, tried if middle is None else middle):
        bound = Bound(number, limit, below=below)
        if bound.holds(number) and is_number(finding, number):
            return bound
    return None


def in_own_unit(finding: Finding, number: float, unit: str) -> float:
    """A number in its finding's own unit.

    Args:
        finding: a number.
        number: in `unit`.
        unit: as typed; case, spaces, the degree sign and a plural make no difference. Of a rate
            per body surface the surface may be left out, as reports often do.

    Raises:
        QuantityError: naming the legal units.
    """
    if unit_named(finding, unit) == finding.unit:
        return number
    try:
        return finding.units.to_own(number, unit)
    except (ValueError, OverflowError):
        units = ", ".join(filter(None, finding.units.names)) or "a number without a unit"
        says = f"no unit of {finding.key}; legal: {units}"
        raise QuantityError(says) from None


def unit_named(finding: Finding, unit: str) -> str | None:
    """The unit of a finding that a text names; None for any other text."""
    plain, own = plain_unit(unit), plain_unit(finding.unit)
    if plain in {own, own.removesuffix("s"), own.removesuffix(_AREA)}:
        return finding.unit
    return finding.units.named(unit)


def is_number(finding: Finding, value: Value) -> bool:
    """Return whether a value is a finite number in the hard range, whole where it has to be."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    low = -math.inf if finding.low is None else finding.low
    high = math.inf if finding.high is None else finding.high
    # Inequality alone: a whole number from outside may be too large for any function of math.
    if not (low <= value <= high and -math.inf < value < math.inf):
        return False
    return not finding.kind.whole or value == int(value)


def number_words(finding: Finding) -> str:
    """The legal values of a number in words: `a whole number from 0 to 10`."""
    kind = "a whole number" if finding.kind.whole else "a number"
    low, high, unit = finding.low, finding.high, f" {finding.unit}".rstrip()
    if low is not None and high is not None:
        return f"{kind} from {number_text(low)} to {number_text(high)}{unit}"
    if low is not None:
        return f"{kind} of at least {number_text(low)}{unit}"
    return f"{kind} of at most {number_text(high)}{unit}" if high is not None else f"{kind}{unit}"
