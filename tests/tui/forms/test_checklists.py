"""The lists to tick: a tick stores what its words say."""

from __future__ import annotations

from engine.diagram.compiler import Compiled
from tui.forms.checklist_item import ITEM_WHICH
from tui.forms.checklists import checklist_form


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
