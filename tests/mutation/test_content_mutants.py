"""Generated vignettes hold, and faults of the content are noticed without the digest."""

from __future__ import annotations

from itertools import islice

import pytest

from engine.advice.checked import checked_advice
from engine.advice.decide import Advice, decide
from engine.diagram.compiler import Compiled
from tests.mutation.__main__ import share, table, verdicts
from tests.mutation.content_mutants import advising_mutants
from tests.mutation.crossed_patients import CrossedPatients
from tests.mutation.detectors import Killer
from tests.mutation.kept_vignettes import Document, answers_of, kept, page
from tests.mutation.many_patients import ManyPatients, bits
from tests.mutation.vignettes import cover, expected
from tests.support.coherent_patients import CoherentPatients
from tests.support.effort import some_and_all

VIGNETTES = kept()
PINNED = [killer for killer in Killer if killer is not Killer.DIGEST]


def advice(compiled: Compiled, every: int = 1) -> list[tuple[Document, Advice]]:
    """Every n-th vignette, and what is advised there."""
    pathway = compiled.pathway
    return [
        (case, checked_advice(compiled, answers_of(pathway, case))) for case in VIGNETTES[::every]
    ]


@pytest.mark.parametrize("every", some_and_all(10))
def test_generated_vignettes_hold_and_are_safe(compiled: Compiled, every: int) -> None:
    """After a wanted change of the content run `python -m tests.mutation.vignettes`."""
    found = advice(compiled, every)
    pathway = compiled.pathway
    assert [case["id"] for case, a in found if page(case) != expected(pathway, a)] == []
    assert [case["id"] for case, a in found if a.refused] == []


def test_many_patients_are_shown_what_each_of_them_is_advised(compiled: Compiled) -> None:
    patients = list(islice(CoherentPatients(compiled, seed=3), 20))
    shown = ManyPatients(compiled.pathway, patients).shown
    for number, answers in enumerate(patients):
        given = decide(compiled, answers)
        here = {key for key, who in shown.items() if who >> number & 1}
        assert {name for kind, name in here if kind == "code"} == {*given.codes}
        assert {name for kind, name in here if kind == "remark"} == {r.key for r in given.remarks}
        assert {(item.code, item.urgency.name) for item in given.recommended} <= here
        fired = {rule.key for item in given.recommended for rule in item.rules}
        assert {name for kind, name in here if kind == "rule"} == fired


def test_a_dropped_rule_changes_the_pages_on_which_it_fires(compiled: Compiled) -> None:
    pathway = compiled.pathway
    donors = ManyPatients(pathway, [answers_of(pathway, case) for case in VIGNETTES[::5]])
    dropped = "rules.falls_assessment"
    fault = next(fault for fault in advising_mutants(pathway) if fault.what == dropped)
    crossed = list(CrossedPatients(pathway, donors).patients(fault.pathway, 100))
    changed = {*bits(ManyPatients(pathway, crossed).changed(fault.pathway))}
    assert 0 < len(changed) < len(crossed)
    for number, answers in enumerate(crossed[:30]):
        fired = {rule.key for item in decide(compiled, answers).recommended for rule in item.rules}
        assert ("falls_assessment" in fired) == (number in changed)


def test_the_choice_notices_all_and_prefers_what_is_kept() -> None:
    assert cover([0b0011, 0b0010, 0b1000, 0b1111], preferred=2) == {0: 0b0011, 3: 0b1100}


@pytest.mark.slow
def test_nearly_every_rule_fires_in_a_vignette(compiled: Compiled) -> None:
    pages = advice(compiled)
    fired = {rule.key for _, page in pages for item in page.recommended for rule in item.rules}
    assert len(compiled.pathway.rules.keys() - fired) <= 2


@pytest.mark.slow
def test_a_few_faults_are_noticed() -> None:
    found = verdicts(0, 1, every=800)
    assert len(found) >= 5
    assert share(found, PINNED) > 0.5


@pytest.mark.slow
def test_nearly_every_fault_is_noticed_without_the_digest() -> None:
    found = verdicts(0, 1)
    print(table(found))
    assert share(found, PINNED) >= 0.99
    assert share(found, [Killer.SAFETY]) > 0.4
