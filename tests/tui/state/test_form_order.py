"""The order of the questions, and what a focus leaves out of them."""

from __future__ import annotations

import pytest

from engine.advice.interview import interview, relevant
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Value
from tests.support.seed_patient import SEED
from tui.state.form_order import FormOrder


def walked(compiled: Compiled, focus: str) -> tuple[list[str], int, dict[str, Value]]:
    """The forms that the seed patient goes through, how many questions, and all answers."""
    order, answers, forms, count = FormOrder(compiled, focus), dict[str, Value](), list[str](), 0
    lists = compiled.pathway.checklists
    absent = {i.finding: i.absent for one in lists.values() for i in one.items}
    while (question := order.following(order.state(answers).open, None)) is not None:
        form = order.form_of(question)
        forms += [form.key] if form and form.key not in forms else []
        count += 1
        said = absent if question.key in lists else SEED
        answers |= {key: said.get(key, UNKNOWN) for key in question.findings}
    return forms, count, answers


@pytest.mark.parametrize(("focus", "most"), [("emergency", 1), ("imaging", 6), ("", 12)])
def test_a_focus_needs_few_forms(compiled: Compiled, focus: str, most: int) -> None:
    forms, count, _ = walked(compiled, focus)
    assert forms[0] == "emergency"
    assert len(forms) <= most
    assert count <= len(forms) * 8


def test_what_a_focus_does_not_ask_cannot_change_what_it_is_about(compiled: Compiled) -> None:
    for focus in compiled.pathway.focuses.values():
        if focus.forms:
            continue
        _, _, answers = walked(compiled, focus.key)
        state = FormOrder(compiled, focus.key).state(answers)
        matter = relevant(compiled, state.active, state.closed, focus.codes)
        asked = {key for one in state.questions for key in one.findings}
        assert not matter & asked - answers.keys(), focus.key


def test_a_focus_says_what_it_leaves_out(compiled: Compiled) -> None:
    _, _, answers = walked(compiled, "imaging")
    state = FormOrder(compiled, "imaging").state(answers)
    assert not state.open
    assert state.left_out == interview(compiled, answers).open


def test_without_forms_the_questions_keep_their_order(compiled: Compiled) -> None:
    order = FormOrder(compiled)
    order._of, order._rank, order._forms = {}, {}, {}
    state = order.state({})
    assert order.ordered(state.questions) == [*state.questions]
    assert order.following(state.open, None) == state.next
