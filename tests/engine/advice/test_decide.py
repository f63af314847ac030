"""Advice: the clinical cases, and the diagram against the interpreter of the tables."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pytest

from engine.advice.decide import decide, statuses
from engine.advice.facts import derive, is_settled, point, prospects
from engine.advice.interview import interview
from engine.advice.reasons import Excluded, Known
from engine.diagram.compiler import Compiled, compile_pathway
from engine.diagram.partial_values import CAN_BE_FALSE, CAN_BE_TRUE, possible_values
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.facts import Facts
from engine.model.urgency import Urgency
from engine.spine.derivations import FUNCTIONS
from tests.support.cases import CASES, answers_of, codes_of
from tests.support.effort import examples
from tests.support.kleene_oracle import Interpreter
from tests.support.oracles.row_formulas import samples
from tests.support.random_patients import Patients


@pytest.mark.parametrize("part", range(10))
def test_case(compiled: Compiled, part: int) -> None:
    wrong = {}
    for number, case in list(CASES.items())[part::10]:
        answers = answers_of(compiled, case)
        codes = set(decide(compiled, answers).codes)
        assert codes == codes_of(compiled, answers), number
        if codes.isdisjoint(case.forbid) and codes.issuperset(case.expect):
            continue
        wrong[number] = {*case.expect} - codes, codes.intersection(case.forbid)
    assert not wrong, "missing, and forbidden"


@pytest.mark.parametrize(
    ("case", "code", "within"),
    [
        ("V04a", "mri_spine_with_contrast", "1 week"),
        ("VA03", "mri_spine_without_contrast", "24 to 48 hours (tool convention)"),
        ("OP13", "mri_spine_without_contrast", "the same day (tool convention)"),
        (
            "V02",
            "mri_spine_without_contrast",
            "about 2 weeks (tool convention); sooner in hospital or with pain 7 or more",
        ),
    ],
)
def test_one_limit_stands_beside_a_recommendation(
    compiled: Compiled, case: str, code: str, within: str
) -> None:
    item = next(
        item
        for item in decide(compiled, answers_of(compiled, CASES[case])).recommended
        if item.code == code
    )
    assert item.within == within


@pytest.mark.sampled
def test_advice_now_is_what_the_tables_say(compiled: Compiled) -> None:
    pathway = compiled.pathway
    for answers in islice(Patients(pathway, seed=1), examples(400)):
        facts = derive(pathway, answers)
        oracle = Interpreter(pathway, {key: [facts.get(key, UNKNOWN)] for key in pathway.findings})
        expected = {code for code in pathway.recommendations if oracle.recommendation(code)}
        assert set(decide(compiled, answers).codes) == expected


@pytest.mark.sampled
def test_what_the_interpreter_settles_is_settled(compiled: Compiled) -> None:
    """Kleene logic may call settled things open, never the reverse; so it bounds the diagram."""
    pathway = compiled.pathway
    for answers in islice(Patients(pathway, seed=2), examples(150)):
        facts = derive(pathway, answers)
        masks = prospects(compiled, facts)
        outcome = possible_values(compiled.diagram, masks)
        oracle = Interpreter(pathway, _possible(compiled, facts, masks))
        for code, root in compiled.functions.recommendations.items():
            truth = oracle.recommendation(code)
            if truth is not None:
                assert outcome(root) == (CAN_BE_TRUE if truth else CAN_BE_FALSE), code


def test_what_findings_may_still_turn_out_to_be(compiled: Compiled) -> None:
    """One on the film is thoracic whatever the MRI shows; that all are lumbar it may change."""
    thoracic = compiled.domains[compiled.variables["thoracic_level"]]

    def prospect_of(key: str, answers: Answers, closed: frozenset[str] = frozenset()) -> int:
        masks = prospects(compiled, derive(compiled.pathway, answers), closed)
        return masks[compiled.variables[key]]

    film, lumbar = {"xray_levels": ({"level": "T12"},)}, {"xray_levels": ({"level": "L1"},)}
    assert prospect_of("thoracic_level", film) == 1 << thoracic.position("yes")
    assert prospect_of("thoracic_level", lumbar) == thoracic.everything
    both: Answers = {**lumbar, "mri_levels": ({"level": "L2"},)}
    assert prospect_of("thoracic_level", both) == 1 << thoracic.position("no")
    assert prospect_of("thoracic_level", lumbar, frozenset({"mri_levels"})) == 1 << 2
    derivation = compiled.pathway.findings["thoracic_level"].derived
    assert derivation is not None
    assert is_settled(derivation, None, {"xray_levels", "mri_levels"})
    assert is_settled(derivation, "yes", set())
    assert not is_settled(derivation, None, {"xray_levels"})
    assert prospect_of("fever", {}) == 0b110
    assert prospect_of("fever", {"fever": "yes"}) == 0b010
    assert prospect_of("fever", {}, frozenset({"fever"})) == 0b001


@pytest.mark.sampled
def test_a_status_is_what_the_diagram_says(compiled: Compiled) -> None:
    """The short cut for silent sections changes no status."""
    codes = compiled.functions.recommendations
    for answers in islice(Patients(compiled.pathway, seed=4), examples(150)):
        masks = prospects(compiled, derive(compiled.pathway, answers))
        outcome = possible_values(compiled.diagram, masks)
        assert statuses(compiled, masks) == {code: outcome(root) for code, root in codes.items()}


@pytest.mark.sampled
def test_the_order_of_the_diagram_changes_nothing(compiled: Compiled) -> None:
    """Advice and questions are those of a diagram that tests every two neighbours the other way."""
    order = compiled.pathway.order
    swapped = [key for pair in zip(order[1::2], order[::2], strict=False) for key in pair]
    plain = compile_pathway(replace(compiled.pathway, order=tuple(swapped)))
    assert len(plain.diagram) != len(compiled.diagram)
    for answers in islice(Patients(compiled.pathway, seed=5), examples(60)):
        assert interview(plain, answers) == interview(compiled, answers)
        assert decide(plain, answers) == decide(compiled, answers)


def _possible(
    compiled: Compiled, facts: dict[str, Value], masks: list[int]
) -> dict[str, list[Value]]:
    """For each finding, a value of every cell that its mask allows."""
    possible: dict[str, list[Value]] = {}
    for domain, mask in zip(compiled.domains, masks, strict=True):
        representatives = samples(domain)
        if domain.key in facts:
            representatives[domain.position(facts[domain.key])] = facts[domain.key]
        possible[domain.key] = [v for p, v in representatives.items() if mask >> p & 1]
    return possible


@pytest.mark.sampled
def test_statuses_hold_for_every_completion(compiled: Compiled) -> None:
    """Settled codes hold, and ruled-out codes do not, whatever the open answers become."""
    pathway = compiled.pathway
    patients = Patients(pathway, seed=3)
    for answers in islice(patients, examples(120)):
        advice = decide(compiled, answers)
        settled = {i.code for i in advice.recommended if i.settled}
        possible = set(advice.codes) | set(advice.still_possible)
        for _ in range(5):
            completion = patients.patient(known=1.0) | dict(answers)
            codes = set(decide(compiled, completion).codes)
            assert settled <= codes
            assert codes <= possible


def test_some_advice_is_settled_and_some_open(compiled: Compiled) -> None:
    advice = decide(compiled, {"motor_deficit": "new"})
    standing = {item.code: item.settled for item in advice.recommended}
    assert standing["emergency_spine_pathway"]
    assert not standing["emergency_mri"]
    assert "conservative_care" not in advice.still_possible


def test_nothing_known_is_advised_on_too(compiled: Compiled) -> None:
    advice = decide(compiled, {})
    assert {"complete_neuro_exam", "complete_red_flags", "ask_symptoms"} <= set(advice.codes)
    assert point(compiled, {}) == [0] * len(compiled.domains)
    permissive = {c for c, r in compiled.pathway.recommendations.items() if r.permissive}
    assert permissive.isdisjoint(advice.codes)


def test_reasons_name_the_missing_items(compiled: Compiled) -> None:
    advice = decide(compiled, {"fever": "no", "mechanism": "low_energy"})
    because = next(item.because for item in advice.recommended if item.code == "complete_red_flags")
    assert all(isinstance(reason, Known) for reason in because)
    named = {reason.finding for reason in because if isinstance(reason, Known)}
    assert {"cancer_history", "weight_loss", "ankylosed_spine"} <= named
    assert named.isdisjoint({"fever", "mechanism"})
    assert {reason.value for reason in because if isinstance(reason, Known)} == {UNKNOWN}


def test_withheld_advice_names_its_block(compiled: Compiled) -> None:
    advice = decide(compiled, {**answers_of(compiled, CASES["V02"]), "mr_device": "mr_unsafe"})
    blocked = {item.rule.key: item.blocked_by for item in advice.withheld}
    assert "mri_spine_without_contrast" not in advice.codes
    assert blocked["mri_spine_without_contrast"] == (Known("mr_device", "mr_unsafe"),)


@pytest.mark.sampled
def test_only_what_is_blocked_is_withheld(compiled: Compiled) -> None:
    withheld = 0
    for answers in islice(Patients(compiled.pathway, seed=6), examples(300)):
        advice = decide(compiled, answers)
        withheld += len(advice.withheld)
        for item in advice.withheld:
            assert item.code not in advice.codes
            assert item.rule.unless
            assert item.recommendation.permissive or item.recommendation.kind == "imaging"
    assert withheld


def test_reasons_name_what_is_excluded(compiled: Compiled) -> None:
    advice = decide(compiled, answers_of(compiled, CASES["V02"]))
    because = next(
        item.because for item in advice.recommended if item.code == "oral_bisphosphonate_may_start"
    )
    assert Excluded("treatment_stopped") in because
    assert Known("age_years", 72) in because


def test_a_rule_can_make_a_recommendation_more_urgent(compiled: Compiled) -> None:
    """V14: suspected infection is scanned urgently, a soft cancer signal soon."""
    infection = decide(compiled, answers_of(compiled, CASES["V14"]))
    soft = decide(compiled, answers_of(compiled, CASES["M35"]))
    urgency = [
        next(i.urgency for i in a.recommended if i.code == "mri_spine_with_contrast")
        for a in (infection, soft)
    ]
    assert urgency == [Urgency.URGENT, Urgency.SOON]


def test_advice_is_read_by_urgency_then_by_weight(compiled: Compiled) -> None:
    advice = decide(compiled, answers_of(compiled, CASES["V02"]))
    assert [item.rank for item in advice.recommended] == sorted(i.rank for i in advice.recommended)
    soon = [i.recommendation for i in advice.recommended if i.urgency is Urgency.SOON]
    assert [item.weight for item in soon] == sorted((i.weight for i in soon), reverse=True)
    assert soon[0].code == "mri_spine_without_contrast"


def test_contradictions_are_listed(compiled: Compiled) -> None:
    advice = decide(compiled, {"back_pain": "none", "pain_nrs": 4})
    assert [conflict.key for conflict in advice.conflicts] == ["X02"]
    assert "resolve_conflicting_answers" in advice.codes


def test_derivations_read_the_thresholds_that_they_declare(compiled: Compiled) -> None:
    """So that a change of one is a change of what rests on it."""
    pathway = compiled.pathway
    values = {key: threshold.value for key, threshold in pathway.thresholds.items()}
    read: dict[str, set[str]] = {}

    class Watched(dict[str, float]):
        def __getitem__(self, key: str) -> float:
            seen.add(key)
            return super().__getitem__(key)

    for answers in islice(Patients(pathway, seed=5), 400):
        for key, finding in pathway.findings.items():
            if finding.derived:
                seen: set[str] = read.setdefault(key, set())
                FUNCTIONS[finding.derived.function](Facts(answers, Watched(values)))
    declared = {key: set(f.derived.thresholds) for key, f in pathway.findings.items() if f.derived}
    assert read == declared
