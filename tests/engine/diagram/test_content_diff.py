"""Two contents side by side: counts against enumeration, witnesses against the two of them."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from itertools import islice, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.content.loader import SHIPPED, Content, load
from data.governance.content_diff import Difference, difference, difference_document
from data.governance.diff_examples import Witnesses
from data.input.case import case_document, parse_case
from engine.advice.decide import decide
from engine.advice.facts import derive, point
from engine.diagram.compiler import Compiled, compile_pathway
from engine.diagram.content_diff import (
    AdviceChange,
    AffectedPatients,
    IncomparableError,
    pair,
    shifts,
)
from engine.diagram.sample_values import value_at
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.conditions import Clause
from engine.model.kinds import Kind
from engine.model.pathway import Pathway, Rule, Section
from engine.model.unary_tests import parse_cell
from engine.model.urgency import Urgency
from tests.support.cases import spoil
from tests.support.effort import examples
from tests.support.random_patients import Patients
from tui.cli.content_diff import difference_lines

ASKED = ("back_pain", "fever", "pain_nrs")
CODE = "nsaid_avoid"
CELLS: dict[str, list[str]] = {
    "back_pain": ["present", "!none", "known", "unknown"],
    "fever": ["yes", "no", "!yes", "unknown"],
    "pain_nrs": [">= 4", ">= 7", "< 7", "2 .. 5", "unknown", "known"],
}
ROWS = st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in CELLS.items()})
RULES = st.lists(st.tuples(ROWS, st.sampled_from([None, *Urgency])), max_size=3)

Small = list[tuple[dict[str, str], Urgency | None]]


def small(pathway: Pathway, rules: Small) -> Pathway:
    """Three findings and one code, by some rules of one row each."""
    findings = {key: replace(pathway.findings[key], asked_when=()) for key in ASKED}

    def rule(number: int, row: dict[str, str], urgency: Urgency | None) -> Rule:
        clauses = tuple(Clause(k, parse_cell(cell, findings[k], {})) for k, cell in row.items())
        return Rule(f"r{number}", "main", CODE, "Says.", (clauses,), (), ("tool",), urgency)

    return replace(
        pathway,
        findings=findings,
        order=(),
        concepts={},
        contradictions={},
        remarks={},
        sections={"main": Section("main", "Main")},
        rules={f"r{n}": rule(n, row, urgency) for n, (row, urgency) in enumerate(rules)},
        recommendations={CODE: pathway.recommendations[CODE]},
        invariants={},
        groups={},
    )


def urgency_of(compiled: Compiled, answers: Answers) -> Urgency | None:
    return next((item.urgency for item in decide(compiled, answers).recommended), None)


@given(old=RULES, new=RULES)
def test_counts_are_those_of_enumeration(content: Content, old: Small, new: Small) -> None:
    before, after = small(content.pathway, old), small(content.pathway, new)
    both = pair(before, after)
    counted = dict.fromkeys(AdviceChange, 0)
    sides = compile_pathway(before), compile_pathway(after)
    values: list[list[Value]] = [
        [value_at(after.findings[domain.key], domain, p) for p in range(domain.size)]
        for domain in both.new.domains
    ]
    for combination in product(*values):
        answers = dict(zip(ASKED, combination, strict=True))
        was, now = (urgency_of(side, answers) for side in sides)
        if was is None and now is not None:
            counted[AdviceChange.GAINED] += 1
        elif was is not None and now is None:
            counted[AdviceChange.LOST] += 1
        elif was is not None and now is not None and was != now:
            counted[AdviceChange.SOONER if now < was else AdviceChange.LATER] += 1
    found = {shift.change: shift.patterns for shift in shifts(both)}
    assert found == {change: n for change, n in counted.items() if n}


def test_a_value_that_one_content_lacks_is_unknown_to_it(content: Content) -> None:
    new = small(content.pathway, [({"back_pain": "present"}, None)])
    narrow = replace(new.findings["back_pain"], options={"none": "None"})
    old = small(content.pathway, [({"back_pain": "unknown"}, None)])
    old = replace(old, findings={**old.findings, "back_pain": narrow})
    both = pair(old, new)
    found = {shift.change: shift for shift in shifts(both)}
    assert set(found) == {AdviceChange.LOST}
    per_value = both.patterns // both.new.domains[0].size
    assert found[AdviceChange.LOST].patterns == per_value


def test_a_finding_of_two_forms_is_refused(content: Content) -> None:
    new = small(content.pathway, [])
    numeric = replace(new.findings["fever"], kind=Kind.NUMBER, options={}, low=0.0, high=9.0)
    with pytest.raises(IncomparableError, match="fever"):
        pair(new, replace(new, findings={**new.findings, "fever": numeric}))


def test_a_finding_that_only_one_content_has(content: Content) -> None:
    new = small(content.pathway, [({"back_pain": "present"}, None)])
    fewer = {key: item for key, item in new.findings.items() if key != "fever"}
    for old, now in ((replace(new, findings=fewer), new), (new, replace(new, findings=fewer))):
        both = pair(old, now)
        assert [domain.key for domain in both.new.domains] == list(ASKED)
        assert list(shifts(both)) == []


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The shipped content with severe pain from 8, an emergency less, and other words."""
    copy = tmp_path_factory.mktemp("content") / "pathway"
    shutil.copytree(str(SHIPPED), copy)
    text = (copy / "thresholds.toml").read_text()
    head, tail = text.split("[threshold.severe_pain]\nvalue = 7")
    (copy / "thresholds.toml").write_text(f"{head}[threshold.severe_pain]\nvalue = 8{tail}")
    spoil(copy, "concepts.toml", '{ saddle_anaesthesia = "yes" },', "")
    spoil(
        copy,
        "sections/35-every-adult.toml",
        "Severe pain, or moderate",
        "Very bad pain, or moderate",
    )
    return load(copy)


