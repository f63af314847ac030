"""The interview: what applies, what can still matter, and what is set aside."""

from __future__ import annotations

from itertools import islice
from random import Random

import pytest

from engine.advice.decide import decide
from engine.advice.interview import interview, relevant
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Answers, Value
from tests.support.effort import examples
from tests.support.random_patients import Patients

CLEAR_EMERGENCY: dict[str, Value] = {
    "motor_deficit": "none",
    "sensory_deficit": "none",
    "saddle_anaesthesia": "no",
    "bladder_change": "none",
    "bowel_change": "no",
    "gait_disturbance": "none",
    "bilateral_leg_symptoms": "no",
    "upper_motor_neuron_signs": "no",
    "neuro_exam_done": "yes",
}


def asked(compiled: Compiled, answers: Answers) -> list[str]:
    return [question.key for question in interview(compiled, answers).open]


def test_emergencies_come_first(compiled: Compiled) -> None:
    first = interview(compiled, {}).next
    assert first is not None
    assert first.key == "emergency"
    assert len(first.findings) == 8


def test_a_question_speaks_in_the_words_of_the_content(compiled: Compiled) -> None:
    pathway = compiled.pathway
    for question in interview(compiled, CLEAR_EMERGENCY).questions:
        words = pathway.checklists.get(question.key) or pathway.findings[question.key]
        assert question.ask == words.ask
        assert {pathway.findings[key].chapter for key in question.findings} == {question.chapter}


def test_red_flags_come_before_treatment_questions(compiled: Compiled) -> None:
    order = asked(compiled, CLEAR_EMERGENCY)
    assert order.index("red_flags") < order.index("dxa_status") < order.index("nsaid_risk")


def test_a_question_that_opens_one_that_matters_is_asked(compiled: Compiled) -> None:
    """The question for a film changes nothing itself; the film's levels are asked because of it."""
    answers: dict[str, Value] = CLEAR_EMERGENCY | {"visit_type": "initial", "age_years": 72}
    assert "xray_done" in asked(compiled, answers)
    assert "xray_levels" in asked(compiled, answers | {"xray_done": "yes"})


def test_an_emergency_leaves_few_questions(compiled: Compiled) -> None:
    everything = asked(compiled, {})
    emergency = asked(compiled, CLEAR_EMERGENCY | {"motor_deficit": "new"})
    assert len(emergency) < len(everything) / 2
    assert not {"dxa_status", "nsaid_risk", "vitamin_d_nmol_l"} & set(emergency)
    assert "calcium_corrected_mmol_l" in emergency  # it may be an emergency of its own


def test_a_child_is_asked_nothing_more_but_emergencies(compiled: Compiled) -> None:
    answers: dict[str, Value] = CLEAR_EMERGENCY | {
        "visit_type": "initial",
        "age_years": 12,
        "back_pain": "none",
    }
    assert "dxa_status" not in asked(compiled, answers)
    assert set(asked(compiled, answers | {"mri_done": "no"})) <= {
        "sex",
        "red_flags",
        "temperature_c",
        "calcium_corrected_mmol_l",
        "calcium_total_mmol_l",
        "crp",
        "esr",
        "blood_cultures",
        "recent_bacteraemia_or_spinal_procedure",
    }  # calcium, and infection with sepsis, are emergencies that no age silences


OF_ANY_AGE = (
    "emergency_hypercalcaemia",
    "emergency_hypocalcaemia",
    "urgent_calcium_review",
    "augmentation_block_calcium",
    "spinal_infection_pathway",
)
"""The codes that an emergency of calcium or of infection adds to any page."""


