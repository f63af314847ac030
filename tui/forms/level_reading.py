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
"""Prefix of the keys of the current step inside a partial entry."""


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
        self._values: dict[str, str | float] = {**(before or {}), "level": level}
        self._steps = list(steps)
        self._asked: Step = ()
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

    @property
    def partial_entry(self) -> PartialEntry:
        """The current step, the values read before, and the partial entry of the step."""
        if self.form is None:
            return {}
        inside = {f"{_INSIDE}{key}": value for key, value in self.form.partial_entry.items()}
        return {_AT: self._asked[0].key, **self._values, **inside}

    def resume(self, entry: PartialEntry) -> None:
        """Restore the step of a partial entry, if the step still exists."""
        at = entry.get(_AT)
        while self.form is not None and self._asked[0].key != at:
            for field in self._asked:
                value = entry.get(field.key)
                if value is not None and is_legal(field, value):
                    self._values[field.key] = value
            self._next()
        if self.form is not None:
            inside = {k.removeprefix(_INSIDE): v for k, v in entry.items() if k.startswith(_INSIDE)}
            if inside:
                self.form.resume(inside)

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
        values = self._values
        while self._steps and not _applies(self._steps[0], values):
            for field in self._steps.pop(0):
                values.pop(field.key, None)
        self._asked = self._steps.pop(0) if self._steps else ()
        self.form = self._form() if self._asked else None

    def _form(self) -> QuestionForm:
        if len(self._asked) > 1:
            return signs_form(self.level, self._asked, self._values)
        field = replace(self._asked[0], ask=f"{self.level}: {self._asked[0].ask}")
        given = self._values.get(field.key)
        if field.kind.numeric:
            return NumberForm(field, given, empty_is_unknown=True)
        return ChoiceForm(field, given)


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
