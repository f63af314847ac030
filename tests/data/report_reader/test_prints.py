"""Numbers of DXA and laboratory prints, and of the messages of clinical systems."""

from __future__ import annotations

import json

import pytest

from data.content.loader import SHIPPED, Content
from data.report_reader.lexicon import load
from data.report_reader.proposals import shown
from data.report_reader.reader import read

HEADS = "Region      BMD       T-score   Z-score\n"
DXA = "DXA BONE DENSITY\n\nAP Spine\n" + HEADS
NARROW = "DXA BONE DENSITY\n\nAP Spine\nRegion BMD T-score Z-score\n"
TWO_LINES = (
    "DXA Results Summary:\nScan Type: a Lumbar Spine\n"
    "Region      Area      BMD        T -      Z -\n"
    "            (cm2)     (g/cm2)    score    score\n"
)
HIP = "Neck        0.700     -2.6      -1.1\nTotal       0.750     -2.2      -1.0\n"
LAB = "Test          Result   Units    Limits\nSodium        140      mmol/L   135-145\n"
LAB += "Potassium     4.1      mmol/L   3.5-5.0\n"
DAYS = (
    "Collected: {}\nSodium 140 mmol/L\nPotassium 4 mmol/L\nCreatinine 90 umol/L\n"
    "Collected: {}\nCreatinine 120 umol/L\n"
)

