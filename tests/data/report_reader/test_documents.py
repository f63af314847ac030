"""Documents that are read or refused, the reasons, and the time that it takes."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from data.content.loader import SHIPPED
from data.report_reader.layout import LONGEST
from data.report_reader.reader import LARGEST_TEXT, read
from tests.support.other_documents import other_documents
from tui.cli.main import main

REPORT = "X-RAY LUMBAR SPINE\n\nFINDINGS:\nMild wedge compression fracture of L1.\n"
OTHERS = {
    "letter": "Dear Dr Smith,\n\nThank you for referring this lady. X-ray lumbar spine showed an L1"
    " fracture.\n\nYours sincerely",
    "note": "CHIEF COMPLAINT\nBack pain\n\nHISTORY OF PRESENT ILLNESS\nHe fell.\n\nX-RAY LUMBAR"
    " SPINE\nL1 fracture",
    "operation": "PREOPERATIVE DIAGNOSIS: L1 fracture.\nANESTHESIA: General.",
    "knee": "X-RAY RIGHT KNEE\n\nNo fracture. Degenerative changes.",
    "chest": "CHEST 2 VIEWS\n\nThe lungs are clear. Old rib fractures.",
    "neck": "CT CERVICAL SPINE\n\nNo fracture or subluxation.",
    "echo": "ECHOCARDIOGRAM\n\nEjection fraction 55%.",
    "recipe": "Take two eggs and a cup of flour. Mix them well and bake for 20 minutes.",
    "two patients": f"Name: A, B   DOB: 01/02/1950\n{REPORT}\nName: C, D\n{REPORT}",
    "too long": REPORT + "x" * LARGEST_TEXT,
    "empty": " \n",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_another_document_is_refused_with_a_sentence(text: str) -> None:
    reading = read(text, SHIPPED)
    assert reading.refused.endswith(".")
    assert not reading.proposals
    assert not reading.to_answer


def test_a_refusal_says_what_is_read_and_what_to_do_with_a_note_that_quotes_a_report() -> None:
    refused = read(OTHERS["letter"], SHIPPED).refused
    assert "Paste the part that is the report alone" in refused
    assert "radiograph, CT or MRI of the spine, DXA and laboratory prints" in refused
    assert "laboratory prints" in read(OTHERS["recipe"], SHIPPED).refused


def test_a_text_that_does_not_say_what_it_is_is_read_as_the_person_says() -> None:
    text = "Old L1 compression fracture noted.\nNo evidence of disc herniation.\n"
    assert "mri" in read(text, SHIPPED).kinds
    reading = read(text, SHIPPED, "mri")
    assert [(item.name, item.value) for item in reading.proposals] == [("mri_levels.L1", "yes")]


def test_a_chest_film_is_read_for_what_it_says_of_the_spine_alone() -> None:
    text = (
        "CHEST 2 VIEWS\n\nLeft upper lobe collapse is stable. No displaced rib fracture. There is"
        " a compression fracture of the T8 vertebral body.\n"
    )
    names = [item.name for item in read(text, SHIPPED).proposals]
    assert names == ["xray_levels.T8"]


def test_the_source_articles_own_sentence_gives_its_values() -> None:
    text = (
        "What is the next step in management for a patient whose thoracic and lumbosacral spine"
        " X\u2011ray shows no acute fracture or significant spondylolisthesis, a mild T12"
        " compression deformity without retropulsion, moderate bone demineralization, and"
        " multilevel degenerative changes?"
    )
    assert {item.name: item.value for item in read(text, SHIPPED).proposals} == {
        "xray_done": "yes",
        "xray_no_acute_fracture_stated": "yes",
        "xray_spondylolisthesis": "non_significant",
        "xray_levels.T12": "yes",
        "xray_levels.T12.genant": "1",
        "xray_levels.T12.retropulsion": "no",
        "xray_demineralisation": "moderate",
        "xray_degenerative": "multilevel",
    }


def test_two_levels_are_never_shown_as_all_that_the_report_names() -> None:
    assert read(REPORT, SHIPPED).remarks


@pytest.mark.parametrize("unit", ["L1 and ", "no ", "fracture of ", "?", "a. "])
def test_time_grows_with_the_length_of_a_hostile_text_and_no_faster(unit: str) -> None:
    lines = "X-RAY LUMBAR SPINE\n" + ((unit * LONGEST)[: LONGEST - 9] + "\n\n") * 60
    assert seconds(lines[:24_000]) < 9 * seconds(lines[:8_000]) + 0.3


@pytest.mark.parametrize("unit", [". ", " \t", "| ", " \x0b", "- ", "L1 | "])
def test_one_hostile_line_of_any_length_costs_no_more_than_its_length(unit: str) -> None:
    line = "X-RAY LUMBAR SPINE\n" + unit * 12_000
    assert seconds(line[:24_000]) < 9 * seconds(line[:8_000]) + 0.3


def seconds(text: str) -> float:
    start = time.process_time()
    read(text, SHIPPED)
    return time.process_time() - start


def test_a_denial_that_follows_a_level_in_its_sentence_is_shown_and_not_proposed() -> None:
    reading = read("X-RAY SPINE\nMild compression of T12, no acute fracture.\n", SHIPPED)
    denial = "xray_no_acute_fracture_stated"
    assert denial not in {item.name for item in reading.proposals}
    assert denial in {item.name for item in reading.to_answer}


def test_the_command_prints_proposals_with_their_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    assert main(["read", str(path), "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    first, second = document["proposals"][:2]
    assert (first["finding"], second["finding"]) == ("xray_done", "xray_levels.L1")
    assert REPORT[second["start"] : second["end"]] == second["quote"]
    assert main(["read", str(path)]) == 0
    assert "Nothing is an answer until a person takes it" in capsys.readouterr().out
    assert main(["read", str(path), "--kind", "novel"]) == 2
    assert "legal: film, ct" in capsys.readouterr().err


def test_of_a_hundred_documents_of_other_kinds_none_is_read() -> None:
    documents = list(other_documents())
    assert len(documents) >= 100
    assert not [text for text in documents if not read(text, SHIPPED).refused]


@pytest.mark.parametrize(
    ("name", "count"), [("others.txt", 50), ("others_second.txt", 99), ("others_third.txt", 40)]
)
def test_documents_that_only_name_a_study_of_the_spine_are_refused_or_asked_about(
    name: str, count: int
) -> None:
    texts = (Path(__file__).parent / name).read_text().split("\n=== \n")
    assert len(texts) == count
    assert len([text for text in texts if not read(text, SHIPPED).refused]) <= 1


def test_a_film_of_the_knee_after_a_text_takes_neither_its_kind_nor_its_place() -> None:
    text = "Compression fracture of D12 body. Normal alignment of the lumbar vertebrae.\n"
    knee = "\n\nX-RAY RIGHT KNEE\n\nFracture of the patella. Lumbar vertebrae are not shown.\n"
    found = [(item.name, item.value) for item in read(text + knee, SHIPPED, "mri").proposals]
    assert found == [("mri_levels.T12", "yes")]
    assert read(knee + text, SHIPPED).refused


def test_capital_letters_and_lines_without_stops_are_read_line_by_line() -> None:
    text = (
        "MRI LUMBAR SPINE\nNO THECAL SAC OR NERVE ROOT COMPRESSION NOTED\nADEQUATE SPINAL CANAL\n"
    )
    found = [(item.name, item.value) for item in read(text, SHIPPED).proposals]
    assert found == [("mri_done", "yes"), ("canal_stenosis", "none")]


def test_a_fracture_of_uncertain_age_is_not_called_old() -> None:
    text = "X-RAY SPINE\nMild compression deformity of T12, age indeterminate.\n"
    (level,) = [p for p in read(text, SHIPPED).proposals if p.name == "xray_levels.T12"]
    assert level.note == "age not certain"


def test_a_correction_leaves_to_a_person_all_levels_of_the_report() -> None:
    text = (
        "MRI LUMBAR SPINE\nFINDINGS: Compression fracture of L1 with marrow edema.\n\n"
        "ADDENDUM: The level called L1 is L2. There are six lumbar vertebrae.\n"
    )
    reading = read(text, SHIPPED)
    assert not [item for item in reading.proposals if item.finding == "mri_levels"]
    assert {"mri_levels.L1", "mri_levels.L1.stir"} <= {item.name for item in reading.to_answer}


def test_a_denial_does_not_reach_into_the_next_line_where_no_full_stop_stands() -> None:
    text = (
        "LUMBAR SPINE AP AND LATERAL\nthere is a mild deformity of l3 but no retropulsion at all\n"
        "the bones are demineralised\nslight scoliosis\n"
    )
    names = {item.finding: item.value for item in read(text, SHIPPED, "film").proposals}
    assert "xray_demineralisation" not in names


def test_a_ct_of_the_abdomen_is_read_for_the_vertebra_that_it_names() -> None:
    text = (
        "CT ABDOMEN AND PELVIS\nFINDINGS: The liver is normal. Compression fracture of L3 with"
        " 50% height loss. Degenerative changes of both hips.\n"
    )
    found = {item.name: item.value for item in read(text, SHIPPED).proposals}
    assert found == {"xray_levels.L3": "yes", "xray_levels.L3.height_loss_pct": 50.0}


def test_a_vertebra_without_a_number_is_of_its_region_unless_one_there_is_numbered() -> None:
    says = "X-RAY SPINE\nFINDINGS: Wedging of a mid thoracic vertebral body. "
    assert "xray_levels.TU" in {item.name for item in read(says, SHIPPED).proposals}
    names = {item.name for item in read(f"{says}Fracture of T8.\n", SHIPPED).proposals}
    assert "xray_levels.T8" in names
    assert "xray_levels.TU" not in names
    both = "X-RAY SPINE\nWedging of a lower thoracic or upper lumbar vertebra.\n"
    assert not [p for p in read(both, SHIPPED).proposals if p.site]


def test_a_slip_is_shown_with_the_levels_that_the_report_names_for_it() -> None:
    says = "X-RAY LUMBAR SPINE\nGrade II anterolisthesis of L5 on S1. Disc narrowing at L3/4.\n"
    (slip,) = [p for p in read(says, SHIPPED).proposals if p.name == "xray_spondylolisthesis"]
    assert (slip.value, slip.note) == ("grade_2", "L5 on S1")


def test_a_grade_by_its_number_outweighs_the_word_and_its_note() -> None:
    says = "X-RAY LUMBAR SPINE\n{} compression fracture of L1{}.\n"
    (word,) = [p for p in read(says.format("Mild", ""), SHIPPED).proposals if p.part == "genant"]
    assert "the report's own word" in word.note
    both = read(says.format("Mild", ", Genant 2"), SHIPPED).proposals
    (number,) = [item for item in both if item.part == "genant"]
    assert (number.value, number.note) == ("2", "")


@pytest.mark.parametrize(
    "sign", ["\u00b2 %", "\u00bd%", "\u2460 %", "\ud800%", "9" * 400 + "%", "140%"]
)
def test_a_sign_that_is_no_number_is_no_value_and_no_fault(sign: str) -> None:
    says = f"X-RAY LUMBAR SPINE\nCompression fracture of L1 with loss of height of {sign}.\n"
    values = {item.name: item.value for item in read(says, SHIPPED).proposals}
    assert values["xray_levels.L1"] == "yes"
    assert "xray_levels.L1.height_loss_pct" not in values
