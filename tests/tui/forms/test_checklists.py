"""The lists to tick: a tick stores what its words say."""

from __future__ import annotations

from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Value
from tui.forms.checklist import ChecklistForm
from tui.forms.checklist_item import ITEM_WHICH
from tui.forms.checklists import checklist_form, several_form, signs_form
from tui.forms.form import Answered


def test_a_tick_of_several_kinds_stores_nothing_before_one_is_picked(compiled: Compiled) -> None:
    for checklist in compiled.pathway.checklists.values():
        asked = [item.finding for item in checklist.items]
        for number, item in enumerate(checklist.items):
            form = checklist_form(compiled.pathway, checklist, asked, {})
            key = str(number + 1)
            assert form.press(key) is True
            stored = form.not_known()
            assert isinstance(stored, bool) is item.which, item.finding
            if item.which:
                assert form.partial_entry[item.finding] == ITEM_WHICH
                form.press(key)
                stored = form.not_known()
            assert not isinstance(stored, bool)
            assert stored.values[item.finding] == item.present[0]


def test_only_a_list_of_what_is_new_or_worse_takes_new_for_granted(compiled: Compiled) -> None:
    """The heading says new or worse; of anything else that has kinds it is asked which."""
    for checklist in compiled.pathway.checklists.values():
        for item in checklist.items:
            if len(item.present) > 1 and not item.which:
                first = compiled.pathway.findings[item.finding].options[item.present[0]]
                assert "new or" in checklist.ask.lower()
                assert "new" in first.lower(), item.finding


def _emergency(compiled: Compiled, given: dict[str, Value]) -> ChecklistForm:
    checklist = compiled.pathway.checklists["emergency"]
    asked = [item.finding for item in checklist.items]
    form = checklist_form(compiled.pathway, checklist, asked, given)
    form.seen = True
    return form


def test_an_answer_of_before_takes_the_word_of_the_key_for_the_whole_list(
    compiled: Compiled,
) -> None:
    """`u` at an answer *none* says that it is not known: no sign may stay absent."""
    items = compiled.pathway.checklists["emergency"].items
    absent: dict[str, Value] = {item.finding: item.absent for item in items}
    unknown: dict[str, Value] = dict.fromkeys(absent, UNKNOWN)
    assert _emergency(compiled, absent).not_known() == Answered(unknown)
    assert _emergency(compiled, unknown).press("n") == Answered(absent)
    assert _emergency(compiled, unknown).press("enter") == Answered(unknown)
    form = _emergency(compiled, absent | {items[2].finding: items[2].present[0]})
    stored = form.not_known()
    assert stored == Answered(unknown | {items[2].finding: items[2].present[0]})


def test_a_key_for_the_others_stores_nothing_where_there_are_none(compiled: Compiled) -> None:
    form = _emergency(compiled, {})
    for number in range(1, 9):
        form.press(f"{number}?")
    assert form.press("n") is True
    assert any("Every line is marked" in row.text for row in form.rows())
    assert not isinstance(form.press("enter"), bool)


def test_what_is_ticked_is_not_called_not_known_where_the_others_cannot_be(
    compiled: Compiled,
) -> None:
    """A finding of several choices has one value: its other choices are none of those."""
    form = several_form(compiled.pathway.findings["infection_hosts"], None)
    form.press("1")
    assert form.not_known() is True
    assert not any("not known" in row.text for row in form.rows() if row.text.startswith("  u"))
    assert any("Enter: the others are absent." in row.text for row in form.rows())
    assert "keep (none of the others) or" in form.legal_lines
    form.press("1")
    assert form.not_known() == Answered({"infection_hosts": UNKNOWN})


def test_what_was_ticked_names_only_keys_that_store_it(compiled: Compiled) -> None:
    form = several_form(compiled.pathway.findings["infection_hosts"], None)
    form.press("1")
    again = several_form(compiled.pathway.findings["infection_hosts"], None)
    again.resume(form.partial_entry)
    (said,) = [row.text for row in again.rows() if row.text.startswith("Ticked, not entered")]
    assert said.endswith("before Enter.")


def test_the_line_of_a_list_says_what_keep_stores_for_the_lines_without_a_mark(
    compiled: Compiled,
) -> None:
    form, others = _emergency(compiled, {}), "keep (the others are checked and absent)"
    assert f", then {others}; none" in form.legal_lines
    form.press("3")
    assert form.legal_lines.startswith(f"{others}, unknown (the others are not known),")
    for number in range(1, 9):
        form.press(f"{number}?")
    assert form.legal_lines == "keep or a key to change its line"


def test_the_line_of_a_list_answered_before_says_that_keep_changes_nothing(
    compiled: Compiled,
) -> None:
    items = compiled.pathway.checklists["emergency"].items
    given: dict[str, Value] = {item.finding: item.absent for item in items}
    form = _emergency(compiled, given | {items[2].finding: items[2].present[0]})
    assert form.legal_lines.startswith("keep (the answer as it is), unknown (the others are")


def test_the_line_of_the_signs_of_a_level_says_that_keep_excludes_the_others(
    compiled: Compiled,
) -> None:
    findings = compiled.pathway.findings.values()
    signs = [finding for finding in findings if set(finding.options) == {"yes", "no"}][:2]
    form = signs_form("T12", signs, {})
    form.press("1")
    assert form.legal_lines.startswith("keep (the others are excluded), unknown")


def test_a_list_marked_in_part_stores_the_others_by_their_own_keys_alone(
    compiled: Compiled,
) -> None:
    given: dict[str, Value] = {"motor_deficit": "new", "saddle_anaesthesia": "no"}
    for key in ("enter", "n", "u"):
        form = _emergency(compiled, given)
        answered = form.not_known() if key == "u" else form.press(key)
        if key == "enter":
            assert answered is True, "it may come before the list was read"
            continue
        assert isinstance(answered, Answered)
        values = dict(answered.values)
        assert (values.pop("motor_deficit"), values.pop("saddle_anaesthesia")) == ("new", "no")
        assert (UNKNOWN in values.values()) == (key == "u")
