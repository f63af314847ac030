"""Forms for a purpose: what a request, a paragraph and a handover say, and how long they are."""

from __future__ import annotations

import re

import pytest

from data.content.loader import Content
from data.export.forms import render_form
from data.export.page_text import WIDTH
from data.export.summarise import summarise
from data.export.summary import Summary
from data.session.events import Event, EventKind
from data.session.session import Session
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers
from engine.model.library import Violation
from tests.support.seed_patient import NOW, answered, seen

MOST = {"request": 12, "discharge": 5}


@pytest.fixture
def summary(compiled: Compiled, content: Content, seed: Session) -> Summary:
    """The summary of the seed patient."""
    return summarise(compiled, content, seed, NOW, author="AB, registrar")


def words(summary: Summary, form: str) -> str:
    """The text of a form with its white space folded."""
    return " ".join(render_form(summary, form).split())


def test_a_request_asks_for_what_is_advised(summary: Summary) -> None:
    said = words(summary, "request")
    for part in (
        "AB, registrar",
        "Examination: MRI of thoracic and lumbar spine, no contrast",
        "Urgency: SOON, by 16-Mar-2026",
        "STIR",
        "T12: Genant grade 1",
        "MR safety: not asked: Implant or metal",
        "Question: ",
    ):
        assert part in said
    assert re.search(r"Red flags: (\d+) of \1 absent", said)


def test_nothing_is_requested_that_is_not_advised_or_was_declined(
    compiled: Compiled, content: Content, seed: Session
) -> None:
    declined = Event(
        EventKind.DECLINED, NOW, recommendation="mri_spine_without_contrast", detail="no"
    )
    told = words(summarise(compiled, content, seed.after([declined]), NOW), "request")
    assert "No MRI is advised" in told
    assert "Examination" not in told


def test_what_no_longer_fits_is_left_out_by_name(compiled: Compiled, content: Content) -> None:
    kept = seen(content, answered(content, saddle_anaesthesia="yes"))
    said = words(summarise(compiled, content, kept, NOW), "request")
    assert "EMERGENCY SIGN: Saddle numbness" in said
    assert "Left out for length, see the page: " in said
    assert "Question" in said.partition("Left out")[2]


def test_a_request_in_an_emergency_says_why_and_how_safe_the_scanner_is(
    compiled: Compiled, content: Content
) -> None:
    cauda = {"saddle_anaesthesia": "yes", "bladder_change": "retention", "motor_deficit": "new"}
    told = answered(content, **cauda, mrc_grade_worst=3, post_void_residual_ml=600)
    said = render_form(summarise(compiled, content, seen(content, told), NOW), "request")
    assert len(said.splitlines()) <= MOST["request"]
    words = " ".join(said.split())
    for part in ("Emergency MRI", "Indication: Lowest power (MRC 0-5): 3", "600 mL", "MR safety: "):
        assert part in words


def test_a_handover_has_its_four_parts_in_order(summary: Summary) -> None:
    said = render_form(summary, "sbar")
    parts = ("SITUATION", "BACKGROUND", "ASSESSMENT", "RECOMMENDATION")
    assert [line for line in said.splitlines() if line in parts] == list(parts)
    assert "DECLINED by the user; reason: none were ever taken" in " ".join(said.split())


def test_refused_advice_is_on_no_form(
    compiled: Compiled, content: Content, seed: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = (Violation("SR01", "Emergency neurological override"),)
    monkeypatch.setattr("engine.advice.checked.broken_rules", lambda *_: broken)
    told = summarise(compiled, content, seed, NOW)
    for form in told.forms:
        assert "NO ADVICE: " in words(told, form)
        assert "MRI of thoracic" not in words(told, form)


def test_forms_keep_to_their_length(
    compiled: Compiled, content: Content, typical: list[Answers]
) -> None:
    for answers in typical[:12]:
        told = summarise(compiled, content, seen(content, dict(answers)), NOW)
        for form in told.forms:
            lines = render_form(told, form).splitlines()
            assert len(lines) <= MOST.get(form, 60)
            assert max(map(len, lines)) <= WIDTH
            assert all(flag in words(told, form) for flag in told.pinned)