@pytest.fixture(scope="module")
def found(content: Content, changed: Content) -> Difference:
    return difference(content, changed)


@pytest.mark.slow
@pytest.mark.mutation
def test_shifts_are_where_the_advice_differs(content: Content, changed: Content) -> None:
    both = pair(content.pathway, changed.pathway)
    found = list(shifts(both))
    sides = compile_pathway(content.pathway), compile_pathway(changed.pathway)
    for answers in islice(Patients(content.pathway, seed=7), examples(60)):
        was, now = (
            {item.code: item.urgency for item in decide(side, answers).recommended}
            for side in sides
        )
        here = point(both.new, derive(content.pathway, answers))
        assert _shown(both.diagram.value, found, here) == {
            *((code, AdviceChange.GAINED) for code in now.keys() - was.keys()),
            *((code, AdviceChange.LOST) for code in was.keys() - now.keys()),
            *((c, AdviceChange.SOONER) for c in now.keys() & was.keys() if now[c] < was[c]),
            *((c, AdviceChange.LATER) for c in now.keys() & was.keys() if now[c] > was[c]),
        }


def _shown(
    value: object, found: list[AffectedPatients], here: list[int]
) -> set[tuple[str, AdviceChange]]:
    assert callable(value)
    kind = "recommendation"
    return {(s.key, s.change) for s in found if s.kind == kind and value(s.where, here)}


@pytest.mark.slow
@pytest.mark.mutation
def test_every_witness_replays(found: Difference) -> None:
    sides = compile_pathway(found.old.pathway), compile_pathway(found.new.pathway)
    assert len(found.shifts) > 10
    for shift, witness in found.shifts:
        assert witness.replays, shift
        text = json.dumps(case_document(witness.findings)).encode()
        was, now = (decide(side, parse_case(text, side.pathway)) for side in sides)
        if shift.kind == "recommendation" and shift.change in (
            AdviceChange.GAINED,
            AdviceChange.LOST,
        ):
            assert (shift.key in now.codes, shift.key in was.codes) == (
                shift.change is AdviceChange.GAINED,
                shift.change is AdviceChange.LOST,
            )


def test_a_witness_that_no_case_can_state_says_so(content: Content) -> None:
    """An MRI sign without an MRI: the diagram knows it, no patient has it."""
    both = pair(content.pathway, content.pathway)
    variables, domains = both.new.variables, both.new.domains
    sign, done = variables["mri_malignancy"], variables["mri_done"]
    where = both.diagram.conjunction(
        both.diagram.literal(sign, [domains[sign].position("yes")]),
        both.diagram.literal(done, [domains[done].position("no")]),
    )
    witness = Witnesses(both).find(where)
    assert not witness.replays
    assert witness.findings == {"mri_done": "no", "mri_malignancy": "yes"}


def test_a_witness_that_the_new_content_refuses_does_not_replay(content: Content) -> None:
    """Only the old content knows the finding that the rule was about."""
    old = small(content.pathway, [({"fever": "yes"}, None)])
    new = small(content.pathway, [])
    fewer = {key: item for key, item in new.findings.items() if key != "fever"}
    both = pair(old, replace(new, findings=fewer))
    (lost,) = shifts(both)
    witness = Witnesses(both).find(lost.where)
    assert (witness.findings, witness.replays) == ({"fever": "yes"}, False)


@pytest.mark.slow
@pytest.mark.mutation
def test_the_same_content_differs_in_nothing(content: Content) -> None:
    found = difference(content, content)
    assert not found.items
    assert found.shifts == ()
    assert "None: every combination" in "\n".join(difference_lines(found))


@pytest.mark.slow
@pytest.mark.mutation
def test_the_difference_says_what_was_edited_and_what_rests_on_it(found: Difference) -> None:
    text = "\n".join(difference_lines(found))
    assert "- Severe pain, or moderate pain after first analgesics failed." in text
    assert "+ Very bad pain, or moderate pain after first analgesics failed." in text
    assert "- when: saddle_anaesthesia yes" in text
    edited, carried = text.split("CHANGED (")[1].split("HOLD FOR OTHER PATIENTS")
    assert "  threshold.severe_pain: value\n    - 7.0\n    + 8.0" in edited
    assert "recommendation.emergency_spine_pathway" in carried
    assert max(map(len, text.splitlines())) <= 80
    document = json.loads(json.dumps(difference_document(found)))
    lost = next(
        item
        for item in document["advice"]
        if item["item"] == "recommendation.emergency_spine_pathway"
    )
    assert lost["change"] == "lost"
    assert int(lost["patterns"]) < int(document["patterns"])
    assert lost["witness"]["findings"].get("saddle_anaesthesia") == "yes"
    assert UNKNOWN not in lost["witness"]["findings"].values()
