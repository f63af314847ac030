"""A sitting against a model of itself: answers, undo, going back, leaving and coming back."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from data.events import Event
from data.record import from_document, to_document
from data.session import Session, begin
from engine.compile import Compiled
from engine.findings import LEVELS, UNKNOWN, Finding, Kind, Value
from tui.keeper import Keeper
from tui.sitting import Sitting

START = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


class Memory:
    """A store that holds one session."""

    def __init__(self) -> None:
        self.session: Session | None = None

    def create(self, session: Session) -> None:
        self.session = session

    def append(self, session_id: str, events: Sequence[Event]) -> None:
        assert self.session is not None
        assert self.session.id == session_id
        self.session = self.session.after(events)

    def take_up(self, session_id: str) -> Session:
        assert self.session is not None
        return self.session

    def put_away(self, session_id: str) -> bool:
        return True


def value_of(finding: Finding) -> st.SearchStrategy[Value]:
    """Any answer to a finding."""
    if finding.options and finding.kind is Kind.CHOICE:
        return st.sampled_from([*finding.options, UNKNOWN])
    if finding.kind is Kind.SEVERAL:
        return st.frozensets(st.sampled_from(list(finding.options)))
    if finding.kind is Kind.LEVELS:
        return st.sampled_from(LEVELS).map(lambda level: ({"level": level},))
    low, high = int(finding.low or 0), int(finding.high or 100)
    return st.integers(low, high)


class Sittings(RuleBasedStateMachine):
    """Everything that can be done at a sitting, in any order."""

    compiled: ClassVar[Compiled]

    def __init__(self) -> None:
        super().__init__()
        minutes = itertools.count()
        self.memory = Memory()
        self.clock = lambda: START + timedelta(minutes=next(minutes))
        session = begin(self.compiled.pathway, program="0.1", now=START)
        self.sitting = self.seated(session, new=True)
        self.steps: list[dict[str, Value]] = [{}]
        self.notes = 0

    def seated(self, session: Session, *, new: bool) -> Sitting:
        keeper = Keeper(lambda: self.memory, session, new=new)
        return Sitting(self.compiled, session, keeper, self.clock, "0.1")

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        question = self.sitting.question
        if question is None:
            return
        findings = self.compiled.pathway.findings
        given = {key: data.draw(value_of(findings[key])) for key in question.findings}
        after = {**self.steps[-1], **given}
        if after != self.steps[-1]:
            self.steps.append(after)
        self.sitting.give(given)

    @rule()
    def undo(self) -> None:
        undone = self.sitting.undo()
        assert bool(undone) == (len(self.steps) > 1)
        if len(self.steps) > 1:
            self.steps.pop()

    @rule()
    def back(self) -> None:
        self.sitting.go_back()

    @rule()
    def leave_and_come_back(self) -> None:
        at = self.sitting.question
        self.sitting.pause()
        self.sitting.put_away()
        kept = self.memory.session
        assert kept is not None
        kept = from_document(to_document(kept))
        self.sitting = self.seated(kept, new=False)
        if not kept.finished:
            assert self.sitting.question == at or at is None

    @rule()
    def finish(self) -> None:
        self.sitting.finish()
        assert self.sitting.session.finished

    @invariant()
    def nothing_is_lost(self) -> None:
        assert self.sitting.session.answers == self.steps[-1]
        assert self.memory.session == self.sitting.session

    @invariant()
    def counts_add_up(self) -> None:
        sitting = self.sitting
        answered = sitting.answered + sitting.not_known
        assert answered + len(sitting.standing.open) <= len(sitting.standing.questions)


def run(compiled: Compiled, **limits: Any) -> None:
    Sittings.compiled = compiled
    run_state_machine_as_test(Sittings, settings=settings(**limits))


def test_a_sitting_is_its_model(compiled: Compiled) -> None:
    run(compiled, max_examples=25, stateful_step_count=25)


@pytest.mark.slow
def test_a_sitting_is_its_model_for_long(compiled: Compiled) -> None:
    run(compiled, max_examples=60, stateful_step_count=50)