CASES = {
    "T apart from Z": (DXA + "L1-L4       1.022     -1.3      1.1\n", "spine=-1.3 z=1.1"),
    "an empty T column": (TWO_LINES + "L1-L4       56.77     0.920               -1.0\n", "z=-1"),
    "both columns": (TWO_LINES + "L1-L4       56.77     0.920      -2.1     -1.0\n",
                     "spine=-2.1 z=-1"),
    "a dash is no number": (DXA + "L1-L4       1.022     -         -\n", ""),
    "columns that cannot be told": (NARROW + "L1-L4 1.022 -1.0\n", ""),
    "a single vertebra": (DXA + "L2          1.022     -1.3      1.1\n", ""),
    "a total of the spine is no hip": (DXA + "Total       1.022     -1.3      1.1\n",
                                       "spine=-1.3 z=1.1"),
    "the hip": (DXA.replace("AP Spine", "Left Hip") + HIP, "neck=-2.6 hip=-2.2 z=-1.1"),
    "a limit of a reference table": (DXA + "Osteoporosis T-score at or below -2.5 SD\n", ""),
    "a sentence": ("DEXA SCAN\n\nThe T-score of the lumbar spine is -2.8.\n", "spine=-2.8"),
    "a limit in a sentence": ("DEXA SCAN\n\nLumbar spine T-score is -2.5 or less.\n", ""),
    "a sentence on a place that is not exact": ("DEXA SCAN\n\nT-score of the hip is -2.8.\n", ""),
    "a score called unusable": (
        DXA + "L1-L4       1.022     -1.3      1.1\n\nThe lumbar spine should not be used.\n",
        "spine=-1.3 z=1.1 valid=no"),
    "a value with its unit": (LAB + "Creatinine    1.0      mg/dL    0.6-1.2\n", "creatinine=88.4"),
    "a value without a unit": (LAB + "Creatinine    1.0\n", "?creatinine"),
    "a wrong unit": (LAB + "Haemoglobin   12.5     g/mL     12-16\n", "?haemoglobin"),
    "one possible unit": (LAB + "eGFR          62\n", "egfr=62"),
    "cells in a microlitre": (LAB + "Platelets     105600   cells/uL\n", "platelets=105.6"),
    "calcium without albumin": (LAB + "Calcium       8.9      mg/dL    8.4-10.4\n", "?calcium"),
    "calcium with albumin": (LAB + "Calcium       2.10     mmol/L\nAlbumin       30       g/L\n",
                             "calcium_total=2.1 albumin=30"),
    "calcium and albumin of two days": (
        DAYS.format("2024-01-05", "2024-03-05") + "Calcium 2.1 mmol/L\n"
        + "Collected: 2024-01-05\nAlbumin 30 g/L\n", "creatinine=120 ?calcium"),
    "albumin without calcium": (LAB + "Albumin       30       g/L\n", ""),
    "calcium, albumin and the corrected calcium": (
        LAB + "Calcium 2.10 mmol/L\nAlbumin 30 g/L\nCorrected calcium 2.30 mmol/L\n",
        "calcium=2.3"),
    "cells in K/uL": (LAB + "PLT 310 K/uL 150-400\n", "platelets=310"),
    "a bound in another unit": (LAB + "CRP <0.5 mg/dL\n", "crp=<5"),
    "a bound of the filtration": (LAB + "eGFR >60 mL/min/1.73m2\n", "egfr=>60"),
    "a sentence over the headings": (
        "DXA BONE DENSITY\n\nZ-scores are given.\nRegion   BMD    Z-score\nL1-L4    0.901  -1.8\n",
        "z=-1.8"),
    "a score of an earlier year": (
        "DEXA SCAN\nLumbar spine L1-L4 T-score -3.1. Comparison with 2019: spine T-score -2.8.\n",
        "spine=-3.1"),
    "corrected calcium": (LAB + "Adjusted calcium  2.45  mmol/L\n", "calcium=2.45"),
    "urine": (LAB + "Urine creatinine  8000  umol/L\n", ""),
    "a limit": (LAB + "CRP           <5       mg/L\n", "crp=<5"),
    "an impossible value": (LAB + "Haemoglobin   1250     g/L\n", "?haemoglobin"),
    "several columns of days": (LAB + "Creatinine    88  92  101\n", "?creatinine"),
    "the newest": (DAYS.format("2024-01-05", "2024-03-05"), "creatinine=120"),
    "two days that read in two ways": (DAYS.format("01/05/2024", "03/02/2024"), "?creatinine"),
    "columns of days": (
        "Test  2024-02-01  2024-03-05  Unit\nCreatinine  88  120  umol/L  45-84\n"
        + LAB.partition("\n")[2],
        "creatinine=120"),
    "columns of days with an empty cell": (
        "Test  2024-02-01  2024-03-05  Unit\nCreatinine  88       umol/L  45-84\n"
        + LAB.partition("\n")[2], "?creatinine"),
    "columns of days that read in two ways": (
        "Test  01/02/2024  05/03/2024  Unit\nCreatinine  88  120  umol/L\n"
        + LAB.partition("\n")[2], "?creatinine"),
    "limits that look like a day": (
        LAB + "Calcium 2.20 mmol/L (2.20-2.60)\nAlbumin 31 g/L (35-50)\n",
        "calcium_total=2.2 albumin=31"),
    "a unit before the value": (LAB + "Creatinine umol/L   88   45-84\n", "creatinine=88"),
    "thousands of cells": (LAB + "Platelet count 255,000 /uL\n", "platelets=255"),
    "a decimal comma": (LAB + "Creatinine 0,900 mg/dL\n", "creatinine=79.56"),
    "glycated haemoglobin": (LAB + "Hemoglobin A1c  5.3  %\n", ""),
}  # fmt: skip

SHORT = {
    "t_score_lumbar_spine": "spine", "t_score_femoral_neck": "neck", "t_score_total_hip": "hip",
    "z_score_lowest": "z", "lumbar_spine_t_score_valid": "valid", "haemoglobin_g_l": "haemoglobin",
    "creatinine_umol_l": "creatinine", "calcium_corrected_mmol_l": "calcium",
    "calcium_total_mmol_l": "calcium_total", "albumin_g_l": "albumin",
}  # fmt: skip


def found(text: str, kind: str = "") -> set[str]:
    reading = read(text, SHIPPED, kind)
    assert not reading.refused
    said = {f"{SHORT.get(p.name, p.name)}={shown(p.value)}" for p in reading.proposals}
    asked = {f"?{SHORT.get(item.name, item.name)}" for item in reading.to_answer}
    return (said - {"dxa_status=done"}) | (
        asked & {"?creatinine", "?calcium", "?haemoglobin", "?crp"}
    )


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_print_gives_its_numbers(text: str, expected: str) -> None:
    assert found(text) == set(expected.split())


