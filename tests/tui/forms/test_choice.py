"""A choice: nothing is chosen until a key chooses it."""

from __future__ import annotations

import pytest

from engine.diagram.compiler import Compiled
from engine.model.kinds import Kind
from tui.forms.choice import ChoiceForm
from tui.forms.form import Answered


@pytest.mark.parametrize("key", ["enter", "space"])
def test_an_untouched_question_takes_no_answer(compiled: Compiled, key: str) -> None:
    choices = [f for f in compiled.pathway.findings.values() if f.kind is Kind.CHOICE]
    assert choices
    for finding in choices:
        form = ChoiceForm(finding)
        assert form.press(key) is True
        assert not any(row.text.startswith(">") for row in form.rows())
        assert "Nothing is chosen" in [*form.rows()][-1].text


@pytest.mark.parametrize(("moves", "line"), [("down", 0), ("down down", 1), ("up", 0), ("end", -1)])
def test_the_line_that_was_moved_to_is_taken(compiled: Compiled, moves: str, line: int) -> None:
    finding = compiled.pathway.findings["mechanism"]
    form = ChoiceForm(finding)
    form.press("enter")
    for key in moves.split():
        form.press(key)
    assert not any("Nothing is chosen" in row.text for row in form.rows())
    taken = (*finding.options, "unknown")[line]
    assert form.press("enter") == Answered({"mechanism": taken})


def test_an_earlier_answer_is_chosen_and_enter_keeps_it(compiled: Compiled) -> None:
    finding = compiled.pathway.findings["mechanism"]
    for value in (*finding.options, "unknown"):
        assert ChoiceForm(finding, value).press("enter") == Answered({"mechanism": value})


def test_yes_and_no_have_their_letters_beside_the_digits_of_their_place(compiled: Compiled) -> None:
    for finding in compiled.pathway.findings.values():
        if finding.kind is not Kind.CHOICE or "yes" not in finding.options:
            continue
        for key in ("y", "1"):
            assert ChoiceForm(finding).press(key) == Answered({finding.key: "yes"}), finding.key
        assert ChoiceForm(finding).press("n") == Answered({finding.key: "no"})
    pain = compiled.pathway.findings["back_pain"]
    assert ChoiceForm(pain).press("y") == Answered({"back_pain": "present"})
    assert ChoiceForm(pain).press("n") == Answered({"back_pain": "none"})
    assert ChoiceForm(compiled.pathway.findings["mechanism"]).press("n") is False


def test_yes_and_no_in_full_are_their_letters(compiled: Compiled) -> None:
    for finding in compiled.pathway.findings.values():
        form = ChoiceForm(finding) if finding.kind is Kind.CHOICE else None
        for word, letter in (("yes", "y"), ("no", "n")):
            if form and letter in form.labels:
                assert form.keys_of(word) == form.keys_of(letter) == [letter], finding.key
