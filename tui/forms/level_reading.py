"""The reading of one level: a few short screens, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from data.input.kinds import is_legal
from data.wording.kinds import value_text
from engine.model.answers import UNKNOWN, LevelReading
from engine.model.conditions import clauses, holds
from engine.model.findings import Finding
from tui.forms.checklists import YES, signs_form
from tui.forms.choice import ChoiceForm
from tui.forms.form import Answered, QuestionForm
from tui.forms.number import NumberForm
from tui.state.partial_entry import PartialEntry

Step: TypeAlias = tuple[Finding, ...]
"""The content of one screen: one field, or all yes-or-no signs."""

_STEPS: Final = 4
"""The number of screens that a level takes; what is beyond them is asked for with m."""

_AT: Final = "at"
_INSIDE: Final = "inside."
"""Prefix of the entries of single steps inside a partial entry."""


class LevelReadingForm:
    """One level on its way through its screens.

    Attributes:
        level: its name.
        form: the current step; None when nothing is left to ask.
    """

    def __init__(self, level: str, before: LevelReading | None, steps: Iterable[Step]) -> None:
        """Begin with the first screen."""
        self.level = level
        self.form: QuestionForm | None = None
        self._before = before
        self._values: dict[str, str | float] = {**(before or {}), "level": level}
        self._steps = tuple(steps)
        self._number = -1
        self._left: dict[str, PartialEntry] = {}
        self._next()

    @property
    def values(self) -> LevelReading:
        """The values read so far."""
        return self._values

    def press(self, key: str, *, seen: bool) -> bool:
        """Let the current step have a key; whether it meant anything.

        Args:
            key: pressed.
            seen: whether all of the step was there to be read.
        """
        if self.form is None:
            return False
        self.form.seen = seen
        return self._take(self.form.press(key))

    def not_known(self) -> bool:
        """Take the question of the current step as not known."""
        return self.form is not None and self._take(self.form.not_known())

    def back(self) -> bool:
        """Go back to the screen before, with what is entered here kept; false at the first."""
        for number in reversed(range(self._number)):
            if _applies(self._steps[number], self._values):
                if self.form is not None:
                    self._left[_inside(self._asked)] = self.form.partial_entry
                self._go(number)
                return True
        return False

    @property
    def left_words(self) -> str:
        """Say what is kept of the level when it is left before its last screen."""
        kept = "nothing is kept of it" if self._before is None else "it stays as it was before"
        return f"{self.level}: {kept}."

    @property
    def partial_entry(self) -> PartialEntry:
        """The current step, the values read before, and the partial entries of the steps."""
        if self.form is None:
            return {}
        entries = {**self._left, _inside(self._asked): self.form.partial_entry}
        inside = {
            f"{begin}{key}": value
            for begin, entry in entries.items()
            for key, value in entry.items()
        }
        return {_AT: self._asked[0].key, **self._values, **inside}

    def resume(self, entry: PartialEntry) -> None:
        """Restore the step of a partial entry, if the step still exists; else no step."""
        self.form = None
        for field in (field for fields in self._steps for field in fields):
            value = entry.get(field.key)
            self._values.pop(field.key, None)
            if value is not None and is_legal(field, value):
                self._values[field.key] = value
        for number, fields in enumerate(self._steps):
            begin = _inside(fields)
            left = {k.removeprefix(begin): v for k, v in entry.items() if k.startswith(begin)}
            if left:
                self._left[begin] = left
            if fields[0].key == entry.get(_AT) and _applies(fields, self._values):
                self._go(number)

    def _take(self, result: Answered | bool) -> bool:
        if not isinstance(result, Answered):
            return result
        for key, value in result.values.items():
            if isinstance(value, str | int | float):
                self._values[key] = value
        self._next()
        return True

    def _next(self) -> None:
        """Go to the next screen that has anything to ask."""
        number = self._number + 1
        while number < len(self._steps) and not _applies(self._steps[number], self._values):
            for field in self._steps[number]:
                self._values.pop(field.key, None)
            number += 1
        self._go(number)

    def _go(self, number: int) -> None:
        """Show a screen as it was left; none after the last."""
        self._number = number
        self.form = self._form() if self._asked else None
        if self.form is not None and (entry := self._left.pop(_inside(self._asked), None)):
            self.form.resume(entry)

    @property
    def _asked(self) -> Step:
        return self._steps[self._number] if self._number < len(self._steps) else ()

    def _form(self) -> QuestionForm:
        if len(self._asked) > 1:
            return signs_form(self.level, self._asked, self._values)
        field = replace(self._asked[0], ask=f"{self.level}: {self._asked[0].ask}")
        given = self._values.get(field.key)
        if field.kind.numeric:
            return NumberForm(field, given, empty_is_unknown=True)
        return ChoiceForm(field, given)


def _inside(fields: Step) -> str:
    """The prefix of the entry of one step."""
    return f"{_INSIDE}{fields[0].key}."


def reading_words(finding: Finding, reading: LevelReading) -> str:
    """The readings of a level, positive signs by name and the others by number."""
    words, excluded, unknown = [], 0, 0
    for field in finding.fields:
        value = reading.get(field.key)
        if value is None:
            continue
        if value == UNKNOWN:
            unknown += 1
        elif not _is_sign(field):
            words.append(f"{field.short} {value_text(field, value)}")
        elif value == YES:
            words.append(field.short)
        else:
            excluded += 1
    if excluded:
        words.append(f"{excluded} sign{'s' * (excluded > 1)} excluded")
    if unknown:
        words.append(f"{unknown} not known")
    return "; ".join(words) or "entered, nothing more known"


def steps_of(finding: Finding) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """The screens that each level takes, and those that are asked for.

    All yes-or-no signs share a screen, the second. Other choices come in the order of the
    content as long as there is room; where numbers follow, the first choice and the signs only.
    A field that depends on others follows the screen of one of them and takes no room.
    """
    signs = tuple(field for field in finding.fields if _is_sign(field))
    others = [(f,) for f in finding.fields if not _is_sign(f) and not f.asked_when]
    numbers_follow = any(field.kind.numeric for (field,) in others)
    room = 1 if numbers_follow else _STEPS - 1
    asked = (*others[:1], *((signs,) if signs else ()), *others[1:room])
    depending = [field for field in finding.fields if field.asked_when]
    return tuple(_followed(asked, depending)), tuple(_followed(others[room:], depending))


def _is_sign(field: Finding) -> bool:
    """Return whether a field shares the list of signs, where "none of these" means no."""
    return YES in field.options and not field.asked_when


def _applies(fields: Step, reading: Mapping[str, str | float]) -> bool:
    """Return whether a screen has anything to ask, given what was read at the level before."""
    return any(not field.asked_when or holds(field.asked_when, reading) for field in fields)


def _followed(screens: Iterable[Step], depending: Sequence[Finding]) -> Iterator[Step]:
    """The screens, each with the fields after it that depend on what it asks."""
    for fields in screens:
        yield fields
        keys = {field.key for field in fields}
        for field in depending:
            if any(clause.name in keys for clause in clauses(field.asked_when)):
                yield (field,)
