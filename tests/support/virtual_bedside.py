"""Somebody who types at the bedside, in a time of its own: the screen's own code, and no terminal.

The screen that asks is the program's. Only what it stands on is replaced: the clock, the timers,
the moment at which a frame is painted, and the widgets, which draw nothing.
"""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, Final

from textual import events
from textual.geometry import Size

from data.session.session import begin
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Value
from tests.support.scripted_answers import Patient
from tests.support.seed_patient import SEED
from tui.forms.levels import DONE, LevelsForm
from tui.forms.number import NumberForm
from tui.rows.row import TextStyle
from tui.screens.question_base import AskingScreen
from tui.security.paste_detection import HARMLESS, PasteDetector
from tui.state.autosave import SavesNothing
from tui.state.interview_session import InterviewSession

NOON: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
_ACTIONS: Final = {"u": "not_known", "x": "rest", "z": "undo", "tab": "field"}


class _Rows:
    """A widget of 80 by 24 that shows all of what it is given."""

    size = Size(80, 24)
    seen_whole = True
    text = ""

    def show(self, *_: object, **__: object) -> None:
        """Draw nothing."""


class _Stopped:
    """A timer that can be stopped."""

    live = True

    def stop(self) -> None:
        """Do nothing when the time has come."""
        self.live = False


class Desk(AskingScreen):
    """The screen that asks, in a virtual time.

    Attributes:
        now: the moment.
        reached: whether the page of the next step came.
        refusing: since when a bar says that a key was refused; None without one.
    """

    def __init__(self, interview_session: InterviewSession, painting: Callable[[], float]) -> None:
        """Ask the first question.

        Args:
            interview_session: the session.
            painting: gives the seconds after which what is drawn now is on the terminal.
        """
        self.now = 100.0
        self._due: list[tuple[float, int, Callable[[], object], _Stopped]] = []
        self._numbers = itertools.count()
        self._painting = painting
        self._rows = _Rows()
        self._arrived = 0.0
        self._paste_detector = PasteDetector()
        self.reached = False
        self.refusing: float | None = None
        super().__init__(interview_session)
        self.uncovered()
        self.open_question()

    # The screen's surroundings.

    @property
    def host(self) -> Any:
        """The app."""
        return SimpleNamespace(
            monotonic=lambda: self.now,
            came=lambda _: self._arrived,
            keys_wait=False,
            confirmations=SimpleNamespace(question=""),
        )

    @property
    def app(self) -> Any:  # type: ignore[override]
        """The app, which has handled all keys that it heard."""
        return SimpleNamespace(call_later=lambda _, then, *about: then(*about), screen=None)

    @property
    def size(self) -> Size:
        """The terminal's."""
        return self._rows.size

    def rows(self, selector: str) -> Any:
        """Any part of the screen."""
        del selector
        return self._rows

    def set_timer(self, delay: float, callback: Any = None, **_: object) -> Any:
        """Call back after some virtual seconds."""
        return self._at(self.now + delay, callback)

    def call_after_refresh(self, callback: Callable[..., object], *_: Any, **__: Any) -> bool:
        """Call back once a frame is painted."""
        self._at(self.now + self._painting(), callback)
        return True

    def say(
        self, message: str = "", look: TextStyle = TextStyle.MESSAGE, *, single: bool = False
    ) -> None:
        """Show the bar of a refusal, or take it away."""
        del message, single
        self.refusing = self.now if look is TextStyle.ALERT else None

    def open_question(self) -> None:
        """Ask the current question, or end."""
        self.ask()
        self.reached |= self.interview_session.question is None

    def show_answer(self) -> None:
        """End: the next step is found."""
        self.reached = True

    # The time.

    def _at(self, moment: float, callback: Callable[[], object]) -> _Stopped:
        timer = _Stopped()
        heapq.heappush(self._due, (moment, next(self._numbers), callback, timer))
        return timer

    def wait_until(self, moment: float) -> None:
        """Let the time pass."""
        while self._due and self._due[0][0] <= moment:
            self.now, _, callback, timer = heapq.heappop(self._due)
            if timer.live:
                callback()
        self.now = max(self.now, moment)

    # The keys.

    def read(self, keys: Sequence[str], moment: float) -> None:
        """Read from the terminal what came at a moment."""
        typed = sum(key not in HARMLESS for key in keys)
        self._paste_detector.heard(typed, moment)

    def press(self, key: str, came: float) -> None:
        """Handle a key that came at a moment, as the app and the screen do."""
        event = events.Key(key, key if len(key) == 1 else None)
        self._arrived = came
        held = key not in HARMLESS and self._paste_detector.hold(came, self.now)
        if held and not self.types(event):
            self.dropped("Several keys came at once")
        elif not self.take(event) and key in _ACTIONS:
            getattr(self, f"action_{_ACTIONS[key]}")()

    def keys_of(self, patient: Patient) -> Sequence[str]:
        """The keys with which a patient's next answer is given."""
        assert self._form is not None
        assert self.interview_session.question is not None
        return patient.move(self._form, self.interview_session.question).keys


