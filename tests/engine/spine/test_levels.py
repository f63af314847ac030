"""The safety check's own reading of film, CT and MRI, level by level."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.model.answers import Answers, LevelReading, Value
from engine.spine.safety.levels import (
    HEALED,
    STRAIGHT,
    THORACIC,
    UPPER_ONLY,
    acute,
    fractures,
    grade,
    tumour_free,
)

SCANNED: dict[str, Value] = {"mri_done": "yes", "mri_stir_included": "yes"}
CLEAN: LevelReading = {
    "level": "L1",
    "t1_pattern": "normal",
    "posterior_convex": "no",
    "pedicle_marrow": "no",
    "epidural_mass": "no",
    "paraspinal_mass": "no",
}


def film(**genant: str) -> Answers:
    return {"xray_levels": tuple({"level": at, "genant": given} for at, given in genant.items())}


def mri(*readings: LevelReading, **more: Value) -> Answers:
    return {**SCANNED, "mri_levels": readings, **more}


def at(level: str, **fields: str) -> LevelReading:
    return {"level": level, **fields}


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        ({"genant": "2", "height_loss_pct": 10.0}, 2),
        ({"genant": "1", "height_loss_pct": 41.0}, 3),
        ({"height_loss_pct": 40.0}, 2),
        ({"height_loss_pct": 25.0}, 2),
        ({"height_loss_pct": 24.0}, 1),
        ({"height_loss_pct": 20.0}, 1),
        ({"height_loss_pct": 19.0}, 0),
        ({"genant": "not_stated"}, 0),
        ({}, 0),
    ],
)
def test_the_larger_grade_counts(reading: LevelReading, expected: float) -> None:
    assert grade(reading) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (film(T12="1", L1="0.5"), 1),
        (film(T12="1", TU="2"), 1),
        (film(T12="1", LU="2"), 2),
        (film(T12="not_stated"), 0),
        (mri(at("L1", fracture_line="yes"), at("L2", fracture_line="no")), 1),
        (mri(at("L1", fracture_line="yes"), mri_done="no"), 0),
        (mri(at("LU", fracture_line="yes"), at("TU", fracture_line="yes")), 2),
        (mri(at("L1", stir="hyper", of_type="2"), at("L2", fracture_line="yes")), 2),
    ],
)
def test_the_number_of_fractures(answers: Answers, expected: int) -> None:
    assert fractures(answers) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (mri(at("L1", stir="hyper", fracture_line="yes"), at("L2", stir="hyper")), {"L1"}),
        (mri(at("L1", stir="hyper"), **film(L1="1")), {"L1"}),
        (mri(at("L1", stir="normal", fracture_line="yes")), set()),
        (mri(at("L1", stir="hyper", of_type="2"), mri_stir_included="no"), set()),
        (
            mri(
                at("L1", stir="hyper", of_type="2"),
                xray_levels=({"level": "L1", "cemented": "yes", "genant": "1"},),
            ),
            set(),
        ),
    ],
)
def test_acute_levels(answers: Answers, expected: set[str]) -> None:
    assert acute(answers) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, True),
        ({"t1_pattern": "band_low"}, True),
        ({"t1_pattern": "diffuse_low"}, False),
        ({"t1_pattern": "diffuse_low", "spared_marrow": "yes"}, True),
        ({"t1_pattern": "diffuse_low", "spared_marrow": "no"}, False),
        ({"epidural_mass": "yes"}, False),
        ({"pedicle_marrow": "unknown"}, False),
    ],
)
def test_a_level_without_a_sign_of_a_tumour(changed: dict[str, str], expected: bool) -> None:
    assert tumour_free({**CLEAN, **changed}) is expected


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        (UPPER_ONLY, film(T3="1", TU="2"), True),
        (UPPER_ONLY, film(T3="1", T7="1"), False),
        (UPPER_ONLY, film(T3="0"), False),
        (UPPER_ONLY, mri(at("T6", fracture_line="yes")), True),
        (UPPER_ONLY, mri(at("L1", fracture_line="yes"), **film(T6="1")), False),
        (THORACIC, film(T12="1"), True),
        (THORACIC, film(T12="0.5", L1="1"), False),
        (THORACIC, mri(at("TU", of_type="1")), True),
        (THORACIC, mri(at("T9", stir="hyper")), False),
        (STRAIGHT, {}, False),
        (STRAIGHT, film(), True),
        (STRAIGHT, film(L1="0"), True),
        (STRAIGHT, film(L1="0.5"), False),
        (HEALED, mri(at("L1", stir="normal"), **film(L1="1")), True),
        (HEALED, mri(at("L1", stir="normal"), **film(L2="1")), False),
        (HEALED, mri(at("L1", stir="normal")), False),
        (HEALED, mri(at("L1", stir="normal", fracture_line="yes")), True),
        (HEALED, mri(at("L1", stir="normal"), at("L2", stir="hyper"), **film(L1="1")), False),
        (HEALED, mri(at("L1", stir="normal"), **film(L1="1"), mri_stir_included="no"), False),
    ],
)
def test_conditions_on_levels(
    condition: Callable[[Answers], bool], answers: Answers, expected: bool
) -> None:
    assert condition(answers) is expected
