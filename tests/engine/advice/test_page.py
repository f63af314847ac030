"""The page: every recommendation once, the next step first, the fold short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise
from random import Random

import pytest

from data.wording.page import Section, fold_text, page_sections, reason
from engine.advice.checked import checked_advice
from engine.advice.decide import Advice, decide
from engine.advice.interview import interview
from engine.advice.outlook import outlook
from engine.advice.page import DO_NOW_MOST, Page
from engine.advice.recommended import Recommended
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers, Value
from engine.model.library import Violation
from engine.model.place import TO_DO, Leads, Place
from engine.model.urgency import Urgency
from tests.support.cases import CASES, answers_of
from tests.support.coherent_patients import CoherentPatients
from tests.support.effort import examples
from tests.support.random_patients import Patients
from tui.rows.row import wrapped

BEFORE_FOLD = 5
"""Recommendations under the next step that are read first."""

EMERGENCIES: dict[str, tuple[dict[str, Value], ...]] = {
    "emergency_spine_pathway": ({"saddle_anaesthesia": "yes"}, {"motor_deficit": "new"}),
    "emergency_hypocalcaemia": ({"calcium_corrected_mmol_l": 1.7},),
    "emergency_hypercalcaemia": ({"calcium_corrected_mmol_l": 3.7},),
    "spinal_infection_pathway": (
        {"spine_biopsy": "infection", "infection_opinion": "not_cleared", "sepsis_signs": "yes"},
    ),
    "emergency_oncology_contact": ({"cancer_history": "active", "sensory_deficit": "new"},),
}
"""Answers that are an emergency, by what it asks for, in the order of amendment A17."""

WIDTH = 74
"""The columns for words beside the number of a line of 80."""


def drawn(page: Page) -> Iterator[Recommended]:
    """All recommendations on a page, in the order in which it is read."""
    if page.next_step:
        yield page.next_step
    yield from (*page.do_now, *page.more, *page.alongside, *page.assessment)
    yield from (item for fold in page.not_now for item in fold.held)
    yield from (item for item in page.evidence if isinstance(item, Recommended))


def read_first(page: Page) -> list[str]:
    """The words before the fold: the next step, its reason, the first five of what to do now."""
    assert page.next_step is not None
    titles = [item.recommendation.title for item in page.do_now[:BEFORE_FOLD]]
    return [page.next_step.recommendation.title, reason(page.next_step), *titles]


@pytest.mark.sampled
def test_every_recommendation_stands_on_the_page_once(compiled: Compiled) -> None:
    for answers in islice(Patients(compiled.pathway, seed=11), examples(300)):
        advice = decide(compiled, answers)
        assert Counter(advice.codes) == Counter(item.code for item in drawn(advice.page))
        assert len(advice.page.do_now) <= DO_NOW_MOST
        assert not advice.page.more or len(advice.page.do_now) == DO_NOW_MOST
        shown = (*advice.page.beware, *advice.page.evidence)
        assert all(remark in shown for remark in advice.remarks)


@pytest.mark.sampled
def test_one_next_step_whenever_something_is_to_be_done(compiled: Compiled) -> None:
    """The most urgent and weightiest that leads; one that leads otherwise only without such."""
    steps = Counter[Leads]()
    for answers in islice(Patients(compiled.pathway, seed=12), examples(300)):
        advice = decide(compiled, answers)
        to_do = [item for item in advice.recommended if item.recommendation.place in TO_DO]
        leading = {
            leads: [item for item in to_do if item.recommendation.leads is leads] for leads in Leads
        }
        may_lead = leading[Leads.YES] or leading[Leads.OTHERWISE]
        step = advice.page.next_step
        assert (step is None) == (not to_do)
        assert step is not None
        assert step in may_lead
        assert step.rank == min(item.rank for item in may_lead)
        steps[step.recommendation.leads] += 1
    assert steps[Leads.YES]


@pytest.mark.sampled
def test_each_section_is_read_by_urgency_then_by_weight(compiled: Compiled) -> None:
    for answers in islice(Patients(compiled.pathway, seed=13), examples(300)):
        page = decide(compiled, answers).page
        for section in ((*page.do_now, *page.more), page.alongside, page.assessment):
            assert all(a.rank <= b.rank for a, b in pairwise(section))


@pytest.mark.sampled
def test_an_emergency_is_the_next_step(compiled: Compiled) -> None:
    for answers in islice(Patients(compiled.pathway, seed=14), examples(200)):
        advice = decide(compiled, answers)
        if advice.recommended[0].urgency is Urgency.EMERGENCY:
            step = advice.page.next_step
            assert step is not None
            assert step.urgency is Urgency.EMERGENCY


@pytest.mark.sampled
def test_emergencies_stand_together_in_the_order_of_a17(compiled: Compiled) -> None:
    """Compression, calcium, infection, cancer: none silences another; the first leads."""
    random = Random(17)
    together = set[tuple[str, str]]()
    for patient in islice(Patients(compiled.pathway, seed=17), examples(150)):
        answers = dict(patient)
        chosen = random.sample(list(EMERGENCIES), random.randint(2, 3))
        if {"emergency_hypocalcaemia", "emergency_hypercalcaemia"} <= set(chosen):
            chosen.remove("emergency_hypocalcaemia")
        for code in chosen:
            answers |= random.choice(EMERGENCIES[code])
        advice = decide(compiled, answers)
        shown = [
            item
            for item in advice.recommended
            if item.urgency is Urgency.EMERGENCY and item.code in EMERGENCIES
        ]
        codes = [item.code for item in shown]
        assert set(chosen) <= set(codes)
        assert codes == [code for code in EMERGENCIES if code in codes]
        assert advice.page.next_step is shown[0]
        together |= set(pairwise(codes))
    assert len(together) >= 4


def test_what_is_not_done_now_has_a_line_a_kind(compiled: Compiled) -> None:
    """V02: no proof yet that the fracture is unhealed, so there is no cement."""
    page = decide(compiled, answers_of(compiled, CASES["V02"])).page
    lines = [fold_text(compiled.pathway, fold) for fold in page.not_now]
    assert lines[0].startswith("Cement: no proof of an unhealed fracture")
    kinds = [fold.key for fold in page.not_now]
    assert kinds == [key for key in compiled.pathway.folds if key in kinds]


def test_what_holds_a_bone_drug_back_is_named(compiled: Compiled) -> None:
    answers = dict(answers_of(compiled, CASES["V02"]))
    for key in ("calcium_corrected_mmol_l", "egfr", "creatinine_clearance_ml_min"):
        answers.pop(key, None)
    page = decide(compiled, answers).page
    (line,) = [fold_text(compiled.pathway, f) for f in page.not_now if f.key == "bone_drugs"]
    assert "not known" in line
    assert "Corrected calcium" in line


def test_evidence_is_never_among_what_is_to_be_done(compiled: Compiled) -> None:
    banners = {c for c, r in compiled.pathway.recommendations.items() if r.kind == "evidence"}
    assert banners
    assert {compiled.pathway.recommendations[c].place for c in banners} == {Place.EVIDENCE}


def test_a_page_that_is_refused_is_empty(
    compiled: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = answers_of(compiled, CASES["V02"])
    assert not checked_advice(compiled, answers).refused
    broken = Violation("SR09", "broken for this test")
    monkeypatch.setattr("engine.advice.checked.broken_rules", lambda *_: (broken,))
    advice = checked_advice(compiled, answers)
    assert advice.refused == (broken,)
    assert advice.page == Page()
    assert not advice.recommended
    assert not list(page_sections(compiled.pathway, advice))


@pytest.mark.sampled
def test_the_page_is_short_before_the_fold(compiled: Compiled) -> None:
    """Seven lines and 120 words for 95 of 100 coherent patients, few of them emergencies."""
    pages: list[tuple[Answers, Advice]] = [
        (answers, checked_advice(compiled, answers))
        for answers in islice(CoherentPatients(compiled, seed=7), examples(150))
    ]
    assert not [advice.refused for _, advice in pages if advice.refused]
    urgent = [a for _, a in pages if a.recommended[0].urgency is Urgency.EMERGENCY]
    assert 0 < len(urgent) < len(pages) / 10
    read = [read_first(advice.page) for _, advice in pages]
    assert all(len(lines) <= 2 + BEFORE_FOLD for lines in read)
    short = [
        lines
        for lines in read
        if sum(len(wrapped(line, WIDTH)) for line in lines) <= 7
        and sum(len(line.split()) for line in lines) <= 120
    ]
    assert len(short) >= 0.95 * len(pages)


def test_sections_in_words_hold_what_the_page_holds(compiled: Compiled) -> None:
    answers = answers_of(compiled, CASES["V02"])
    advice = decide(compiled, answers)
    ahead = outlook(compiled, answers, advice, interview(compiled, answers).closed)
    sections = list(page_sections(compiled.pathway, advice, ahead))
    assert [section.kind is Section.NEXT for section in sections] == [True] + [False] * (
        len(sections) - 1
    )
    said = [line.of for section in sections for line in section.lines]
    assert all(item in said for item in (*advice.page.do_now, *advice.page.beware))
    assert any(section.title == "If the MRI shows" for section in sections)
    awaited = [one.title for one in compiled.pathway.awaited.values()]
    assert not [title for title in awaited if title.endswith("s")], "'if the bloods shows'"
