"""Words that the reader does not know leave a value to a person, and so do two readings."""

from __future__ import annotations

import pytest

from data.content.loader import SHIPPED
from data.report_reader.lexicon import load
from data.report_reader.proposals import Reading
from data.report_reader.reader import read

UNREAD = load(SHIPPED).files.binding.open.unread
DIFFER = load(SHIPPED).files.binding.open.differ
SAID = {
    "xray_levels.L1": "X-RAY LUMBAR SPINE\nCompression fracture of L1{}.\n",
    "mri_levels.L1.stir": "MRI LUMBAR SPINE\nCompression fracture of L1. Marrow oedema of L1{}.\n",
    "xray_levels.L1.retropulsion": "CT LUMBAR SPINE\nFracture of L1. No retropulsion at L1{}.\n",
    "xray_degenerative": "X-RAY LUMBAR SPINE\nMultilevel degenerative changes{}.\n",
    "t_score_femoral_neck": "DXA\nFemoral neck T-score -2.1{}.\n",
    "crp": "Hb 120 g/L\nWBC 6 K/uL\nCRP 40 mg/L{}\n",
}


def values(reading: Reading) -> dict[str, object]:
    return {item.name: item.value for item in reading.proposals}


def notes(reading: Reading) -> dict[str, str]:
    return {item.name: item.note for item in reading.to_answer}


@pytest.mark.parametrize("word", ["xyzzy", "plugh", "disputed", "borrowed"])
@pytest.mark.parametrize("name", SAID)
def test_a_value_beside_an_unknown_word_is_shown_and_left_to_a_person(name: str, word: str) -> None:
    assert name in values(read(SAID[name].format(""), SHIPPED))
    reading = read(SAID[name].format(f" {word}"), SHIPPED)
    assert name not in values(reading)
    assert notes(reading)[name] == UNREAD


@pytest.mark.parametrize("name", SAID)
def test_the_same_value_in_known_words_is_proposed_from_there(name: str) -> None:
    plain, odd = SAID[name].format(""), SAID[name].format(" xyzzy").partition("\n")[2]
    assert values(read(f"{plain}{odd}", SHIPPED))[name] == values(read(plain, SHIPPED))[name]


def test_another_value_beside_an_unknown_word_leaves_both_to_a_person() -> None:
    reading = read(
        "CT LUMBAR SPINE\nFracture of L1 with 40% height loss.\nXyzzy 60% height loss of L1.",
        SHIPPED,
    )
    assert notes(reading)["xray_levels.L1.height_loss_pct"] == DIFFER


@pytest.mark.parametrize(
    ("says", "named"),
    [
        (
            "Wedge fracture of L1, biconcave deformity of L3",
            {"L1.shape": "wedge", "L3.shape": "biconcave"},
        ),
        ("L1 (new), L3 (old) fractures", {"L1.reported_age": "new", "L3.reported_age": "old"}),
        ("Fractures of L1 and L3, old and new", {}),
        ("Fracture of L1 and of L3, moderate", {}),
    ],
)
def test_of_two_levels_each_value_is_of_the_only_level_that_its_clause_names(
    says: str, named: dict[str, str]
) -> None:
    found = values(read(f"X-RAY LUMBAR SPINE\n{says}.\n", SHIPPED))
    parts = {name.partition(".")[2]: value for name, value in found.items() if name.count(".") > 1}
    assert parts == named
    assert {"xray_levels.L1", "xray_levels.L3"} <= found.keys()


def test_a_block_of_a_print_under_an_unknown_title_is_not_read() -> None:
    head = "Hb 120 g/L\nWBC 6 K/uL\nPlt 200 K/uL\n"
    assert values(read(f"{head}Biochemistry\nCRP 40 mg/L\n", SHIPPED))["crp"] == 40
    assert "crp" not in values(read(f"{head}Xyzzy\nCRP 40 mg/L\n", SHIPPED))


def test_the_names_of_a_house_and_of_persons_above_a_print_do_not_hide_it() -> None:
    text = "Xyzzy Hospital\nWard Plugh\nHb 120 g/L\nWBC 6 K/uL\nPlt 200 K/uL\n"
    assert values(read(text, SHIPPED))["haemoglobin_g_l"] == 120


def test_a_word_that_the_end_of_a_line_divides_is_one_word() -> None:
    text = "X-RAY LUMBAR SPINE\nMild anterior wedge com-\npression deformity of L3.\n"
    assert values(read(text, SHIPPED))["xray_levels.L3"] == "yes"


def test_levels_that_are_left_to_a_person_still_ask_to_compare() -> None:
    reading = read("X-RAY LUMBAR SPINE\nXyzzy compression fracture of L3.\n", SHIPPED)
    assert not [item for item in reading.proposals if "levels" in item.name]
    assert reading.remarks == (load(SHIPPED).files.kinds.kind["film"].incomplete,)


def test_two_units_of_one_analyte_leave_it_to_a_person() -> None:
    head = "Hb 120 g/L\nWBC 6 K/uL\nPlt 200 K/uL\n"
    text = f"{head}CRP 15 mg/L 10/03/2026\nCRP 9 mg/dL 20/03/2026\n"
    assert "crp" not in values(read(text, SHIPPED))


@pytest.mark.parametrize(
    "says",
    [
        "Spinous process fracture L3.",
        "Bilateral pedicle fractures of L3.",
        "Before treatment fracture of L3.",
        "Excluded by CT: fracture of L3.",
    ],
)
def test_a_process_or_a_cue_that_no_word_precedes_makes_no_level(says: str) -> None:
    assert "xray_levels.L3" not in values(read(f"CT LUMBAR SPINE\n{says}\n", SHIPPED))


def test_two_names_of_one_unit_are_one_unit() -> None:
    head = "Hb 120 g/L\nWBC 6 K/uL\nPlt 200 K/uL\n"
    text = f"{head}eGFR 60 mL/min 10/20/2025\neGFR 55 mL/min/1.73m2 10/20/2026\n"
    assert values(read(text, SHIPPED))["egfr"] == 55
