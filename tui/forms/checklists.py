"""The lists to tick of a pathway: its checklists, findings with several choices, signs."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Final

from data.wording.phrases import NOT_KNOWN
from engine.model.answers import UNKNOWN, Value
from engine.model.findings import Finding
from engine.model.pathway import Checklist, Pathway
from tui.forms.checklist import ChecklistForm, Item, Rest
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

    Carried ticks are set, so that they are confirmed or taken away with everything else; what
    was carried as absent is named, and said anew with the others.
    """
    lines = [item for item in checklist.items if item.finding in asked]
    items, ticked = [], {}
    for line in lines:
        options, value = pathway.findings[line.finding].options, given.get(line.finding)
        states = {name: options[name] * (len(line.present) > 1) for name in line.present}
        if isinstance(value, str) and value in states:
            ticked[line.finding] = value
        before = _before(line.finding, given, ticked, carried)
        items.append(Item(line.finding, line.says, states, before))

    def settle(marks: Mapping[str, str], rest: Rest) -> Answered:
        others = {line.finding: line.absent if rest is Rest.ABSENT else UNKNOWN for line in lines}
        return Answered({**others, **marks})

    known = {line.finding: given[line.finding] for line in lines if line.finding in given}
    return ChecklistForm(
        checklist.ask,
        items,
        settle,
        words=("none of these, all checked", "the others are checked and absent"),
        hint=checklist.hint,
        ticked=ticked,
        earlier=Answered(known) if len(known) == len(lines) else None,
    )


def _before(
    key: str, given: Mapping[str, Value], ticked: Container[str], carried: Container[str]
) -> str:
    """The note on an earlier answer beside its line."""
    if key in carried:
        return CARRIED if key in ticked else "carried: absent"
    if key in ticked or key not in given:
        return ""
    return NOT_KNOWN if given[key] == UNKNOWN else "checked, absent"


def several_form(finding: Finding, given: Value | None) -> ChecklistForm:
    """The form of a finding of which several choices can hold together."""
    none = frozenset() if finding.none is None else frozenset({finding.none})
    choices = [option for option in finding.options if option != finding.none]
    chosen = given if isinstance(given, frozenset) else frozenset()

    def settle(marks: Mapping[str, str], rest: Rest) -> Answered:
        if not marks:
            return Answered({finding.key: none if rest is Rest.ABSENT else UNKNOWN})
        return Answered({finding.key: frozenset(marks)})

    label = finding.options.get(finding.none or "", "none")
    return ChecklistForm(
        finding.ask,
        [Item(option, finding.options[option], {option: ""}) for option in choices],
        settle,
        words=(label[0].lower() + label[1:], "none of the others"),
        hint=finding.help,
        ticked={option: option for option in choices if option in chosen},
        earlier=None if given is None else Answered({finding.key: given}),
    )


def signs_form(
    level: str, signs: Sequence[Finding], given: Mapping[str, str | float]
) -> ChecklistForm:
    """The form of the yes-or-no signs of one level."""
    items = []
    for sign in signs:
        before = {NO: "no", UNKNOWN: NOT_KNOWN}.get(str(given.get(sign.key, "")), "")
        items.append(Item(sign.key, sign.short, {YES: ""}, before))

    def settle(marks: Mapping[str, str], rest: Rest) -> Answered:
        others = NO if rest is Rest.ABSENT else UNKNOWN
        return Answered({sign.key: marks.get(sign.key, others) for sign in signs})

    known = {sign.key: given[sign.key] for sign in signs if sign.key in given}
    return ChecklistForm(
        f"{level}: which of these does the report describe?",
        items,
        settle,
        words=("none of these: the report excludes all of them", "the others are excluded"),
        ticked={key: YES for key, value in known.items() if value == YES},
        earlier=Answered(known) if len(known) == len(signs) else None,
    )
