"""Levels of the spine: a drawn column, and the readings of one level after another.

A level's readings are asked with the same forms as everything else. Nothing is an answer before
the list is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from data.wording import value_text
from engine.derive import spine_order
from engine.findings import LEVELS, UNKNOWN, Finding, Kind, LevelReading, Value
from engine.tables import holds
from tui.cursor import moved
from tui.forms.choice import ChoiceForm
from tui.forms.form import ENTER, SPACE, YOURS, Form, Given
from tui.forms.number import NumberForm
from tui.forms.ticks import YES, signs_form
from tui.rows import BLANK, Look, Row

_FIRST: Final = "T12"
_CELL: Final = 4
"""Columns that a level takes where the spine is drawn lying down."""

_DRAWN: Final = 1 + _CELL * len(LEVELS)
"""Columns from which on it is drawn so; below, it stands."""

_SIDEWAYS: Final = {"left": "up", "right": "down"}
_STEPS: Final = 4
"""How many screens a level takes; what is beyond them is asked for with m."""

SPINE_KEYS: Final = (
    ("arrows", "choose the level; up and left go towards the head"),
    ("Enter", "read the level under the cursor, one short screen after the other"),
    ("m", "more details of the level"),
    ("x", "remove what was entered at the level"),
    ("d", "done: store the levels and go on"),
)
"""What the keys do at the spine, for the help."""


class SpineForm:
    """The levels from the head down, with what was read at each."""

    def __init__(self, finding: Finding, given: Value | None = None, earlier: str = YOURS) -> None:
        """Start with the levels that were entered before, at the thoracolumbar junction.

        Args:
            finding: levels with their readings.
            given: the levels to begin with.
            earlier: what they are, in words.
        """
        self._earlier = earlier
        self._finding = finding
        self._given = given
        self._read: dict[str, dict[str, str | float]] = {}
        if isinstance(given, tuple):
            self._read = {str(reading["level"]): dict(reading) for reading in given}
        self._at = LEVELS.index(next(iter(self._read), _FIRST))
        self._short, self._more = _plan(finding)
        self._steps: list[tuple[Finding, ...]] = []
        self._step: Form | None = None
        self._before: dict[str, str | float] | None = None
        self._message = ""
        self._asking_none = False

    @property
    def pending(self) -> bool:
        """Whether there are readings that are not stored."""
        given = self._given if isinstance(self._given, tuple) else ()
        return self._step is not None or self._readings() != tuple(given)

    @property
    def draft(self) -> Mapping[str, Value]:
        """The levels whose readings are complete, as long as they are not what was given."""
        if self._step is not None or not self.pending:
            return {}
        return {self._finding.key: self._readings()}

    def rows(self) -> Iterator[Row]:
        """The question at hand: of one level, or the column."""
        if self._step is not None:
            yield from self._step.rows()
            return
        yield Row(self._finding.ask, Look.STRONG, pinned=True)
        yield from self._legend()
        yield from self._drawn()
        for position, level in enumerate(LEVELS):
            here = position == self._at
            yield replace(self._line(level, here=here), most=_DRAWN - 1)

    def _drawn(self) -> Iterator[Row]:
        """The column lying down, the level at hand, and all levels that are entered."""
        at = LEVELS[self._at]
        names = "".join(f"{level:<{_CELL}}" for level in LEVELS)
        boxes = "".join(self._box(level) for level in LEVELS)
        shown = [BLANK, Row(f" {names}".rstrip()), Row(f" {boxes}".rstrip()), BLANK]
        shown.append(self._line(at, here=True))
        entered = [self._line(level, here=False) for level in LEVELS if level in self._read]
        if entered:
            said = f": {self._earlier}" if self._given == self._readings() else ""
            shown += [BLANK, Row(f"Entered ({len(entered)}){said}"), *entered]
        for row in shown:
            yield replace(row, least=_DRAWN)

    def _box(self, level: str) -> str:
        left, right = "><" if level == LEVELS[self._at] else "[]"
        return f"{left}{'#' if level in self._read else ' '}{right}".ljust(_CELL)

    def _line(self, level: str, *, here: bool) -> Row:
        drawn = "[##]" if level in self._read else "[  ]"
        text = f"{'>' if here else ' '} {level:<3} {drawn} {self._said(level)}".rstrip()
        return Row(text, Look.HERE if here else Look.PLAIN, here=here, hang=11)

    def lines(self) -> Iterator[str]:
        """The question at hand: of one level, or the levels that are entered."""
        if self._step is not None:
            yield from self._step.lines()
            return
        yield self._finding.ask
        entered = [f"{level} {self._said(level)}" for level in LEVELS if level in self._read]
        yield from entered or ["No level is entered."]
        yield from filter(None, [self._message])

    @property
    def step(self) -> Form | None:
        """The form of the reading at hand; None on the column."""
        return self._step

    @property
    def more(self) -> bool:
        """Whether there are readings of a level that are asked for only on request."""
        return bool(self._more)

    def press(self, key: str) -> Given | bool:
        """Enter reads a level, m reads more of it, x takes it out, d is done.

        The name of a level goes to it.
        """
        if self._step is not None:
            return self._take(self._step.press(key))
        self._message = ""
        asked, self._asking_none = self._asking_none, False
        if asked and key == "y":
            return self._done()
        level = LEVELS[self._at]
        if key in (ENTER, SPACE):
            self._begin(self._short)
        elif key == "m" and self._more:
            self._begin(self._more)
        elif key == "x":
            if self._read.pop(level, None) is None:
                self._message = f"Nothing is entered at {level}."
        elif key == "d":
            return self._finish()
        elif key in LEVELS:
            self._at = LEVELS.index(key)
        elif (to := moved(self._at, _SIDEWAYS.get(key, key), len(LEVELS))) is not None:
            self._at = to
        else:
            return asked
        return True

    def not_known(self) -> Given | bool:
        """Of one reading; on the column, that nobody knows the levels."""
        if self._step is not None:
            return self._take(self._step.not_known())
        if self._read and self._given is None:
            self._message = "Levels are entered. Press d to keep them, or x to take them out."
            return True
        return Given({self._finding.key: UNKNOWN})

    def back(self) -> bool:
        """From the readings of a level back to the column."""
        if self._step is None:
            return False
        self._step, self._steps = None, []
        level = LEVELS[self._at]
        if self._before is None:
            del self._read[level]
        else:
            self._read[level] = self._before
        return True

    def _begin(self, steps: tuple[tuple[Finding, ...], ...]) -> None:
        level = LEVELS[self._at]
        self._before = dict(self._read[level]) if level in self._read else None
        self._read.setdefault(level, {"level": level})
        self._steps = list(steps)
        self._next_step()

    def _next_step(self) -> None:
        level = LEVELS[self._at]
        reading = self._read[level]
        while self._steps and not _applies(self._steps[0], reading):
            for field in self._steps.pop(0):
                reading.pop(field.key, None)
        if not self._steps:
            self._step = None
            return
        fields = self._steps.pop(0)
        if len(fields) > 1:
            self._step = signs_form(level, fields, reading)
            return
        field = _named(fields[0], level)
        given = reading.get(field.key)
        if field.numeric:
            self._step = NumberForm(field, given, empty_is_unknown=True)
        else:
            self._step = ChoiceForm(field, given)

    def _take(self, result: Given | bool) -> bool:
        if not isinstance(result, Given):
            return result
        reading = self._read[LEVELS[self._at]]
        for key, value in result.values.items():
            if isinstance(value, str | int | float):
                reading[key] = value
        self._next_step()
        return True

    def _finish(self) -> Given | bool:
        if self._read:
            return self._done()
        self._asking_none = True
        self._message = "No level is entered. Is there none? y none, any other key goes back"
        return True

    def _done(self) -> Given:
        return Given({self._finding.key: self._readings()})

    def _readings(self) -> tuple[LevelReading, ...]:
        """What was read, from the head down; readings that are not known are left out."""
        kept = (
            {key: value for key, value in reading.items() if value != UNKNOWN}
            for reading in self._read.values()
        )
        return tuple(spine_order(kept))

    def _legend(self) -> Iterator[Row]:
        if self._message:
            yield Row(self._message, Look.STRONG, hang=2, pinned=True)
            return
        more = "  m more" if self._more else ""
        words = f"Arrows choose, Enter reads a level{more}  x remove  d done  u not known"
        yield Row(words, hang=2, pinned=True)

    def _said(self, level: str) -> str:
        """What was read at a level, positive signs by name and the others by number."""
        reading = self._read.get(level)
        return "" if reading is None else _reading_words(self._finding, reading)


def _reading_words(finding: Finding, reading: Mapping[str, str | float]) -> str:
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


def _is_sign(field: Finding) -> bool:
    """Whether a field shares the list of signs, where "none of these" means no."""
    return field.kind is Kind.CHOICE and YES in field.options and not field.asked_when


def _applies(fields: Sequence[Finding], reading: Mapping[str, Value]) -> bool:
    """Whether a screen has anything to ask, given what was read at the level before."""
    return any(
        not field.asked_when or any(holds(row, reading) for row in field.asked_when)
        for field in fields
    )


def _named(field: Finding, level: str) -> Finding:
    """The field with its level in the question, so that nobody reads it into another."""
    return replace(field, ask=f"{level}: {field.ask}")


def _plan(
    finding: Finding,
) -> tuple[tuple[tuple[Finding, ...], ...], tuple[tuple[Finding, ...], ...]]:
    """The screens that each level takes, and those that are asked for.

    All yes-or-no signs share a screen, the second. Other choices come in the order of the
    content as long as there is room; a level read on film takes a grade and the signs only.
    A field that depends on others follows the screen of one of them and takes no room.
    """
    signs = tuple(field for field in finding.fields if _is_sign(field))
    others = [(f,) for f in finding.fields if not _is_sign(f) and not f.asked_when]
    numbers_follow = any(field.numeric for (field,) in others)
    room = 1 if numbers_follow else _STEPS - 1
    asked = (*others[:1], *((signs,) if signs else ()), *others[1:room])
    depending = [field for field in finding.fields if field.asked_when]
    return tuple(_followed(asked, depending)), tuple(_followed(others[room:], depending))


def _followed(
    screens: Iterable[tuple[Finding, ...]], depending: Sequence[Finding]
) -> Iterator[tuple[Finding, ...]]:
    """The screens, each with the fields after it that depend on what it asks."""
    for fields in screens:
        yield fields
        keys = {field.key for field in fields}
        for field in depending:
            if any(clause.name in keys for row in field.asked_when for clause in row):
                yield (field,)
