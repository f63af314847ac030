"""Forms for a purpose: what a request, a paragraph and a handover say, and how long they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from random import Random

import pytest

from data.content.cases import cases
from data.content.loader import Content
from data.export.forms import LEFT_OUT, render_form
from data.export.one_page import page_blocks
from data.export.summarise import summarise
from data.export.summary import Summary
from data.export.text import PAGE_WIDTH, text_of
from data.session.assessment import assess
from data.session.events import Event, EventKind
from data.session.session import Session
from engine.advice.decide import Advice
from engine.advice.interview import active_answers
from engine.advice.reasons import Known
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.library import Violation
from tests.support.cases import answers_of
from tests.support.coherent_patients import CoherentPatients
from tests.support.effort import examples
from tests.support.random_patients import Patients
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


def test_everything_that_is_not_started_is_named(compiled: Compiled, content: Content) -> None:
    given = answered(content, pain_nrs=8)
    told = summarise(compiled, content, seen(content, given), NOW)
    assert "Pain relief: caution with opioids; no NSAID" in words(told, "sbar")


def test_a_paragraph_after_an_mri_has_room_for_the_day_of_the_review(
    compiled: Compiled, content: Content
) -> None:
    level = {"level": "T12", "stir": "hyper", "fracture_line": "yes", "plc": "intact"}
    given = answered(content, mri_done="yes", mri_stir_included="yes", mri_levels=(level,))
    declined = Event(EventKind.DECLINED, NOW, recommendation="dxa_order", detail="no transport")
    told = summarise(compiled, content, seen(content, given, declined), NOW, author="AB, registrar")
    assert "Review visit by 30-Mar-2026" in words(told, "discharge")


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
    assert "Question: compression of cord or cauda equina?" in said
    assert "Emergency signs" in said.partition(LEFT_OUT)[2]


def test_a_line_that_fits_is_not_left_out(compiled: Compiled, content: Content) -> None:
    """The label of a line that is left out can be longer than the line is."""
    (vignette,) = (case for case in cases() if case.id == "V11")
    kept = seen(content, dict(answers_of(compiled, vignette)))
    said = words(summarise(compiled, content, kept, NOW), "discharge")
    assert "L1: Genant grade 2; Retropulsion." in said


def test_a_form_names_what_the_film_shows_beside_its_levels(
    compiled: Compiled, content: Content
) -> None:
    given = answered(
        content,
        xray_spondylolisthesis="grade_2",
        xray_demineralisation="moderate",
        mr_device="none",
    )
    told = summarise(compiled, content, seen(content, given), NOW)
    for form in told.forms:
        said = words(told, form)
        for part in (
            "T12: Genant grade 1",
            "Spondylolisthesis on film: Grade 2",
            "on film: Moderate",
        ):
            assert part in said, form


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"xray_lytic_or_destructive": None}, "9 of 10 absent; not answered: Lytic or destructive"),
        ({"fever": UNKNOWN}, "8 of 9 absent; not known: Fever"),
        ({"temperature_c": 38.6, "fever": None}, "TEMPERATURE (38.6 C); 8 of 10 absent; not asked"),
        ({"fever": "yes", "weight_loss": None}, "FEVER; 7 of 9 absent; not asked: Unintended"),
    ],
)
def test_red_flags_are_counted_with_those_that_are_open(
    compiled: Compiled, content: Content, change: dict[str, Value | None], says: str
) -> None:
    given: dict[str, Value | None] = {**answered(content), **change}
    known = {key: value for key, value in given.items() if value is not None}
    told = summarise(compiled, content, seen(content, known), NOW)
    assert f"Red flags: {says}" in words(told, "sbar")


def test_mr_safety_asks_for_no_answer_that_the_others_rule_out(
    compiled: Compiled, content: Content
) -> None:
    for device, says in (
        ("none", "MR safety: No implant and no metal; not asked: Severe claustrophobia"),
        ("mr_conditional", "not asked: MR safety cleared, Severe claustrophobia"),
    ):
        kept = seen(content, answered(content, mr_device=device))
        assert says in words(summarise(compiled, content, kept, NOW), "request")


def test_a_stiff_spine_has_its_request(compiled: Compiled, content: Content) -> None:
    kept = seen(content, answered(content, ankylosed_spine="yes"))
    said = words(summarise(compiled, content, kept, NOW), "request")
    assert "RED FLAG: Ankylosed spine" in said
    assert "whole-spine CT, MRI" in said
    assert "Question: " in said


def patients(compiled: Compiled, content: Content, seed: int) -> Iterator[Session]:
    """Patients as a ward meets them, each with some findings of no matter whom."""
    wild, change = Patients(content.pathway, seed), Random(seed)
    for answers in CoherentPatients(compiled, seed):
        more = wild.patient() if change.random() < 0.2 else {}
        changed = wild.variation({**answers, **more}, change.randint(0, 8))
        yield seen(content, dict(active_answers(compiled, changed)))


def grounds(compiled: Compiled, advice: Advice, form: str) -> Iterator[str]:
    """The known findings on which the advice rests that a form names by its title."""
    for item in (item for item in advice.recommended if item.title in form):
        for reason in item.because:
            if isinstance(reason, Known) and reason.value != UNKNOWN:
                yield reason.finding


def named(compiled: Compiled, advice: Advice, key: str, form: str) -> bool:
    """Return whether a finding, or what it is derived from, is named in a form."""
    finding, value = compiled.pathway.findings[key], advice.facts[key]
    if isinstance(value, tuple):
        return all(f"{reading['level']}: " in form for reading in value)
    lists = [item.finding for one in compiled.pathway.checklists.values() for item in one.items]
    counted = key in lists and " absent" in form
    if counted or finding.short.partition(" ")[0].casefold() in form.casefold():
        return True
    inputs = finding.derived.inputs if finding.derived else ()
    known = [one for one in inputs if one in advice.facts and not one.endswith("_done")]
    return bool(known) and all(named(compiled, advice, one, form) for one in known)


@pytest.mark.sampled
def test_forms_name_what_their_advice_rests_on_and_keep_to_their_length(
    compiled: Compiled, content: Content
) -> None:
    for session in islice(patients(compiled, content, 15), examples(300)):
        told, advice = summarise(compiled, content, session, NOW), assess(compiled, session).advice
        page = " ".join(text_of(page_blocks(told), dense=True).split())
        for key in grounds(compiled, advice, page):
            assert told.refused or named(compiled, advice, key, page), (key, page)
        for form in told.forms:
            lines = render_form(told, form).splitlines()
            said = words(told, form)
            assert len(lines) <= MOST.get(form, 100), said
            left = "left out" in said.casefold()
            for key in grounds(compiled, advice, said):
                assert left or named(compiled, advice, key, said), (key, said)
            if form == "request" and told.advice and "No MRI is advised" not in said:
                assert told.refused or re.search(r"Question: \w+", said), said
                assert told.refused or "MR safety: " in said, said
            if form == "discharge" and {"safety_net_advice"} & {one.code for one in told.advice}:
                assert told.refused or "To return at once" in said, said
            for present, absent, of in re.findall(r"(\w[^.:]*; )?(\d+) of (\d+) absent", said):
                assert int(absent) <= int(of) - bool(present)


@pytest.mark.sampled
def test_the_red_flags_of_a_form_are_those_that_are_known(
    compiled: Compiled, content: Content
) -> None:
    items = {item.finding for item in content.pathway.checklists["red_flags"].items}
    for session in islice(patients(compiled, content, 16), examples(200)):
        told, read = summarise(compiled, content, session, NOW), assess(compiled, session)
        said = words(told, "sbar")
        active = read.interview_state.active
        if told.refused or not items & active.keys():
            continue
        counted = re.search(r"(\d+) of (\d+) absent", said.partition("Red flags: ")[2])
        checklist = content.pathway.checklists["red_flags"].items
        absent = [
            item.finding
            for item in checklist
            if active.get(item.finding, UNKNOWN) not in (*item.present, UNKNOWN)
        ]
        assert (int(counted[1]) if counted else 0) == len(absent), said
        for item in read.advice.recommended:
            if item.code == "complete_red_flags" and counted:
                assert int(counted[2]) > int(counted[1]), said


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


def test_a_handover_names_the_reason_of_what_was_accepted(
    compiled: Compiled, content: Content, seed: Session
) -> None:
    accepted = Event(EventKind.ACCEPTED, NOW, recommendation="dxa_order", detail="by the nurse")
    plain = Event(EventKind.ACCEPTED, NOW, recommendation="falls_assessment")
    said = words(summarise(compiled, content, seed.after([accepted, plain]), NOW), "sbar")
    assert "DXA of lumbar spine and hip: ACCEPTED by the user; reason: by the nurse" in said
    assert "Falls assessment: ACCEPTED" not in said


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
            assert max(map(len, lines)) <= PAGE_WIDTH
            assert all(flag in words(told, form) for flag in told.pinned)
