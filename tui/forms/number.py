"""A question for a number: typed, checked against its range, confirmed when unusual."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from data.wording import number_text
from engine.findings import UNKNOWN, Finding, Kind, Value
from tui.forms.form import ENTER, Given, heading
from tui.rows import Look, Row

_TYPED: Final = frozenset("0123456789.,-+")
_LONGEST: Final = 10


class NumberForm:
    """What was typed stays until it is a legal number; nothing else is ever stored."""

    def __init__(
        self, finding: Finding, given: Value | None = None, *, empty_is_unknown: bool = False
    ) -> None:
        """Start with the number that was given.

        Args:
            finding: a number in its unit.
            given: the earlier answer.
            empty_is_unknown: whether Enter on an empty line means not known.
        """
        self._finding = finding
        self._given = given
        self._empty_is_unknown = empty_is_unknown
        self._typed = number_text(given) if isinstance(given, int | float) else ""
        self._fresh = bool(self._typed)
        self._hint = ""
        self._confirming = False

    @property
    def pending(self) -> bool:
        """A half-typed number is quickly typed again."""
        return False

    def rows(self) -> Iterator[Row]:
        """The question, what is legal, and what was typed."""
        yield from heading(self._finding, _sentence(self._legal()))
        unit = f" {self._finding.unit}" if self._finding.unit else ""
        earlier = "  (your answer)" if self._fresh else ""
        if self._given == UNKNOWN and not self._typed:
            earlier = "  (your answer: not known)"
        yield Row(f"> {self._typed}_{unit}{earlier}", Look.STRONG, here=True)
        yield Row(self._hint or self._keys(), hang=2)

    def press(self, key: str) -> Given | bool:
        """Figures are typed; Enter takes the number if it is legal."""
        if key == ENTER:
            return self._enter()
        if key in ("backspace", "delete"):
            self._edit("" if key == "delete" else self._typed[:-1])
        elif key in _TYPED:
            before = "" if self._fresh else self._typed
            if len(before) < _LONGEST:
                self._edit(before + key)
        else:
            return False
        return True

    def not_known(self) -> Given | bool:
        """Asked, and not known."""
        return Given({self._finding.key: UNKNOWN})

    def back(self) -> bool:
        """There is no step inside."""
        return False

    def _edit(self, typed: str) -> None:
        self._typed, self._fresh, self._hint, self._confirming = typed, False, "", False

    def _enter(self) -> Given | bool:
        if not self._typed:
            if self._empty_is_unknown or self._given == UNKNOWN:
                return self.not_known()
            self._hint = f"Type {self._legal()}, or press u for not known."
            return True
        number = parsed(self._finding, self._typed)
        if number is None:
            self._hint = f"Not taken: this asks for {self._legal()}. Correct it, or press u."
            return True
        if self._is_unusual(number) and not self._confirming and not self._fresh:
            self._confirming = True
            value = f"{number_text(number)} {self._finding.unit}".rstrip()
            self._hint = f"Unusual value: {value}. Press Enter again to keep it, or correct it."
            return True
        return Given({self._finding.key: number})

    def _is_unusual(self, number: float) -> bool:
        warn = self._finding.warn
        return warn is not None and not warn[0] <= number <= warn[1]

    def _legal(self) -> str:
        return legal_words(self._finding)

    def _keys(self) -> str:
        empty = " (empty: not known)" if self._empty_is_unknown else ""
        return f"Enter takes it{empty}, u not known"


def legal_words(finding: Finding) -> str:
    """What may be typed: `a whole number from 0 to 10`."""
    kind = "a whole number" if finding.kind is Kind.INTEGER else "a number"
    low, high, unit = finding.low, finding.high, f" {finding.unit}".rstrip()
    if low is not None and high is not None:
        return f"{kind} from {number_text(low)} to {number_text(high)}{unit}"
    if low is not None:
        return f"{kind} of at least {number_text(low)}{unit}"
    return f"{kind} of at most {number_text(high)}{unit}" if high is not None else f"{kind}{unit}"


def parsed(finding: Finding, typed: str) -> int | float | None:
    """The number that was typed, or None when it is none or not a legal one.

    A comma counts as the decimal point.
    """
    try:
        number = float(typed.replace(",", "."))
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    if finding.low is not None and number < finding.low:
        return None
    if finding.high is not None and number > finding.high:
        return None
    if finding.kind is Kind.INTEGER:
        return int(number) if number.is_integer() else None
    return number


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
