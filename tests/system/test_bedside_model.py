"""An interview session against a model of it: answers, undo, back, lock, leaving, a kill."""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, ClassVar, Final

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from data.content.loader import Content
from data.store import Store
from engine.diagram.compiler import Compiled
from tests.support.effort import sample
from tests.support.real_terminal import terminal
from tests.system.bedside_model import keystrokes
from tests.system.bedside_model.model import Model
from tests.system.bedside_model.runners import Face, Inside, Outside
from tui.security import access_log
from tui.state.interview_session import InterviewSession
from tui.state.loaded_content import LoadedContent
from tui.state.partial_entry import PartialEntry

PIN: Final = "4711"
LABEL: Final = "ZZDOE"
REASON: Final = "resus"
HOME: Final = "Sessions on this computer"
LOCKED: Final = "Spinepath Locked"
PLAN: Final = "In full"


class AtTheBedside(RuleBasedStateMachine):
    """Everything that can be done at the bedside, in any order, on the program itself."""

    loaded: ClassVar[LoadedContent]

    def __init__(self) -> None:
        super().__init__()
        self._place = Path(tempfile.mkdtemp())
        self._pin_is_set = False
        self.sessions: dict[str, Model] = {}
        self.at: str | None = None
        self.behind: str | None = None
        self.locked = False
        self.emergencies = 0
        self.face = self.started(self._place / "store")

    def started(self, directory: Path) -> Face:
        """Start the program."""
        return Inside(self.loaded, directory)

    @property
    def model(self) -> Model:
        """The session that the model expects."""
        assert self.at is not None
        return self.sessions[self.at]

    @property
    def asked(self) -> bool:
        """Return whether a session is open on the screen."""
        return self.at is not None

    # The list of sessions.

    @initialize(secret=st.booleans())
    def choose(self, secret: bool) -> None:
        """Begin with a PIN, or without; and with a session."""
        if secret:
            self.face.press("ctrl+l", *PIN, "enter", *PIN, "enter", "enter", *PIN, "enter")
            self._pin_is_set = True
        self.begin()

    @precondition(lambda self: not self.asked and not self.locked)
    @rule()
    def begin(self) -> None:
        self.face.press("n", *LABEL, "enter")
        self._begun()

    @precondition(lambda self: not self.asked and not self.locked and self.sessions)
    @rule(number=st.integers(0, 9))
    def take_up(self, number: int) -> None:
        taken = list(self.sessions)[number % len(self.sessions)]
        self.face.press("ctrl+g", "slash", *taken, "enter", "enter")
        self.at = taken
        was_finished = self.model.finished
        self.model.take_up()
        if was_finished and self.model.at is not None:
            self.face.shows("finished:")
            self.face.press("b")

    # The questions.

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        model = self.model
        if model.at is None:
            return
        pressed = self._hand(data)
        self.face.press(*pressed.keys)
        self._agree()
        model.enter(pressed.values)
        ended = model.ended
        model.answer(pressed.values)
        if model.ended and not ended:
            self.face.shows("The answer so far.")
            self.face.press("b")

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def answer_some(self, data: st.DataObject) -> None:
        """Answers are what most of the time goes to."""
        for _ in range(5):
            self.answer(data)

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def begin_to_answer(self, data: st.DataObject) -> None:
        """Enter a part of the answer, up to the key that confirms it."""
        if self.model.at is not None:
            pressed = self._hand(data)
            if pressed.begun:
                self.face.press(*pressed.keys[: pressed.begun])
                self.model.enter_half(pressed.half)

    @precondition(lambda self: self.asked)
    @rule()
    def rest(self) -> None:
        self.face.rest()
        self.model.rest()
        if self.locked and self.behind:
            self.sessions[self.behind].rest()

    @precondition(lambda self: self.asked)
    @rule()
    def undo(self) -> None:
        self._from_plan()
        self._leaving("z")
        if self.model.can_undo:
            self._agree()
        said = "Taken back:" if self.model.can_undo else "There is nothing left to take back."
        self.model.undo()
        if self.model.at is not None:
            self.face.shows(said)

    @precondition(lambda self: self.asked)
    @rule()
    def back(self) -> None:
        if self.model.at is None:
            self._from_plan()
        elif "level" in self._half:
            self.face.press("b")
            self.model.enter_half({})
        else:
            self._leaving("b")
            self.model.back()

    @precondition(lambda self: self.asked)
    @rule()
    def note(self) -> None:
        self._from_plan()
        self.face.press("o", *"seen", "enter")
        self.model.note()

    @precondition(lambda self: self.asked)
    @rule()
    def leave(self) -> None:
        self._leaving("q")
        self.model.rest()
        self.at = None

    @precondition(lambda self: self.asked)
    @rule()
    def finish(self) -> None:
        self._from_plan()
        self._leaving("v")
        self.face.press("f")
        self.model.finish()
        self.model.rest()
        self.at = None

    # The lock.

    @precondition(lambda self: not self.locked)
    @rule(idle=st.booleans())
    def lock(self, idle: bool) -> None:
        if idle and isinstance(self.face, Inside):
            self.face.sleep()
            self.face.press("n")  # only wakes
        else:
            self.face.press("ctrl+l")
            if not self._pin_is_set:
                self.face.press("ctrl+g")
        if self.at is not None:
            self.model.rest()
        self.behind, self.at, self.locked = self.at, None, True

    @precondition(lambda self: self.asked and self.locked)
    @rule()
    def lock_over_a_guest(self) -> None:
        self.model.rest()
        self.face.press("ctrl+l")
        self.at = None

    @precondition(lambda self: self.locked and not self.asked)
    @rule(right=st.booleans())
    def unlock(self, right: bool) -> None:
        if self._pin_is_set:
            self.face.press("enter", *(PIN if right else "9999"), "enter")
            if not right:
                self.face.shows("That is not the PIN.")
                self.face.press("ctrl+g")
                return
        else:
            self.face.press("enter")
        self._unlocked()

    @precondition(lambda self: self.locked and not self.asked)
    @rule()
    def begin_as_guest(self) -> None:
        self.face.press("n")
        self._begun()

    @precondition(lambda self: self.locked and not self.asked and self._pin_is_set)
    @rule()
    def open_by_emergency(self) -> None:
        self.face.press("g", *REASON, "enter")
        self.emergencies += 1
        self.face.shows(f"OPENED WITHOUT THE PIN, recorded: {REASON}")
        self._unlocked()

    # The end, of either kind.

    @rule()
    def quit(self) -> None:
        self.face.end()
        for name in {self.at, self.behind} - {None}:
            self.sessions[str(name)].rest()
        self._again()

    @rule()
    def kill(self) -> None:
        if isinstance(self.face, Outside) and self.asked:
            self.rest()  # it rests by itself, and nobody knows whether it did yet
        self.face.kill()
        for name in {self.at, self.behind} - {None}:
            self.sessions[str(name)].lose()
        self._again()

    def teardown(self) -> None:
        with suppress(Exception):
            self.face.end()
        shutil.rmtree(self._place)

    # What has to hold after each of them.

    @invariant()
    def nothing_confirmed_is_lost(self) -> None:
        store = Store.open(self.face.directory)
        kept = {summary.id for summary in store.sessions()}
        assert kept == self.sessions.keys()
        for name, model in self.sessions.items():
            session = store.load(name)
            assert session.answers == model.answers
            assert session.finished == model.finished
            assert session.state.drafts == model.levels
        record = self.face.directory / access_log.FILE
        lines = record.read_text().splitlines() if record.exists() else []
        opened = [line for line in map(json.loads, lines) if line["event"] == access_log.EMERGENCY]
        assert [line["reason"] for line in opened] == [REASON] * self.emergencies

    @invariant()
    def the_screen_is_the_model(self) -> None:
        if self.locked and not self.asked:
            text = self.face.shows(LOCKED)
        elif not self.asked:
            text = self.face.shows(HOME)
        elif self.model.at is None:
            text = self.face.shows(PLAN)
        else:
            ask = " ".join(self.model.at.ask.split())
            text = self.face.shows(ask, *self.model.progress)
        assert LABEL not in text or not self.locked

    @invariant()
    def the_sitting_is_the_model(self) -> None:
        if not self.asked or not isinstance(self.face, Inside):
            return
        interview_session = self.face.app.workspace.interview_session
        assert isinstance(interview_session, InterviewSession)
        assert interview_session.session.id == self.at
        assert interview_session.answers == self.model.answers
        assert interview_session.question == self.model.at
        assert interview_session.partial_entry == self._half
        assert not interview_session.fault
        kept = Store.open(self.face.directory).load(interview_session.session.id)
        assert kept.events == interview_session.session.events

    def _begun(self) -> None:
        kept = {summary.id for summary in Store.open(self.face.directory).sessions()}
        (self.at,) = kept - self.sessions.keys()
        self.sessions[self.at] = Model(self.loaded.compiled)

    @property
    def _half(self) -> PartialEntry:
        """The partial entry at the current question."""
        return self.model.half.get(self.model.at.key, {}) if self.model.at else {}

    def _hand(self, data: st.DataObject) -> keystrokes.Pressed:
        model, pathway = self.model, self.loaded.content.pathway
        assert model.at is not None
        return keystrokes.answer(data.draw, pathway, model.at, model.shown, self._half)

    def _agree(self) -> None:
        """Say that a finished session may be changed, where that was not said before."""
        if self.model.closed:
            self.face.shows("This session is finished")
            self.face.press("y")
            self.model.agreed = True

    def _leaving(self, key: str) -> None:
        """Press a key that leaves the question: twice, where ticks or a level are half entered."""
        self.face.press(*[key] * (2 if self._half and "typed" not in self._half else 1))

    def _from_plan(self) -> None:
        """Go to the questions from the plan, which is shown where nothing is asked any more."""
        if self.model.at is None:
            self.face.press("b")
            self.model.back()

    def _unlocked(self) -> None:
        self.at, self.behind, self.locked = self.behind, None, False

    def _again(self) -> None:
        """Start the program anew on what is left."""
        self.at = self.behind = None
        self.locked = False
        self.face = self.started(self.face.directory)
        if self._pin_is_set:
            self.face.shows(LOCKED)
            self.face.press("enter", *PIN, "enter")