def desk(compiled: Compiled, painting: Callable[[], float] = lambda: 0.0) -> Desk:
    """A new session at its first question."""
    session = begin(compiled.pathway, program="0.1", now=NOON)
    return Desk(InterviewSession(compiled, session, SavesNothing(), lambda: NOON, "0.1"), painting)


def script(compiled: Compiled) -> list[str]:
    """The keys of the seed patient up to the page of the next step."""
    asked, patient, keys = desk(compiled), Patient(SEED), list[str]()
    while not asked.reached:
        for key in asked.keys_of(patient):
            asked.wait_until(asked.now + 2)
            asked.read([key], asked.now)
            asked.press(key, asked.now)
            keys.append(key)
        asked.wait_until(asked.now + 2)
    return keys


def wrong_answers(compiled: Compiled, answers: Mapping[str, Value]) -> list[str]:
    """The stored answers that are not those of the seed patient."""
    lists = compiled.pathway.checklists
    absent = {i.finding: i.absent for key in lists if key in SEED for i in lists[key].items}
    right = {**absent, **SEED}
    return [key for key, value in answers.items() if _plain(value) != _plain(right.get(key))]


def _plain(value: object) -> object:
    """A value without the order of what it consists of; not known where there is none."""
    if isinstance(value, frozenset):
        return value - {"none"}
    return UNKNOWN if value is None else value


@dataclass
class Run:
    """The outcome of a patient whose answers were typed.

    Attributes:
        reached: whether the page of the next step came.
        wrong: findings with an answer that nobody meant.
        refused: how many times the bar of a refusal came.
        stored: how many findings have an answer.
    """

    reached: bool
    wrong: list[str]
    refused: int
    stored: int


@dataclass
class Typist:
    """Somebody who knows the forms, at a machine and on a line.

    Attributes:
        chance: what varies.
        pace: seconds a key.
        jitter: how much of a pace more or less a key may take.
        batch: seconds of keys that the line delivers together; none where it is 0.
        painting: least and most seconds until a frame is on the terminal.
        busy: least and most seconds that the machine handles a key.
        looks: whether a refusal is seen, after which they stop and go on from what is asked.
    """

    chance: random.Random
    pace: float
    jitter: float = 0.2
    batch: float = 0.0
    painting: tuple[float, float] = (0.02, 0.1)
    busy: tuple[float, float] = (0.005, 0.03)
    looks: bool = False
    _refused: int = field(default=0, init=False)

    def types(self, compiled: Compiled, keys: Sequence[str]) -> Run:
        """Type the keys of the seed patient."""
        asked = desk(compiled, lambda: self.chance.uniform(*self.painting))
        asked.wait_until(asked.now + self.pace)
        self._blindly(asked, keys)
        patience = 60
        while self.looks and not asked.reached and patience:
            asked.wait_until(asked.now + 1.5)
            self._blindly(asked, self._rest(asked))
            patience -= 1
        answers = asked.interview_session.answers
        return Run(asked.reached, wrong_answers(compiled, answers), self._refused, len(answers))

    def _rest(self, asked: Desk) -> Sequence[str]:
        """The keys for the question that is on the screen, which is read again."""
        form = asked._form
        if isinstance(form, LevelsForm) and form.step is None and form.draft:
            return [DONE]
        keys = asked.keys_of(Patient(SEED))
        return ["delete", *keys] if isinstance(form, NumberForm) and form.typed else keys

    def _blindly(self, asked: Desk, keys: Sequence[str]) -> None:
        """Type keys, up to a refusal where somebody looks."""
        moment, free = asked.now, asked.now
        for came, batch in itertools.groupby(self._moments(moment, keys), lambda one: one[0]):
            together = [key for _, key in batch]
            asked.wait_until(came)
            asked.read(together, came)
            for key in together:
                asked.wait_until(max(came, free))
                was = asked.refusing
                asked.press(key, came)
                free = asked.now + self.chance.uniform(*self.busy)
                self._refused += was is None and asked.refusing is not None
                if asked.reached:
                    return
            seen = asked.refusing is not None and came - asked.refusing > _REACTION
            if self.looks and seen:
                return
        asked.wait_until(asked.now + 0.5)

    def _moments(self, begin: float, keys: Sequence[str]) -> Iterator[tuple[float, str]]:
        """The moments at which the keys come from the line."""
        moment = begin
        for key in keys:
            moment += self.pace * self.chance.uniform(1 - self.jitter, 1 + self.jitter)
            late = -moment % self.batch if self.batch else 0.0
            yield round(moment + late, 6), key


_REACTION: Final = 0.4
"""Seconds after which somebody who looks has seen the bar and stops."""
