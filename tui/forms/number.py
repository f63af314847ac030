"""A question for a number: typed, checked against its range, confirmed when unusual."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from data.input.doubts import asks_unit, doubt, other_unit
from data.input.kinds import amount_text, legal_number, read_number
from data.input.quantities import (
    MINUS,
    QuantityError,
    number_words,
    unit_named,
)
from data.text.numbers import number_text
from engine.model.answers import UNKNOWN, Value
from engine.model.findings import Finding
from tui.forms.form import (
    ENTER,
    NO_HINT,
    NOT_KNOWN_KEY,
    NOT_KNOWN_OPTION,
    TYPED,
    Answered,
    Hint,
    QuestionForm,
    heading,
    keeps,
    spoken_heading,
)
from tui.rows.row import TextRow, TextStyle
from tui.state.partial_entry import YOURS, PartialEntry

SIGNS: Final = "<>"
"""The signs of a bound, which stand before its number."""

FIGURES: Final = frozenset(f"0123456789.,-+{SIGNS}")
_TYPED: Final = f"{{}} is typed: Enter takes it, {NOT_KNOWN_KEY} again stores not known."
_LONGEST: Final = 10
"""Characters that a number has at most."""

_NUMBER: Final = re.compile(rf"([{SIGNS}]?\s*[-{MINUS}+0-9.,]+)\s*(.*)")

_UNIT: Final = "t"
_NOTHING: Final[Mapping[str, Value]] = {}


class NumberForm(QuestionForm):
    """A form for a number: the typed text stays until it is legal; nothing else is stored.

    Attributes:
        typed: the text typed so far.
        units: the units that may be typed in, the finding's own first.
        unit: the one that is typed in now.
    """

    figures = FIGURES

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
        self.units = finding.units.names
        self.typed = number_text(given) if isinstance(given, int | float) else ""
        self._first = (not self.typed and finding.asked_in) or finding.unit
        self.unit = self._first
        self._began = self.typed
        self._fresh = bool(self.typed)
        self._resumed = False
        self._confirming = False

    @property
    def confirming(self) -> bool:
        """Return whether an unlikely number counts only when it is entered again."""
        return self._confirming

    @property
    def partial_entry(self) -> PartialEntry:
        """The typed text and its unit."""
        if (self.typed, self.unit) == (self._began, self._first):
            return {}
        return {"typed": self.typed, "unit": self.unit}

    @property
    def entered(self) -> bool:
        """Return whether a number is typed that Enter would take."""
        return bool(self.typed and self.partial_entry)

    def resume(self, entry: PartialEntry) -> None:
        """Show what was typed; the next figure goes behind it."""
        typed, unit = str(entry.get("typed", "")), entry.get("unit")
        if unit in self.units and len(typed) <= _LONGEST and set(typed) <= FIGURES:
            self._edit(typed)
            self.unit, self._resumed = str(unit), True

    def rows(self) -> Iterator[TextRow]:
        """The question, what was typed, and what is legal."""
        yield from heading(self._finding)
        unit = f" {self.unit}" if self.unit else ""
        yield TextRow(f"> {self.typed}_{unit}{self._before()}", TextStyle.STRONG, here=True)
        hint = self._message.on_screens
        yield TextRow(hint or self._keys(), here=bool(hint), continuation_indent=2)
        yield TextRow(f"  {NOT_KNOWN_KEY}  {NOT_KNOWN_OPTION}", optional=True)

    def lines(self) -> Iterator[str]:
        """The question, what is legal, and what was typed."""
        yield from spoken_heading(self._finding, _sentence(self._legal()))
        if self.typed or self._before():
            yield f"{self.typed} {self.unit if self.typed else ''}{self._before()}".strip()
        if len(self.units) > 1:
            yield f"Units: {', '.join(self.units)}. {self._first} where none is typed."
        yield from filter(None, [self._message.on_lines])

    def press(self, key: str) -> Answered | bool:
        """Figures are typed; Enter takes the number if it is legal."""
        if key == ENTER:
            return self._enter()
        if key == _UNIT and len(self.units) > 1:
            self.unit = self._next_unit()
            self._edit("" if self._fresh else self.typed)
        elif key in ("backspace", "delete"):
            self._edit("" if key == "delete" else self.typed[:-1])
        elif key in FIGURES or key == MINUS:
            key = "-" if key == MINUS else key
            before = "" if self._fresh else self.typed
            if len(before) < _LONGEST:
                self._edit(before + key)
        elif key in ("space", " ") and self.typed in tuple(SIGNS):
            pass  # `> 90`
        elif self.keeps(key):
            self._message = Hint(f"{key} is no figure and was left out. {self.typed} stands.")
        else:
            return False
        return True

    def keeps(self, capital: str) -> bool:
        """A letter that looks like a figure, within a number, is answered and no command."""
        return bool(self.typed) and not self._fresh and _looks_like_a_figure(capital)

    def not_known(self) -> Answered | bool:
        """Asked, and not known; a second time where a number is typed that was not taken."""
        if self.entered and self._message is NO_HINT:
            self._message = Hint(_TYPED.format(self.typed))
            return True
        return Answered({self._finding.key: UNKNOWN})

    def _keys_of(self, words: str) -> Sequence[str] | None:
        """A number and perhaps its unit; an empty line or `keep` confirms what was typed before."""
        if keeps(words):
            return [ENTER] if self.typed else None
        parted = _NUMBER.fullmatch(words)
        if parted is None:
            return None
        number, unit = parted.groups()
        number = "".join(number.replace(MINUS, "-").split())
        meant = unit_named(self._finding, unit) if unit else self._first
        if meant is None or len(number) > _LONGEST or not set(number) <= FIGURES:
            return None
        turns = (self.units.index(meant) - self.units.index(self.unit)) % len(self.units)
        return ["delete", *[_UNIT] * turns, *number, ENTER]

    @property
    def legal_lines(self) -> str:
        """A number, with its unit where there are several; `keep` where one stands there."""
        keep = "keep, " if self.typed else ""
        if len(self.units) > 1:
            unit = f"with its unit if it is not {self._first}"
            return f"{keep}a number, or a bound such as <5, {unit}; or unknown"
        return f"{keep}a number, a bound such as <5, or unknown"

    def _before(self) -> str:
        if self._resumed:
            return f"  ({TYPED})"
        if self._given == UNKNOWN and not self.typed:
            return "  (your answer: not known)"
        return f"  ({self._earlier})" if self._fresh else ""

    def _edit(self, typed: str) -> None:
        self.typed, self._message = typed, NO_HINT
        self._fresh = self._confirming = self._resumed = False

    def _enter(self) -> Answered | bool:
        if not self.typed:
            if self._empty_is_unknown or self._given == UNKNOWN:
                return self.not_known()
            words = f"Type {self._legal()}"
            self._message = Hint(words, ", or press u for not known.", ", or unknown.")
            return True
        try:
            meant = read_number(self._finding, self.typed, self.unit)
        except QuantityError as error:
            self._message = Hint(f"Not stored: {error.asks}")
            return True
        number = legal_number(self._finding, meant)
        if number is None:
            self._message = self._slip(f"Not stored. Legal: {self._legal()}.", meant)
            return True
        doubt = self._doubt(number)
        if doubt and not self._confirming and not self._fresh:
            self._confirming = True
            keys = " Press Enter again to keep it, or correct it."
            self._message = Hint(doubt, keys, " keep keeps it; or type another.")
            return True
        converted = f"{self.typed} {self.unit}" if self.unit != self.units[0] else ""
        return Answered({self._finding.key: number}, converted)

    def _slip(self, refusal: str, number: float) -> Hint:
        """A refusal with the probable meaning of an illegal number, and how to say that."""
        keys, words = " Correct it, or press u.", " Type another, or unknown."
        unit = other_unit(self._finding, number) if self.unit == self.units[0] else None
        if unit is None:
            return Hint(refusal, keys, words)
        asks = asks_unit(self._finding, number, unit)
        several = len(self.units) > 1
        change = (" t changes the unit.", " Type the unit behind it.") if several else ("", "")
        return Hint(f"{refusal} {asks}", change[0] + keys, change[1] + words)

    def _doubt(self, number: float) -> str:
        """A question to put before a number is taken; empty where there is none."""
        found = doubt(self._finding, number, self._answers)
        if found is None or self.unit == self.units[0]:
            return found.asks if found else ""
        return f"Unusual value: {amount_text(self._finding, number)}."

    def _legal(self) -> str:
        """The legal numbers in the unit that is typed in."""
        low, high = self._ends()
        return number_words(replace(self._finding, low=low, high=high, unit=self.unit))

    def _range(self) -> str:
        """The least and the highest legal number; empty where one of them is open."""
        low, high = self._ends()
        if low is None or high is None:
            return ""
        to = " to " if low < 0 else "-"
        return f"{number_text(low)}{to}{number_text(high)}"

    def _ends(self) -> tuple[float | None, float | None]:
        """The least and the highest legal number in the unit that is typed in."""
        finding = self._finding
        low, high = finding.low, finding.high
        if self.unit == self.units[0] or low is None or high is None:
            return low, high
        return finding.units.from_own(low, self.unit), finding.units.from_own(high, self.unit)

    def _next_unit(self) -> str:
        return self.units[(self.units.index(self.unit) + 1) % len(self.units)]

    def _keys(self) -> str:
        empty = " (empty: not known)" if self._empty_is_unknown else ""
        unit = f"; {_UNIT}: in {self._next_unit()}" if len(self.units) > 1 else ""
        return f"{self._range() or 'A number'}, then Enter{empty}{unit}"


def _looks_like_a_figure(key: str) -> bool:
    """Return whether a key may have been typed for a figure; small letters are commands."""
    return len(key) == 1 and (key in "OIS|" or (not key.isascii() and key.isprintable()))


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
