"""Words: two registers, one logic."""

from __future__ import annotations

import re
from datetime import date
from itertools import islice

import pytest

from data.content.loader import Content
from data.export.advice_json import AdviceDocuments
from data.text.telephones import NO_NUMBERS
from data.wording.banners import banners
from data.wording.reader_role_words import action_texts
from engine.advice.decide import decide
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers
from engine.model.place import TO_DO
from tests.support.effort import examples
from tests.support.random_patients import Patients

EXPIRED = date(2027, 2, 26)
TODAY = date(2026, 11, 23)


def roles(content: Content) -> tuple[str, ...]:
    return tuple(content.pathway.findings["user_role"].options)


@pytest.mark.sampled
def test_the_role_never_changes_the_logic(content: Content, compiled: Compiled) -> None:
    """SR57, for every role: the same codes, settled alike, and the same questions."""
    context = {key for key, finding in content.pathway.findings.items() if finding.context}
    assert context == {"user_role", "setting", "region_guidance"}
    for table in content.pathway.tables():
        assert not context & {clause.name for row in table for clause in row}
    for answers in islice(Patients(content.pathway, seed=71), examples(60)):
        plain = {key: value for key, value in answers.items() if key != "user_role"}
        expected = decide(compiled, plain)
        for role in roles(content):
            advice = decide(compiled, {**plain, "user_role": role})
            assert advice.recommended == expected.recommended
            assert advice.still_possible == expected.still_possible


def test_the_role_changes_the_words(
    content: Content, compiled: Compiled, typical: list[Answers]
) -> None:
    def words(role: str) -> list[str]:
        answers = {**typical[1], "user_role": role}
        document = AdviceDocuments(content, compiled)(answers, TODAY)
        return [item["what"] for item in document["recommendations"]]

    clinician = [r.recommendation.what for r in decide(compiled, typical[1]).recommended]
    patient = [
        NO_NUMBERS.filled(r.recommendation.plain) for r in decide(compiled, typical[1]).recommended
    ]
    assert words("physician") == words("nurse") == clinician
    assert words("patient") == patient


def test_an_emergency_is_plain_to_a_patient_too(content: Content, compiled: Compiled) -> None:
    answers = {"motor_deficit": "new", "user_role": "patient"}
    document = AdviceDocuments(content, compiled)(answers, TODAY)
    first = document["recommendations"][0]
    assert (first["code"], first["urgency"]) == ("emergency_spine_pathway", "emergency")
    assert first["what"] == first["plain"]


def test_a_limit_names_its_convention_to_clinicians_alone(compiled: Compiled) -> None:
    advised = decide(compiled, {"cancer_history": "past", "fever": "yes"}).recommended
    item = next(one for one in advised if one.within == "24 to 48 hours (tool convention)")
    for reader in ("", "clinician", "specialist", "therapist"):
        assert ("Within", item.within) in action_texts(reader, item, "Act.", NO_NUMBERS)
    assert ("Within", "24 to 48 hours") in action_texts("patient", item, "Act.", NO_NUMBERS)
    assert not any("convention" in one.recommendation.plain for one in advised)


def test_every_recommendation_speaks_both_registers(content: Content) -> None:
    for code, item in content.pathway.recommendations.items():
        assert item.what, code
        assert item.plain, code
        assert item.what != item.plain, code


def test_what_is_to_be_done_begins_with_what_to_do(content: Content) -> None:
    for code, item in content.pathway.recommendations.items():
        if item.place in TO_DO:
            assert not re.match(r"(An?|The|There|This|In|For) ", item.what), (code, item.what)


SENTENCE = 23
"""The most words in a sentence for patients."""

GRADE = 8
"""The highest school grade (Flesch-Kincaid) of a text for patients; their mean is 5 or less."""


def grade(text: str) -> float:
    words = re.findall(r"[A-Za-z']+", text.lower())
    stems = [re.sub(r"([^laeiouy]es|[^laeiouy]ed|e)$", "", word) or word for word in words]
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", stem))) for stem in stems)
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * syllables / len(words) - 15.59


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[.!?:;]", text) if part.strip()]


def test_texts_for_patients_can_be_read_at_twelve(content: Content) -> None:
    texts = {code: item.plain for code, item in content.pathway.recommendations.items()}
    for code, text in texts.items():
        assert grade(text) < GRADE, (code, grade(text))
        assert all(len(part.split()) <= SENTENCE for part in sentences(text)), code
    assert sum(map(grade, texts.values())) / len(texts) < 5


def test_content_past_its_review_date_says_so(content: Content) -> None:
    assert len(banners(content, TODAY)) == 1
    assert any("OUT OF DATE" in line for line in banners(content, EXPIRED))