class InAProcess(AtTheBedside):
    """The same on a terminal, with a program that is killed indeed."""

    def __init__(self) -> None:
        self._terminals = ExitStack()
        super().__init__()

    def started(self, directory: Path) -> Face:
        face = Outside(self._terminals.enter_context(terminal(directory)), directory)
        face.shows(LOCKED if self._pin_is_set else HOME)
        face.rest()
        return face

    def teardown(self) -> None:
        self._terminals.close()
        super().teardown()


def run(
    content: Content,
    compiled: Compiled,
    machine: type[AtTheBedside] = AtTheBedside,
    **limits: Any,
) -> None:
    AtTheBedside.loaded = LoadedContent(content, compiled)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "tui.screens.question_base._REST", 1e6
        )  # the machine says when there is a rest
        run_state_machine_as_test(machine, settings=settings(**limits))


def test_the_bedside_is_its_model(content: Content, compiled: Compiled) -> None:
    run(content, compiled, max_examples=2, stateful_step_count=12)


@pytest.mark.slow
def test_the_bedside_is_its_model_for_long(content: Content, compiled: Compiled) -> None:
    run(content, compiled, max_examples=sample(40, 5), stateful_step_count=30)


@pytest.mark.slow
def test_a_killed_program_leaves_what_the_model_has(content: Content, compiled: Compiled) -> None:
    once = {"max_examples": 4, "stateful_step_count": 10, "phases": (Phase.generate,)}
    run(content, compiled, InAProcess, **once)
