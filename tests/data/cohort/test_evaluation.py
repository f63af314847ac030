"""A batch of patients is evaluated as each of them alone is."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from itertools import islice
from typing import Any

import pyarrow as pa
import pytest

from data.cohort.evaluation import Evaluation
from data.export.brief_json import brief_document
from data.input.case import Case, json_value, parse_whole_case
from engine.advice.brief import Briefs
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers, Value
from engine.model.library import Violation
from tests.support.coherent_patients import CoherentPatients
from tests.support.effort import sample
from tests.support.random_patients import Patients

PARTS = ("codes", "urgency", "next_step")


def text(value: Value) -> str:
    plain = json_value(value)
    return plain if isinstance(plain, str) else json.dumps(plain)


def batch_of(patients: list[Answers], **columns: list[Any]) -> pa.RecordBatch:
    keys = sorted({key for patient in patients for key in patient})
    cells: dict[str, list[Any]] = {
        key: [text(patient[key]) if key in patient else None for patient in patients]
        for key in keys
    }
    return pa.RecordBatch.from_pydict({**cells, **columns})


@pytest.fixture(scope="module")
def evaluation(compiled: Compiled) -> Evaluation:
    return Evaluation(compiled)


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_batch_is_evaluated_as_each_patient_alone(
    compiled: Compiled, evaluation: Evaluation, seed: int
) -> None:
    number = sample(50_000, 500) if seed > 1 else 40
    patients = [
        *islice(CoherentPatients(compiled, seed), number),
        *islice(Patients(compiled.pathway, seed), number),
    ]
    briefs = Briefs(compiled)
    for row, answers in zip(evaluation(batch_of(patients)).to_pylist(), patients, strict=True):
        alone = brief_document(briefs, Case(answers), PARTS)
        assert {part: row[part] for part in alone} == alone


def test_a_bad_row_has_its_faults_and_stops_no_other(evaluation: Evaluation) -> None:
    rows = batch_of([{"age_years": 72}, {"age_years": 72}, {"age_years": 72}], id=["a", "b", "c"])
    broken = rows.set_column(0, "age_years", pa.array(["72", "720", "[1"]))
    found = evaluation(broken, first=11).to_pylist()
    assert [row["faults"] is None for row in found] == [True, False, False]
    assert found[1]["codes"] is None
    (fault,) = found[1]["faults"]
    assert fault.startswith("age_years: not legal; legal: a whole number from 0 to 120 years")
    assert [row["row"] for row in found] == [11, 12, 13]
    assert [row["id"] for row in found] == ["a", "b", "c"]


def test_nothing_permissive_rests_on_an_unlikely_number_that_nobody_confirmed(
    compiled: Compiled,
) -> None:
    patient: Answers = {"calcium_corrected_mmol_l": 3.9}
    batch = batch_of([patient, patient], confirmed=["", "calcium_corrected_mmol_l"])
    found = Evaluation(compiled)(batch).to_pylist()
    briefs = Briefs(compiled)
    confirmed = frozenset(patient)
    for row, case in zip(found, [Case(patient), Case(patient, confirmed)], strict=True):
        assert row["unconfirmed"] == brief_document(briefs, case, PARTS)["unconfirmed"]


def test_a_bound_and_a_forgotten_sign_count_as_they_do_alone(
    compiled: Compiled, evaluation: Evaluation
) -> None:
    rows: list[dict[str, Any]] = [
        {"crp": {"below": 5}, "fever": "yes"},
        {"crp": {"above": 60}, "fever": "yes"},
        {"egfr": {"below": 30}, "egfr_days": 400},
        {"dxa_status": "done", "t_score_total_hip": 2.6, "age_years": 80},
        {"egfr": 55},
    ]
    names = sorted({key for row in rows for key in row} & compiled.pathway.findings.keys())
    cells = {
        name: [None if name not in row else json.dumps(row[name]).strip('"') for row in rows]
        for name in names
    }
    found = evaluation(pa.RecordBatch.from_pydict(cells)).to_pylist()
    briefs = Briefs(compiled)
    for row, given in zip(found, rows, strict=True):
        named = {"findings": {key: given[key] for key in names if key in given}}
        alone = brief_document(
            briefs, parse_whole_case(json.dumps(named).encode(), compiled.pathway), PARTS
        )
        assert {part: row[part] for part in alone} == alone


def test_only_numbers_of_the_row_are_confirmed(evaluation: Evaluation) -> None:
    batch = batch_of([{"age_years": 72}], confirmed=["sex"])
    (row,) = evaluation(batch).to_pylist()
    assert row["faults"] == ["confirmed: not legal; legal: the numbers of this row"]


def test_numbers_and_nested_values_are_read_as_text_is(
    compiled: Compiled, evaluation: Evaluation
) -> None:
    (patient,) = islice(CoherentPatients(compiled, 3), 1)
    whole = {**patient, "age_years": 72}
    typed = pa.RecordBatch.from_pylist([{key: json_value(value) for key, value in whole.items()}])
    assert evaluation(typed) == evaluation(batch_of([whole]))


def test_missing_names_the_findings_that_can_still_change_the_advice(compiled: Compiled) -> None:
    (row,) = Evaluation(compiled, ("missing",))(batch_of([{"age_years": 72}])).to_pylist()
    assert "motor_deficit" in row["missing"]
    assert "age_years" not in row["missing"]


def test_the_safety_check_reads_the_answers_and_the_codes_of_each_row(compiled: Compiled) -> None:
    patients: list[Answers] = [{"age_years": 72}, {"age_years": 81}, {}]
    seen: list[tuple[Answers, tuple[str, ...]]] = []

    def refuse_the_second(answers: Answers, codes: Collection[str]) -> tuple[Violation, ...]:
        seen.append((dict(answers), tuple(codes)))
        return (Violation("SR0", "said"),) if answers.get("age_years") == 81 else ()

    library = replace(compiled.pathway.library, violations=refuse_the_second)
    strict = replace(compiled, pathway=replace(compiled.pathway, library=library))
    rows = Evaluation(strict)(batch_of(patients)).to_pylist()
    assert [row["refused"] for row in rows] == [[], ["SR0"], []]
    assert [row["codes"] for row in rows][1] == []
    shown = [Briefs(compiled)(answers).codes for answers in patients]
    assert seen == list(zip(patients, shown, strict=True))
