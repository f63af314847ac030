"""The outlook: what an awaited result would lead to, held against patients who have it."""

from __future__ import annotations

from collections.abc import Set
from itertools import islice

import pytest

from engine.advice.decide import decide, statuses
from engine.advice.facts import derive, place, unsettled_variables
from engine.advice.interview import active_answers, interview
from engine.advice.outlook import Outlook, outlook
from engine.diagram.compiler import Compiled
from engine.diagram.partial_values import possible_values
from engine.model.answers import UNKNOWN, Answers, LevelReading, Value
from engine.model.outcomes import Outcome
from engine.model.place import Place
from tests.support.cases import CASES, answers_of
from tests.support.coherent_patients import CoherentPatients
from tests.support.random_patients import Patients

NO_SIGN: LevelReading = {
    **dict.fromkeys(
        (
            "fluid_sign",
            "posterior_convex",
            "retropulsed_fragment",
            "pedicle_marrow",
            "epidural_mass",
            "paraspinal_mass",
            "endplate_erosion",
            "disc_hyper",
            "epidural_collection",
            "paraspinal_infiltration",
            "intravertebral_cleft",
        ),
        "no",
    ),
    "spared_marrow": "yes",
    "plc": "intact",
    "of_type": "3",
}


def level(name: str, **read: str) -> LevelReading:
    return {"level": name, **NO_SIGN, **read}


ACUTE = {"stir": "hyper", "fracture_line": "yes", "t1_pattern": "band_low"}
READINGS: dict[str, tuple[LevelReading, ...]] = {
    "acute": (level("T12", **ACUTE),),
    "healed": (level("T12", stir="normal", fracture_line="no", t1_pattern="normal"),),
    "several": (level("T12", **ACUTE), level("L1", **ACUTE)),
    "suspicious": (level("T12", **ACUTE, epidural_mass="yes"),),
    "infection": (level("T12", **{**ACUTE, "epidural_collection": "yes"}),),
}
"""For each outcome of an MRI what somebody reads who has it."""


def looked_ahead(compiled: Compiled, answers: Answers) -> tuple[Outlook, ...]:
    closed = interview(compiled, answers).closed
    return outlook(compiled, answers, decide(compiled, answers), closed)


def by_key(found: tuple[Outlook, ...]) -> dict[str, tuple[set[str], set[str]]]:
    return {
        expected.outcome.key: (
            {item.code for item in expected.comes},
            {item.code for item in expected.goes},
        )
        for item in found
        for expected in item.expected
    }


def test_the_seed_patient_is_told_what_the_mri_leads_to(compiled: Compiled) -> None:
    hosts = {"bloodstream_infection": "none", "spinal_procedure": "none"}
    told: dict[str, Value] = {
        "blood_cultures": "none",
        "past_osteoporosis_drugs": frozenset({"none"}),
    }
    answers = {**answers_of(compiled, CASES["V02"]), **hosts, **told}
    found = by_key(looked_ahead(compiled, answers))
    assert "osteoporosis_clinical" in found["acute"][0]
    assert "augmentation_block_unproven" in found["acute"][1]
    assert "physiotherapy" in found["healed"][0]
    assert "malignancy_pathway" in found["suspicious"][0]
    assert "spinal_infection_pathway" in found["infection"][0]
    assert "conservative_care" in found["infection"][1]


def test_what_is_awaited_itself_is_not_said_to_go(compiled: Compiled) -> None:
    answers = answers_of(compiled, CASES["V02"])
    for item in looked_ahead(compiled, answers):
        for expected in item.expected:
            assert not {one.code for one in expected.goes} & set(item.awaited.codes)


def test_nothing_is_looked_ahead_to_once_it_is_there(compiled: Compiled) -> None:
    answers = answers_of(compiled, CASES["V05"])
    awaited = {i.awaited.key for i in looked_ahead(compiled, answers)}
    assert "mri" not in awaited


def test_refused_advice_looks_ahead_to_nothing(compiled: Compiled) -> None:
    answers = answers_of(compiled, CASES["V02"])
    advice = decide(compiled, answers)
    object.__setattr__(advice, "refused", ("broken",))
    assert outlook(compiled, answers, advice, frozenset()) == ()


@pytest.mark.parametrize("key", READINGS)
def test_an_outcome_of_the_mri_is_what_a_patient_can_have(compiled: Compiled, key: str) -> None:
    """Its derived findings together are what the functions make of some readings."""
    (outcome,) = [o for o in compiled.pathway.awaited["mri"].outcomes if o.key == key]
    asked = {k: v for k, v in outcome.facts.items() if not compiled.pathway.findings[k].derived}
    facts = derive(compiled.pathway, {**asked, "mri_levels": READINGS[key]})
    assert {k: facts.get(k, UNKNOWN) for k in outcome.facts} == dict(outcome.facts)


