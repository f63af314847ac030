"""The dossier's metamorphic properties P1 to P8 over random patients (section 6.2.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

import pytest

from engine.diagram.compiler import Compiled
from engine.model.answers import Answers, Value
from engine.spine.safety.conditions import Condition, is_in
from engine.spine.safety.definitions import ONCOLOGY_CLEARED, SPINE_CLEARED
from engine.spine.safety.rules.infection import HOST_CLOSED, INFECTION_CLEARED
from tests.support.cases import codes_of
from tests.support.effort import sample
from tests.support.random_patients import Patients

DANGERS: dict[str, Value] = {
    "motor_deficit": "new",
    "saddle_anaesthesia": "yes",
    "bladder_change": "retention",
    "cancer_history": "active",
    "immunosuppression": "yes",
    "iv_drug_use": "yes",
    "recent_bacteraemia_or_spinal_procedure": "yes",
    "fever": "yes",
    "weight_loss": "yes",
    "ankylosed_spine": "yes",
    "mechanism": "high_energy",
    "cement_allergy": "yes",
    "pregnancy": "yes",
}
CLOSED: Mapping[str, Condition] = {
    "cancer_history": ONCOLOGY_CLEARED,
    "immunosuppression": HOST_CLOSED | INFECTION_CLEARED,
    "iv_drug_use": HOST_CLOSED | INFECTION_CLEARED,
    "recent_bacteraemia_or_spinal_procedure": INFECTION_CLEARED,
    "fever": INFECTION_CLEARED,
    "weight_loss": ONCOLOGY_CLEARED,
    "ankylosed_spine": SPINE_CLEARED,
    "cement_allergy": is_in("cement_allergy_kind", "contrast", "excluded"),
}
"""Findings that may let cement be considered once known: the hold for a missing answer ends.

A risk or sign of infection is closed by normal blood tests and MRI (A07 b), or by a specialist's
opinion; weight loss and cancer by oncology's opinion (A04, A07 g); a stiff spine by the spine team,
if it found the spine stable (A07 g); an allergy may be to a contrast agent.
"""

EMERGENCIES = ("motor_deficit", "saddle_anaesthesia", "bladder_change")

SAFETY_KEYS = (
    "cancer_history",
    "immunosuppression",
    "iv_drug_use",
    "recent_bacteraemia_or_spinal_procedure",
    "steroid_use",
    "fever",
    "weight_loss",
    "ankylosed_spine",
    "mechanism",
    "neuro_exam_done",
    "motor_deficit",
    "sensory_deficit",
    "saddle_anaesthesia",
    "bladder_change",
    "inr",
    "platelets",
    "cement_allergy",
    "local_or_systemic_infection",
    "calcium_corrected_mmol_l",
    "oesophageal_disorder",
    "can_sit_upright_30min",
    "bisphosphonate_hypersensitivity",
    "dental_invasive_planned",
)
CEMENT_ITEMS = {"inr", "platelets", "cement_allergy", "local_or_systemic_infection"}
"""With mild pain there is no procedure either way, so what only a procedure needs may be open."""

NEURO_ITEMS = {
    "neuro_exam_done",
    "motor_deficit",
    "sensory_deficit",
    "saddle_anaesthesia",
    "bladder_change",
}
"""A bone drug may be started before the examination is complete (vignette V13)."""

PERMISSIVE_OF_P4 = {
    "augmentation_consider",
    "augmentation_not_indicated",
    "mri_not_required_now",
    "oral_bisphosphonate_may_start",
    "oral_bisphosphonate_start",
}
CEMENT_STATES = {
    "augmentation_consider",
    "augmentation_forbidden",
    "augmentation_not_indicated",
    "augmentation_not_yet",
}
DRUG_STATES = {
    "bisphosphonate_hold",
    "oral_bisphosphonate_may_start",
    "oral_bisphosphonate_start",
    "zoledronate_alternative",
}

QUICK = (31, 300)
FULL = (32, sample(20_000, 5_000))
AMOUNTS = [
    pytest.param(*QUICK, id="quick"),
    pytest.param(*FULL, id="full", marks=pytest.mark.slow),
]


def patients(
    compiled: Compiled, typical: list[Answers], seed: int, count: int
) -> Iterator[Answers]:
    """Absurd, partial and complete patients, and many that differ little from a vignette."""
    supply = Patients(compiled.pathway, seed)
    random = Random(seed)
    for number in range(count):
        if number % 3 == 0:
            yield supply.patient()
        else:
            yield supply.variation(random.choice(typical), random.choice((1, 2, 4, 8)))


@pytest.mark.parametrize(("seed", "count"), AMOUNTS)
def test_properties(compiled: Compiled, typical: list[Answers], seed: int, count: int) -> None:
    for answers in patients(compiled, typical, seed, count):
        codes = codes_of(compiled, answers)
        _check_danger_added(compiled, answers, codes)
        _check_one_state(codes)


@pytest.mark.parametrize(("seed", "count"), AMOUNTS)
def test_forgetting_a_safety_answer_unlocks_nothing(
    compiled: Compiled, typical: list[Answers], seed: int, count: int
) -> None:
    """P4, on more keys than the dossier names."""
    for answers in patients(compiled, typical, seed + 10, count // 4):
        before = codes_of(compiled, answers)
        for key in SAFETY_KEYS:
            if key in answers:
                fewer = {k: v for k, v in answers.items() if k != key}
                gained = set(codes_of(compiled, fewer) - before)
                if key in CEMENT_ITEMS:
                    gained.discard("augmentation_not_indicated")
                if key in NEURO_ITEMS:
                    gained -= DRUG_STATES
                if key == "calcium_corrected_mmol_l":
                    gained &= DRUG_STATES  # high calcium is a cancer signal; nobody owes the test
                assert not gained & PERMISSIVE_OF_P4, (key, answers)


def _check_danger_added(compiled: Compiled, answers: Answers, codes: frozenset[str]) -> None:
    for key, value in DANGERS.items():
        after = codes_of(compiled, dict(answers) | {key: value})
        if key not in CLOSED or not CLOSED[key](answers):
            assert "augmentation_consider" not in after - codes, (key, answers)  # P1
        if key in EMERGENCIES:
            assert "emergency_spine_pathway" in after, (key, answers)  # P2
        if "emergency_spine_pathway" in codes:
            assert "emergency_spine_pathway" in after or key in answers, (key, answers)  # P3


def _check_one_state(codes: frozenset[str]) -> None:
    assert not {"augmentation_consider", "augmentation_forbidden"} <= codes  # P5
    assert len(codes & CEMENT_STATES) == 1  # P6, for children too
    assert len(codes & DRUG_STATES) <= 1  # P7
    if "augmentation_forbidden" in codes and "out_of_scope_child" not in codes:
        assert any(code.startswith("augmentation_block_") for code in codes)  # P8


def test_the_patients_reach_what_the_properties_speak_of(
    compiled: Compiled, typical: list[Answers]
) -> None:
    """A property that no patient reaches would hold for nothing."""
    reached: set[str] = set()
    for answers in patients(compiled, typical, 33, 1500):
        reached |= codes_of(compiled, answers)
    assert reached >= DRUG_STATES | CEMENT_STATES
    assert {"emergency_spine_pathway", "out_of_scope_child"} <= reached
