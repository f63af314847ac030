"""The safety check of one page after another gives what each rule gives by itself."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import islice
from random import Random
from typing import TypeAlias

import pytest

from engine.advice.brief import Briefs
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers, Bound
from engine.model.library import Violation
from engine.spine.safety import RULES, screening, violations
from engine.spine.safety.rule import last_step
from engine.spine.safety.screening import Screening
from tests.support.coherent_patients import CoherentPatients
from tests.support.random_patients import Patients

PATIENTS = 60


Ward: TypeAlias = tuple[Sequence[Answers], Sequence[Set[str]]]


@pytest.fixture(scope="module", name="ward")
def patients_and_pages(compiled: Compiled) -> Ward:
    """Patients and their pages, most of which are wrong, so that rules are broken."""
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
        if number % 3:
            codes ^= set(chance.sample(every, 6))
        pages.append(frozenset(codes))
    return patients, pages


def rule_by_rule(answers: Answers, codes: Set[str]) -> tuple[Violation, ...]:
    """The violations, each rule read by itself."""
    last = last_step(answers)
    found = (rule.broken(answers, codes, last) for rule in RULES)
    return tuple(violation for violation in found if violation is not None)


def test_each_page_breaks_the_rules_that_it_breaks_by_themselves(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    patients, pages = ward
    expected = [rule_by_rule(*page) for page in zip(patients, pages, strict=True)]
    assert len({item.rule for found in expected for item in found}) > 40
    assert [violations(*page) for page in zip(patients, pages, strict=True)] == expected
    monkeypatch.setattr(screening, "MOST", 5)  # and so it is when nearly all is forgotten
    forgetful = Screening(RULES)
    for answers, codes, found in zip(patients, pages, expected, strict=True):
        broken = [(rule.number, rule.says) for rule in forgetful.broken(answers, codes)]
        assert broken == [(item.rule, item.says) for item in found]


def test_a_bound_is_read_at_its_number_not_at_its_limit() -> None:
    page = frozenset({"augmentation_consider"})
    for number in (1.0, 2.0, 1.0):  # the same bound, at numbers on both sides of the rule's limit
        answers = {"inr": Bound(number, 2.5, below=True)}
        assert violations(answers, page) == rule_by_rule(answers, page)
        assert ("SR16" in {item.rule for item in violations(answers, page)}) is (number == 2.0)