def test_the_factors_are_those_of_the_program(content: Content) -> None:
    for analyte in load(SHIPPED).files.results.analyte:
        units = content.pathway.findings[analyte.finding].units
        for unit in units.names:
            assert float(f"{100 * analyte.units[unit.lower()]:.6g}") == pytest.approx(
                units.to_own(100, unit)
            )


def segments(*lines: str) -> str:
    return "\r".join(["MSH|^~\\&|LAB|X|EHR|Y|20240105||ORU^R01|1|P|2.4", *lines])


def test_hl7_gives_final_results_and_the_report_it_carries() -> None:
    text = segments(
        "OBR|1|||XRLS^XR LUMBAR SPINE",
        "OBX|1|NM|2160-0^Creatinine^LN||101|umol/L|60-110|N|||F|||20240105",
        "OBX|2|NM|718-7^Hemoglobin^LN||12.5|g/dL||N|||P",
        "OBX|3|NM|6768-6^ALP^LN|||U/L||N|||F",
        "OBX|4|TX|||FINDINGS:||||||F",
        "OBX|5|TX|||Compression fracture of L1 without retropulsion.||||||F",
    )
    assert found(text) == {
        "creatinine=101", "xray_done=yes", "xray_levels.L1=yes", "xray_levels.L1.retropulsion=no",
    }  # fmt: skip
    for item in read(text, SHIPPED).proposals:
        assert text[item.start : item.end].strip()


def observation(code: str, value: float, unit: str, when: str, **more: object) -> dict[str, object]:
    return {
        "resource": {
            "resourceType": "Observation",
            "id": f"{code}-{when}",
            "status": "final",
            "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
            "effectiveDateTime": when,
            "valueQuantity": {"value": value, "unit": unit},
            **more,
        }
    }


def test_fhir_gives_the_newest_value_and_no_condition() -> None:
    report = {
        "resourceType": "DiagnosticReport",
        "id": "r",
        "status": "final",
        "code": {"text": "MRI LUMBAR SPINE"},
        "conclusion": "Compression fracture of L2 with marrow edema.",
    }
    bundle = {
        "resourceType": "Bundle",
        "entry": [
            {"resource": {"resourceType": "Patient", "id": "p", "gender": "female"}},
            observation("2160-0", 1.2, "mg/dL", "2023-01-02"),
            observation("2160-0", 1.0, "mg/dL", "2024-01-02"),
            observation("718-7", 12, "g/dL", "2024-01-02", status="entered-in-error"),
            observation("38265-5", -2.9, "{T-score}", "2024-01-02"),
            {"resource": {"resourceType": "Condition", "id": "c", "code": {"text": "Fracture"}}},
            {"resource": report},
        ],
    }
    text = json.dumps(bundle, indent=1)
    assert found(text) == {
        "sex=female", "creatinine=88.4", "mri_done=yes", "mri_levels.L2=yes",
        "mri_levels.L2.stir=hyper",
    }  # fmt: skip
    level = next(p for p in read(text, SHIPPED).proposals if p.name == "mri_levels.L2")
    assert text[level.start : level.end] == "Compression fracture of L2"


def test_ccda_gives_coded_results_and_expands_no_entity() -> None:
    text = (
        '<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><component><observation>'
        '<code code="718-7" codeSystem="2.16.840.1.113883.6.1"/><statusCode code="completed"/>'
        '<effectiveTime value="20240105"/><value type="PQ" value="12.5" unit="g/dL"/>'
        "</observation></component></ClinicalDocument>"
    )
    assert found(text) == {"haemoglobin=125"}
    planned = text.replace("<observation>", '<observation moodCode="INT">')
    assert not read(planned, SHIPPED).proposals
    hostile = text.replace("?>", '?><!DOCTYPE a [<!ENTITY b "x">]>', 1)
    assert read(hostile, SHIPPED).refused
    assert read(text[:200], SHIPPED).refused


def test_a_damaged_bundle_is_refused_with_a_sentence() -> None:
    assert read('{"resourceType": "Bundle", "entry": [', SHIPPED).refused
    assert read('{"resourceType": "Bundle", "entry": {"a": ' + "[" * 9000, SHIPPED).refused
