"""Levels: the sites of a finding in a chart, and the readings of one after another.

The content lists the sites, their bands and the marks that the chart shows. A level's readings
are asked with the same forms as everything else. Nothing is an answer before the list is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from data.wording.kinds import level_mark
from engine.model.answers import UNKNOWN, LevelReading, Value
from engine.model.findings import Finding
from tui.forms.form import ENTER, NO_HINT, NONE_WORDS, SPACE, Answered, Hint, QuestionForm
from tui.forms.level_reading import LevelReadingForm, Step, reading_words, steps_of
from tui.keys.keys import key_of
from tui.rows.cursor import moved
from tui.rows.row import BLANK, TextRow, TextStyle
from tui.state.partial_entry import YOURS, PartialEntry

MORE: Final = key_of("levels", "more")
REMOVE: Final = key_of("levels", "remove")
DONE: Final = key_of("levels", "done")
NO_LEVEL: Final = key_of("levels", "no_level")
_SIDEWAYS: Final = {"left": "up", "right": "down"}


class LevelsForm(QuestionForm):
    """The levels in order, with what was read at each."""

    alone = True
    confirmed_by = NO_LEVEL

    def __init__(self, finding: Finding, given: Value | None = None, earlier: str = YOURS) -> None:
        """Start with the levels that were entered before, at the first of them."""
        self._earlier = earlier
        self._finding = finding
        self._given = given
        self._read: dict[str, LevelReading] = {}
        if isinstance(given, tuple):
            self._read = {str(reading["level"]): reading for reading in given}
        self.sites = finding.sites
        self._names = finding.sites.names
        self._cell = max(4, 1 + max(map(len, self._names)))
        self._at = self._names.index(next(iter(self._read), self.sites.start))
        self._short, self._more = steps_of(finding)
        self._reading: LevelReadingForm | None = None
        self._asking_none = False

    @property
    def pending(self) -> bool:
        """Return whether there are readings that are not stored."""
        given = self._given if isinstance(self._given, tuple) else ()
        return self._reading is not None or self._readings() != tuple(given)

    @property
    def asking(self) -> QuestionForm:
        """The step of a reading, or the chart."""
        return self.step or self

    @property
    def confirming(self) -> bool:
        """Return whether it is asked if there is no level."""
        return self._asking_none

    @property
    def draft(self) -> Mapping[str, Value]:
        """The levels whose readings are complete, as long as they are not what was given."""
        if self._reading is not None or not self.pending:
            return {}
        return {self._finding.key: self._readings()}

    @property
    def partial_entry(self) -> PartialEntry:
        """The partial reading of the current level."""
        return self._reading.partial_entry if self._reading else {}

    def resume(self, entry: PartialEntry) -> None:
        """Restore the partial reading of a level."""
        level = entry.get("level")
        if level not in self._names:
            return
        self._at = self._names.index(str(level))
        for steps in (self._short, self._more):
            reading = LevelReadingForm(str(level), self._read.get(str(level)), steps)
            reading.resume(entry)
            if reading.form is not None:
                self._reading = reading
                return

    def rows(self) -> Iterator[TextRow]:
        """The chart, and below it the current question of one level."""
        if (step := self.step) is not None:
            for row in (TextRow(self._finding.ask), *self._chart(), BLANK):
                yield replace(row, optional=True, least=self._width)
            yield from step.rows()
            return
        yield TextRow(self._finding.ask, TextStyle.STRONG, pinned=True)
        yield from self._legend()
        if self._stands:
            yield TextRow(self._stands, TextStyle.STRONG, pinned=True)
        yield from self._drawn()
        for title, band in self.sites.bands.items():
            yield TextRow(f"  {title}", TextStyle.QUIET, most=self._width - 1)
            for level in band:
                yield replace(self._line(level, here=level == self._here), most=self._width - 1)

    @property
    def _stands(self) -> str:
        """The answer that stands where it names no level; empty without one."""
        if self._read or self._given not in (UNKNOWN, ()):
            return ""
        return f"{'Not known' if self._given == UNKNOWN else 'No level'} ({self._earlier})"

    @property
    def _here(self) -> str:
        return self._names[self._at]

    @property
    def _width(self) -> int:
        """Columns from which on the chart lies; below, it stands."""
        return 1 + self._cell * len(self._names)

    def _drawn(self) -> Iterator[TextRow]:
        """The chart lying down, the current level, and all levels that are entered."""
        shown = [BLANK, *self._chart(), BLANK, self._line(self._here, here=True)]
        if self._read:
            said = f": {self._earlier}" if self._given == self._readings() else ""
            others = [level for level in self._names if level in self._read.keys() - {self._here}]
            if others or said:
                shown += [BLANK, TextRow(f"Entered ({len(self._read)}){said}")]
            shown += [self._line(level, here=False) for level in others]
        for row in shown:
            yield replace(row, least=self._width)

    def _chart(self) -> Iterator[TextRow]:
        """The bands, the levels, and the marks of the levels that are read."""
        bands = self.sites.bands.items()
        titles = "".join(f"{title:<{self._cell * len(band)}}" for title, band in bands)
        names = "".join(f"{level:<{self._cell}}" for level in self._names)
        boxes = "".join(self._box(level).ljust(self._cell) for level in self._names)
        return (TextRow(f" {line}".rstrip()) for line in (titles, names, boxes))

    def _box(self, level: str) -> str:
        left, right = "><" if level == self._here else "[]"
        return f"{left}{self._mark(level)}{right}"

    def _mark(self, level: str) -> str:
        """The chart's mark at a level: that of the first field with one."""
        reading = self._read.get(level)
        return " " if reading is None else level_mark(self._finding, reading)

    def _line(self, level: str, *, here: bool) -> TextRow:
        begin = f"{'>' if here else ' '} {level:<{self._cell - 1}} [{self._mark(level)}] "
        return TextRow(
            f"{begin}{self._said(level)}".rstrip(),
            TextStyle.HERE if here else TextStyle.PLAIN,
            here=here,
            continuation_indent=len(begin),
        )

    def lines(self) -> Iterator[str]:
        """The current question: of one level, or the levels that are entered."""
        if (step := self.step) is not None:
            yield from step.lines()
            return
        yield self._finding.ask
        entered = [f"{level} {self._said(level)}" for level in self._names if level in self._read]
        yield from entered or [self._stands or "No level is entered."]
        yield from filter(None, [self._message.on_lines])

    @property
    def step(self) -> QuestionForm | None:
        """The form of the current reading; None on the chart."""
        return self._reading.form if self._reading else None

    def press(self, key: str) -> Answered | bool:
        """Enter reads a level, m reads more of it, x takes it out, d is done.

        The name of a level goes to it.
        """
        if self._reading is not None:
            return self._took(self._reading.press(key, seen=self.seen))
        self._message = NO_HINT
        asked, self._asking_none = self._asking_none, False
        if asked and key == NO_LEVEL:
            return self._done()
        level = self._here
        if key in (ENTER, SPACE):
            self._begin(self._short)
        elif key == MORE and self._more:
            self._begin(self._more)
        elif key == REMOVE:
            if self._read.pop(level, None) is None:
                self._message = Hint(f"Nothing is entered at {level}.")
        elif key == DONE:
            return self._finish()
        elif key in self._names:
            self._at = self._names.index(key)
        elif (to := moved(self._at, _SIDEWAYS.get(key, key), len(self._names))) is not None:
            self._at = to
        else:
            return asked
        return True

    def not_known(self) -> Answered | bool:
        """Of one reading; on the chart, that nobody knows the levels."""
        if self._reading is not None:
            return self._took(self._reading.not_known())
        if self._read and self._given is None:
            self._message = Hint(
                "Levels are entered.",
                f" Press {DONE} to keep them, or {REMOVE} to take them out.",
                " Type done to keep them, or remove and a level to take it out.",
            )
            return True
        return Answered({self._finding.key: UNKNOWN})

    def _keys_of(self, words: str) -> Sequence[str] | None:
        """A level, or what to do with it; during a reading the keys of its step."""
        if self.step is not None:
            return self.step.keys_of(words)
        words = words.lower()
        if words in ("done", "d", *NONE_WORDS):
            return [DONE]
        if words in ("y", "yes"):
            return [NO_LEVEL]
        verb, _, level = words.rpartition(" ")
        verbs = {"": ENTER, "read": ENTER, "more": MORE, "m": MORE, "remove": REMOVE, "x": REMOVE}
        if verb not in verbs or level.upper() not in self._names:
            return None
        return [level.upper(), verbs[verb]]

    @property
    def legal_lines(self) -> str:
        """The levels and the words for them, or what the step of a reading takes."""
        if self.step is not None:
            return self.step.legal_lines
        more = ", more and a level for more of it" if self._more else ""
        where = self.sites.words
        return f"a level ({where}) to read it{more}, remove and a level, done, or unknown"

    def back(self) -> bool:
        """Go back inside a level; from its first screen to the chart, which says what is kept."""
        reading = self._reading
        if reading is not None and not reading.back():
            self._reading, self._message = None, Hint(reading.left_words)
        return reading is not None

    def _begin(self, steps: tuple[Step, ...]) -> None:
        level = self._here
        self._reading = LevelReadingForm(level, self._read.get(level), steps)
        self._took(True)

    def _took(self, meant: bool) -> bool:
        """Keep the reading when nothing is left to ask of it; whether the key meant anything."""
        reading = self._reading
        if reading is not None and reading.form is None:
            self._read[reading.level] = reading.values
            self._reading = None
        return meant

    def _finish(self) -> Answered | bool:
        if self._read:
            return self._done()
        self._asking_none = True
        self._message = Hint(
            "No level is entered. Is there none?",
            f" {NO_LEVEL} none, any other key goes back",
            " Type yes if there is none, or go on.",
        )
        return True

    def _done(self) -> Answered:
        return Answered({self._finding.key: self._readings()})

    def _readings(self) -> tuple[LevelReading, ...]:
        """The readings in order; unknown ones are left out."""
        kept = (
            {key: value for key, value in reading.items() if value != UNKNOWN}
            for reading in self._read.values()
        )
        return self.sites.in_order(kept)

    def _legend(self) -> Iterator[TextRow]:
        if says := self._message.on_screens:
            yield TextRow(says, TextStyle.STRONG, continuation_indent=2, pinned=True)
            return
        keys = f"{MORE} more  " * bool(self._more) + f"{REMOVE} remove  {DONE} done"
        begin = "Arrows choose, Enter describes"
        whole = TextRow(f"{begin}  {keys}", pinned=True)
        yield replace(whole, least=len(whole.text))
        for words in (begin, f"  {keys}"):
            yield TextRow(words, most=len(whole.text) - 1, pinned=True)

    def _said(self, level: str) -> str:
        """The readings of a level, positive signs by name and the others by number."""
        return reading_words(self._finding, self._read[level]) if level in self._read else ""
