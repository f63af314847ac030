"""The one page: what a receiving doctor needs, and what it can be checked by, on one page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from markdown_it import MarkdownIt

from data.content.loader import Content
from data.export.blocks import Heading, Line, PageBlock
from data.export.forms import render_form
from data.export.markdown import markdown_of
from data.export.one_page import page_blocks
from data.export.outline import outline
from data.export.summarise import summarise
from data.export.summary import RECORD, Summary
from data.export.text import drawn, text_of
from data.session.events import Event, EventKind, answer
from data.session.follow_up import follow_up
from data.session.session import Session
from data.text.telephones import Telephones
from data.wording.charts import SiteChart
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Value
from engine.model.library import Violation
from tests.support.seed_patient import NOW, PAIN, answered, seen

LINES, LINES_OF_A_FOLLOW_UP, COLUMNS = 60, 75, 80
LATER = NOW + timedelta(weeks=3)
Page = list[PageBlock]
MRI_LEVEL = {"level": "T12", "stir": "hyper", "fracture_line": "yes", "plc": "intact"}
MRI: dict[str, Value] = {"mri_done": "yes", "mri_stir_included": "yes", "mri_levels": (MRI_LEVEL,)}


@pytest.fixture
def page(compiled: Compiled, content: Content, seed: Session) -> Page:
    """Her page."""
    return one_page(summarise(compiled, content, seed, NOW, "12:abc", author="AB, registrar"))


def one_page(summary: Summary) -> Page:
    """The page of a summary."""
    return list(page_blocks(summary))


def words(page: Page) -> str:
    """The text of a page with its white space folded."""
    return " ".join(text_of(page, dense=True).split())


def test_the_seed_patient_is_one_page(page: Page) -> None:
    lines = text_of(page, dense=True).splitlines()
    assert len(lines) <= LINES
    assert max(map(len, lines)) <= COLUMNS
    assert any("T12" in line for line in lines[:10])
    assert lines[-1].startswith(f"{RECORD}: 12:abc ")


def test_it_says_what_the_next_doctor_needs_in_order(page: Page, seed: Session) -> None:
    said = words(page)
    expected = (
        f"Session: {seed.id} (Bed 4)",
        "by AB, registrar",
        "Age: 72 years; Sex: Female",
        "T12: Genant grade 1",
        "not known: Age of the fracture",
        "Emergency signs: absent: Weakness",
        "Neurological examination done: Yes",
        "MRI of thoracic and lumbar spine, no contrast, by 16-Mar-2026 (about 2 weeks)",
        "Bone drugs: not started yet",
        "Review visit: by 30-Mar-2026",
        "written advice to come back at once",
        "DECIDED OTHERWISE: Look for earlier images of this level: DECLINED; reason: none were",
        "Not asked: ",
        "UNREVIEWED",
    )
    places = [said.index(part) for part in expected]
    assert places == sorted(places)


def test_a_next_step_above_something_more_urgent_says_so(
    compiled: Compiled, content: Content, page: Page
) -> None:
    early = seen(content, {**PAIN, "radicular_pain": "none"})
    said = words(one_page(summarise(compiled, content, early, NOW, "12:abc")))
    assert said.index("Do the more urgent first.") < said.index("URGENT: Complete the red")
    assert "Do the more urgent first." not in words(page)


def test_the_spine_is_drawn_with_its_marks(page: Page) -> None:
    names, marks = text_of(page, dense=True).split("QUESTION AND ANSWER\n")[1].splitlines()[:2]
    assert marks[names.index("T12") :].split()[0] == "1"
    assert marks.count(".") == 16
    assert "TU" not in names, "a level without a number is drawn where one is named"


def test_times_are_those_of_the_ward(
    compiled: Compiled, content: Content, seed: Session, zone: Callable[[str], None]
) -> None:
    zone("Europe/Berlin")
    said = words(one_page(summarise(compiled, content, seed, NOW)))
    assert "Written: 02-Mar-2026 09:30 CET (UTC+0100) by name not stated" in said


def test_a_follow_up_is_one_page_with_its_changes(
    compiled: Compiled, content: Content, seed: Session
) -> None:
    given = answered(content, visit_type="post_mri", pain_nrs=8, **MRI)
    later = follow_up(content.pathway, seed, {}, program="0.1", now=LATER)
    later = later.after([answer(key, value, LATER) for key, value in given.items()])
    declined = Event(
        EventKind.DECLINED, LATER, recommendation="dxa_order", detail="no transport this month"
    )
    accepted = Event(
        EventKind.ACCEPTED, LATER, recommendation="falls_assessment", detail="by the nurse"
    )
    noted = Event(EventKind.NOTED, LATER, detail="The daughter rings on Friday.")
    for event in (declined, accepted, noted):
        later = later.after([event])
    page = one_page(summarise(compiled, content, later, LATER, "", seed))
    assert len(text_of(page, dense=True).splitlines()) <= LINES_OF_A_FOLLOW_UP
    said = words(page)
    for part in (
        "New since 02-Mar-2026: ",
        "Pain now (0-10): 8, was 5",
        "MRI: T12: STIR signal Bright (oedema); Fracture line; Posterior ligaments Intact",
        "Falls assessment [ACCEPTED by the user: by the nurse]",
        "DECIDED OTHERWISE: DXA of lumbar spine and hip: DECLINED; reason: no transport",
    ):
        assert part in said
    assert "Falls assessment: ACCEPTED" not in said, "it is followed"


def test_a_reading_of_an_earlier_visit_says_when_it_was_entered(
    compiled: Compiled, content: Content
) -> None:
    first = seen(content, answered(content, visit_type="post_mri", **MRI))
    later = follow_up(content.pathway, first, first.answers, program="0.1", now=LATER)
    proposed = [event for event in later.events if event.kind is EventKind.PREFILLED]
    later = later.after([replace(one, kind=EventKind.CONFIRMED, at=LATER) for one in proposed])
    said = words(one_page(summarise(compiled, content, later, LATER, "", first)))
    assert "MRI: T12 (entered 02-Mar-2026): STIR signal Bright" in said
    assert said.count("set aside: 1 answer UNREVIEWED") == 1
    summary = summarise(compiled, content, later, LATER, "", first)
    brief = " ".join(render_form(summary, "discharge").split())
    assert "MRI: T12: STIR signal Bright" in brief, "its five lines have room for what was seen"
    assert "entered" not in words(one_page(summarise(compiled, content, first, NOW)))


def test_what_was_accepted_then_is_named_in_one_sentence(
    compiled: Compiled, content: Content, seed: Session
) -> None:
    before = seed
    for code in ("falls_assessment", "dxa_order"):
        before = before.after(
            [Event(EventKind.ACCEPTED, NOW, recommendation=code, by="AB, registrar")]
        )
    later = follow_up(content.pathway, before, {}, program="0.1", now=LATER)
    later = later.after([answer("back_pain", "yes", LATER)])
    said = words(one_page(summarise(compiled, content, later, LATER, "", before)))
    named = "ACCEPTED by AB, registrar: Falls assessment. DXA of lumbar spine and hip"
    assert "Decided then: Look for earlier images of this level: DECLINED" in said
    assert f"Then {named}" in said


def test_a_date_is_not_put_off_by_a_later_session(
    compiled: Compiled, content: Content, seed: Session
) -> None:
    second = seen(content, answered(content), at=NOW + timedelta(weeks=1))
    third = seen(content, answered(content), at=NOW + timedelta(weeks=2))
    page = one_page(summarise(compiled, content, third, LATER, "", second, older=[seed]))
    assert "MRI: by 16-Mar-2026" in words(page)


def test_a_heading_over_a_single_line_stands_before_it(page: Page) -> None:
    lines = text_of(page, dense=True).splitlines()
    assert any(line.startswith("RETURN ADVICE: Give written advice") for line in lines)
    assert any(line.startswith("DO NOW: SOON: ") for line in lines)
    two: Page = [Heading(2, "Title"), Line("One."), Line("Two.")]
    assert text_of(two, dense=True).splitlines() == ["TITLE", "  One.", "  Two."]


def test_what_waits_for_the_same_says_so_once(compiled: Compiled, content: Content) -> None:
    given = answered(content, egfr=18, current_osteoporosis_drug="none")
    page = one_page(summarise(compiled, content, seen(content, given), NOW))
    [drugs] = [b.text for b in page if isinstance(b, Line) and b.label == "Bone drugs"]
    asides = re.findall(r"\(((?:not known|freed by): [^()]*(?:\([^()]*\)[^()]*)*)\)", drugs)
    assert len(asides) > 1
    assert len(asides) == len(set(asides))


def test_a_limit_that_ends_the_title_is_said_once(compiled: Compiled, content: Content) -> None:
    given = answered(content, calcium_corrected_mmol_l=2.9)
    said = words(one_page(summarise(compiled, content, seen(content, given), NOW)))
    assert "symptoms and ECG today" in said
    assert "today, today" not in said


def test_an_emergency_comes_before_everything(compiled: Compiled, content: Content) -> None:
    kept = seen(content, answered(content, saddle_anaesthesia="yes", bowel_change=UNKNOWN))
    page = one_page(summarise(compiled, content, kept, NOW))
    lines = text_of(page, dense=True).splitlines()
    assert lines[1] == "EMERGENCY SIGN: Saddle numbness"
    assert re.fullmatch(r"EMERGENCY: By .* \(the same hour\)\. Call ____\.", lines[3])
    assert len(lines) <= LINES
    said = words(page)
    assert "SADDLE NUMBNESS; not known: Bowel change; absent: Weakness" in said
    assert "EMERGENCY: Emergency spinal pathway, same hour What: " in said
    limit = "suspected cauda equina: within 4 hours of request"
    assert re.search(rf"Emergency MRI of the spine, by 02-Mar-2026 \d\d:\d\d \S+ \({limit}\)", said)
    assert re.search(rf"MRI: by 02-Mar-2026 \d\d:\d\d \S+ \({limit}\)", said)
    assert "Cement: neurological deficit (freed by: a newer examination of Saddle numb" in said


def test_every_format_says_until_when_and_whom_to_call(
    compiled: Compiled, content: Content, zone: Callable[[str], None]
) -> None:
    zone("Europe/Berlin")
    kept = seen(content, answered(content, saddle_anaesthesia="yes"))
    called = Telephones(emergency="4711")
    late = NOW + timedelta(hours=2)
    for now, past in ((NOW, ""), (late, ", now past")):
        told = summarise(compiled, content, kept, now, telephones=called)
        says = f"By 02-Mar-2026 10:30 CET (UTC+0100){past} (the same hour). Call 4711."
        record, page = " ".join(text_of(outline(told)).split()), words(one_page(told))
        for text in (page, record, *(render_form(told, form) for form in ("sbar", "discharge"))):
            assert says in " ".join(text.split())


@pytest.mark.parametrize(
    ("without", "says"),
    [
        ("radicular_pain", "Complete the neurological examination: Radicular pain"),
        ("xray_lytic_or_destructive", "Complete the red-flag questions: Lytic or destructive"),
    ],
)
def test_what_is_to_be_completed_is_named(
    compiled: Compiled, content: Content, without: str, says: str
) -> None:
    given = answered(content)
    del given[without]
    assert says in words(one_page(summarise(compiled, content, seen(content, given), NOW)))


def test_care_that_waits_does_not_contradict_care_that_is_advised(
    compiled: Compiled, content: Content
) -> None:
    given = answered(content)
    del given["xray_lytic_or_destructive"]
    said = words(one_page(summarise(compiled, content, seen(content, given), NOW)))
    assert "Keep moving; no prolonged bed rest" in said
    assert "Care: a plan of conservative care alone withheld" in said


@pytest.mark.parametrize(
    ("level", "says"),
    [
        ({"genant": "1", "height_loss_pct": 45}, "The larger of the two counts"),
        ({"genant": "2", "lytic": "yes"}, "Destruction counts as present"),
    ],
)
def test_answers_about_a_level_that_do_not_fit_are_a_contradiction(
    compiled: Compiled, content: Content, level: dict[str, str | float], says: str
) -> None:
    given = answered(content, xray_levels=({"level": "T12", **level},))
    page = one_page(summarise(compiled, content, seen(content, given), NOW))
    said = words(page)
    assert "Contradiction: " in said
    assert says in said
    assert "Contradiction: " not in words(
        one_page(summarise(compiled, content, seen(content, answered(content)), NOW))
    )


def test_what_was_not_asked_is_not_said_to_be_lacking(compiled: Compiled, content: Content) -> None:
    given = answered(content, mri_done="yes")
    said = words(one_page(summarise(compiled, content, seen(content, given), NOW)))
    assert "STIR on the MRI not confirmed" in said
    assert "lacks" not in said


def test_refused_advice_is_not_on_it(
    compiled: Compiled, content: Content, seed: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = (Violation("SR01", "Emergency neurological override"),)
    monkeypatch.setattr("engine.advice.checked.broken_rules", lambda *_: broken)
    said = words(one_page(summarise(compiled, content, seed, NOW)))
    assert "NO ADVICE: " in said
    assert "T12: Genant grade 1" in said
    assert "More or less" not in said
    assert "SOON: " not in said


def test_markdown_says_the_same(page: Page) -> None:
    markdown = markdown_of(page)
    told = [token.content for token in MarkdownIt().parse(markdown) if token.type == "fence"]
    chart = next(block for block in page if isinstance(block, SiteChart))
    assert told[0].splitlines() == list(drawn(chart))
    plain = re.sub(r"\\(.)", r"\1", markdown)
    for block in page:
        if isinstance(block, Heading):
            assert f"{'#' * block.level} {block.text}" in plain
        elif isinstance(block, Line):
            assert block.text in plain
    assert f"**{RECORD}:** " in plain.splitlines()[-1]
