"""The words by which a patient without a name is told from others."""

from __future__ import annotations

from data.content.loader import Content
from data.wording.patient_words import patient_words
from engine.model.answers import Value
from tests.support.seed_patient import SEED


def test_age_sex_and_the_levels_that_were_read_are_said(content: Content) -> None:
    assert patient_words(content.pathway, content.summary, SEED) == "72 years, Female, T12"


def test_what_is_not_known_is_left_out(content: Content) -> None:
    answers: dict[str, Value] = {"age_years": 72, "sex": "unknown", "xray_levels": ()}
    assert patient_words(content.pathway, content.summary, answers) == "72 years"
    assert not patient_words(content.pathway, content.summary, {})
