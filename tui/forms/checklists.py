"""The lists to tick of a pathway: its checklists, findings with several choices, signs."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Final

from engine.model.answers import UNKNOWN, Value
from engine.model.findings import Finding
from engine.model.pathway import Checklist, Pathway
from tui.forms.checklist import ChecklistForm, Rest
from tui.forms.checklist_item import ITEM_NO, ITEM_NOT_KNOWN, ITEM_WHICH, Item
from tui.forms.form import Answered
from tui.state.partial_entry import CARRIED

YES: Final = "yes"
NO: Final = "no"


def checklist_form(
    pathway: Pathway,
    checklist: Checklist,
    asked: Sequence[str],
    given: Mapping[str, Value],
    carried: Container[str] = (),
) -> ChecklistForm:
    """The form of a checklist, for those of its findings that apply.

    Carried marks are set, so that they are confirmed or taken away with everything else.
    """
    lines = [item for item in checklist.items if item.finding in asked]
    absent = {line.finding: line.absent for line in lines}
    items = []
    for line in lines:
        options = pathway.findings[line.finding].options
        states = {ITEM_WHICH: ""} if line.which else {}
        states |= {name: options[name] * (len(line.present) > 1) for name in line.present}
        before = CARRIED if line.finding in carried else ""
        items.append(Item(line.finding, line.says, states, before))

    def settle(marks: Mapping[str, str], rest: Rest) -> Answered:
        return Answered(_settled(absent, marks, rest))

    known = {line.finding: given[line.finding] for line in lines if line.finding in given}
    return ChecklistForm(
        checklist.ask,
        items,
        settle,
        words=("None, all checked", "the others are checked and absent"),
        hint=checklist.hint,
        ticked=_marked(absent, known),
        earlier=Answered(known) if len(known) == len(lines) else None,
    )


def several_form(finding: Finding, given: Value | None) -> ChecklistForm:
    """The form of a finding of which several choices can hold together."""
    none = frozenset() if finding.none is None else frozenset({finding.none})
    choices = [option for option in finding.options if option != finding.none]
    chosen = given if isinstance(given, frozenset) else frozenset()

    def settle(marks: Mapping[str, str], rest: Rest) -> Answered:
        if not marks:
            return Answered({finding.key: none if rest is Rest.ABSENT else UNKNOWN})
        return Answered({finding.key: frozenset(marks)})

    label = finding.options.get(finding.none or "", "None")
    return ChecklistForm(
        finding.ask,
        [Item(option, finding.options[option], {option: ""}) for option in choices],
        settle,
        words=(label, "none of the others"),
        hint=finding.help,
        ticked={option: option for option in choices if option in chosen},
        earlier=None if given is None else Answered({finding.key: given}),
        each=False,
    )


def signs_form(
    level: str, signs: Sequence[Finding], given: Mapping[str, str | float]
) -> ChecklistForm:
    """The form of the yes-or-no signs of one level."""
    absent = {sign.key: NO for sign in signs}

    def settle(marks: Mapping[str, str], rest: Rest) -> Answered:
        return Answered(_settled(absent, marks, rest))

    known = {sign.key: given[sign.key] for sign in signs if sign.key in given}
    return ChecklistForm(
        f"{level}: signs reported?",
        [Item(sign.key, sign.short, {YES: ""}) for sign in signs],
        settle,
        words=("None, all excluded", "the others are excluded"),
        ticked=_marked(absent, known),
        earlier=Answered(known) if len(known) == len(signs) else None,
    )


def _marked(absent: Mapping[str, str], known: Mapping[str, object]) -> dict[str, str]:
    """The mark of each item that has a value."""
    own = {key: {no: ITEM_NO, UNKNOWN: ITEM_NOT_KNOWN} for key, no in absent.items()}
    return {key: own[key].get(str(value), str(value)) for key, value in known.items()}


def _settled(absent: Mapping[str, str], marks: Mapping[str, str], rest: Rest) -> dict[str, Value]:
    """The value of each item by its mark; an item without a mark takes the value of the rest."""
    others = ITEM_NO if rest is Rest.ABSENT else ITEM_NOT_KNOWN
    own = {key: {ITEM_NO: no, ITEM_NOT_KNOWN: UNKNOWN} for key, no in absent.items()}
    return {key: own[key].get(mark := marks.get(key, others), mark) for key in absent}
