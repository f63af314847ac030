"""Patients written as a critical clinician would, after the rules: what must and must not come."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from data.input.case import parse_case
from engine.diagram.compiler import Compiled
from tests.support.cases import codes_of
from tests.support.effort import some_and_all

PATIENTS: dict[str, Any] = json.loads(
    Path(__file__).with_name("fresh_patients.json").read_text("utf-8")
)


@pytest.mark.parametrize("every", some_and_all(4))
def test_each_patient_gets_what_must_come_and_nothing_that_must_not(
    compiled: Compiled, every: int
) -> None:
    wrong = {}
    for patient in PATIENTS["patients"][::every]:
        findings = {**PATIENTS["bases"][patient["base"]], **patient["change"]}
        answers = parse_case(json.dumps({"findings": findings}).encode(), compiled.pathway)
        codes = codes_of(compiled, answers)
        missing, forbidden = {*patient["must"]} - codes, codes & {*patient["never"]}
        if missing or forbidden:
            wrong[patient["id"]] = (patient["why"], missing, forbidden)
    assert not wrong
