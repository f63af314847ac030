"""Answering the questionnaire as a case says, the same way on screens and on plain lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from data.text.numbers import number_text
from engine.advice.interview import Question
from engine.model.answers import UNKNOWN, Value
from tui.forms.checklist import ChecklistForm
from tui.forms.choice import ChoiceForm
from tui.forms.form import QuestionForm
from tui.forms.levels import LevelsForm
from tui.forms.number import NumberForm


@dataclass(frozen=True)
class Move:
    """One thing that a user does at a form: keys on the screen, or a plain line."""

    keys: tuple[str, ...]
    line: str


NOT_KNOWN = Move(("u",), "unknown")


@dataclass
class Patient:
    """Answers each form from a case; what the case does not say is not known.

    Attributes:
        said: the case's answers.
        levels: what is still to be read at the spine, by finding.
    """

    said: Mapping[str, Value]
    levels: dict[str, Iterator[Move]] = field(default_factory=dict)

    def move(self, form: QuestionForm, question: Question) -> Move:
        """The next step at a form."""
        match form:
            case LevelsForm():
                return self._spine(form, question.key)
            case ChecklistForm() if question.key in self.said:
                chosen = self.said[question.key]
                assert isinstance(chosen, frozenset)
                return self._ticks(form, dict.fromkeys(chosen))
            case ChecklistForm():
                return self._ticks(form, {k: self.said.get(k, UNKNOWN) for k in question.findings})
            case _:
                return self._one(form, self.said.get(question.key, UNKNOWN))

    def _one(self, form: QuestionForm, value: object) -> Move:
        if isinstance(form, NumberForm) and form._confirming:
            return Move(("enter",), "")
        if value == UNKNOWN:
            return NOT_KNOWN
        if isinstance(form, NumberForm):
            assert isinstance(value, int | float)
            figures = number_text(value)
            empty = () if form.typed in ("", figures) else ("delete",)
            turns = -form.units.index(form.unit) % len(form.units)
            line = f"{figures} {form.units[0]}" if turns else figures
            return Move((*["t"] * turns, *empty, *figures, "enter"), line)
        assert isinstance(form, ChoiceForm)
        key = form._shown[form._values.index(str(value))]
        return Move((key,), form.labels[key] if len(form.labels) % 2 else key)

    def _ticks(self, form: ChecklistForm, values: Mapping[str, object]) -> Move:
        """Tick what has one of an item's states; the rest is absent only if the case says so."""
        presses: list[str] = []
        absent = True
        for key, item in zip(form._keys, form._items, strict=True):
            states, value = list(item.states), values.get(item.key)
            if item.key in values and (value is None or value in states):
                steps = 1 if value is None else states.index(str(value)) + 1
                presses += [key] * steps
            elif value == UNKNOWN:
                absent = False
        if not presses:
            return Move(("n",), "none") if absent else NOT_KNOWN
        end, word = ("enter", "keep") if absent else ("u", "unknown")
        return Move((*presses, end), " ".join((*presses, word)))

    def _spine(self, form: LevelsForm, key: str) -> Move:
        if form.step is not None:
            return self._reading(form, form.step, key)
        if self.said.get(key, UNKNOWN) == UNKNOWN:
            return NOT_KNOWN
        return next(self.levels.setdefault(key, self._column(form, key)))

    def _column(self, form: LevelsForm, key: str) -> Iterator[Move]:
        readings = self.said[key]
        assert isinstance(readings, tuple)
        at = form._at
        later = {part.key for step in form._more for part in step}
        for reading in readings:
            level = str(reading["level"])
            to = form.sites.names.index(level)
            moves = ("down" if to > at else "up",) * abs(to - at)
            at = to
            yield Move((*moves, "enter"), level)
            if later & reading.keys():
                yield Move(("m",), f"more {level}")
        yield Move(("d",), "done")
        yield Move(("y",), "y")

    def _reading(self, form: LevelsForm, step: QuestionForm, key: str) -> Move:
        readings = self.said[key]
        assert isinstance(readings, tuple)
        (reading,) = (r for r in readings if r["level"] == form.sites.names[form._at])
        if isinstance(step, ChecklistForm):
            values = {item.key: reading.get(item.key, UNKNOWN) for item in step._items}
            return self._ticks(step, values)
        assert isinstance(step, ChoiceForm | NumberForm)
        return self._one(step, reading.get(step._finding.key, UNKNOWN))
