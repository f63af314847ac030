"""A question for a number: typed, checked against its range, confirmed when unusual."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Final

from data.input.legal_values import is_legal, number_words
from data.text.numbers import number_text
from engine.model.answers import UNKNOWN, Value
from engine.model.findings import Finding, Kind
from engine.spine.units import slip, to_canonical, units_of
from tui.forms.form import ENTER, TYPED, Answered, QuestionForm, heading, spoken_heading
from tui.rows.row import TextRow, TextStyle
from tui.state.partial_entry import YOURS, PartialEntry

FIGURES: Final = frozenset("0123456789.,-+")
LONGEST: Final = 10
"""Characters that a number has at most."""

_UNIT: Final = "t"
_NOTHING: Final[Mapping[str, Value]] = {}


class NumberForm(QuestionForm):
    """A form for a number: the typed text stays until it is legal; nothing else is stored."""

    def __init__(
        self,
        finding: Finding,
        given: Value | None = None,
        *,
        empty_is_unknown: bool = False,
        answers: Mapping[str, Value] = _NOTHING,
        earlier: str = YOURS,
    ) -> None:
        """Start with the number that was given.

        Args:
            finding: a number in its unit.
            given: the earlier answer.
            empty_is_unknown: whether Enter on an empty line means not known.
            answers: the others, which can make a number unlikely.
            earlier: what the given number is, in words.
        """
        self._earlier = earlier
        self._finding = finding
        self._given = given
        self._empty_is_unknown = empty_is_unknown
        self._answers = answers
        self._units = units_of(finding.key) or (finding.unit,)
        self._unit = self._units[0]
        self._typed = number_text(given) if isinstance(given, int | float) else ""
        self._began = self._typed
        self._fresh = bool(self._typed)
        self._resumed = False
        self._hint = ""
        self._confirming = False

    @property
    def partial_entry(self) -> PartialEntry:
        """The typed text and its unit."""
        if (self._typed, self._unit) == (self._began, self._units[0]):
            return {}
        return {"typed": self._typed, "unit": self._unit}

    def resume(self, entry: PartialEntry) -> None:
        """Show what was typed; the next figure goes behind it."""
        typed, unit = str(entry.get("typed", "")), entry.get("unit")
        if unit in self._units and len(typed) <= LONGEST and set(typed) <= FIGURES:
            self._edit(typed)
            self._unit, self._resumed = str(unit), True

    def rows(self) -> Iterator[TextRow]:
        """The question, what is legal, and what was typed."""
        yield from heading(self._finding, _sentence(self._legal()))
        unit = f" {self._unit}" if self._unit else ""
        yield TextRow(f"> {self._typed}_{unit}{self._before()}", TextStyle.STRONG, here=True)
        yield TextRow(self._hint or self._keys(), continuation_indent=2)

    def lines(self) -> Iterator[str]:
        """The question, what is legal, and what was typed."""
        yield from spoken_heading(self._finding, _sentence(self._legal()))
        if self._typed or self._before():
            yield f"{self._typed} {self._unit if self._typed else ''}{self._before()}".strip()
        if len(self._units) > 1:
            yield f"Units: {', '.join(self._units)}. {self._units[0]} where none is typed."
        yield from filter(None, [self._hint])

    @property
    def units(self) -> tuple[str, ...]:
        """The units that may be typed in, the finding's own first."""
        return self._units

    @property
    def typed(self) -> str:
        """The text typed so far."""
        return self._typed

    @property
    def unit(self) -> str:
        """The one that is typed in now."""
        return self._unit

    def press(self, key: str) -> Answered | bool:
        """Figures are typed; Enter takes the number if it is legal."""
        if key == ENTER:
            return self._enter()
        if key == _UNIT and len(self._units) > 1:
            self._unit = next(unit for unit in self._units if unit != self._unit)
            self._edit("" if self._fresh else self._typed)
        elif key in ("backspace", "delete"):
            self._edit("" if key == "delete" else self._typed[:-1])
        elif key in FIGURES:
            before = "" if self._fresh else self._typed
            if len(before) < LONGEST:
                self._edit(before + key)
        else:
            return False
        return True

    def not_known(self) -> Answered | bool:
        """Asked, and not known."""
        return Answered({self._finding.key: UNKNOWN})

    def _before(self) -> str:
        if self._resumed:
            return f"  ({TYPED})"
        if self._given == UNKNOWN and not self._typed:
            return "  (your answer: not known)"
        return f"  ({self._earlier})" if self._fresh else ""

    def _edit(self, typed: str) -> None:
        self._typed, self._hint = typed, ""
        self._fresh = self._confirming = self._resumed = False

    def _enter(self) -> Answered | bool:
        if not self._typed:
            if self._empty_is_unknown or self._given == UNKNOWN:
                return self.not_known()
            self._hint = f"Type {self._legal()}, or press u for not known."
            return True
        meant = self._meant()
        number = legal_number(self._finding, meant)
        if number is None:
            said = [f"Not taken: this asks for {self._legal()}.", *self._slip(meant)]
            self._hint = " ".join((*said, "Correct it, or press u."))
            return True
        doubt = self._doubt(number)
        if doubt and not self._confirming and not self._fresh:
            self._confirming = True
            self._hint = f"{doubt} Press Enter again to keep it, or correct it."
            return True
        converted = f"{self._typed} {self._unit}" if self._unit != self._units[0] else ""
        return Answered({self._finding.key: number}, converted)

    def _meant(self) -> float | None:
        """The typed number in the finding's own unit; None if it is no number."""
        typed = as_number(self._typed)
        if typed is None or self._unit == self._units[0]:
            return typed
        return to_canonical(self._finding.key, typed, self._unit)

    def _slip(self, number: float | None) -> list[str]:
        """The probable meaning of an illegal number, and the words to ask for it."""
        if number is None or self._unit != self._units[0]:
            return []
        guess = slip(self._finding.key, number, self._answers)
        if guess is None:
            return []
        return [guess.asks] + ["t changes the unit."] * (len(self._units) > 1)

    def _doubt(self, number: float) -> str:
        """A question to put before a number is taken; empty where there is none."""
        guess = slip(self._finding.key, number, self._answers)
        if guess is not None:
            return guess.asks if self._unit == self._units[0] else ""
        warn = self._finding.unusual or self._finding.warn
        if warn is None or warn[0] <= number <= warn[1]:
            return ""
        return f"Unusual value: {number_text(number)} {self._finding.unit}".rstrip() + "."

    def _legal(self) -> str:
        return number_words(self._finding)

    def _keys(self) -> str:
        empty = " (empty: not known)" if self._empty_is_unknown else ""
        other = next((unit for unit in self._units if unit != self._unit), "")
        unit = f", t type in {other}" if other else ""
        return f"Enter takes it{empty}{unit}, u not known"


def as_number(typed: str) -> float | None:
    """The number that was typed, a comma taken as the decimal point; None where it is none."""
    try:
        number = float(typed.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def legal_number(finding: Finding, number: float | None) -> int | float | None:
    """The number if it is legal for a finding, a whole one where the finding asks for one."""
    if number is None or not is_legal(finding, number):
        return None
    return int(number) if finding.kind is Kind.INTEGER else number


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
