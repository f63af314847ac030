"""A number is asked for in the unit that wards record, and kept in the finding's own."""

from __future__ import annotations

import re

from data.content.loader import Content
from tui.forms.form import Answered
from tui.forms.number import NumberForm


def typed(form: NumberForm, keys: str) -> Answered | bool:
    found: Answered | bool = False
    for key in keys.split():
        found = form.press(key)
    return found


def test_alcohol_is_typed_by_the_week_and_stored_by_the_day(content: Content) -> None:
    finding = content.pathway.findings["alcohol_units_day"]
    form = NumberForm(finding)
    assert "A number from 0 to 420 units/week." in list(form.lines())
    assert typed(form, "2 1 enter") == Answered({finding.key: 3}, "21 units/week")
    assert typed(NumberForm(finding), "t 3 enter") == Answered({finding.key: 3})
    again = NumberForm(finding, 3)
    assert (again.unit, again.typed) == ("units/day", "3")


def test_t_goes_through_every_unit(content: Content) -> None:
    finding = content.pathway.findings["weeks_since_onset"]
    assert typed(NumberForm(finding), "t 1 4 enter") == Answered({finding.key: 2}, "14 days")
    form = NumberForm(finding)
    typed(form, "t t")
    assert form.unit == "months"
    typed(form, "t")
    assert form.unit == "weeks"


def test_lines_name_no_key_that_they_do_not_have(content: Content) -> None:
    form = NumberForm(content.pathway.findings["temperature_c"])
    for typed in ("98.6", "", "1,250", "43"):
        for key in ("delete", *typed, "enter"):
            form.press(key)
        spoken = " ".join(form.lines())
        assert not re.search(r"Press|Enter|\bt changes\b|press u", spoken), spoken
