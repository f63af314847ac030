"""The key of an option: a grade keeps its own digit, whatever options stand beside it."""

from __future__ import annotations

from string import digits
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from data.content.loader import Content
from engine.model.findings import Finding
from tui.forms.choice import ChoiceForm
from tui.forms.form import LETTERS, OPTION_KEYS, QuestionForm, option_keys
from tui.forms.levels import LevelsForm
from tui.keys.keys import PAGES

GRADES: Final = st.sets(st.sampled_from(digits), min_size=1)
OTHERS: Final = st.sets(
    st.text("abc0123_.", min_size=2, max_size=12) | st.sampled_from(["x", "é", "²", "٣"]),
    max_size=len(LETTERS),
)


def option_lists(names: set[str]) -> st.SearchStrategy[list[str]]:
    """The names in any order."""
    return st.permutations(sorted(names))


@given(st.data(), GRADES, OTHERS)
def test_a_digit_is_its_own_key_whatever_stands_beside_it(
    data: st.DataObject, grades: set[str], others: set[str]
) -> None:
    names = data.draw(option_lists(grades | others))
    keys = dict(zip(names, option_keys(names), strict=True))
    assert {name: keys[name] for name in grades} == {name: name for name in grades}
    assert {keys[name] for name in others} <= set(LETTERS)
    assert len(set(keys.values())) == len(names)


@given(st.data(), st.sets(st.text("abc_", min_size=2), max_size=len(OPTION_KEYS)))
def test_options_without_a_digit_are_numbered_in_their_order(
    data: st.DataObject, others: set[str]
) -> None:
    assert option_keys(data.draw(option_lists(others))) == [*OPTION_KEYS[: len(others)]]


def test_no_letter_of_an_option_means_something_else_at_a_question() -> None:
    actions = (one for page in ("interview", "form") for one in PAGES[page])
    taken = {key for one in actions for key in one.keys.split(",")}
    assert not taken & set(LETTERS)


def test_every_question_of_the_content_has_a_key_for_each_option(content: Content) -> None:
    for finding in content.pathway.findings.values():
        for one in (finding, *finding.fields):
            keys = option_keys(one.options)
            assert len(set(keys)) == len(one.options), one.key
    assert all(len(c.items) <= len(OPTION_KEYS) for c in content.pathway.checklists.values())


def graded(content: Content) -> list[tuple[Finding, Finding]]:
    """Findings of levels whose first field is graded in figures, each with that field."""
    found = (f for f in content.pathway.findings.values() if f.fields and f.fields[0].options)
    return [(f, f.fields[0]) for f in found if any(map(str.isdecimal, f.fields[0].options))]


def test_the_key_of_a_grade_reads_that_grade_at_a_level(content: Content) -> None:
    findings = graded(content)
    assert findings
    for finding, grade in findings:
        for value in filter(str.isdecimal, grade.options):
            form = LevelsForm(finding)
            form.press("enter")
            step: QuestionForm | None = form.step
            assert isinstance(step, ChoiceForm)
            assert step.labels[value] == grade.options[value]
            form.press(value)
            assert form.partial_entry[grade.key] == value
