"""Scores beside the advice: what a patient's findings allow, and that they decide nothing."""

from __future__ import annotations

from itertools import islice

import pytest

from data.wording.scores import score_lines, score_text
from engine.advice.facts import derive, given_facts
from engine.diagram.compiler import Compiled
from engine.spine.scores.from_answers import scores
from tests.support.cases import CASES, answers_of
from tests.support.effort import examples
from tests.support.random_patients import Patients


def test_a_typical_patient(compiled: Compiled) -> None:
    """Vignette V05: acute T12, OF 2, T-score -2.4, pain 3, intact."""
    patient = answers_of(compiled, CASES["V05"])
    texts = score_lines(compiled.pathway, derive(compiled.pathway, patient))
    assert texts[0] == "Genant grade (1993), T12: 1, mild"
    assert any(text.startswith("OF score (2018): 3, conservative") for text in texts)
    assert any(
        text.startswith("RAND clinical signs (2018): cannot be calculated") for text in texts
    )


@pytest.mark.sampled
def test_every_patient_has_scores(compiled: Compiled) -> None:
    for answers in islice(Patients(compiled.pathway, seed=41), examples(300)):
        for score in scores(given_facts(compiled.pathway, derive(compiled.pathway, answers))):
            assert score_text(score)
            assert (score.total is None) == (score.result == "cannot be calculated")
