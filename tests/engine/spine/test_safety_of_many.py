"""The safety check of many patients at once equals that of one after the other."""

from __future__ import annotations

from itertools import islice
from random import Random

from engine.advice.brief import Briefs
from engine.diagram.compiler import Compiled
from engine.model.columns import columns_of
from engine.spine.safety import violations
from engine.spine.safety.many import violations_of_many
from tests.support.coherent_patients import CoherentPatients
from tests.support.random_patients import Patients

PATIENTS = 150


def test_many_patients_break_the_rules_that_each_of_them_breaks(compiled: Compiled) -> None:
    chance = Random(7)
    patients = [
        *islice(CoherentPatients(compiled, 7), PATIENTS),
        *islice(Patients(compiled.pathway, 7), PATIENTS),
        {},
    ]
    briefs = Briefs(compiled)
    every = sorted(compiled.functions.recommendations)
    pages = []
    for number, patient in enumerate(patients):
        codes = set(briefs(patient).codes)
        if number % 3:  # most pages are wrong, so that rules are broken
            codes ^= set(chance.sample(every, 6))
        pages.append(codes)
    one_by_one = [violations(*page) for page in zip(patients, pages, strict=True)]
    assert violations_of_many(columns_of(patients), pages) == one_by_one
    assert len({item.rule for found in one_by_one for item in found}) > 40


def test_nobody_breaks_no_rule() -> None:
    assert violations_of_many(columns_of([]), []) == []