def test_what_cannot_be_asked_any_more_is_closed(compiled: Compiled) -> None:
    """Closed findings no longer keep advice open, so it can settle."""
    answers: dict[str, Value] = CLEAR_EMERGENCY | {
        "visit_type": "initial",
        "age_years": 12,
        "back_pain": "none",
    }
    interview_state = interview(compiled, answers | {"mri_done": "no"})
    assert {"radicular_pain", "cord_signal_change", "follow_up_new_neuro"} <= interview_state.closed
    advice = decide(compiled, interview_state.active, interview_state.closed)
    assert [item.settled for item in advice.recommended] == [True, True]
    assert not [code for code in advice.still_possible if code not in OF_ANY_AGE]


def test_unknown_is_an_answer_and_not_asked_again(compiled: Compiled) -> None:
    answers: dict[str, Value] = dict.fromkeys(CLEAR_EMERGENCY, UNKNOWN)
    remaining = asked(compiled, answers)
    assert "emergency" not in remaining
    assert "neuro_exam_done" not in remaining


def test_answers_are_set_aside_and_come_back(compiled: Compiled) -> None:
    answers: dict[str, Value] = CLEAR_EMERGENCY | {
        "back_pain": "present",
        "pain_nrs": 8,
        "hospitalised_for_pain": "yes",
    }
    assert interview(compiled, answers).set_aside == {}
    none = interview(compiled, answers | {"back_pain": "none"})
    assert none.set_aside == {"pain_nrs": 8, "hospitalised_for_pain": "yes"}
    assert "pain_nrs" not in none.active
    assert interview(compiled, answers | {"back_pain": "present"}).set_aside == {}


def test_set_aside_is_transitive(compiled: Compiled) -> None:
    answers: dict[str, Value] = {
        "back_pain": "present",
        "pain_nrs": 3,
        "hospitalised_for_pain": "yes",
    }
    assert set(interview(compiled, answers).set_aside) == {"hospitalised_for_pain"}


@pytest.mark.sampled
def test_set_aside_answers_influence_nothing(compiled: Compiled) -> None:
    patients = Patients(compiled.pathway, seed=11)
    for answers in islice(patients, examples(150)):
        interview_state = interview(compiled, answers)
        again = interview(compiled, interview_state.active)
        assert again.active == interview_state.active
        assert [q.key for q in again.open] == [q.key for q in interview_state.open]
        assert again.set_aside == {}


@pytest.mark.sampled
def test_what_does_not_matter_changes_nothing(compiled: Compiled) -> None:
    """Answering a finding that is said not to matter leaves every recommendation as it is."""
    pathway = compiled.pathway
    patients = Patients(pathway, seed=12)
    random = Random(12)
    for answers in islice(patients, examples(120)):
        still = relevant(compiled, answers)
        idle = [
            key
            for key, finding in pathway.findings.items()
            if finding.derived is None and key not in still and key not in answers
        ]
        before = decide(compiled, answers).codes
        for key in random.sample(idle, min(5, len(idle))):
            value = patients.value(pathway.findings[key])
            after = decide(compiled, dict(answers) | {key: value}).codes
            assert set(after) == set(before), (key, value)


@pytest.mark.sampled
def test_the_interview_ends_when_nothing_can_change(compiled: Compiled) -> None:
    """Answering whatever comes next always ends, with no question asked twice."""
    patients = Patients(compiled.pathway, seed=13)
    for _ in range(examples(12)):
        answers: dict[str, Value] = {}
        seen: list[str] = []
        while (question := interview(compiled, answers).next) is not None:
            assert question.key not in seen
            seen.append(question.key)
            for key in question.findings:
                answers[key] = patients.value(compiled.pathway.findings[key], calm=True)
        codes = decide(compiled, interview(compiled, answers).active).codes
        assert codes


@pytest.mark.sampled
def test_questions_do_not_depend_on_the_order_of_answering(compiled: Compiled) -> None:
    random = Random(14)
    for answers in islice(Patients(compiled.pathway, seed=14), examples(30)):
        shuffled = list(answers.items())
        random.shuffle(shuffled)
        assert interview(compiled, dict(shuffled)).open == interview(compiled, answers).open