def test_what_is_said_holds_for_whoever_has_the_result(compiled: Compiled) -> None:
    """Patients with an awaited result, other open answers drawn at random, find it so."""
    pathway = compiled.pathway
    tried = 0
    others = Patients(pathway, seed=21)
    for answers in islice(CoherentPatients(compiled, seed=22), 30):
        for item in looked_ahead(compiled, answers):
            for expected in item.expected:
                after = {k: v for k, v in answers.items() if k not in expected.outcome.renews}
                after |= settled(compiled, expected.outcome.key, dict(expected.outcome.facts))
                more = {k: v for k, v in others.patient(0.5).items() if k not in after}
                for given in (after, {**more, **after}):
                    known = active_answers(compiled, given)
                    if fits(compiled, known, expected.outcome.facts):
                        codes = set(decide(compiled, known).codes)
                        assert {one.code for one in expected.comes} <= codes
                        assert codes.isdisjoint(one.code for one in expected.goes)
                        tried += 1
    assert tried > 50


def settled(compiled: Compiled, key: str, facts: dict[str, Value]) -> dict[str, Value]:
    """The answers with which a patient has an outcome."""
    asked = {k: v for k, v in facts.items() if not compiled.pathway.findings[k].derived}
    if "lowest_t_score" in facts:
        asked["t_score_total_hip"] = facts["lowest_t_score"]
    return {**asked, "mri_levels": READINGS[key]} if "acuity" in facts else asked


def fits(compiled: Compiled, answers: Answers, facts: object) -> bool:
    """Return whether derived findings come out as the outcome says."""
    assert isinstance(facts, dict)
    derived = derive(compiled.pathway, answers)
    return all(derived.get(key, UNKNOWN) == value for key, value in facts.items())


def test_only_what_comes_or_goes_for_every_patient_is_said_to(compiled: Compiled) -> None:
    """The outlook by its definition: the truth values of every recommendation are worked out."""
    patients = [answers_of(compiled, case) for case in [*CASES.values()][::18]]
    patients += islice(Patients(compiled.pathway, 41), 6)
    patients += islice(CoherentPatients(compiled, 42), 6)
    seen = 0
    for answers in patients:
        advice, closed = decide(compiled, answers), interview(compiled, answers).closed
        found = {
            (item.awaited.key, expected.outcome.key): (
                {one.code for one in expected.comes},
                {one.code for one in expected.goes},
            )
            for item in outlook(compiled, answers, advice, closed)
            for expected in item.expected
        }
        seen += len(found)
        for awaited in compiled.pathway.awaited.values():
            if {*awaited.codes}.isdisjoint(advice.codes):
                continue
            for outcome in awaited.outcomes:
                comes, goes = by_definition(compiled, answers, closed, outcome)
                now = set(advice.codes)
                expected = comes - now, (goes & now) - {*awaited.codes}
                assert found.get((awaited.key, outcome.key), (set(), set())) == expected
    assert seen > 10


def by_definition(
    compiled: Compiled, answers: Answers, closed: Set[str], outcome: Outcome
) -> tuple[set[str], set[str]]:
    """The recommendations that hold for all patients with a result, and for none."""
    findings, evidence = compiled.pathway.findings, Place.EVIDENCE
    kept = {key: value for key, value in answers.items() if key not in outcome.renews}
    # An answer that is not renewed outweighs an unknown.
    told = {k: v for k, v in outcome.facts.items() if v != UNKNOWN or k not in kept}
    given = {key: value for key, value in told.items() if not findings[key].derived}
    facts = derive(compiled.pathway, {**kept, **given}) | told
    final, hidden = {*facts, *closed} - outcome.renews, set[str]()
    for _ in range(2):
        open_now = set(unsettled_variables(compiled, facts, final | hidden))
        masks = [
            domain.everything
            if variable in open_now and domain.key not in told
            else 1 << place(domain, facts)
            for variable, domain in enumerate(compiled.domains)
        ]
        can_be = possible_values(compiled.diagram, masks)
        hidden = {k for k, root in compiled.functions.asked_when.items() if can_be(root) == 1}
    advice = compiled.pathway.recommendations
    values = {
        code: can
        for code, can in statuses(compiled, masks).items()
        if advice[code].place is not evidence
    }
    return {c for c, can in values.items() if can == 2}, {
        c for c, can in values.items() if can == 1
    }
