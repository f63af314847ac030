"""Applicability: what applies after a change is what applies from the start."""

from __future__ import annotations

from random import Random

from engine.advice.applicability import enabled, enabled_again
from engine.diagram.compiler import Compiled
from tests.support.random_patients import Patients


def test_a_change_leads_where_all_answers_lead(compiled: Compiled) -> None:
    """Answers that come, change and go, with the questions that they open and close."""
    random, patients = Random(3), Patients(compiled.pathway, seed=4)
    computed = {key for _, derivation in compiled.pathway.derived for key in derivation.inputs}
    asked = [*sorted(compiled.asked), *3 * sorted(computed & compiled.pathway.asked.keys())]
    opened = 0
    for _ in range(40):
        answers = patients.patient()
        before = enabled(compiled, answers)
        for _ in range(5):
            changed = random.sample(asked, random.randint(1, 3))
            for key in changed:
                if random.random() < 0.3:
                    answers.pop(key, None)
                else:
                    answers[key] = patients.value(compiled.pathway.findings[key], calm=False)
            after = enabled_again(compiled, before, answers, changed)
            assert after == enabled(compiled, answers)
            opened += after.applies != before.applies
            before = after
    assert opened
